"""Monica's contacts as cards."""

from collections.abc import Mapping
from typing import Any, Final

from kithbook.model.record import Person, Span
from kithbook.model.times import PartialDate
from kithbook.sources.draft import CardDraft, tidy, written_date
from kithbook.sources.monica.document import Object, child, collections, items, mapping, text, when

LONGEST_RHYTHM: Final = 3650  # days; a longer one is a slip
FIELD_TYPES: Final = {"mailto:": "email", "tel:": "phone"}

# What is read elsewhere, changes with every look, or is a picture.
_SILENT: Final = frozenset(
    """first_name middle_name last_name nickname description job company tags avatar birthdate is_partial vcard
    stay_in_touch_frequency number_of_views last_consulted_at distant_etag first_met_date first_met_through
    deceased_date deceased_reminder first_met_reminder is_dead gender is_active""".split()
)


def key(uuid: str) -> str:
    """Name a contact."""
    return f"monica:{uuid}"


def named(uuid: str, names: Mapping[str, str]) -> Person:
    """Name a contact as a participant."""
    return ["uid", key(uuid), names.get(uuid, "")]


def name_of(contact: Object) -> str:
    """Write a contact's name."""
    said = child(contact, "properties")
    parts = [text(said.get(part)) for part in ("first_name", "middle_name", "last_name")]
    return tidy(" ".join(part for part in parts if part)) or tidy(text(said.get("nickname")))


def draw_up(contact: Object, names: Mapping[str, str], field_types: Mapping[str, str]) -> CardDraft:
    """Read a contact into a draft."""
    said = child(contact, "properties")
    draft = CardDraft()
    draft.name = name_of(contact)
    for part, name in (
        ("given", "first_name"),
        ("middle", "middle_name"),
        ("family", "last_name"),
        ("nickname", "nickname"),
    ):
        draft.part(part, text(said.get(name)))
    draft.position(Span(organisation=text(said.get("company")), title=text(said.get("job"))))
    draft.note(text(said.get("description")))
    for tag in items(said.get("tags")):
        draft.tag(text(tag) or text(mapping(tag).get("name")))
    draft.rhythm_days = _rhythm(said.get("stay_in_touch_frequency"))
    _take_dates(draft, said, names)
    for label, value in said.items():
        if label not in _SILENT:
            draft.field(label, "yes" if value is True else text(value))
    for kind, values in collections(contact):
        for value in values:
            _take(draft, kind, mapping(value), field_types)
    return draft


def _rhythm(value: Any) -> int:
    days = text(value)
    return int(days) if days.isascii() and days.isdigit() and 0 < int(days[:6]) <= LONGEST_RHYTHM else 0


def _take_dates(draft: CardDraft, said: Object, names: Mapping[str, str]) -> None:
    draft.birthday = special_date(child(said, "birthdate"))
    if said.get("is_dead") is True:
        draft.field("deceased", special_date(child(said, "deceased_date")) or "yes")
    met = special_date(child(said, "first_met_date"))
    if len(met) == 10:
        draft.since = met
    else:
        draft.field("first met", met)
    through = text(said.get("first_met_through"))
    draft.field("first met through", names.get(through, "") or through)


def special_date(found: Object) -> str:
    """Read a date that may be known by age only, or without its year; it may stand among its own properties."""
    said = {**found, **child(found, "properties")}
    day = when(said.get("date"))[:10]
    if not day:
        return ""
    partial = PartialDate.read(day)
    if said.get("is_age_based") is True:
        return written_date(partial.year or 0, 0, 0)
    year = 0 if said.get("is_year_unknown") is True else partial.year or 0
    return written_date(year, partial.month or 0, partial.day or 0)


def _take(draft: CardDraft, kind: str, value: Object, field_types: Mapping[str, str]) -> None:
    said = child(value, "properties") or value
    if kind == "contact_field":
        _take_field(draft, said, field_types)
    elif kind == "address":
        parts = {
            "street": "street",
            "city": "city",
            "region": "province",
            "postcode": "postal_code",
            "country": "country",
        }
        draft.address(**{part: text(said.get(name)) for part, name in parts.items()}, type=text(said.get("name")))
    elif kind == "pet":
        draft.field("pet", text(said.get("name")))


def _take_field(draft: CardDraft, said: Object, field_types: Mapping[str, str]) -> None:
    """Read an address or a number; its type is named by an id, or in words, or shows in the value."""
    value, named_type = text(said.get("data")), text(said.get("type")) or text(said.get("contact_field_type"))
    sort = field_types.get(named_type, named_type).lower()
    if "mail" in sort or (not sort and "@" in value):
        draft.email(value.removeprefix("mailto:"))
    elif "phone" in sort or sort in {"tel", "mobile", "whatsapp"}:
        draft.phone(value.removeprefix("tel:"))
    elif "linkedin" in sort or "linkedin.com/" in value:
        draft.url(value if "/" in value else f"https://www.linkedin.com/in/{value}")
    elif "://" in value:
        draft.url(value)
    else:
        draft.field(sort or "contact field", value)


def field_types(account: Object) -> dict[str, str]:
    """Map the ids of contact field types to words: email, phone, or the type's own name."""
    found = {}
    for one in items(child(account, "instance").get("contact_field_types")):
        said = mapping(one)
        properties = child(said, "properties")
        sort = (
            FIELD_TYPES.get(text(properties.get("protocol")), "")
            or text(properties.get("type"))
            or text(properties.get("name"))
        )
        found[text(said.get("uuid"))] = sort
    return found

"""What a vCard says of a person: its properties as the content of a card record."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from kithbook.model import handle, ids
from kithbook.model.record import CardContent, Span
from kithbook.sources.contentline import UUID, Property, decode, is_worldwide, properties, split, unescape
from kithbook.sources.draft import CardDraft, partial_date, tidy
from kithbook.sources.vcard.cards import BINARY

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")

# Numbers that do not ring at the person: machines, and other people's desks.
_NOT_THEIR_PHONE: Final = frozenset(
    {"fax", "pager", "main", "assistant", "assistantphone", "bbs", "modem", "companymain"}
)
# A site with one of these labels is theirs; Apple's "HomePage" stands on any site, the employer's too.
_OWN_SITE = re.compile(r"\b(?:home|profile|blog|personal)\b")
# Labels that say nothing about which of several values it is.
_PLAIN_TYPES: Final = frozenset({"internet", "pref", "voice", "x-internet"})
_SILENT: Final = frozenset({"BEGIN", "END", "VERSION", "X-ABLABEL", "X-ABADR"})
_NAME_PARTS: Final = ("family", "given", "middle", "prefix", "suffix")
_ADDRESS_PARTS: Final = ("pobox", "extended", "street", "city", "region", "postcode", "country")

PERSON: Final = "person"


class VCard:
    """One card's properties, with the labels that Apple keeps beside them."""

    def __init__(self, raw: bytes) -> None:
        self.properties = list(properties(raw))
        self.labels = {
            one.group: _APPLE_LABEL.sub(r"\1", tidy(one.text))
            for one in self.properties
            if one.name == "X-ABLABEL" and one.group
        }
        self.raw, self.encoding = decode(raw)

    def first(self, name: str) -> str:
        """Give the first value of a property that has one, as tidied text; '' if there is none."""
        return next((text for one in self.properties if one.name == name and (text := tidy(one.text))), "")

    @property
    def kind(self) -> str:
        """Say what the card stands for: a person, a group, an organisation, a location."""
        kind = (self.first("KIND") or self.first("X-ADDRESSBOOKSERVER-KIND")).lower()
        if kind in {"", "individual", "x-individual"}:
            return "organisation" if self.first("X-ABSHOWAS").upper() == "COMPANY" else PERSON
        return "organisation" if kind in {"org", "organization", "organisation"} else kind

    def label(self, one: Property) -> str:
        """Say which of several: Apple's label, else the types."""
        label = self.labels.get(one.group, "") if one.group else ""
        return label or ",".join(sorted(one.types() - _PLAIN_TYPES))


def key(card: VCard, draft: CardDraft) -> str:
    """Name what the card is about: its UID, with the name where others may hold it too; else a hash of what it says."""
    uid = card.first("UID")
    if is_worldwide(uid):
        found = UUID.fullmatch(uid)
        return f"vcard:{found[1].lower() if found else uid[:500]}"
    name = draft.identity()[0]
    return f"vcard:{ids.digest(*((uid, name) if uid and name else draft.identity())).hex()}"


def content(card: VCard, draft: CardDraft) -> CardContent:
    """Write the record's content: what is known of the person, everything else by its label, and the card itself."""
    every = draft.content()
    every["relation"] = "contact"
    every["raw"] = card.raw
    if card.encoding != "utf-8":
        every["fields"] = {**every.get("fields", {}), "ENCODING": card.encoding}
    return every


def draw_up(card: VCard) -> CardDraft:
    """Read all properties of a card into a draft."""
    draft = CardDraft()
    for one in card.properties:
        reader = _READERS.get(one.name)
        if reader:
            reader(draft, card, one)
        elif one.name not in _SILENT:
            _keep(draft, card, one)
    _settle_name(draft)
    _settle_positions(draft, card)
    return draft


def _settle_name(draft: CardDraft) -> None:
    """Prefer the name as shown, unless it is only an address, or nothing."""
    shown = tidy(draft.name)
    if (not shown or handle.email(shown)) and draft.composed_name():
        if shown:
            draft.field("FN", shown)
        shown = draft.composed_name()
    draft.name = shown


def _settle_positions(draft: CardDraft, card: VCard) -> None:
    """Pair the organisations with the titles in their order; a role stands in where there is no title."""
    organisations = [parts for one in card.properties if one.name == "ORG" and any(parts := _tidied(split(one.value)))]
    titles = [text for one in card.properties if one.name == "TITLE" and (text := tidy(one.text))]
    roles = [text for one in card.properties if one.name == "ROLE" and (text := tidy(one.text))]
    for role in roles[:] if titles else roles[1:]:
        draft.field("ROLE", role)
    titles = titles or roles[:1]
    for place in range(max(len(organisations), len(titles))):
        parts = organisations[place] if place < len(organisations) else []
        title = titles[place] if place < len(titles) else ""
        draft.position(Span(organisation=parts[0] if parts else "", title=title))
        department = ", ".join(part for part in parts[1:] if part)
        if department and not draft.department and not place:
            draft.department = department
        elif department:
            draft.field("department", department)


def _tidied(parts: Iterable[str]) -> list[str]:
    return [tidy(part) for part in parts]


def _keep(draft: CardDraft, card: VCard, one: Property) -> None:
    """Keep a property under its name and label; a picture is in the raw card, or named there by its hash."""
    text = one.text
    if one.name in BINARY and (len(text) > 500 or "\n" in text):
        return
    label = card.label(one)
    draft.field(f"{one.name}/{label}" if label else one.name, text)


def _name_shown(draft: CardDraft, card: VCard, one: Property) -> None:
    text = tidy(one.text)
    if draft.name and text != draft.name:
        _keep(draft, card, one)
    draft.name = draft.name or text


def _name_parts(draft: CardDraft, _card: VCard, one: Property) -> None:
    for part, value in zip(_NAME_PARTS, split(one.value), strict=False):
        draft.part(part, value)


def _nickname(draft: CardDraft, _card: VCard, one: Property) -> None:
    draft.part("nickname", one.text)


def _email(draft: CardDraft, card: VCard, one: Property) -> None:
    if draft.email(one.text) and card.label(one):
        _keep(draft, card, one)


def _phone(draft: CardDraft, card: VCard, one: Property) -> None:
    text = tidy(one.text)
    if text[:4].lower() == "tel:":
        text = text[4:].replace(";ext=", " x")
    label = card.label(one)
    words = {word.replace(" ", "").lower() for word in label.split(",")}
    if words & _NOT_THEIR_PHONE or any("fax" in word or "pager" in word for word in words):
        _keep(draft, card, one)
        return
    draft.phone(text)
    if label:
        _keep(draft, card, one)


def _url(draft: CardDraft, card: VCard, one: Property) -> None:
    label = card.label(one).lower()
    if "work" in label and not handle.linkedin(one.text):
        _keep(draft, card, one)
    else:
        draft.url(one.text, is_own=bool(_OWN_SITE.search(label)))


def _social(draft: CardDraft, card: VCard, one: Property) -> None:
    """Read a social profile: an address, or (``x-apple:name``) a bare user name of a named network."""
    text = tidy(one.text)
    user = one.parameter("X-USER") or text.removeprefix("x-apple:")
    if "linkedin" in one.types() and not handle.linkedin(text) and user and "/" not in user:
        draft.url(f"https://www.linkedin.com/in/{user}")
    if "://" in text or text.lower().startswith("www.") or handle.linkedin(text):
        draft.url(text)
    _keep(draft, card, one)


def _birthday(draft: CardDraft, card: VCard, one: Property) -> None:
    text = tidy(one.text)
    omitted = one.parameter("X-APPLE-OMIT-YEAR")
    if omitted and text.startswith(omitted):
        text = "-" + text[len(omitted) :]
    found = partial_date(text)
    if found and not draft.birthday:
        draft.birthday = found
    elif found != draft.birthday:
        _keep(draft, card, one)


def _address(draft: CardDraft, card: VCard, one: Property) -> None:
    parts = dict(zip(_ADDRESS_PARTS, split(one.value), strict=False))
    text = one.parameter("LABEL") or next(
        (other.text for other in card.properties if other.name == "LABEL" and other.types() == one.types()), ""
    )
    draft.address(**parts, text=text, type=card.label(one))


def _categories(draft: CardDraft, _card: VCard, one: Property) -> None:
    for tag in unescape(one.value).split(","):
        draft.tag(tag)


def _note(draft: CardDraft, _card: VCard, one: Property) -> None:
    draft.note(one.text)


def _nothing(_draft: CardDraft, _card: VCard, _one: Property) -> None:
    """Pass over what is read elsewhere."""


_READERS: Final[dict[str, Callable[[CardDraft, VCard, Property], None]]] = {
    "FN": _name_shown, "N": _name_parts, "NICKNAME": _nickname, "EMAIL": _email, "TEL": _phone, "URL": _url,
    "X-SOCIALPROFILE": _social, "SOCIALPROFILE": _social, "BDAY": _birthday, "ADR": _address,
    "CATEGORIES": _categories, "NOTE": _note, "ORG": _nothing, "TITLE": _nothing, "ROLE": _nothing,
    "UID": _nothing, "KIND": _nothing,
}  # fmt: skip

"""People as vCards (RFC 2426 and RFC 6350): what their own cards said, nothing lost, and what the book knows more."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kithbook.model import handle
from kithbook.model.card import OWNER, Card
from kithbook.model.person import Person
from kithbook.sources.contentline import Property, properties
from kithbook.sources.draft import partial_date
from kithbook.store.book import Book

THREE: Final = "3"
FOUR: Final = "4"
LONGEST_LINE: Final = 75  # octets, RFC 6350 section 3.2
UNTYPED: Final = "octet-stream"  # a picture of which the card does not say what sort it is
YEAR_UNKNOWN: Final = "1604"  # what Apple writes where vCard 3 has no way to say it

_NOT_COPIED: Final = frozenset({"BEGIN", "END", "VERSION", "CATEGORIES"})  # the frame is ours, and so are the tags
_ONCE: Final = frozenset(
    {"FN", "N", "UID", "BDAY", "REV", "KIND", "GENDER", "PRODID", "SORT-STRING", "CLASS", "PROFILE"}
)
_BINARY: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_DECODED: Final = frozenset({"CHARSET", "ENCODING"})  # parameters of how a value was written, which is over
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DATA = re.compile(r"data:(?P<medium>[\w.+-]+/[\w.+-]+)?;base64,(?P<data>.*)\Z", re.IGNORECASE | re.DOTALL)
_SAFE_NAME = re.compile(r"[^A-Z0-9-]")


def cards(book: Book, people: Sequence[Person], *, version: str = FOUR) -> Iterator[bytes]:
    """Give a vCard for each person."""
    for person in people:
        found = book.digest.cards(person.number)
        raws = [raw for card in found if (raw := _raw(book, card))]
        yield written(person.name, found, raws, version=version, tags=person.tags).encode("utf-8", "replace")


def _raw(book: Book, card: Card) -> str:
    """Look for the card as its source wrote it."""
    for record_id in book.digest.evidence(card.id):
        known = book.evidence.record_by_id(record_id)
        raw = known[0].content.get("raw") if known else None
        if isinstance(raw, str) and raw.lstrip()[:11].upper() == "BEGIN:VCARD":
            return raw
    return ""


def written(
    name: str, cards_: Sequence[Card], raws: Sequence[str] = (), *, version: str = FOUR, tags: Sequence[str] = ()
) -> str:
    """Write one person as a vCard of version 3 or 4; `raws` are the cards as their sources wrote them.

    Of several values a reader takes the first, so the owner's own words stand before all others. `tags` are all the
    tags there are: the owner may have taken away what a card brought.
    """
    sheet = _Sheet(_removed(cards_))
    if name:
        sheet.add(Property("FN", escaped(name)))
    for card in cards_:
        if card.source == OWNER:
            _add(sheet, card)
    for number, raw in enumerate(raws):
        sheet.copy(raw, number)
    for card in cards_:
        _add(sheet, card)
    if tags:
        sheet.add(Property("CATEGORIES", ",".join(escaped(tag) for tag in tags)))
    if not sheet.has("FN"):
        sheet.add(Property("FN", escaped(next((value for card in cards_ for _, value in card.handles), "?"))))
    if version == THREE and not sheet.has("N"):
        sheet.add(Property("N", ";".join((escaped(name), "", "", "", ""))))
    body = [line for one in sheet.properties if (line := _line(one, version))]
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}.0", *body, "END:VCARD", ""])


Sign = tuple[str, str]  # what makes two properties the same: its name, and its value however it is spelt


class _Sheet:
    """The properties of a card being written, each once."""

    def __init__(self, removed: frozenset[Sign]) -> None:
        self.properties: list[Property] = []
        self._seen: set[Sign] = set()
        self._names: set[str] = set()
        self._removed = removed

    def has(self, name: str) -> bool:
        return name in self._names

    def add(self, one: Property) -> None:
        """Add a property unless the card says it already, or the owner took it away."""
        sign = _sign(one)
        if (one.name in _ONCE and one.name in self._names) or (sign in self._seen and one.name != "X-ABLABEL"):
            return
        if sign in self._removed:
            return
        self._seen.add(sign)
        self._names.add(one.name)
        self.properties.append(one)

    def copy(self, raw: str, number: int) -> None:
        """Take over a card as its source wrote it, but for its tags; groups of a second card get names of their own."""
        for one in properties(raw.encode("utf-8", "replace")):
            if one.name in _NOT_COPIED or (one.name in _BINARY and one.value.startswith("[left out")):
                continue
            group = f"{one.group}x{number}" if one.group and number else one.group
            self.add(Property(one.name, one.value, group, one.parameters))


_PROPERTY: Final = {handle.EMAIL: "EMAIL", handle.PHONE: "TEL", handle.LINKEDIN: "URL", handle.URL: "URL"}


def _of_handle(kind: str, value: str) -> Property:
    """Write a handle of a kind that vCards know."""
    text = f"https://www.linkedin.com/in/{value}" if kind == handle.LINKEDIN else value
    return Property(_PROPERTY[kind], escaped(text))


def _removed(cards_: Sequence[Card]) -> frozenset[Sign]:
    """Give the signs of the handles that the owner took away; a source's own field may bear the same name."""
    return frozenset(
        _sign(_of_handle(kind, value))
        for card in cards_
        if card.source == OWNER
        for kind, value in card.fields.get("removed", ())
        if kind in _PROPERTY
    )


def _sign(one: Property) -> Sign:
    """Give what makes two properties the same, however they are spelt."""
    text = one.text.strip()
    if one.name == "EMAIL":
        return one.name, handle.email(text) or text
    if one.name == "TEL":
        return one.name, re.sub(r"[^\d+x]", "", text.removeprefix("tel:")) or text
    if one.name in {"URL", "X-SOCIALPROFILE"}:
        slug = handle.linkedin(text)
        return "URL", f"linkedin:{slug}" if slug else handle.url(text)
    if one.name in {"ADR", "N", "ORG"}:
        return one.name, text.rstrip(";")
    return one.name, text


def _add(sheet: _Sheet, card: Card) -> None:
    """Add what a card of the book says and the copied ones do not."""
    names: Mapping[str, str] = card.names
    if names:
        parts = [escaped(str(names.get(part, ""))) for part in ("family", "given", "middle", "prefix", "suffix")]
        if any(parts):
            sheet.add(Property("N", ";".join(parts)))
        if names.get("nickname"):
            sheet.add(Property("NICKNAME", escaped(names["nickname"])))
    for kind, value in card.handles:
        if kind in _PROPERTY:
            sheet.add(_of_handle(kind, value))
    for name, value in (("ORG", card.organisation), ("TITLE", card.title), ("NOTE", card.note)):
        if value:
            sheet.add(Property(name, escaped(value)))
    if card.birthday:
        sheet.add(Property("BDAY", card.birthday))
    for address in card.addresses:
        parts = [escaped(str(address.get(part, ""))) for part in _ADDRESS]
        if any(parts):
            sheet.add(Property("ADR", ";".join(parts)))


_ADDRESS: Final = ("pobox", "extended", "street", "city", "region", "postcode", "country")


def escaped(text: str) -> str:
    """Write a text as a value that cannot end its line, nor part it (RFC 6350 section 3.4)."""
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def _line(one: Property, version: str) -> str:
    """Write a property in a version of the format; '' for one that has no name that can be written."""
    name = _SAFE_NAME.sub("", one.name)
    if not name:
        return ""
    value, parameters = _said(one, version)
    value = _CONTROL.sub("", _BREAK.sub(r"\\n", value))
    group = f"{one.group}." if one.group and re.fullmatch(r"[\w-]+", one.group, re.ASCII) else ""
    return folded(f"{group}{name}{''.join(_parameter(*pair, version) for pair in parameters.items())}:{value}")


def _said(one: Property, version: str) -> tuple[str, dict[str, list[str]]]:
    """Turn value and parameters into those of the version."""
    parameters = {label: list(values) for label, values in one.parameters.items() if label not in _DECODED}
    if one.name == "BDAY":
        return _birthday(one, parameters, version)
    if one.name in _BINARY:
        return _binary(one, parameters, version)
    if one.name == "TEL" and version == THREE and one.value.lower().startswith("tel:"):
        parameters.pop("VALUE", None)
        return one.value[4:].replace(";ext=", " x"), _preferred(parameters, version)
    return one.value, _preferred(parameters, version)


def _preferred(parameters: dict[str, list[str]], version: str) -> dict[str, list[str]]:
    """Say which of several is preferred: TYPE=pref in version 3, PREF=1 in version 4."""
    types = [value for value in parameters.get("TYPE", []) if value.lower() != "pref"]
    is_preferred = len(types) < len(parameters.get("TYPE", [])) or parameters.get("PREF") == ["1"]
    if not is_preferred:
        return parameters
    kept = {label: values for label, values in parameters.items() if label not in {"TYPE", "PREF"}}
    if version == THREE:
        return {"TYPE": [*types, "pref"], **kept}
    return {**({"TYPE": types} if types else {}), "PREF": ["1"], **kept}


def _birthday(one: Property, parameters: dict[str, list[str]], version: str) -> tuple[str, dict[str, list[str]]]:
    omitted = next(iter(parameters.pop("X-APPLE-OMIT-YEAR", [])), "")
    text = one.text.strip()
    day = partial_date("-" + text[len(omitted) :] if omitted and text.startswith(omitted) else text)
    if not day:
        return one.value, parameters
    parameters.pop("VALUE", None)
    if day.startswith("--") and version == THREE:
        return f"{YEAR_UNKNOWN}-{day[2:]}", {"X-APPLE-OMIT-YEAR": [YEAR_UNKNOWN], **parameters}
    if version == FOUR and day.startswith("--"):
        return "--" + day[2:].replace("-", ""), parameters
    return day.replace("-", "") if version == FOUR and len(day) == 10 else day, parameters


def _binary(one: Property, parameters: dict[str, list[str]], version: str) -> tuple[str, dict[str, list[str]]]:
    """Write a picture or a key inline: by ENCODING=b in version 3, as a data address in version 4."""
    inline = _DATA.match(one.value)
    was_encoded = next(iter(one.parameters.get("ENCODING", [])), "").upper() in {"B", "BASE64"}
    if version == THREE and inline:
        kept = {label: values for label, values in parameters.items() if label not in {"VALUE", "MEDIATYPE"}}
        medium = (inline["medium"] or "").rpartition("/")[2].upper().replace(UNTYPED.upper(), "")
        return inline["data"], {"ENCODING": ["b"], **({"TYPE": [medium]} if medium else {}), **kept}
    if version == THREE and was_encoded:
        return one.value, {"ENCODING": ["b"], **parameters}
    if version == FOUR and was_encoded:
        types = parameters.pop("TYPE", [])
        medium = types[0].lower() if types else UNTYPED
        kind = (
            "image"
            if one.name in {"PHOTO", "LOGO"} and types
            else "audio"
            if one.name == "SOUND" and types
            else "application"
        )
        return f"data:{kind}/{medium};base64,{one.value}", parameters
    return one.value, parameters


def _parameter(label: str, values: Iterable[str], version: str) -> str:
    name = _SAFE_NAME.sub("", label)
    shown = [_quoted(value, version) for value in values]
    return f";{name}={','.join(shown)}" if name and shown else ""


def _quoted(value: str, version: str) -> str:
    """Write a parameter's value, which may hold neither quotes nor breaks (RFC 6868 in version 4)."""
    value = _BREAK.sub("\n", value)
    if version == FOUR:
        value = value.replace("^", "^^").replace('"', "^'").replace("\n", "^n")
    value = _CONTROL.sub("", value.replace('"', "'").replace("\n", " "))
    return f'"{value}"' if re.search(r"[,;:]", value) else value


def folded(line: str) -> str:
    """Break a line into pieces of 75 octets, never inside a character."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    pieces: list[str] = []
    current: list[str] = []
    room = LONGEST_LINE
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if width > room:
            pieces.append("".join(current))
            current, room = [], LONGEST_LINE - 1
        current.append(character)
        room -= width
    return "\r\n ".join([*pieces, "".join(current)])

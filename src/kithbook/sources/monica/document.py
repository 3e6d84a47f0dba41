"""A JSON export as a tree of objects, read behind guards, and asked without trust in its types."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from kithbook.model import times
from kithbook.sources.draft import clean

DEEPEST: Final = 64  # reliability: JSON depth; a true export is 12 deep
LONGEST_STRING: Final = 256 * 1024  # photos and documents are kept as strings of megabytes, and say nothing of people

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_LONG = re.compile(rb'"(?:[^"\\]++|\\.){1,}+"', re.DOTALL)

Object = Mapping[str, Any]


def load(raw: bytes) -> Object:
    """Read a document; raises ValueError for what is none, is nested too deeply, or is no object."""
    check_depth(raw)
    try:
        lightened = _lightened(raw)
        # A byte that is no text, or a control sign in a note, costs that sign and not the document.
        found = json.loads(lightened.decode(json.detect_encoding(lightened), "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no whole JSON document: {error}"[:300].replace("\n", " ")) from error
    if not isinstance(found, dict):
        raise ValueError("this is no JSON object")  # noqa: TRY004 - a fault of the file, as the others are
    return found


def check_depth(raw: bytes) -> None:
    """Raise ValueError for a document nested more deeply than any export: the parser would fall with it."""
    depth = 0
    for token in _TOKEN.finditer(raw):
        first = token[0][:1]
        if first in b"[{":
            depth += 1
            if depth > DEEPEST:
                raise ValueError(f"the document is nested more than {DEEPEST} deep")
        elif first in b"]}":
            depth -= 1


def _lightened(raw: bytes) -> bytes:
    """Empty the strings that hold files."""
    if len(raw) <= LONGEST_STRING:
        return raw
    return _LONG.sub(lambda found: b'""' if found.end() - found.start() > LONGEST_STRING else found[0], raw)


def text(value: Any) -> str:
    """Take a value as text; '' for what is none."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return ""


def mapping(value: Any) -> Object:
    """Take a value as an object; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def is_yes(value: Any) -> bool:
    """Say whether a value means yes, in any of the ways in which PHP writes it."""
    return value is True or (isinstance(value, int | str) and str(value).lower() in {"1", "yes", "true"})


def child(value: Any, name: str) -> Object:
    """Take an inner object; an empty one for what is none."""
    return mapping(mapping(value).get(name))


def items(value: Any) -> list[Any]:
    """Take a list; PHP writes one with gaps as an object."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def collections(owner: Any) -> Iterator[tuple[str, list[Any]]]:
    """Give the typed collections of an object: the type in the singular, and its values."""
    for one in items(mapping(owner).get("data")):
        if isinstance(one, dict) and isinstance(one.get("type"), str):
            yield singular(one["type"]), items(one.get("values"))


def singular(kind: str) -> str:
    """Write a type's name in the singular, whichever the export wrote."""
    kind = kind.strip().lower().replace("-", "_")
    if kind in {"address", "addresses"}:
        return "address"
    if kind.endswith("ies"):
        return kind[:-3] + "y"
    return kind[:-1] if kind.endswith("s") and not kind.endswith("ss") else kind


def when(value: Any) -> str:
    """Read a time as records write it: an instant, or a day; '' for what is none."""
    said = text(value).replace(" ", "T", 1)
    try:
        if len(said) == 10:
            return date.fromisoformat(said).isoformat()
        moment = datetime.fromisoformat(said)
        return times.written(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""

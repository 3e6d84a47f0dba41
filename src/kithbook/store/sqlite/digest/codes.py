"""How the digest writes words as small numbers, and cards as JSON."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from kithbook.model import interaction as kinds
from kithbook.model.card import SEEN, Card

DIRECTIONS: Final = (kinds.NONE, kinds.OUT, kinds.IN, kinds.BOTH)
KINDS: Final = (kinds.MESSAGE, kinds.MEETING, kinds.CALL, kinds.GESTURE)
ROLES: Final = ("from", "to", "cc", "attendee")
DIRECTION_OF: Final[Mapping[str, int]] = {word: number for number, word in enumerate(DIRECTIONS)}
KIND_OF: Final[Mapping[str, int]] = {word: number for number, word in enumerate(KINDS)}
ROLE_OF: Final[Mapping[str, int]] = {word: number for number, word in enumerate(ROLES)}

RAW_LENGTH: Final = 10


def clean(text: str) -> str:
    """Make text fit for SQLite: no lone surrogates, no NUL (at which its functions stop)."""
    if text.isascii():
        return text.replace("\x00", "\ufffd") if "\x00" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def is_clean(text: str) -> bool:
    """Say whether a text is already fit for SQLite."""
    return clean(text) == text


def split(raws: bytes) -> tuple[bytes, ...]:
    """Take ids that stand in a row apart."""
    return tuple(raws[start : start + RAW_LENGTH] for start in range(0, len(raws), RAW_LENGTH))


_write: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict, check_circular=False).encode
_DEFAULTS: Final = {
    name: getattr(Card("", ""), name) for name in Card.__dataclass_fields__ if name not in {"key", "source"}
}


def card_text(card: Card) -> str:
    """Write a card as JSON, yet to be cleaned, without what is not said. Its key stands in a column of its own."""
    said: dict[str, Any] = {"source": card.source}
    values = card.__dict__
    for name, default in _DEFAULTS.items():
        value = values[name]
        if value != default:
            said[name] = value.isoformat() if isinstance(value, date) else value
    return _write(said)


def card_of(key: str, text: str) -> Card:
    """Read a card back."""
    said = json.loads(text)
    for name in ("seen_from", "seen_to"):
        if name in said:
            said[name] = date.fromisoformat(said[name])
    for name in ("handles", "former"):
        said[name] = tuple((kind, value) for kind, value in said.get(name, ()))
    for name in ("other_names", "doubtful_names", "spans", "addresses", "tags", "lists", "archives", "remarks"):
        said[name] = tuple(said.get(name, ()))
    said.setdefault("relation", SEEN)
    return Card(key=key, **said)

"""Ids: short names for things, made from what they are, never from where or when they were read."""

import base64
import hashlib
import json
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

DIGEST_BYTES: Final = 10  # 80 bits: a million million records before two are likely to share an id

LENGTH: Final = 1 + DIGEST_BYTES * 8 // 5  # a letter for what it is, then base 32

RECORD: Final = "r"
CARD: Final = "c"
PERSON: Final = "p"
INTERACTION: Final = "i"
READING: Final = "f"
ORGANISATION: Final = "o"
DECISION: Final = "d"
RUN: Final = "n"
QUESTION: Final = "q"
ITEM: Final = "a"


_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
_DIGITS: Final = frozenset(_ALPHABET)
_TWO_DIGITS: Final = tuple(one + two for one in _ALPHABET for two in _ALPHABET)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def digest(*parts: str) -> bytes:
    """Hash some texts, in order, into ten bytes. Lone surrogates are allowed."""
    hasher = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        hasher.update(len(raw).to_bytes(4, "little"))
        hasher.update(raw)
    return hasher.digest()


def hashed(text: str) -> int:
    """Hash a text into 63 bits: what an integer column holds. Lone surrogates are allowed."""
    raw = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little") >> 1


def spell(prefix: str, raw: bytes) -> str:
    """Write an id: its one-letter prefix and sixteen characters of base 32."""
    if len(raw) != DIGEST_BYTES:
        return prefix + base64.b32encode(raw).decode("ascii").lower()
    n, two = int.from_bytes(raw, "big"), _TWO_DIGITS  # a third of the time, and lists spell tens of thousands
    return (
        f"{prefix}{two[n >> 70]}{two[n >> 60 & 1023]}{two[n >> 50 & 1023]}{two[n >> 40 & 1023]}"
        f"{two[n >> 30 & 1023]}{two[n >> 20 & 1023]}{two[n >> 10 & 1023]}{two[n & 1023]}"
    )


def unspell(text: str) -> tuple[str, bytes]:
    """Read an id back into prefix and bytes; raises ValueError for what is no id."""
    if len(text) != LENGTH:
        raise ValueError(f"not an id: {text!r}")
    try:
        return text[0], base64.b32decode(text[1:].upper())
    except ValueError as error:
        raise ValueError(f"not an id: {text!r}") from error


def is_id(text: str) -> bool:
    """Say whether this is an id as it is printed whole."""
    return len(text) == LENGTH and may_begin(text)


def may_begin(text: str) -> bool:
    """Say whether an id may begin like this: a letter, then base 32 in lower case."""
    return len(text) <= LENGTH and text[:1].isalpha() and _DIGITS.issuperset(text[1:])


def make(prefix: str, *parts: str) -> str:
    """Make the id of the thing that these parts describe."""
    return spell(prefix, digest(*parts))


def canonical(content: "Json | dict[str, object]") -> str:
    """Write JSON in its one canonical form: sorted keys, no blanks, no escapes beyond need."""
    return _ENCODER.encode(content)

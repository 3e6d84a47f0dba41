"""Signatures: what stands under the sender's own name: title, organisation, phone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kithbook.model.reading import SIGNATURE, Reading
from kithbook.reading import names, roles
from kithbook.reading.words import SIGNATURE_LINES, SIGNATURE_WIDTH, Words, quote

READER: Final = SIGNATURE
VERSION: Final = 1

NAME_LINES: Final = 3  # the name stands in the first lines, or it is not this sender's signature
FIELD_CAP: Final = 100
_PHONE: Final = re.compile(r"\+?\(?\d[\d ()/.–-]{5,24}\d")
_SOME_DIGITS: Final = re.compile(r"\d\D{0,2}\d")
_PHONE_LABEL: Final = re.compile(
    r"(?:t|m|p|tel|phone|mobile|mob|cell|direct|office|telefon|mobil|call|ph|handy)[.: ]*$", re.IGNORECASE
)
_FAX: Final = re.compile(r"f(?:ax)?[.: ]*$", re.IGNORECASE)
_PARTS: Final = re.compile(r" ?[|•·] ?| {3,}|\t| [–—-] | @ |, | at (?=[A-Z])")
_LEGAL: Final = re.compile(
    r"\b(?:ltd|llc|llp|inc|gmbh|ag|kg|bv|b\.v|nv|oy|ab|as|a/s|sarl|s\.a|spa|s\.p\.a|plc|pty|corp|ev|e\.v|"
    r"group|institute|university|college|school|labs?|laboratory|"
    r"foundation|trust|museum|gallery|press|hospital|clinic|centre|center|council|city of|ministry|agency|"
    r"bank|partners|associates|studio|works|consulting|society|"
    r"association|library|archive|health|energy|data|legal|water|systems|technologies|software|media|academy|"
    r"network)\b\.?",
    re.IGNORECASE,
)
_NOT_ONE: Final = re.compile(
    r"[@:]|https?|www\.|\d{3}|\b(?:street|road|avenue|straße|strasse|lane|floor|suite|sent from|he/him|"
    r"she/her|they/them)\b",
    re.IGNORECASE,
)


def find(words: Words) -> Iterator[Reading]:
    """Find what the sender's own signature says of them; nothing where the name is not the sender's."""
    if not words.signature or words.heard.is_bulk or not words.is_english:
        return
    sender = words.heard.sender_name or words.heard.sender_email.partition("@")[0]
    quoted, fields = _read(tuple(words.signature), sender)
    if fields:
        yield Reading(READER, VERSION, words.language, quoted, dict(fields))


@lru_cache(maxsize=8192)  # people sign the same way again and again; a large mailbox has some thousands of them
def _read(lines: tuple[str, ...], sender: str) -> tuple[str, dict[str, str]]:
    """Give the signature's block and what it says; ('', {}) where it is not the sender's or says nothing."""
    at = _name_line(lines, sender)
    if at is None:
        return "", {}
    block = [line for line in lines[at : at + SIGNATURE_LINES] if len(line) <= SIGNATURE_WIDTH * 2]
    fields = _fields(block)
    if not fields:
        return "", {}
    name = _PARTS.split(block[0])[0].strip(" *")
    return quote("\n".join(block)), {"name": name[:FIELD_CAP], **fields}


def _tokens(text: str) -> set[str]:
    return {part for part in re.split(r"[^\w]+", text.lower()) if len(part) > 1}


def _name_line(lines: tuple[str, ...], sender: str) -> int | None:
    """Find the line with the sender's full name; a first name alone does when what follows is no name either."""
    known = _tokens(sender)
    best: tuple[int, int] | None = None
    for number, line in enumerate(lines[:NAME_LINES]):
        first = (
            _PARTS.split(line)[0]
            if not re.match(r"[^,]+, (?:ph\.?d|md|mba)", line, re.IGNORECASE)
            else line.split(",")[0]
        )
        shared = len(_tokens(first) & known)
        if shared and len(first.split()) <= 6 and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _fields(block: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    parts = [part.strip(" *,;") for part in _PARTS.split(block[0])[1:]]
    for line in block[1:]:
        number = _phone(line)
        if number and "phone" not in fields:
            fields["phone"] = number
        elif not number:
            parts += [part.strip(" *,;") for part in _PARTS.split(line)]
    number = _phone(block[0])
    if number:
        fields.setdefault("phone", number)
    return {**_work([part for part in parts if part]), **fields}


def _phone(line: str) -> str:
    """Take the phone number of a line; not a fax, a year, a number of an order or a bank."""
    for found in _PHONE.finditer(line) if _SOME_DIGITS.search(line) else ():
        digits = sum(letter.isdigit() for letter in found.group())
        label = line[: found.start()].rstrip(" (")
        if _FAX.search(label) or not 7 <= digits <= 15:
            continue
        if (
            found.group().startswith("+")
            or _PHONE_LABEL.search(label)
            or (not label and found.end() == len(line) and digits >= 9)
        ):
            return found.group().strip()
    return ""


def _work(parts: list[str]) -> dict[str, str]:
    """Tell title from organisation: a title has a role in it, an organisation stands behind it or says what it is."""
    fields: dict[str, str] = {}
    for part in parts:
        if _NOT_ONE.search(part) or len(part) > FIELD_CAP:
            continue
        is_role = roles.is_role(part.lower())
        is_legal = bool(_LEGAL.search(part))
        if (
            is_role
            and "title" not in fields
            and not (
                is_legal
                and "organisation" not in fields
                and _is_named(part)
                and part.lower().endswith(("partners", "associates"))
            )
        ):
            fields["title"] = part
        elif (
            "organisation" not in fields
            and _is_named(part)
            and (is_legal or "title" in fields)
            and not (is_role and not is_legal)
        ):
            fields["organisation"] = part
    return fields


def _is_named(part: str) -> bool:
    words = part.split()
    return 1 <= len(words) <= 7 and names.is_capital(words[0][0]) and "," not in part and part[-1] not in "!?;"

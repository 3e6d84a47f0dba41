"""People as rows name them: a slug where there is one, a name where it is somebody's, nobody where it is not."""

from functools import lru_cache
from typing import Final

from kithbook.model import handle
from kithbook.model.record import Person

ADDRESS_CHARS: Final = 1000
NAME_CHARS: Final = 300  # LinkedIn allows 60; a megabyte of name is an attack or an accident

# What LinkedIn writes for people who closed their account or hid themselves: never one and the same person.
_NOBODY: Final = frozenset(
    "linkedin member|linkedin-mitglied|membre de linkedin|miembro de linkedin|utente linkedin".split("|")
)


def tidied(text: str) -> str:
    """Tidy a name: single blanks, none outside, and no longer than a name can be."""
    return _spellings(text[: 2 * NAME_CHARS])[0]


def folded(name: str) -> str:
    """Fold a name for telling whether two rows write the same."""
    return _spellings(name[: 2 * NAME_CHARS])[1]


@lru_cache(maxsize=20_000)  # a hundred thousand messages name a few thousand people
def _spellings(text: str) -> tuple[str, str]:
    tidy = " ".join(text.split())[:NAME_CHARS]
    return tidy, tidy.casefold()


def is_nobody(name: str) -> bool:
    """Say whether a name stands for someone hidden."""
    return not name or folded(name) in _NOBODY


def slug_of(address: str) -> str | None:
    """Take the slug from a profile's address; a placeholder has none."""
    return _slug(address[:ADDRESS_CHARS]) if address else None


@lru_cache(maxsize=20_000)
def _slug(address: str) -> str | None:
    return handle.linkedin(address)


def person(name: str, slug: str | None) -> Person | None:
    """Name somebody by slug and name; None when the row names nobody."""
    shown = "" if is_nobody(name) else tidied(name)
    if slug:
        return [handle.LINKEDIN, slug, shown]
    return [handle.NAME, "", shown] if shown else None


def full_name(*parts: str) -> str:
    """Join the parts of a name."""
    return tidied(" ".join(part for part in parts if part))


_SUFFIXES: Final = frozenset("jr jr. sr sr. ii iii iv esq esq.".split())


def _is_credential(piece: str) -> bool:
    """Say whether what follows a comma belongs to the name before it: ``MBA``, ``Ph.D.``, ``Jr.``."""
    return len(piece) <= 12 and (piece.lower() in _SUFFIXES or sum(mark.isupper() for mark in piece) >= 2)


def split_names(text: str) -> list[str]:
    """Split a list of names at its commas, where credentials (``Jane Doe, MBA``) belong to the name before."""
    names: list[str] = []
    for part in text.split(","):
        piece = part.strip()
        if names and piece and " " not in piece and _is_credential(piece):
            names[-1] += f", {piece}"
        elif piece:
            names.append(piece)
    return names

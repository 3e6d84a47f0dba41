"""Organisations: employers, schools and clubs, after their spellings are resolved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation with the ways in which it is written and its mail domains."""

    key: str  # canonical: identity.organise
    name: str  # the spelling most often used
    domains: tuple[str, ...]
    card_count: int

"""Changes: what a later version of a card says differently."""

from dataclasses import dataclass
from datetime import date
from typing import Final

ORGANISATION: Final = "organisation"
TITLE: Final = "title"
CONNECTION: Final = "connection"  # before 'connected', after '': no longer among the connections


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one card that differs between two versions; it stands at the later version's as-of day."""

    person: int
    card: str
    at: date | None  # None where neither version is dated
    since: date | None  # the as-of day of the earlier version
    field: str
    before: str
    after: str
    source: str
    records: tuple[str, ...]  # the earlier and the later record

"""What a digest can be asked: the reading side of what follows from the evidence; `digesting` is the writing side."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.interaction import Finding, Interaction
from kithbook.model.organisation import Organisation
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.model.question import Question


class Digest(Protocol):
    """What follows from the evidence: thrown away at will. This is the reading side."""

    @property
    def mark(self) -> int:
        """The evidence mark up to which this digest has digested."""
        ...

    def person(self, person_id: str) -> Person | None:
        """Find a person by present or former id, or by the id of any of their cards."""
        ...

    def people(self, *, known: bool | None = True) -> list[Person]:
        """List people (ego left out), by name; `known` None for all, False for the merely seen."""
        ...

    @property
    def stamp(self) -> str:
        """Other whenever any row of the digest may be: what is kept in memory holds as long as this does."""
        ...

    def roll(self) -> Iterable[tuple[int, str, str, str, str]]:
        """Give number, name, organisation, place and tags (JSON) of everyone known, by number."""
        ...

    def known(self, until: date) -> list[int]:
        """Give the numbers of those who were known by the end of a day."""
        ...

    def contact_rows(self, *, until: date, person: int | None = None) -> Iterable[tuple[int, ...]]:
        """Give contact days as `contact_days` does, one by one, directions as 1 for ego, -1 for them, 0 for both."""
        ...

    def spelt(self) -> dict[str, str]:
        """Give the organisation that each spelling means: the name it most often goes by."""
        ...

    def matching(self, words: Iterable[Iterable[str]]) -> tuple[list[int], list[int]]:
        """Find everyone whose texts have a word beginning like one of each of the spellings: the known, the seen."""
        ...

    def wishes(self) -> list[Card]:
        """List the cards on which the owner said, in another program, what they want to be reminded of, and when."""
        ...

    def cards_by(self, persons: Iterable[int]) -> dict[int, list[Card]]:
        """Give the cards of several people as `cards` gives those of one."""
        ...

    def ego(self) -> Person | None: ...

    def hints(self) -> list[tuple[str, str, int]]:
        """Count what messages say of who ego is: (what, address, how many)."""
        ...

    def by_number(self, numbers: Iterable[int]) -> dict[int, Person]: ...

    def resolve(self, who: str) -> list[Person]:
        """Find whom a WHO may mean: id, slug, e-mail, phone, profile address, else exact name; several if ambiguous."""
        ...

    def search(self, query: str, *, limit: int = 50, known: bool | None = True) -> list[Person]:
        """Find people by words of name, organisation, title, handle, note; accents forgiven; best first."""
        ...

    def cards(self, person: int) -> list[Card]: ...

    def interactions(
        self,
        person: int | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        kinds: Sequence[str] = (),
        start: int = 0,
        limit: int | None = None,
        is_earliest_first: bool = False,
        is_bare: bool = False,
    ) -> list[Interaction]:
        """List interactions newest first, with participants unless bare; of one person or of all."""
        ...

    def passed(self, person: int, *, until: date | None = None) -> dict[str, int]:
        """Count what passed with one person, by kind."""
        ...

    def beside(self, person: int, *, until: date | None = None, limit: int = 12) -> list[tuple[int, int, int, int]]:
        """Give those who took part in the same small meetings and messages: person, meetings, messages, last day."""
        ...

    def between(self, person: int, others: Sequence[int], *, latest: int = 3) -> dict[int, list[str]]:
        """Name the latest small meetings and messages in which a person and each of the others took part."""
        ...

    def members(self, organisation_key: str, *, until: date | None = None) -> list[Position]:
        """List the positions of everyone known at an organisation, as `positions` gives them."""
        ...

    def interaction(self, interaction_id: str) -> Interaction | None: ...

    def contact_days(self, *, until: date | None = None, person: int | None = None) -> list[tuple[Any, ...]]:
        """Give contact days as tuples in the order of ContactDay's fields, by person and day."""
        ...

    def findings(
        self,
        readers: Sequence[str],
        *,
        since: date | None = None,
        person: int | None = None,
        most: int | None = None,
        direction: str | None = None,
        limit: int | None = None,
    ) -> list[Finding]:
        """List findings of these readers, newest first; `most`: no bulk, and no more recipients."""
        ...

    def finding(self, finding_id: str) -> Finding | None:
        """Give one finding by its id."""
        ...

    def finding_ids(self) -> Iterable[str]:
        """Give the ids of all findings."""
        ...

    def positions(self, person: int | None = None, *, until: date | None = None) -> list[Position]:
        """List positions, of one person or of all known people, the latest start first.

        What was gathered from the use of an address reaches no further than a day: later meetings are only planned.
        """
        ...

    def changes(self, person: int | None = None, *, since: date | None = None) -> list[Change]: ...

    def questions(
        self, *, kind: str | None = None, person: int | None = None, start: int = 0, limit: int | None = None
    ) -> list[Question]:
        """List what is open, the most valuable first: all, or so many of a kind or about a person from a place on."""
        ...

    def organisations(self) -> list[Organisation]: ...

    def organisation(self, name: str) -> Organisation | None:
        """Give the organisation of exactly this name, but for case."""
        ...

    def evidence(self, evidence_id: str) -> list[str]:
        """Give the record ids behind an interaction, finding, change or card id."""
        ...

    def counts(self, *names: str) -> dict[str, int]:
        """Count people (known), seen, cards, interactions, questions: these alone, or all."""
        ...

    def remembered(self, name: str, day: date) -> bytes | None:
        """Give what was computed for a day and cached under it."""
        ...

    def remember(self, name: str, day: date, value: bytes) -> None: ...

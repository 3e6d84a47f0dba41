"""The network as ego has it on a day: the people it may speak of, and the circles they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kithbook.model.person import Person
from kithbook.model.position import Position, Shared
from kithbook.network.circles import Circles


@dataclass(frozen=True)
class Network:
    """Known people by number (no ego, no list or robot, nobody merely seen, nobody paused) and their circles."""

    people: Mapping[int, Person]
    circles: Circles
    own: tuple[Position, ...] = ()  # ego's
    positions: Mapping[int, tuple[Position, ...]] = field(default_factory=dict)

    def shared(self, person: int) -> list[Shared]:
        """List where a person is or was, and ego too, each place once and in the order of the person's positions."""
        theirs = {one.organisation_key: one for one in reversed(self.positions.get(person, ()))}
        return [
            Shared(
                name=own.organisation,
                kind=own.kind if own.kind == one.kind else "",
                is_present=own.is_current and one.is_current,
                evidence=tuple(dict.fromkeys(record for record in (one.record, own.record) if record)),
            )
            for key, one in reversed(theirs.items())
            if (own := self._own.get(key))
        ]

    @cached_property
    def _own(self) -> dict[str, Position]:
        """Give ego's positions by organisation; of several in one place the first."""
        return {one.organisation_key: one for one in reversed(self.own) if one.organisation_key}


def nobody() -> Network:
    """Stand for a network of which nothing is known."""
    return Network({}, Circles.read(()))

"""The network as ego has it on a day: the people it may speak of, and the circles they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kithbook.model.person import Person
from kithbook.model.position import Position, SharedPlace
from kithbook.network import together
from kithbook.network.circles import Circles


@dataclass(frozen=True)
class Network:
    """Known people by number (no ego, no list or robot, nobody merely seen, nobody paused) and their circles."""

    people: Mapping[int, Person]
    circles: Circles
    own: tuple[Position, ...] = ()  # ego's
    positions: Mapping[int, tuple[Position, ...]] = field(default_factory=dict)

    def shared(self, person: int) -> list[SharedPlace]:
        """List where a person is or was, and ego too; see `together.places`."""
        return together.places(self.own, self.positions.get(person, ()))


def nobody() -> Network:
    """Stand for a network of which nothing is known."""
    return Network({}, Circles.read(()))

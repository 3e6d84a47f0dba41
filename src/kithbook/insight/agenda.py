"""The agenda: a few of all suggestions, the binding ones first, the rest by what a word from ego would change.

A word is worth most to a tie that holds much, that would otherwise go without contact, and that will probably answer;
and an agenda is worth most when it does not name the same people every day.

Formula: ``u = V · W · (1 − P30) · √P_reply · T · w / minutes · c``, W how it fits the owner's aims (`aims`), T the
freshness of the reason, w what the owner made of this reason before, c the cooldown ``1 − 2^(−days / 45)``; each
further item of a reason counts ``0.6^k``, of a circle ``0.7^k`` (greedy, so within a constant factor of the best
choice). One place goes to the novel rather than the close (`exploring`).
Range: u ≥ 0, for ordering only.

Reference: Nemhauser, Wolsey & Fisher 1978 for greedy choice; the figures of the policy on replayed days stand in
`docs/benchmarks.md`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kithbook.insight.capacity import FEWEST_ITEMS, ITEMS, MOST_ITEMS
from kithbook.insight.exploring import SAME_REASON, chance, explored
from kithbook.insight.memory import Memory, Rulings, Shown
from kithbook.insight.suggestion import Suggestion
from kithbook.insight.ties import Ties
from kithbook.network.network import Network, nobody

SAME_CIRCLE: Final = 0.7
EXPLORING_ONE_IN: Final = 5
PRESSING_DAYS: Final = 7  # after a week a day that has passed presses no more than what has none
# Without a contact day nothing is measured: a tie of one day, unlikely to meet by itself, as likely to answer as not.
UNMET_VALUE, UNMET_CONTACT, UNMET_REPLY = 0.35, 0.05, 0.5
# Of silence nobody is reminded who will more likely than not be in touch within the month anyway.
SILENCE: Final = frozenset({"drifting", "dormant"})
ANYWAY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion on the agenda, with the score that put it there, and what else there is with this person today."""

    suggestion: Suggestion
    score: float
    also: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Agenda:
    """The items of a day in order, and how many more wait, by nudge, also of those said beside an item."""

    items: tuple[Item, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)


def compose(
    suggestions: Iterable[Suggestion],
    ties: Ties,
    rulings: Rulings,
    log: Sequence[Shown],
    *,
    today: date,
    capacity: int = ITEMS,
    seed: str = "",
    network: Network | None = None,
    novelty: Mapping[int, float] | None = None,
    is_quiet: bool = False,
) -> Agenda:
    """Choose the items of a day. The same input gives the same agenda, in whatever order it comes.

    `log` is what was shown on earlier days, `novelty` that of people; on a quiet day only what is binding
    and due that day is asked.
    """
    memory = Memory(rulings, tuple(shown for shown in log if shown.day < today), today)
    open_ = [
        one
        for one in suggestions
        if memory.is_open(one)
        and not (is_quiet and not (one.is_hard and one.due == today))
        and not is_needless(one, ties)
    ]
    ready = [one for one in open_ if one.not_before is None or one.not_before <= today]
    choice = _Choice(min(max(capacity, FEWEST_ITEMS), MOST_ITEMS), network or nobody(), today)
    scored = sorted((Item(one, worth(one, ties, memory)) for one in ready), key=choice.order)
    choice.take([item for item in scored if item.suggestion.is_hard], choice.capacity)
    soft = [item for item in scored if not item.suggestion.is_hard]
    exploring = _places_to_explore(choice.left, seed, today)
    choice.take(soft, choice.capacity - exploring)
    if exploring:
        choice.explore(soft, ties, rulings, novelty or {}, seed=f"{seed}:{today.isoformat()}")
    choice.take(soft, choice.capacity)
    chosen = {item.suggestion.key for item in choice.items}
    waiting = Counter(one.nudge for one in open_ if one.key not in chosen)
    items = (replace(item, also=tuple(choice.beside(item, scored))) for item in choice.items)
    return Agenda(tuple(items), dict(sorted(waiting.items())))


def is_needless(suggestion: Suggestion, ties: Ties) -> bool:
    """Say whether a silence will probably end by itself."""
    at = ties.at(suggestion.person) if suggestion.nudge in SILENCE else None
    return at is not None and float(ties.contact_probability[at]) >= ANYWAY


def worth(suggestion: Suggestion, ties: Ties, memory: Memory) -> float:
    """Give u of a suggestion, before diversity."""
    at = ties.at(suggestion.person)
    value, contact, reply = (
        (UNMET_VALUE, UNMET_CONTACT, UNMET_REPLY)
        if at is None
        else (float(ties.depth[at]), float(ties.contact_probability[at]), float(ties.reply_probability[at]))
    )
    if suggestion.value is not None:
        value = suggestion.value
    return float(
        value
        * (1 + suggestion.relevance)
        * (1 - contact)
        * reply**0.5
        * suggestion.freshness
        * memory.liking(suggestion.nudge)
        * memory.cooldown(suggestion)
        / suggestion.cost_minutes
    )


def _places_to_explore(left: int, seed: str, today: date) -> int:
    """Keep one place of two or more; of a single place one day in five."""
    if left >= 2:
        return 1
    return int(left == 1 and chance(seed, today.isoformat(), "explore") < 1 / EXPLORING_ONE_IN)


class _Choice:
    """The items chosen so far; each person once, each further item of a reason or a circle counting less."""

    def __init__(self, capacity: int, network: Network, today: date) -> None:
        self.capacity = capacity
        self.network = network
        self.today = today
        self.items: list[Item] = []
        self.people: set[int] = set()
        self.reasons: Counter[str] = Counter()
        self.crowd: Counter[str] = Counter()

    @property
    def left(self) -> int:
        return self.capacity - len(self.items)

    def gain(self, item: Item) -> float:
        """Give what an item adds beside those chosen."""
        same_circle = max((self.crowd[name] for name in self.network.circles.of(item.suggestion.person)), default=0)
        return float(item.score * SAME_REASON ** self.reasons[item.suggestion.nudge] * SAME_CIRCLE**same_circle)

    def take(self, items: Sequence[Item], until: int) -> None:
        """Choose greedily until so many items stand; `items` come in a fixed order that settles equal gains."""
        while len(self.items) < until:
            fit = [item for item in items if item.suggestion.person not in self.people]
            if not fit:
                return
            self.add(max(fit, key=self._binding))

    def _binding(self, item: Item) -> tuple[int, float]:
        """Put what is due today before what was due this week, that before what has no day or is old; then the gain."""
        return self._pressing(item)[1], self.gain(item)

    def _pressing(self, item: Item) -> tuple[bool, int]:
        due = item.suggestion.due if item.suggestion.is_hard else None
        late = (self.today - due).days if due else -1
        return item.suggestion.is_hard, 2 if late == 0 else int(0 < late <= PRESSING_DAYS)

    def explore(
        self, items: Sequence[Item], ties: Ties, rulings: Rulings, novelty: Mapping[int, float], *, seed: str
    ) -> None:
        """Draw one that is not among the close, if somebody is left."""
        fit = {item.suggestion.key: item for item in items if item.suggestion.person not in self.people}
        suggestions = [item.suggestion for item in fit.values()]
        found = explored(suggestions, ties, rulings, novelty, standing=self.reasons, spelt=self.spelt, seed=seed)
        if found is not None:
            self.add(fit[found.key])

    def spelt(self, person: int) -> str:
        """Name a person by what does not depend on the order in which the book was filled, where that is known."""
        found = self.network.people.get(person)
        return found.id if found else str(person)

    def order(self, item: Item) -> tuple[float, str, str, str]:
        """Order by score, and equal scores by what the items are."""
        one = item.suggestion
        return -item.score, one.nudge, self.spelt(one.person), one.occasion

    def beside(self, item: Item, items: Sequence[Item]) -> list[Item]:
        """Give the other reasons to turn to the same person: one item a person and day, but none of them is hidden."""
        others = [one for one in items if one.suggestion.person == item.suggestion.person and one is not item]
        return sorted(others, key=self._pressing, reverse=True)

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.people.add(item.suggestion.person)
        self.reasons[item.suggestion.nudge] += 1
        self.crowd.update(self.network.circles.of(item.suggestion.person))

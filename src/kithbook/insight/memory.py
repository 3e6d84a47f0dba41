"""What the agenda remembers: what was shown, and what the owner made of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kithbook.insight.suggestion import Suggestion

# A promise, a reminder, an owed reply and a meeting stand until they are done; all else rests after it was shown.
STANDING: Final = frozenset({"promise_due", "reply_owed", "prepare_meeting", "reminder", "thank_after_meeting"})
REST_DAYS: Final = 14
COOLDOWN_DAYS: Final = 45
LONGEST_COOLDOWN_DAYS: Final = 45 * 2**5  # four years: after that a doubling changes nothing
FAIRNESS_DAYS, MOST_UNPROMPTED = 90, 3
PRIOR: Final = 2  # pseudo rulings on either side, so that one ruling does not settle a reason
SHOWN_AGAIN: Final = 0.9  # what stands unanswered gives way to what was shown less often

DONE, LATER, NEVER = "done", "later", "never"


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion that stood on the agenda of a day."""

    day: date
    person: int
    nudge: str
    occasion: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the owner said of a suggestion."""

    kind: str  # done later never
    day: date
    person: int
    nudge: str
    occasion: str = ""
    until: date | None = None
    is_whole_person: bool = False


@dataclass(frozen=True)
class Rulings:
    """What the owner said of suggestions, oldest first."""

    said: Sequence[Ruling] = ()

    @cached_property
    def done(self) -> frozenset[tuple[str, int, str]]:
        """Name what is done."""
        return frozenset((one.nudge, one.person, one.occasion) for one in self.said if one.kind == DONE)

    @cached_property
    def later(self) -> dict[tuple[str, int, str], date]:
        """Give the day until which a suggestion waits; the last word counts."""
        return {
            (one.nudge, one.person, one.occasion): one.until for one in self.said if one.kind == LATER and one.until
        }

    @cached_property
    def never(self) -> frozenset[tuple[str, int]]:
        """Name the reasons that are not wanted for a person; '' for all."""
        return frozenset(
            ("" if one.is_whole_person else one.nudge, one.person) for one in self.said if one.kind == NEVER
        )

    @cached_property
    def dismissed(self) -> Counter[tuple[str, int]]:
        """Count how often a reason was put off for a person."""
        return Counter((one.nudge, one.person) for one in self.said if one.kind == LATER)

    @cached_property
    def by_nudge(self) -> Counter[tuple[str, str]]:
        """Count the rulings by nudge and kind."""
        return Counter((one.nudge, one.kind) for one in self.said)


@dataclass(frozen=True)
class Memory:
    """What was shown before today and what was said of it."""

    rulings: Rulings
    log: Sequence[Shown]
    today: date

    @cached_property
    def _last(self) -> dict[int, date]:
        """Give the day on which each person last came up unprompted, shown or ruled on."""
        found: dict[int, date] = {}
        shown = [(one.person, one.day) for one in self.log if one.nudge not in STANDING]
        ruled = [(one.person, one.day) for one in self.rulings.said if one.nudge not in STANDING]
        for person, day in shown + [one for one in ruled if one[1] < self.today]:
            found[person] = max(found.get(person, day), day)
        return found

    @cached_property
    def _unprompted(self) -> dict[int, set[date]]:
        found: dict[int, set[date]] = defaultdict(set)
        for one in self.log:
            if one.nudge not in STANDING and (self.today - one.day).days < FAIRNESS_DAYS:
                found[one.person].add(one.day)
        return found

    @cached_property
    def _times_shown(self) -> Counter[tuple[str, int, str]]:
        return Counter((one.nudge, one.person, one.occasion) for one in self.log)

    def is_open(self, one: Suggestion) -> bool:
        """Say whether a suggestion may be shown: not done, put off, unwanted, too soon or too often."""
        said = self.rulings
        if one.key in said.done or {(one.nudge, one.person), ("", one.person)} & said.never:
            return False
        if (until := said.later.get(one.key)) and until > self.today:
            return False
        if one.nudge in STANDING:
            return True
        if not one.is_hard and len(self._unprompted.get(one.person, ())) >= MOST_UNPROMPTED:
            return False
        came_back = one.key in said.later  # put off until a day: on that day it is asked for, not suggested
        last = self._last.get(one.person)
        return came_back or last is None or (self.today - last).days >= REST_DAYS

    def cooldown(self, one: Suggestion) -> float:
        """Give what rest has left of a reason to name this person: 0 just after, 1 long after or if never."""
        if one.nudge in STANDING:
            return float(SHOWN_AGAIN ** self._times_shown[one.key])
        last = self._last.get(one.person)
        if last is None:
            return 1.0
        half_life = COOLDOWN_DAYS * 2 ** self.rulings.dismissed[one.nudge, one.person]
        return float(1 - 2 ** (-(self.today - last).days / min(half_life, LONGEST_COOLDOWN_DAYS)))

    def liking(self, nudge: str) -> float:
        """Give how the owner took this reason before: 1 untold, up to 2 if always done, towards 0 if never."""
        count = self.rulings.by_nudge
        done, later, never = (count[nudge, kind] for kind in (DONE, LATER, NEVER))
        return 2 * (done + PRIOR) / (done + later + never + 2 * PRIOR)

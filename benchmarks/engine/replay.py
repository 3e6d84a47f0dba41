"""T7: the agenda replayed on past days: three suggestions every second day for sixty days."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time

import metrics
import numpy as np
from mailgraphs import Mailgraph, college, enron

from kithbook.insight import nudges
from kithbook.insight.agenda import compose
from kithbook.insight.days import Days
from kithbook.insight.history import History
from kithbook.insight.memory import Rulings, Shown
from kithbook.insight.reciprocity import balance
from kithbook.insight.suggestion import Suggestion
from kithbook.insight.ties import Ties, measure
from kithbook.model.interaction import Interaction
from kithbook.model.person import Person
from kithbook.model.times import from_day_number
from kithbook.network.circles import Circles
from kithbook.network.network import Network

PEOPLE, SPAN_DAYS, STEP_DAYS, ITEMS, ANYWAY_DAYS = 80, 60, 2, 3, 7
FEWEST_CONTACTS = 20
STARTS = {"CollegeMsg": 60, "Enron": 900}

Policy = Callable[[Ties, Days, int, list[Shown]], list[int]]


def strongest(ties: Ties, _past: Days, _today: int, _log: list[Shown]) -> list[int]:
    return ties.person[np.argsort(-ties.raw_strength, kind="stable")][:ITEMS].tolist()


def oldest(ties: Ties, _past: Days, _today: int, _log: list[Shown]) -> list[int]:
    return ties.person[np.argsort(-ties.gap_days, kind="stable")][:ITEMS].tolist()


def most_overdue(ties: Ties, _past: Days, _today: int, _log: list[Shown]) -> list[int]:
    return ties.person[np.argsort(-ties.overdue_ratio, kind="stable")][:ITEMS].tolist()


def agenda(ties: Ties, _past: Days, today: int, log: list[Shown]) -> list[int]:
    """Let the agenda choose among all ties, each with one and the same reason."""
    some = [Suggestion("drifting", person, "", why="x", evidence=("x",)) for person in ties.person.tolist()]
    found = compose(some, ties, Rulings(), log, today=from_day_number(today), capacity=ITEMS, seed="replay")
    return [item.suggestion.person for item in found.items]


def agenda_with_reasons(ties: Ties, past: Days, today: int, log: list[Shown]) -> list[int]:
    """Let the agenda choose among what drifts, lies dormant or was never answered: only these occur in bare messages."""
    network = Network({person: somebody(person) for person in ties.person.tolist()}, Circles.read(()))
    day = from_day_number(today)
    history = History(ties=ties, days=past, talk=lambda person: letters(past, person))
    found = compose(
        nudges.suggest(network, history, day),
        ties,
        Rulings(),
        log,
        today=day,
        capacity=ITEMS,
        seed="replay",
        network=network,
    )
    return [item.suggestion.person for item in found.items]


def somebody(number: int) -> Person:
    return Person(
        number, f"p{number:06}", str(number), "", "", "", is_known=True, known_from=None, is_bulk=False, is_ego=False,
        card_count=1, founder=f"c{number}",
    )  # fmt: skip


def letters(past: Days, person: int) -> list[Interaction]:
    """Stand for the letters of a person: one for each day on which they wrote."""
    rows = np.flatnonzero((past.person == person) & (past.into > 0))[::-1]
    return [
        Interaction(
            f"i{row}", datetime.combine(day := from_day_number(int(past.day[row])), time(), UTC), is_day=True, day=day,
            kind="message", channel="mail", direction="in", subject="", thread="", recipients=int(past.smallest[row]),
            is_bulk=False, snippet="",
        )
        for row in rows.tolist()
    ]  # fmt: skip


POLICIES: dict[str, Policy] = {
    "strongest first": strongest,
    "oldest contact first": oldest,
    "most overdue first": most_overdue,
    "the agenda (all ties, one reason)": agenda,
    "the agenda (its own reasons)": agenda_with_reasons,
}


@dataclass(frozen=True)
class Outcome:
    """What a policy came to for one ego."""

    wasted: float
    valued: float
    people: int
    most: int


def replay(days: Days, start: int, policy: Policy) -> Outcome:
    log: list[Shown] = []
    wasted = valued = 0
    for today in range(start, start + SPAN_DAYS, STEP_DAYS):
        past = days.where(days.day < today)
        ties = measure(past, from_day_number(today))
        chosen = policy(ties, past, today, log)
        soon = set(days.person[(days.day >= today) & (days.day < today + ANYWAY_DAYS)].tolist())
        even = np.nan_to_num(balance(past.total(past.out), past.total(past.into)), nan=1.0)
        worth = np.log1p(past.contact_days) * even
        top = set(ties.person[worth >= np.quantile(worth, 0.75)].tolist())
        wasted += sum(person in soon for person in chosen)
        valued += sum(person in top for person in chosen)
        log += [Shown(from_day_number(today), person, "drifting", "") for person in chosen]
    counts = Counter(one.person for one in log)
    if not log:
        return Outcome(np.nan, np.nan, 0, 0)
    return Outcome(wasted / len(log), valued / len(log), len(counts), max(counts.values()))


def report() -> str:
    return "\n\n".join(of(graph) for graph in (college(), enron()))


def of(graph: Mailgraph) -> str:
    start = STARTS[graph.name]
    egos = [days for days in graph.views.values() if len(days.where(days.day < start).people) >= FEWEST_CONTACTS]
    egos = sorted(egos, key=lambda days: -len(days))[:PEOPLE]
    rows = []
    for name, policy in POLICIES.items():
        found = [replay(days, start, policy) for days in egos]
        means = [
            float(np.nanmean([getattr(one, field) for one in found]))
            for field in ("wasted", "valued", "people", "most")
        ]
        rows.append([name, f"{means[0]:.1%}", f"{means[1]:.0%}", f"{means[2]:.1f}", f"{means[3]:.1f}"])
    head = ["policy", "wasted", "valued", "different people", "most repeats"]
    return f"{graph.name}, {len(egos)} people with at least {FEWEST_CONTACTS} contacts by day {start}.\n\n{metrics.table(head, rows)}"

"""A new position: a later card says another organisation or title than an earlier one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.model.change import ORGANISATION, TITLE, Change
from kithbook.network.network import Network

NUDGE: Final = "job_change"
HEADING: Final = "A new role"
RULE: Final = "Congratulate within two months of a change that a later source shows."
WINDOW_DAYS: Final = 60
HALF_LIFE_DAYS: Final = 7 * 4  # a change is noticed weeks after it happened; it stays news for longer than a birthday


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield one suggestion a person for the changes that stand at their latest day within the window."""
    found: dict[int, list[Change]] = defaultdict(list)
    for change in history.changes:
        if change.person in network.people and _is_news(change, today):
            found[change.person].append(change)
    for person, changes in found.items():
        latest = max(change.at for change in changes if change.at)
        yield _congratulate(person, [change for change in changes if change.at == latest], today)


def _is_news(change: Change, today: date) -> bool:
    """Leave out what is undated, filled in, or only spelt otherwise."""
    return (
        change.field in {ORGANISATION, TITLE}
        and change.at is not None
        and 0 <= (today - change.at).days <= WINDOW_DAYS
        and bool(_plain(change.before))
        and bool(_plain(change.after))
        and _plain(change.before) != _plain(change.after)
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _congratulate(person: int, changes: Sequence[Change], today: date) -> Suggestion:
    by_field = {change.field: change for change in sorted(changes, key=lambda one: one.records)}
    one = by_field.get(ORGANISATION) or by_field[TITLE]
    assert one.at is not None
    said = [f"{by_field[name].before} → {by_field[name].after}" for name in (ORGANISATION, TITLE) if name in by_field]
    span = (
        f"between {phrases.day(one.since, today)} and {phrases.day(one.at, today)}"
        if one.since
        else (f"by {phrases.day(one.at, today)}")
    )
    what = "place of work" if ORGANISATION in by_field else "title"
    return Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=one.at.isoformat(),
        why=f"A new {what}, seen {span}: {'; '.join(said)}.",
        evidence=tuple(dict.fromkeys(record for change in by_field.values() for record in change.records)),
        offer="Congratulate, and ask what they look forward to.",
        freshness=faded((today - one.at).days, HALF_LIFE_DAYS),
        cost_minutes=QUICK_MINUTES,
    )

"""What the owner kept about people in another program: notes, reminders, tasks, gifts, debts, and their rhythm."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kithbook.insight.own import OwnRhythm, Reminder
from kithbook.model.card import Card

REMINDER: Final = "reminder"
TASK: Final = "task"
LASTS_DAYS: Final = 14  # the other program reminded on the day itself: two weeks on it is past there, too
TASK_LASTS_DAYS: Final = 365  # a task left alone for longer stands with the person, and asks for no day
_OPENINGS: Final = {"gift": "Gift", "debt": "Debt", "event": "Life event", REMINDER: "Reminder", TASK: "Task"}
_MONTHS: Final = {"month": 1, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}
_MOST: Final = 1200  # months or weeks between two times: a longer span is a slip


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was kept there. `at` is the day of what it tells of, else that on which it was written."""

    id: str  # of its record
    sort: str
    text: str
    at: date | None
    due: date | None
    is_done: bool
    every: int  # of the unit, from one time to the next; 0 where it does not come again
    unit: str
    source: str
    more: tuple[str, ...] = ()  # what else is said of it: a gift's state, a debt's reason

    @property
    def sentence(self) -> str:
        """Say what it is, and what it says."""
        state = [*self.more, *(["done"] if self.is_done else []), *([self._again] if self.every else [])]
        opening = _OPENINGS.get(self.sort, "")
        named = f"{opening} ({', '.join(state)}): " if opening and state else f"{opening}: " if opening else ""
        return f"{named}{self.text}"

    @property
    def _again(self) -> str:
        return f"every {self.unit}" if self.every == 1 else f"every {self.every} {self.unit}s"

    def stands(self, day: date) -> date | None:
        """Give the day of which it reminds, seen from a day: the last that came, while it lasts, else the next."""
        if self.due is None or self.is_done:
            return None
        if not self.every:
            return self.due if self.due >= day - timedelta(LASTS_DAYS) else None
        last = self._nth(self._times(day))
        return last if last >= day - timedelta(LASTS_DAYS) else self._nth(self._times(day) + 1)

    def stays_open(self, day: date) -> date | None:
        """Give the day on which a task was set, while it is neither done nor left alone."""
        if self.at is None or self.is_done or (day - self.at).days >= TASK_LASTS_DAYS:
            return None
        return self.at

    def _times(self, day: date) -> int:
        """Count how often it came again up to a day."""
        due = self.due or day
        if self.unit in _MONTHS:
            count = ((day.year - due.year) * 12 + day.month - due.month) // (self.every * _MONTHS[self.unit])
            count -= self._nth(max(count, 0)) > day
        else:
            count = (day - due).days // (self.every * _DAYS[self.unit])
        return max(count, 0)

    def _nth(self, times: int) -> date:
        due = self.due or date.min
        if self.unit not in _MONTHS:
            return due + timedelta(times * self.every * _DAYS[self.unit])
        months = due.year * 12 + due.month - 1 + times * self.every * _MONTHS[self.unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(due.day, calendar.monthrange(year, month + 1)[1]))


def remarks(card: Card) -> Iterator[Remark]:
    """Give what was kept about somebody beside their card, oldest first."""
    for said in card.remarks:
        text = str(said.get("text", "")).strip()
        if text:
            yield _read(said, text, card.source)


def _read(said: Mapping[str, Any], text: str, source: str) -> Remark:
    fields = said.get("fields", {})
    every, unit = str(fields.get("every", "")), str(fields.get("unit", ""))
    comes_again = unit in {*_MONTHS, *_DAYS} and every.isascii() and every.isdigit() and 0 < int(every[:6]) <= _MOST
    return Remark(
        id=str(said["record"]),
        sort=str(said["sort"]),
        text=text,
        at=_day(said.get("at")),
        due=_day(said.get("due")),
        is_done=bool(said.get("done")),
        every=int(every) if comes_again else 0,
        unit=unit,
        source=source,
        more=tuple(str(fields[name]) for name in ("status", "reason", "amount", "url") if fields.get(name)),
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def reminders(card: Card, person: int, day: date) -> Iterator[Reminder]:
    """Give of what the owner wanted to be reminded there: reminders by their days, and tasks that are open."""
    for one in remarks(card):
        on = one.stands(day) if one.sort == REMINDER else one.stays_open(day) if one.sort == TASK else None
        if on is not None:
            yield Reminder(
                one.id, person, on, one.text, source=one.source, is_task=one.sort == TASK, comes_again=bool(one.every)
            )


def rhythm(card: Card, person: int, day: date) -> OwnRhythm | None:
    """Give how often the owner wished there to be in touch; set by the day on which the program first said so."""
    days = card.fields.get("rhythm_days")
    if not isinstance(days, int) or days <= 0:
        return None
    return OwnRhythm(card.id, person, days, min(card.seen_from or day, day), card.source)

"""A promise that falls due: ego's own, or one of theirs whose day has passed, as a gentle question."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.own import OwnPromise
from kithbook.insight.promises import FEW, has_lapsed, is_thanked_for
from kithbook.insight.suggestion import QUICK_MINUTES, SHORT_MINUTES, Suggestion
from kithbook.model import times
from kithbook.model.interaction import IN, OUT, Finding
from kithbook.network.network import Network

NUDGE: Final = "promise_due"
HEADING: Final = "A promise"
RULE: Final = "A promise near or past its day, entered by you or found in a letter of the last weeks."
NOTICE_DAYS: Final = 1  # a promise is shown from the day before it is due
UNDATED_AFTER_DAYS: Final = 3  # "I will send it" without a day: long enough to have done it at once
OWN_UNDATED_AFTER_DAYS: Final = 7
KEEP: Final = "Keep it today, or say by when you will."
ASK: Final = "Ask kindly how it stands."
KEPT_WITHIN_DAYS: Final = 3  # a letter from so many days before the day on may well have kept it


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield own promises from the day before they are due, and theirs once their day has passed."""
    for entered in history.own_promises:
        if entered.id not in history.kept and (found := _entered(entered, today)):
            yield found
    for finding in history.promises:
        if finding.id not in history.kept and not finding.is_bulk and finding.recipients <= FEW:
            yield from _found(finding, network, history, today=today)


def _entered(promise: OwnPromise, today: date) -> Suggestion | None:
    due = promise.due
    if promise.theirs:
        if due is None or due >= today:
            return None
        when = phrases.day(due, today)
        why = f"Promised you: {phrases.said(promise.text)} That was for {when}. A friendly question may help."
    elif due is not None and due <= today + timedelta(days=NOTICE_DAYS):
        why = f"You promised: {phrases.said(promise.text)} {_when(due, today)}"
    elif due is None and (today - promise.entered).days >= OWN_UNDATED_AFTER_DAYS:
        why = f"You promised on {phrases.day(promise.entered, today)}: {phrases.said(promise.text)} No day was set."
    else:
        return None
    return Suggestion(
        nudge=NUDGE,
        person=promise.person,
        occasion=promise.id,
        why=why,
        evidence=(promise.id,),
        offer=ASK if promise.theirs else KEEP,
        cost_minutes=QUICK_MINUTES if promise.theirs else SHORT_MINUTES,
        is_hard=True,
        due=None if promise.theirs else due,
    )


def _found(finding: Finding, network: Network, history: History, *, today: date) -> Iterator[Suggestion]:
    """Judge a promise found in a letter.

    It lapses when it was thanked for; without a day, when ego has written to them since; past its day, when whoever
    gave it has written about that day: no file says that a promise was kept, and to ask after one that was is worse
    than to be silent.
    """
    due = _due(finding)
    mine, theirs = finding.direction == OUT, finding.direction == IN
    age = (today - finding.day).days
    if age < 0 or has_lapsed(finding.day, due, today):
        return
    people = [one for one in (finding.others if mine else (finding.speaker,)) if one in network.people]
    if not people:
        return
    person = max(people, key=lambda one: (_depth(history, one), -one))
    if _was_thanked_for(finding, history.thanks(person), is_mine=mine):
        return
    if due is not None and due < today and _wrote_about(due, finding, history.last_word(person, is_mine=mine)):
        return
    if mine and due is not None and due <= today + timedelta(days=NOTICE_DAYS):
        ending = _when(due, today)
    elif mine and due is None and age >= UNDATED_AFTER_DAYS and not _wrote_since(history, person, finding):
        ending = "Nothing has gone to them since, as far as the book knows."
    elif theirs and due is not None and due < today:
        ending = f"That was for {phrases.day(due, today)}. A friendly question may help."
    else:
        return
    opening = "You wrote" if mine else "Wrote to you"
    yield Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=finding.id,
        why=f"{opening} on {phrases.day(finding.day, today)}: {phrases.said(finding.quote)} {ending}",
        evidence=(finding.id, finding.interaction),
        offer=KEEP if mine else ASK,
        cost_minutes=SHORT_MINUTES if mine else QUICK_MINUTES,
        is_hard=mine or history.has_taken_up(person),  # "I will call you on Friday", says whoever sells something
        due=due if mine else None,
    )


def _due(finding: Finding) -> date | None:
    try:
        return date.fromisoformat(str(finding.fields.get("due") or ""))
    except ValueError:
        return None


def _when(due: date, today: date) -> str:
    if due < today:
        return f"It was due on {phrases.day(due, today)}."
    return f"It is due {phrases.ahead(due, today)}."


def _wrote_since(history: History, person: int, finding: Finding) -> bool:
    return history.has_turned_to(person, times.to_seconds(finding.at), finding.day)


def _wrote_about(due: date, finding: Finding, last_second: int) -> bool:
    begin = (times.day_number(due) - KEPT_WITHIN_DAYS) * 86_400
    return last_second > max(begin, times.to_seconds(finding.at))


def _was_thanked_for(promise: Finding, thanks: Iterable[Finding], *, is_mine: bool) -> bool:
    """Say whether whoever it was promised to has given thanks for it since."""
    back = IN if is_mine else OUT
    return any(
        one.direction == back and one.at > promise.at and is_thanked_for(promise.quote, one.quote) for one in thanks
    )


def _depth(history: History, person: int) -> float:
    at = history.ties.at(person)
    return 0.0 if at is None else float(history.ties.depth[at])

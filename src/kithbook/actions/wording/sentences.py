"""What was ruled or imported, told in whole sentences: "You merged …", "You said never to …"."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from kithbook.actions.wording.known import Known
from kithbook.insight import phrases
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision
from kithbook.model.run import Run

Fields = Mapping[str, Any]
Telling = Callable[[Known, Fields], str]

_SOURCES: Final = {
    "addressbook": "contacts",
    "eml": "mail",
    "ical": "a calendar",
    "linkedin": "a LinkedIn archive",
    "maildir": "mail",
    "mbox": "mail",
    "monica": "a book of Monica",
    "vcard": "contact cards",
}


def of_ruling(known: Known, ruling: Decision) -> str:
    """Tell what the owner ruled; names are those that people have now."""
    telling = _TELLINGS.get(ruling.verb)
    return telling(known, ruling.fields) if telling else f"You ruled: {ruling.verb}."


def of_run(run: Run) -> str:
    """Tell what an import saw, and in which file or folder; where that lay is said by `kith sources`."""
    observed, new = run.counts.get("observed", 0), run.counts.get("new", 0)
    state = "" if run.finished_at else ", not finished"
    place = PurePath(run.path).name or run.path
    source, records = _SOURCES.get(run.source, run.source), phrases.count(observed, "record")
    return f"You imported {source} from {place}: {records}, {new:,} new{state}."


def _who(known: Known, fields: Fields) -> str:
    return known.name(fields.get("card"))


def _day(value: object) -> str:
    text = str(value or "")[:10]
    try:
        return phrases.day(date.fromisoformat(text), date.min)
    except ValueError:
        return text


def _until(value: object, otherwise: str) -> str:
    return f"until {_day(value)}" if value else otherwise


def _because(fields: Fields) -> str:
    return str(fields.get("nudge") or "").replace("_", " ")


def _edited(known: Known, fields: Fields) -> str:
    parts = [f"{name} is now {phrases.quote(str(value))}" for name, value in (fields.get("set") or {}).items()]
    for sort, verb in (("add", "added to"), ("remove", "taken from")):
        for name, values in (fields.get(sort) or {}).items():
            parts += [f"{phrases.quote(str(value))} was {verb} {name}" for value in values]
    return f"You corrected {_who(known, fields)}: {phrases.listed(parts)}."


def _tagged(known: Known, fields: Fields) -> str:
    given = phrases.listed([f"#{tag}" for tag in fields.get("add", ())])
    taken = phrases.listed([f"#{tag}" for tag in fields.get("remove", ())])
    parts = [f"tagged {_who(known, fields)} {given}" if given else "", f"took {taken} away" if taken else ""]
    return f"You {phrases.listed([part for part in parts if part])}{'' if given else f' from {_who(known, fields)}'}."


def _logged(known: Known, fields: Fields) -> str:
    text = f": {phrases.said(str(fields['text']))}" if fields.get("text") else "."
    return f"You logged a {fields.get('kind', 'contact')} with {_who(known, fields)} on {_day(fields.get('at'))}{text}"


def _rhythm(known: Known, fields: Fields) -> str:
    if not fields.get("days"):
        return f"You wished for no rhythm with {_who(known, fields)}."
    return f"You wished to be in touch with {_who(known, fields)} every {phrases.count(int(fields['days']), 'day')}."


def _reminded(known: Known, fields: Fields) -> str:
    text = f": {phrases.said(str(fields['text']))}" if fields.get("text") else "."
    return f"You set a reminder about {_who(known, fields)} for {_day(fields.get('on'))}{text}"


def _promised(known: Known, fields: Fields) -> str:
    who = _who(known, fields)
    sides = f"{who} promised you" if fields.get("theirs") else f"you promised {who}"
    when = f" It is for {_day(fields['due'])}." if fields.get("due") else ""
    return f"You wrote down what {sides}: {phrases.said(str(fields.get('text', '')))}{when}"


def _kept(known: Known, fields: Fields) -> str:
    words = known.promised(fields.get("promise"))
    return f"You said that a promise was kept: {phrases.said(words)}" if words else "You said that a promise was kept."


def _merged(known: Known, fields: Fields) -> str:
    return f"You merged {known.card(fields.get('a'))} and {known.card(fields.get('b'))}: they are one person."


def _split(known: Known, fields: Fields) -> str:
    one, two = (next(iter(fields.get(name) or ()), "") for name in ("cards", "others"))
    return f"You parted {known.card(one)} from {known.card(two)}: they are two people."


_ANSWERS: Final = {"same": "are one person", "different": "are two people", "later": "are to be asked about later"}


def _answered(known: Known, fields: Fields) -> str:
    answer = str(fields.get("answer", ""))
    if fields.get("a") and answer in _ANSWERS:
        return f"You answered that {known.card(fields['a'])} and {known.card(fields.get('b'))} {_ANSWERS[answer]}."
    if fields.get("address"):
        return f"You said of {fields['address']} that it is {'yours' if answer == 'same' else 'somebody else’s'}."
    return f"You answered a question: {answer}."


def _ego(_known: Known, fields: Fields) -> str:
    parts = [fields.get("name"), *fields.get("emails", ()), fields.get("linkedin")]
    mine = phrases.listed([str(part) for part in parts if part])
    others = phrases.listed([str(address) for address in fields.get("not_emails", ())])
    said = [f"who you are: {mine}" if mine else "", f"that this is not you: {others}" if others else ""]
    return f"You said {phrases.listed([part for part in said if part])}."


def _aims(_known: Known, fields: Fields) -> str:
    goals = [phrases.quote(str(goal)) for goal in fields.get("goals", ())]
    return f"You set your aims: {phrases.listed(goals)}." if goals else "You took all your aims away."


def _quiet(_known: Known, fields: Fields) -> str:
    days = [phrases.WEEKDAYS[day] for day in fields.get("days", ())]
    return f"You asked for quiet on {phrases.listed(days)}." if days else "You asked for an agenda on every day."


def _never(known: Known, fields: Fields) -> str:
    reason = "" if fields.get("whole_person") else f" for this reason again: {_because(fields)}"
    because = f" You wrote: {phrases.said(str(fields['because']))}" if fields.get("because") else ""
    return f"You said never to suggest {_who(known, fields)}{reason or ' again'}.{because}"


def _undone(known: Known, fields: Fields) -> str:
    did = "took"
    while (ruling := known.rulings.get(str(fields.get("decision")))) and ruling.verb == verbs.UNDO:
        fields, did = ruling.fields, "brought" if did == "took" else "took"
    run = known.runs.get(str(fields.get("run")))
    if ruling:
        return f"You {did} this back: {of_ruling(known, ruling)}"
    return f"You {did} this back: {of_run(run)}" if run else f"You {did} something back."


_TELLINGS: Final[Mapping[str, Telling]] = {
    verbs.ADD: lambda _known, fields: f"You added {fields.get('name', 'somebody')}.",
    verbs.EDIT: _edited,
    verbs.NOTE: lambda known, fields: (
        f"You noted about {_who(known, fields)}: {phrases.said(str(fields.get('text', '')))}"
    ),
    verbs.LOG: _logged,
    verbs.TAG: _tagged,
    verbs.RHYTHM: _rhythm,
    verbs.PAUSE: lambda known, fields: (
        f"You asked for no suggestions about {_who(known, fields)} {_until(fields.get('until'), 'for good')}."
    ),
    verbs.REMIND: _reminded,
    verbs.PROMISE: _promised,
    verbs.KEPT: _kept,
    verbs.MERGE: _merged,
    verbs.SPLIT: _split,
    verbs.ANSWER: _answered,
    verbs.EGO: _ego,
    verbs.ZONE: lambda _known, fields: f"You set your time zone: {fields.get('zone')}.",
    verbs.GOALS: _aims,
    verbs.CAPACITY: lambda _known, fields: (
        f"You asked for {phrases.count(int(fields.get('items', 0)), 'suggestion')} a day."
    ),
    verbs.QUIET: _quiet,
    verbs.VIEW: lambda _known, fields: (
        f"You {'saved' if fields.get('query') else 'removed'} the view {phrases.quote(str(fields.get('name', '')))}."
    ),
    verbs.DONE: lambda known, fields: f"You ended a suggestion about {_who(known, fields)}: {_because(fields)}.",
    verbs.LATER: lambda known, fields: (
        f"You put off a suggestion about {_who(known, fields)} {_until(fields.get('until'), 'for later')}: "
        f"{_because(fields)}."
    ),
    verbs.NEVER: _never,
    verbs.UNDO: _undone,
    verbs.FORGOTTEN: lambda _known, _fields: "This was about somebody who was forgotten; nothing is left of it.",
}

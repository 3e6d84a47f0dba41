"""What was ruled or imported, in a few words each, as a table lists them."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, Final

from kithbook.actions.wording.known import Known
from kithbook.insight import phrases
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision
from kithbook.model.run import Run

Fields = Mapping[str, Any]
Label = Callable[[Known, Fields], str]


def of_ruling(known: Known, ruling: Decision) -> str:
    """Say what a ruling says; names are those that people have now."""
    label = _LABELS.get(ruling.verb)
    return label(known, ruling.fields) if label else ruling.verb


def of_run(run: Run) -> str:
    """Say what an import saw, and in which file or folder."""
    observed, new = run.counts.get("observed", 0), run.counts.get("new", 0)
    state = "" if run.finished_at else ", not finished"
    records = phrases.count(observed, "record")
    return f"{records}, {new:,} new{state}: {run.source} from {PurePath(run.path).name or run.path}"


def _about(template: str, **defaults: str) -> Label:
    """Fill a template with the person's name and the ruling's fields."""

    def fill(known: Known, fields: Fields) -> str:
        values = {**defaults, **{key: value for key, value in fields.items() if value is not None}}
        values["nudge"] = str(values.get("nudge", "")).replace("_", " ")
        return template.format_map({**values, "who": known.name(fields.get("card"))}).strip(" :,")

    return fill


def _rhythm(known: Known, fields: Fields) -> str:
    wanted = f"every {fields['days']} days" if fields.get("days") else "none"
    return f"rhythm with {known.name(fields.get('card'))}: {wanted}"


def _edited(known: Known, fields: Fields) -> str:
    parts = [f"{name}={value}" for name, value in (fields.get("set") or {}).items()]
    for sort, sign in (("add", "+="), ("remove", "-=")):
        parts += [f"{name}{sign}{value}" for name, values in (fields.get(sort) or {}).items() for value in values]
    return f"{known.name(fields.get('card'))}: {', '.join(parts)}"


def _tagged(known: Known, fields: Fields) -> str:
    parts = [f"#{tag}" for tag in fields.get("add", ())] + [f"no longer #{tag}" for tag in fields.get("remove", ())]
    return f"{known.name(fields.get('card'))}: {', '.join(parts)}"


def _ego(_known: Known, fields: Fields) -> str:
    parts = [fields.get("name"), *fields.get("emails", ()), fields.get("linkedin")]
    return f"you are {', '.join(str(part) for part in parts if part)}"


def _quiet(_known: Known, fields: Fields) -> str:
    return f"quiet on {', '.join(phrases.WEEKDAYS[day] for day in fields.get('days', ())) or 'no day'}"


def _first(fields: Mapping[str, Any], name: str) -> str:
    return str(next(iter(fields.get(name) or ()), ""))


def _pair(known: Known, fields: Fields) -> str:
    if fields.get("address"):
        return f"{fields['address']} and you: "
    return f"{known.card(fields['a'])} and {known.card(fields['b'])}: " if fields.get("a") else ""


def _undone(known: Known, fields: Fields) -> str:
    ruling, run = known.rulings.get(str(fields.get("decision"))), known.runs.get(str(fields.get("run")))
    if ruling:
        return f"took back: {of_ruling(known, ruling)}"
    return f"took back: {of_run(run)}" if run else "took something back"


_LABELS: Final[Mapping[str, Label]] = {
    verbs.ADD: lambda _known, fields: str(fields.get("name", "")),
    verbs.EDIT: _edited,
    verbs.NOTE: _about("{who}: {text}"),
    verbs.LOG: _about("{kind} with {who} on {at}: {text}", text="", kind="contact"),
    verbs.TAG: _tagged,
    verbs.RHYTHM: _rhythm,
    verbs.PAUSE: _about("no suggestions about {who} until {until}", until="it is undone"),
    verbs.REMIND: _about("{who} on {on}: {text}", text=""),
    verbs.PROMISE: _about("{who}: {text}"),
    verbs.KEPT: lambda known, fields: f"kept: {known.promised(fields.get('promise')) or 'a promise that is gone'}",
    verbs.MERGE: lambda known, fields: (
        f"{known.card(fields.get('a'))} and {known.card(fields.get('b'))} are one person"
    ),
    verbs.SPLIT: lambda known, fields: (
        f"{known.card(_first(fields, 'cards'))} is not {known.card(_first(fields, 'others'))}"
    ),
    verbs.ANSWER: lambda known, fields: f"{_pair(known, fields)}{fields.get('answer', '')}",
    verbs.EGO: _ego,
    verbs.ZONE: lambda _known, fields: f"your time zone is {fields.get('zone')}",
    verbs.GOALS: lambda _known, fields: f"your aims: {'; '.join(map(str, fields.get('goals', ()))) or 'none'}",
    verbs.CAPACITY: lambda _known, fields: f"{fields.get('items')} suggestions a day",
    verbs.QUIET: _quiet,
    verbs.DONE: _about("{who} ({nudge})", nudge=""),
    verbs.LATER: _about("{who} ({nudge}) not before {until}", nudge="", until="later"),
    verbs.NEVER: _about("never suggest {who} ({nudge})", nudge=""),
    verbs.VIEW: lambda _known, fields: (
        f"{'' if fields.get('query') is not None else 'no longer '}kept: the list {fields.get('name')}"
    ),
    verbs.UNDO: _undone,
}

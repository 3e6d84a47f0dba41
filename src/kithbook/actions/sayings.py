"""What was ruled or imported, in a few words each, as a table lists them; whole sentences stand in `sentences`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from kithbook.insight import phrases
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.run import Run
from kithbook.store.book import Book


@dataclass(frozen=True)
class Sayings:
    """Says what a ruling or an import did, in a few words."""

    book: Book
    rulings: Mapping[str, Decision]
    runs: Mapping[str, Run]

    def run(self, run: Run) -> str:
        """Say what an import saw."""
        observed, new = run.counts.get("observed", 0), run.counts.get("new", 0)
        state = "" if run.finished_at else ", not finished"
        records = phrases.count(observed, "record")
        return f"{records}, {new:,} new{state}: {run.source} from {PurePath(run.path).name or run.path}"

    def ruling(self, ruling: Decision) -> str:
        """Say what a ruling says; the name is the one the person has now."""
        saying = _SAYINGS.get(ruling.verb)
        return saying(self, ruling.fields) if saying else ruling.verb

    def name(self, card: object) -> str:
        """Name whoever holds a card."""
        person = self.book.digest.person(str(card or ""))
        return person.name if person else "somebody no longer in the book"

    def card(self, card: object) -> str:
        """Name whoever a card speaks of, as the card does: after a merge two of them bear the same name."""
        person = self.book.digest.person(str(card or ""))
        found = self.book.digest.cards(person.number) if person else []
        return next((one.name for one in found if one.id == card and one.name), self.name(card))

    def promised(self, promise: object) -> str:
        """Give the words of a promise: as it was entered, else as it was found in a message; "" if it is gone."""
        ruling = self.rulings.get(str(promise))
        if ruling:
            return str(ruling.fields.get("text") or "")
        found = self.book.digest.finding(str(promise)) if ids.is_id(str(promise)) else None
        return found.quote if found else ""

    def undone(self, fields: Mapping[str, Any]) -> str:
        """Say what an undo took back."""
        ruling, run = self.rulings.get(str(fields.get("decision"))), self.runs.get(str(fields.get("run")))
        if ruling:
            return f"took back: {self.ruling(ruling)}"
        return f"took back: {self.run(run)}" if run else "took something back"


Saying = Callable[[Sayings, Mapping[str, Any]], str]


def _about(template: str, **defaults: str) -> Saying:
    """Fill a template with the person's name and the ruling's fields."""

    def fill(say: Sayings, fields: Mapping[str, Any]) -> str:
        values = {**defaults, **{key: value for key, value in fields.items() if value is not None}}
        values["nudge"] = str(values.get("nudge", "")).replace("_", " ")
        return template.format_map({**values, "who": say.name(fields.get("card"))}).strip(" :,")

    return fill


def _rhythm(say: Sayings, fields: Mapping[str, Any]) -> str:
    wanted = f"every {fields['days']} days" if fields.get("days") else "none"
    return f"rhythm with {say.name(fields.get('card'))}: {wanted}"


def _edited(say: Sayings, fields: Mapping[str, Any]) -> str:
    parts = [f"{name}={value}" for name, value in (fields.get("set") or {}).items()]
    for sort, sign in (("add", "+="), ("remove", "-=")):
        parts += [f"{name}{sign}{value}" for name, values in (fields.get(sort) or {}).items() for value in values]
    return f"{say.name(fields.get('card'))}: {', '.join(parts)}"


def _tagged(say: Sayings, fields: Mapping[str, Any]) -> str:
    parts = [f"#{tag}" for tag in fields.get("add", ())] + [f"no longer #{tag}" for tag in fields.get("remove", ())]
    return f"{say.name(fields.get('card'))}: {', '.join(parts)}"


def _ego(_say: Sayings, fields: Mapping[str, Any]) -> str:
    parts = [fields.get("name"), *fields.get("emails", ()), fields.get("linkedin")]
    return f"you are {', '.join(str(part) for part in parts if part)}"


def _quiet(_say: Sayings, fields: Mapping[str, Any]) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"quiet on {', '.join(names[day] for day in fields.get('days', ())) or 'no day'}"


_SAYINGS: Final[Mapping[str, Saying]] = {
    verbs.ADD: lambda _say, fields: str(fields.get("name", "")),
    verbs.EDIT: _edited,
    verbs.NOTE: _about("{who}: {text}"),
    verbs.LOG: _about("{kind} with {who} on {at}: {text}", text="", kind="contact"),
    verbs.TAG: _tagged,
    verbs.RHYTHM: _rhythm,
    verbs.PAUSE: _about("no suggestions about {who} until {until}", until="it is undone"),
    verbs.REMIND: _about("{who} on {on}: {text}", text=""),
    verbs.PROMISE: _about("{who}: {text}"),
    verbs.KEPT: lambda say, fields: f"kept: {say.promised(fields.get('promise')) or 'a promise that is gone'}",
    verbs.MERGE: lambda say, fields: f"{say.card(fields.get('a'))} and {say.card(fields.get('b'))} are one person",
    verbs.SPLIT: lambda say, fields: f"{say.card(_first(fields, 'cards'))} is not {say.card(_first(fields, 'others'))}",
    verbs.ANSWER: lambda say, fields: f"{_pair(say, fields)}{fields.get('answer', '')}",
    verbs.EGO: _ego,
    verbs.ZONE: lambda _say, fields: f"your time zone is {fields.get('zone')}",
    verbs.GOALS: lambda _say, fields: f"your aims: {'; '.join(map(str, fields.get('goals', ()))) or 'none'}",
    verbs.CAPACITY: lambda _say, fields: f"{fields.get('items')} suggestions a day",
    verbs.QUIET: _quiet,
    verbs.DONE: _about("{who} ({nudge})", nudge=""),
    verbs.LATER: _about("{who} ({nudge}) not before {until}", nudge="", until="later"),
    verbs.NEVER: _about("never suggest {who} ({nudge})", nudge=""),
    verbs.VIEW: lambda _say, fields: (
        f"{'' if fields.get('query') is not None else 'no longer '}kept: the list {fields.get('name')}"
    ),
    verbs.UNDO: lambda say, fields: say.undone(fields),
}


def _first(fields: Mapping[str, Any], name: str) -> str:
    return str(next(iter(fields.get(name) or ()), ""))


def _pair(say: Sayings, fields: Mapping[str, Any]) -> str:
    if fields.get("address"):
        return f"{fields['address']} and you: "
    return f"{say.card(fields['a'])} and {say.card(fields['b'])}: " if fields.get("a") else ""

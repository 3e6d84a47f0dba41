"""history: every ruling and every import, newest first; each can be undone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kithbook.actions import sentences
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.decision import Decision, effective, undone_runs
from kithbook.model.fault import UserError
from kithbook.model.run import Run
from kithbook.store.book import Book

IMPORT: Final = "import"


@dataclass(frozen=True, slots=True)
class Step:
    """One ruling or one import. `decision` is its id, which `kith undo` takes."""

    decision: str
    at: datetime
    verb: str
    what: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Deed(Step):
    """A step in a whole sentence, and whether it can be taken back."""

    said: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Paged:
    """Some deeds, newest first: from which place on, and of how many."""

    steps: tuple[Deed, ...]
    start: int
    total: int


def history(book: Book, *, start: int = 0, limit: int | None = None) -> list[Step]:
    """List what was ruled or imported, newest first: all, or so many after the first `start`."""
    past = _Past.read(book)
    return [past.step(one) for one in past.page(start, limit)]


def paged(book: Book, *, start: int = 0, limit: int | None = None) -> Paged:
    """Give a page of the history in whole sentences; only what stands on it is put into words."""
    past = _Past.read(book)
    return Paged(tuple(past.deed(one) for one in past.page(start, limit)), start, len(past.events))


def deeds(book: Book, wanted: Collection[str], *, among: int) -> tuple[Deed, ...]:
    """Give these of the latest steps in whole sentences, newest first; no other is put into words."""
    past = _Past.read(book)
    return tuple(past.deed(one) for one in past.page(0, among) if one.id in wanted)


@dataclass(frozen=True)
class _Past:
    """All rulings and imports, newest first, with what was undone."""

    events: "list[Run | Decision]"
    say: "Sentence"
    undone: frozenset[str]

    @classmethod
    def read(cls, book: Book) -> "_Past":
        rulings, runs = book.evidence.decisions(), book.evidence.runs()
        say = Sentence(book, {ruling.id: ruling for ruling in rulings}, {run.id: run for run in runs})
        stands = {ruling.id for ruling in effective(rulings)}
        undone = undone_runs(rulings) | {ruling.id for ruling in rulings if ruling.id not in stands}
        events: list[Run | Decision] = [*runs, *rulings]
        # Of two in one second the later in the book is the later; a sort keeps that order.
        events.sort(key=lambda one: one.started_at if isinstance(one, Run) else one.at)
        return cls(events[::-1], say, frozenset(undone))

    def page(self, start: int, limit: int | None) -> "list[Run | Decision]":
        if start < 0 or (limit is not None and limit < 1):
            raise UserError("There is no such page of the history.", do="`kith history` begins with the newest.")
        return self.events[start : None if limit is None else start + limit]

    def step(self, one: "Run | Decision") -> Step:
        if isinstance(one, Run):
            return Step(one.id, one.started_at, IMPORT, self.say.run(one), one.id in self.undone)
        return Step(one.id, one.at, one.verb, self.say.ruling(one), one.id in self.undone)

    def deed(self, one: "Run | Decision") -> Deed:
        step = self.step(one)
        said = sentences.of_run(one) if isinstance(one, Run) else sentences.of_ruling(self.say, one)
        can_undo = not step.undone and step.verb != verbs.FORGOTTEN
        return Deed(step.decision, step.at, step.verb, step.what, step.undone, said, can_undo)


@dataclass(frozen=True)
class Sentence:
    """Says what a ruling or an import did, in a few words."""

    book: Book
    rulings: Mapping[str, Decision]
    runs: Mapping[str, Run]

    def run(self, run: Run) -> str:
        """Say what an import saw."""
        observed, new = run.counts.get("observed", 0), run.counts.get("new", 0)
        state = "" if run.finished_at else ", not finished"
        return f"{run.source} from {run.path}: {observed:,} records, {new:,} new{state}"

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


Saying = Callable[[Sentence, Mapping[str, Any]], str]


def _about(template: str, **defaults: str) -> Saying:
    """Fill a template with the person's name and the ruling's fields."""

    def fill(say: Sentence, fields: Mapping[str, Any]) -> str:
        values = {**defaults, **{key: value for key, value in fields.items() if value is not None}}
        values["nudge"] = str(values.get("nudge", "")).replace("_", " ")
        return template.format_map({**values, "who": say.name(fields.get("card"))}).strip(" :,")

    return fill


def _rhythm(say: Sentence, fields: Mapping[str, Any]) -> str:
    wanted = f"every {fields['days']} days" if fields.get("days") else "none"
    return f"rhythm with {say.name(fields.get('card'))}: {wanted}"


def _edited(say: Sentence, fields: Mapping[str, Any]) -> str:
    parts = [f"{name}={value}" for name, value in (fields.get("set") or {}).items()]
    for sort, sign in (("add", "+="), ("remove", "-=")):
        parts += [f"{name}{sign}{value}" for name, values in (fields.get(sort) or {}).items() for value in values]
    return f"{say.name(fields.get('card'))}: {', '.join(parts)}"


def _tagged(say: Sentence, fields: Mapping[str, Any]) -> str:
    parts = [f"#{tag}" for tag in fields.get("add", ())] + [f"no longer #{tag}" for tag in fields.get("remove", ())]
    return f"{say.name(fields.get('card'))}: {', '.join(parts)}"


def _ego(_say: Sentence, fields: Mapping[str, Any]) -> str:
    parts = [fields.get("name"), *fields.get("emails", ()), fields.get("linkedin")]
    return f"you are {', '.join(str(part) for part in parts if part)}"


def _quiet(_say: Sentence, fields: Mapping[str, Any]) -> str:
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
    verbs.KEPT: lambda say, fields: f"kept: {_promise(say, str(fields.get('promise')))}",
    verbs.MERGE: lambda say, fields: f"{say.name(fields.get('a'))} is one person",
    verbs.SPLIT: lambda say, fields: f"{say.name(_first(fields, 'cards'))} is not {say.name(_first(fields, 'others'))}",
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


def _pair(say: Sentence, fields: Mapping[str, Any]) -> str:
    return f"{say.name(fields['a'])} and {say.name(fields['b'])}: " if fields.get("a") else ""


def _promise(say: Sentence, promise: str) -> str:
    ruling = say.rulings.get(promise)
    return say.ruling(ruling) if ruling else promise

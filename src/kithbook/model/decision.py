"""Decisions: the owner's rulings and entries. Replayed in order; a later one beats an earlier one; undo is one more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

# verb: what `fields` holds. A WHO in fields is always a card id (the founder's card shown at that moment).
ADD: Final = "add"  # name, email?, phone?, organisation?, title?, met?: makes the card with the key owner:<decision id>
EDIT: Final = "edit"  # card, set {field: value}, add {field: [values]}, remove {field: [values]}
NOTE: Final = "note"  # card, text, at (day)
LOG: Final = "log"  # card, kind (call meeting message mail), at (instant or day), text
TAG: Final = "tag"  # card, add [..], remove [..]
RHYTHM: Final = "rhythm"  # card, days (None: none wanted)
PAUSE: Final = "pause"  # card, until (day or None)
REMIND: Final = "remind"  # card, on (day), text
PROMISE: Final = "promise"  # card, text, due?, theirs (bool)
KEPT: Final = "kept"  # promise (the id of a promise decision, or of a reading)
MERGE: Final = (
    "merge"  # a, b (cards that must link); cards [..], others [..]: each of the first with each of the second
)
SPLIT: Final = "split"  # cards [..], others [..]: each of the first must not link with each of the second
ANSWER: Final = (
    "answer"  # question, answer; for kind "same" also a, b, as of MERGE; for an archive's member archive (a card)
)
EGO: Final = "ego"  # emails [..], not_emails [..], name?, linkedin?: who the owner is
ZONE: Final = "zone"  # zone
GOALS: Final = "goals"  # goals [..]
CAPACITY: Final = "capacity"  # items (1-7)
QUIET: Final = "quiet"  # days [0-6], Monday is 0
DONE: Final = "done"  # item, nudge, card, occasion
LATER: Final = "later"  # item, nudge, card, occasion, until (day)
NEVER: Final = "never"  # item, nudge, card, whole_person (bool), because?
VIEW: Final = "view"  # name, query {condition: value}; None for the query: kept no longer
UNDO: Final = "undo"  # decision or run
FORGOTTEN: Final = "forgotten"  # what is left of a ruling about somebody who was forgotten: nothing

# What a ruling cannot do without; whoever replays them relies on it.
_NEEDED: Final[Mapping[str, Mapping[str, type]]] = {
    ADD: {"name": str},
    EDIT: {"card": str},
    NOTE: {"card": str, "text": str},
    LOG: {"card": str, "kind": str},
    TAG: {"card": str},
    RHYTHM: {"card": str},
    PAUSE: {"card": str},
    REMIND: {"card": str},
    PROMISE: {"card": str, "text": str},
    KEPT: {"promise": str},
    MERGE: {"a": str, "b": str},
    SPLIT: {"cards": list, "others": list},
    ANSWER: {"question": str, "answer": str},
    ZONE: {"zone": str},
    VIEW: {"name": str},
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling: when, which verb, and what it is about."""

    id: str
    at: datetime
    verb: str
    fields: Mapping[str, Any]


def is_sound(verb: str, fields: object) -> bool:
    """Say whether the fields of a ruling that comes from outside hold what its verb needs."""
    needed = _NEEDED.get(verb, {})
    return isinstance(fields, Mapping) and all(isinstance(fields.get(name), sort) for name, sort in needed.items())


def effective(decisions: Sequence[Decision]) -> list[Decision]:
    """Keep the rulings that were not undone, undos among them, in order. The undo of an undo brings a ruling back."""
    undone: set[str] = set()
    kept = []
    for ruling in reversed(decisions):  # only a later ruling undoes an earlier one
        if ruling.id in undone:
            continue
        kept.append(ruling)
        if ruling.verb == UNDO:
            undone.add(str(ruling.fields.get("decision", "")))
    return kept[::-1]


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Keep the rulings that stand, in order: not undone, and no undos."""
    return [ruling for ruling in effective(decisions) if ruling.verb != UNDO]


def kept_promises(rulings: Iterable[Decision]) -> frozenset[str]:
    """Name the promises that rulings say were kept: each a ruling that entered it, or a reading that found it."""
    return frozenset(str(ruling.fields.get("promise")) for ruling in rulings if ruling.verb == KEPT)


def undone_runs(decisions: Sequence[Decision]) -> set[str]:
    """Name the runs that a standing undo took back."""
    undos = (ruling for ruling in effective(decisions) if ruling.verb == UNDO)
    return {str(ruling.fields["run"]) for ruling in undos if ruling.fields.get("run")}

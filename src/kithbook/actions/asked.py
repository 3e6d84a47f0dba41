"""What a search in words asks for: "people in Lisbon I have not met for a year" read as conditions one can correct."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT, SEEN

STATES: Final = (ACTIVE, DRIFTING, DORMANT, LATENT, SEEN)
LAYERS: Final = (5, 15, 50, 150)

_SMALL: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS: Final = {word: float(count) for count, word in enumerate(_SMALL, 1)} | {"a": 1.0, "an": 1.0, "half a": 0.5}
_UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_COUNT: Final = rf"\d{{1,4}} | half\ an? | an? | {' | '.join(_SMALL)}"
_UNIT: Final = "|".join(_UNIT_DAYS)
_AT_LEAST: Final = r"(?: (?:more\ than|over|at\ least|the\ last|the\ past) \s+ )?"
_TOUCH: Final = r"(?: met | seen | talked | spoken | written | heard | contacted | called | been\ in\ touch )"
_SILENCE: Final = _compiled(rf"""
    \b (?: (?:(?:that|who|whom)\s+)? (?:i\s+)? (?: have\ ?n[’']?t | have\ not | not | never ) \s+
           {_TOUCH} (?:\s+(?:to|with|from))? \s+ (?:for|in|since)
         | (?: silent | quiet | no\ contact | out\ of\ touch ) \s+ (?:for|in) )
    \s+ {_AT_LEAST} (?: (?P<count>{_COUNT}) \s* )? (?P<unit>{_UNIT}) s? \b""")
_WHAT: Final = r"(?: \s+ (?: an\ answer | a\ reply | a\ promise | something ) )?"
_OWED_BY_YOU: Final = _compiled(rf"\b (?:(?:that|who|whom)\s+)? i\ owe {_WHAT} \b")
_OWED_BY_THEM: Final = _compiled(rf"\b (?:(?:that|who)\s+)? owe[sd]?\ me {_WHAT} \b")
_LAYER: Final = _compiled(r"\b (?:(?:my|the)\s+)? closest \s+ (5|15|50|150) \b")
_TAG: Final = _compiled(r"(?:^|(?<=\s)) \# ([^\s\#]+) | \b tagged \s+ (?:(?:as|with)\s+)? ([^\s\#]+)")
_STATE: Final = _compiled(rf"\b ({ACTIVE} | {DRIFTING} | {DORMANT} | {LATENT}) \b")
_WHO: Final = "people | those | someone | everyone | everybody | anyone"
# The name of a place or an organisation ends where another condition begins.
_NEXT: Final = "in|at|from|near|who|whom|that|i|and|with|not|tagged|working|works|living|lives"
_NAME: Final = rf"\s+ (?P<name>\S.*?) (?= \s* (?: , | $ | \b(?:{_NEXT})\b | \# ) )"
_AT: Final = _compiled(rf"\b (?:who\s+)? (?: (?:works?|working|employed|{_WHO}) \s+ )? (?:at|for) {_NAME}")
_IN: Final = _compiled(rf"\b (?:who\s+)? (?: (?:lives?|living|based|{_WHO}) \s+ )? (?:in|near) {_NAME}")
# Words that say nothing where something else was read; alone they may be somebody's name.
_FILLERS: Final = frozenset(
    """people person persons everyone everybody anyone someone those who whom that i and with the all my contacts
    ties""".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Conditions on people; None where none is set. `said` gives the words in which a condition was typed."""

    words: str = ""
    organisation: str | None = None
    place: str | None = None
    tag: str | None = None
    state: str | None = None
    layer: int | None = None
    owed: str | None = None
    silence_days: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def conditions(self) -> dict[str, str | int]:
        """Give the conditions that are set, by name, without the words."""
        found = {name: getattr(self, name) for name in CONDITIONS}
        return {name: value for name, value in found.items() if value is not None}

    def over(self, given: Mapping[str, str | int | None]) -> "Asked":
        """Set conditions that were given by themselves: they beat what was read in words."""
        found: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        return replace(self, said={one: said for one, said in self.said.items() if one not in found}, **found)

    def without(self, name: str) -> "Asked":
        """Take what was read for a condition back for words: a name may hold "in" or "at"."""
        words = f"{self.words} {getattr(self, name)}".split()
        kept = {one: said for one, said in self.said.items() if one != name}
        taken: dict[str, Any] = {name: None}
        return replace(self, words=" ".join(words), said=kept, **taken)


CONDITIONS: Final = ("organisation", "place", "tag", "state", "layer", "owed", "silence_days")


def read_query(text: str) -> Asked:
    """Read the conditions that a search in words names; what is not understood stays words.

    >>> asked = read_query("people in Lisbon I have not met for a year")
    >>> asked.conditions, asked.words
    ({'place': 'Lisbon', 'silence_days': 365}, '')
    >>> read_query("ann at Acme #climbing").conditions
    {'organisation': 'Acme', 'tag': 'climbing'}
    """
    rest = " ".join(text.split())
    found: dict[str, Any] = {}
    said: dict[str, str] = {}
    for name, pattern, value in _PATTERNS:
        match = pattern.search(rest)
        if match and name not in found and (read := value(match)) is not None:
            found[name], said[name] = read, match[0].strip()
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    words = [word.strip(",;") for word in rest.split()]
    if found:
        words = [word for word in words if word.casefold() not in _FILLERS]
    return Asked(words=" ".join(word for word in words if word), said=said, **found)


def _days(match: re.Match[str]) -> int | None:
    count = (match["count"] or "a").lower()
    number = float(count) if count.isdecimal() else _NUMBERS.get("half a" if count.startswith("half") else count)
    return round(number * _UNIT_DAYS[match["unit"].lower()]) if number else None


def _name(match: re.Match[str]) -> str:
    return match["name"].strip()


_PATTERNS: Final[tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str | int | None]], ...]] = (
    ("silence_days", _SILENCE, _days),
    ("owed", _OWED_BY_YOU, lambda _match: "you"),
    ("owed", _OWED_BY_THEM, lambda _match: "them"),
    ("layer", _LAYER, lambda match: int(match[1])),
    ("tag", _TAG, lambda match: match[1] or match[2]),
    ("place", _IN, _name),
    ("organisation", _AT, _name),
    ("state", _STATE, lambda match: match[1].lower()),
)

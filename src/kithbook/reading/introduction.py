"""Introductions: the sender brings people together, here and now."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import INTRODUCTION, Reading
from kithbook.reading import names
from kithbook.reading.cues import Cue
from kithbook.reading.words import Sentence, Words, quote

READER: Final = INTRODUCTION
VERSION: Final = 2

MOST: Final = 3  # of one text
_HINTS: Final = (
    "introduce",
    "introducing",
    "intro ",
    "meet ",
    "connect",
    "in touch with",
    "this is ",
    "cc'ing",
    "ccing",
    "copied",
    "copying",
    "looping",
    "adding ",
    "cc: ",
)

_WISH: Final = (
    r"(?:i|we)(?:'d| would) (?:like|love) to|(?:i|we) want(?:ed)? to|let me|may i|allow me to|"
    r"i thought i(?:'d| would)|i am happy to|i'm happy to|(?:i am |i'm )?(?:delighted|pleased|glad|thrilled) to|"
    r"it gives me (?:great )?pleasure to|i (?:hereby|herewith)|this is to|a (?:quick|short) (?:note|mail) to|"
    r"time to|writing to"
)
_INTRODUCE: Final = Cue(
    "intro",
    "connect",
    "putting",
    pattern=rf"(?:\b(?:{_WISH}) (?:finally |quickly |formally |briefly |e-?)?(?:introduce|intro|connect)|\b(?:i am|i'm|"
    r"we are|we're) (?:introducing|connecting|putting)|^(?:introducing|connecting))"
    r"(?: the two of you| you two| you both| you all| you| us)?(?: in touch)?(?: to each other)?(?: to|"
    r" with)?(?P<open>[:, ]+)",
)
_WISHED: Final = re.compile(rf"\b(?:{_WISH}|i'm|i am)\b")
_MET: Final = Cue(
    "meet ",
    pattern=r"(?:^|[;,:–-] )(?:(?:please |so |and )?meet|i'd like you to meet|i would like you to meet|"
    r"i want you to meet|i wanted you to meet|i(?:'d| would) love (?:for )?you to meet) ",
)
_COPIED: Final = Cue(
    "cc'",
    "ccing",
    "copying",
    "copied",
    "looping",
    "looped",
    "adding ",
    pattern=r"(?:^|\b(?:i'm |i am |i've |i have )(?:also |now )?)(?:cc'ing|ccing|cc'd|copying(?: in)?|copied(?: in)?|"
    r"looping in|looped in|adding) ",
)
_THIS_IS: Final = Cue(
    ", this is ",
    ", meet ",
    pattern=r"(?:^|; ?|\band )(?P<first>[^\s,;]+(?: [^\s,;]+)?), (?:this is|meet) ",
)
_BOTH: Final = Cue(
    "you two",
    "you both",
    "the two of you",
    pattern=r"\b(?:introduce|connect|introducing|connecting) (?:you two|you both|the two of you)\b",
)
_JOB: Final = re.compile(
    r"(?:['’]s)? ?(?:\([^)]{1,60}\))?,? ?(?:who|whose|our|my|your|the|a|an|from|of|at|head|and|cc|both|here|"
    r"in copy|one of)\b|[.;!]?$"
)
_WHOSE: Final = re.compile(r"^(?:my|our|your) (?:[a-z-]+ ){1,3}(?=\S)")
_REFUSED: Final = re.compile(
    r"\b(?:if you (?:like|want|wish)|would you like|one day|could|(?:i|we|you) can|can (?:i|we|you)|not|n't|"
    r"next week|tomorrow|later|at the station|for (?:lunch|coffee|dinner|breakfast))\b"
)


def find(words: Words) -> Iterator[Reading]:
    """Find where the sender introduces people, with their names as far as the sentence has them."""
    if words.heard.is_bulk or not words.has(_HINTS) or not words.is_english:
        return
    count = 0
    for sentence in words.hinted(_HINTS):
        found = _introduced(sentence)
        if found is not None:
            count += 1
            yield Reading(READER, VERSION, words.language, quote(sentence.text), {"names": found} if found else {})
            if count == MOST:
                return


def _introduced(sentence: Sentence) -> list[str] | None:
    text, lower = sentence
    if len(text) != len(lower) or (lower.endswith("?") and "may i" not in lower):
        return None
    found = _brought_together(sentence)
    return None if found is None or _REFUSED.search(lower) else found


def _brought_together(sentence: Sentence) -> list[str] | None:
    text, lower = sentence
    both = _BOTH.search(lower)
    for pattern in (_INTRODUCE, _MET, _COPIED):
        said = pattern.search(lower)
        if not said:
            continue
        people = _people(text[said.end() :])
        if people and (pattern is not _COPIED or "who " in lower or "introduc" in lower):
            return _addressed(text, said.start()) + people
    if both and _WISHED.search(lower):
        return _people(text[both.end() :].lstrip(" :,.")) or []
    return _pairs(sentence)


def _people(text: str) -> list[str]:
    """Give the one or two names that the rest of a sentence begins with."""
    rest = _WHOSE.sub("", text.lstrip(" :,"))
    first = names.leading(rest)
    if not first:
        return []
    behind = rest[rest.find(first.split()[-1]) + len(first.split()[-1]) :]
    joined = re.match(r",? (?:and|&) ", behind)
    second = names.leading(behind[joined.end() :]) if joined else ""
    if not second and len(first.split()) == 1 and not _JOB.match(behind):
        return []  # a single capitalised word that goes on as something else: a place, a product, a language
    return [first, second] if second else [first]


def _addressed(text: str, start: int) -> list[str]:
    """Give the name before "meet" or "I'd like you to meet", as in: Sofia, meet Tom."""
    before = text[:start].rstrip(" ,;:")
    name = names.leading(before)
    return [name] if name and name == before else []


def _pairs(sentence: Sentence) -> list[str] | None:
    found: list[str] = []
    for said in _THIS_IS.pattern.finditer(sentence.lower) if _THIS_IS.search(sentence.lower) else ():
        one = sentence.text[said.start("first") : said.end("first")]
        two = _people(sentence.text[said.end() :])
        if names.leading(one) == one and two:
            found += [name for name in (one, *two) if name not in found]
    return found or None

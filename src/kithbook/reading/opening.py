"""Openings: a role to be filled, a call for papers or speakers, an invitation to take part."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import OPENING, Reading
from kithbook.reading import names, roles
from kithbook.reading.cues import Cue, word, words
from kithbook.reading.words import Sentence, Words, quote

READER: Final = OPENING
VERSION: Final = 2

MOST: Final = 5  # of one text: a newsletter of openings has its own page
ROLE_CAP: Final = 80
_HINTS: Final = (
    "hiring", "hire ", "looking for", "recruit", "seek", "opening", "vacanc", "position", "call for", "applications",
    "nominations", "submissions", "search", "lookout",
    "invite you to", "would you like to", "join ", "we need a", "role ",
)  # fmt: skip
_ROLE: Final = r"(?:an? |two |three |four |several |new |some |for |(?:our|the) next )*"
_SEEKING: Final = (
    r" (?:now |currently |also |still |actively )?(?:hiring|recruiting|seeking|looking for|looking to hire|"
    r"searching for|in search of|on the lookout for)"
)
_SEEKS: Final = Cue(
    "hiring",
    "recruiting",
    "seek",
    "looking ",
    "searching for",
    "in search of",
    "lookout for",
    "need",
    pattern=rf"(?:{word('is')}{_SEEKING}|{word('are')}{_SEEKING}|'re{_SEEKING}|'s{_SEEKING}|{word('seeks?')}\b|"
    rf"{word('needs?')}\b(?= a new)|l(?<!.l)ooking for)"
    rf"(?: for the (?:position|role|post) of| for)? {_ROLE}(?P<role>.*)",
)
_VACANT: Final = Cue(
    "opening",
    "vacanc",
    "position",
    "role",
    "a post",
    pattern=words("openings?", "open positions?", "open roles?", "vacanc(?:y|ies)", "positions?", "roles?", "a post")
    + rf"(?: is| are)?(?: open| available)? (?:for|as|of) {_ROLE}(?P<role>.*)",
)
_VACANT_SIGN: Final = re.compile(
    r"\b(?:there(?:'s| is| are)|(?:we|they|i|team|group|institute|organisation|office|department) (?:have|"
    r"has)|has (?:an?|come up)|come up|coming up|advertis\w+|posted|open position|available)\b"
)
_CALL: Final = Cue(
    "call for ",
    "applications",
    "nominations",
    "submissions",
    pattern=r"\b(?P<role>call for (?:papers|proposals|speakers|applications|nominations|abstracts|submissions|"
    r"participation|contributions|talks|posters|volunteers|mentors|entries))\b|"
    r"\b(?P<open>applications|nominations|submissions)\b.{0,60}\b(?:are|is)(?: now)? (?:open|invited|welcome)\b",
)
_INVITED: Final = Cue(
    "invite you to ",
    "would you ",
    pattern=r"\b(?:invite you to|would you (?:like|be willing) to|would you consider) (?P<role>apply|speak|submit|"
    r"give (?:a|the) (?:talk|keynote|lecture)|join (?:our|the) (?:advisory |editorial |programme )?(?:board|"
    r"panel|jury|committee)|chair|moderate|review for)\b",
)
_JOIN: Final = Cue(
    "join ",
    pattern=rf"^(?:come and )?join (?:us|our [a-z]+|the [a-z]+(?: team)?) as {_ROLE}(?P<role>.*)",
)
_CLAUSE: Final = re.compile(r"[,;:]")
_AT: Final = re.compile(r"\b(?:at|for|with) (?:the )?")
_REFUSED: Final = re.compile(
    r"\b(?:not|n't|no longer|never|was|were|used to|has been filled|have been filled|freeze|closed|he|she|his|"
    r"her|last year|i'm looking|i am looking|i'm seeking|i am seeking|myself)\b"
)
_SELF: Final = frozenset(["i", "he", "she", "you", "who", "it", ""])


def find(words: Words) -> Iterator[Reading]:
    """Find openings, with the role and the organisation where they are said. Newsletters may hold them too."""
    if not words.has(_HINTS) or not words.is_english:
        return
    count = 0
    for sentence in words.hinted(_HINTS):
        fields = _opened(sentence)
        if fields is not None:
            count += 1
            yield Reading(READER, VERSION, words.language, quote(sentence.text), fields)
            if count == MOST:
                return


def _opened(sentence: Sentence) -> dict[str, str] | None:
    lower = sentence.lower
    is_question = lower.endswith("?")
    for pattern, finish in (
        (_CALL, _called),
        (_INVITED, _invited),
        (_JOIN, _role),
        (_SEEKS, _sought),
        (_VACANT, _vacant),
    ):
        said = pattern.search(lower)
        fields = finish(sentence, said) if said and not (is_question and pattern in _STATED) else None
        if fields is not None:
            return None if _REFUSED.search(lower) else fields
    return None


def _called(_: Sentence, said: "re.Match[str]") -> dict[str, str]:
    return {"role": said["role"] or said["open"]}


def _invited(_: Sentence, said: "re.Match[str]") -> dict[str, str]:
    return {"role": said["role"]}


def _sought(sentence: Sentence, said: "re.Match[str]") -> dict[str, str] | None:
    before = _CLAUSE.split(sentence.lower[: said.start()])[-1].strip()
    is_bare = said.group().startswith("looking for")
    if (is_bare and sentence.lower.endswith("?")) or (not is_bare and before.rpartition(" ")[2] in _SELF):
        return None
    fields = _role(sentence, said)
    if fields is None:
        return None
    name = _CLAUSE.split(sentence.text[: said.start()])[-1].strip()
    if name and names.leading(name) == name and "organisation" not in fields:
        fields["organisation"] = name
    return fields


def _vacant(sentence: Sentence, said: "re.Match[str]") -> dict[str, str] | None:
    return _role(sentence, said) if _VACANT_SIGN.search(sentence.lower) else None


def _role(sentence: Sentence, said: "re.Match[str]") -> dict[str, str] | None:
    """Take the role, which must begin right here, and the organisation that follows it."""
    found = _PHRASE.match(said["role"])
    if not found or (found.end() < len(said["role"]) and said["role"][found.end() : found.end() + 2] in {"'s", "s'"}):
        return None
    fields = {"role": found.group().strip()[:ROLE_CAP]}
    rest = sentence.text[said.start("role") + found.end() :] if len(sentence.text) == len(sentence.lower) else ""
    at = _AT.search(rest[:40])
    organisation = names.leading(rest[at.end() :]) if at else ""
    return {**fields, "organisation": organisation} if organisation else fields


_PHRASE: Final = re.compile(roles.PHRASE)
_STATED: Final = (_JOIN, _VACANT)

"""Questions to the reader that want an answer: not rhetorical, not "how are you?", not what someone else asked."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import QUESTION, Reading
from kithbook.reading.cues import Cue, words
from kithbook.reading.words import Sentence, Words, quote

READER: Final = QUESTION
VERSION: Final = 2

MOST: Final = 5  # of one text: who asks more than this sends a questionnaire
TAG_CAP: Final = 20  # ", wouldn't they?" and a little more: no tag is longer
_HINTS: Final = ("?", "let me know", "could you", "please advise")

_PLEASANTRY: Final = Cue(
    "how ",
    "how's",
    "what's ",
    "hope",
    "hoping",
    "all ",
    "everything ",
    pattern=words(
        r"how (?:are|is|was|were|have|has|'s|did) (?:you|your (?:weekend|holidays?|trip|summer|day|week|"
        r"vacation|christmas|easter|flight|evening|break)|"
        r"things|life|everything|everyone|the (?:family|kids|children|weekend)|it (?:going|go)|work)\b",
        r"how's (?:it|life|everything|things|your|the|work)\b",
        r"how (?:do you do|you doing)",
        r"what's (?:up|new)\b",
        r"hop(?:e|ing)\b",
        r"all (?:well|good|ok)\b",
        r"everything (?:well|ok|good)\b",
    ),
)
_RHETORICAL: Final = re.compile(
    r"^(?:and |but |so |well,? )?(?:who (?:knows?|knew|cares|wouldn't|would have|could have|can (?:blame|say)|"
    r"doesn't|isn't|needs)\b|guess what|you know\b|"
    r"(?:can|could|would) you (?:believe|imagine)\b|did you know\b|do you (?:remember|ever wonder|"
    r"want to (?:save|earn|boost|learn more))|"
    r"remember\b|isn't|aren't|wasn't|doesn't|don't|didn't|won't|wouldn't|hasn't|haven't|"
    r"what (?:could possibly|would (?:i|we) do|is not|else is new|gives)|"
    r"what's not to|how (?:hard|cool|great|nice|funny|lovely|amazing|bad|good|lucky) (?:can|could|is|was|"
    r"are)\b|where does (?:the|all the) time|why not\b|why (?:would|should) any|"
    r"really\b|right\b|makes? sense|sound familiar|wondering aloud|(?:are you )?(?:ready|looking) (?:to|"
    r"for a cheap)|looking for)"
)
_TAG: Final = re.compile(
    r"[,–-] ?(?:right|no|eh|ok|okay|huh|(?:is|are|was|were|do|does|did|has|have|wo|ca|would|should|"
    r"could)n't (?:it|you|they|he|she|we|i))\?$"
)
_ASKING: Final = (
    r"(?:could|can|would|will|do|does|did|"
    r"have|has|had|are|is|was|were|may|might|shall|should|am|"
    r"any|what|when|where|which|who|whom|whose|how|why|until when|by when|to whom|with whom|from whom)(?:'s|"
    r"'d|'ve|'re|'ll)?\b"
)
_OPENING: Final = re.compile(_ASKING)
_GOING_ON: Final = re.compile(rf"[,;:–-] {_ASKING}")
_JOINED: Final = re.compile(words("and", "but", "so", "or", "then", "please", "wondering", "question") + f" {_ASKING}")
_SHORT: Final = re.compile(
    r"^(?:thoughts|ideas|objections|comments|questions|(?:coffee|lunch|dinner|tea|a (?:call|coffee|walk|beer|"
    r"drink|chat)|breakfast|drinks?|beer)\b.{0,40}|"
    r"(?:ok|okay|fine|all right|alright) (?:with|for|by) you.{0,30}|agreed|(?:same|usual) .{1,40}|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{0,40}|tomorrow.{0,40})\?$"
)
_LET_ME_KNOW: Final = Cue(
    "let me know ",
    "please advise ",
    pattern=r"\b(?:let me know|please advise) (?:please )?(?:whether|which|what|when|where|who|how|by when|"
    r"your (?:thoughts|view|answer|"
    r"decision|preference))\b",
)
_BARE_REQUEST: Final = re.compile(r"^(?:please,? )?(?:also,? )?could you (?:please |also |kindly |perhaps )?[a-z]+\b")
_INSIDE: Final = Cue(
    '"',
    "“",
    "«",
    "„",
    "?”",
    "?’",
    "?'",
    "?»",
    pattern=r"\?[\"”’'»]+$|[\"“«„]",
)
_REPORTED: Final = Cue(
    "ask",
    "wondered",
    "said",
    "wrote",
    "used to ",
    pattern=r"\b(?:he|she|they|people|everyone|somebody|someone|who|i) (?:just |also |always |often |then |"
    r"once )?(?:asked?|asks|asking|wondered|said|wrote|kept asking)\b.{0,40}[,:\"“]|\bused to (?:ask|say|wonder)\b",
)


def find(words: Words) -> Iterator[Reading]:
    """Find what the sender asks the reader."""
    if words.heard.is_bulk or not words.has(_HINTS) or not words.is_english:
        return
    asked = [sentence for sentence in words.hinted(_HINTS) if _asks(sentence)]
    for sentence in asked[:MOST]:
        yield Reading(READER, VERSION, words.language, quote(sentence.text))


def _asks(sentence: Sentence) -> bool:
    lower = sentence.lower
    if _INSIDE.search(lower) or _REPORTED.search(lower):
        return False
    if not lower.endswith("?"):
        return bool(_LET_ME_KNOW.search(lower) or _BARE_REQUEST.match(lower))
    if _PLEASANTRY.search(lower) or _RHETORICAL.match(lower) or _TAG.search(lower[-TAG_CAP:]):
        return False
    return bool(_SHORT.match(lower)) or (lower.count(" ") >= 2 and _opens(lower))


def _opens(lower: str) -> bool:
    return bool(_OPENING.match(lower) or _GOING_ON.search(lower) or _JOINED.search(lower))

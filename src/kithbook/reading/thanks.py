"""Thanks for something that was really done or given; not the formula at the end of a mail."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import THANKS, Reading
from kithbook.reading import dates
from kithbook.reading.cues import Cue
from kithbook.reading.words import Sentence, Words, quote

READER: Final = THANKS
VERSION: Final = 2

MOST: Final = 3  # of one text
WHAT_CAP: Final = 120
_HINTS: Final = ("thank", "thx", "grateful", "appreciate", "cheers for the")

_SAID: Final = Cue(
    " for ",
    "appreciate",
    pattern=r"(?:(?:^|[,;:–-] |\b(?:and|but|so|to|a big|i|we|quick|can't|cannot) )(?:many |huge |warm |big |very |so |"
    r"a thousand |special ){0,2}(?:thanks|thank you|thx)"
    r"(?: a lot| so much| very much| again| once again| once more| all| both| indeed| kindly| a million|"
    r" very kindly| enough|, [^,]{1,30},|,? [a-z]+,){0,3}"
    r"|^cheers|\b(?:i am|i'm|we are|we're) (?:so |very |really |truly |deeply |most )*(?:grateful|"
    r"thankful)(?: to you)?) for (?P<what>.+)"
    r"|\b(?:i|we) (?:really |truly |very much |so |greatly |deeply )*appreciate(?:d)? (?P<valued>(?:your|the|"
    r"all your) .+)",
)
_EMPTY: Final = re.compile(
    r"(?:your |the |all |all of |all your |this |that |such a |such |very |swift |prompt |quick |kind |fast |"
    r"speedy |continued |lovely |nice |last |recent |detailed )*"
    r"(?:e-?mails?|mail|messages?|notes?|letter|reply|replies|response|answer|patience|understanding|time|"
    r"attention|interest|consideration|cooperation|co-operation|"
    r"enquiry|inquiry|order|purchase|payment|business|support|help|feedback|update|everything|it|that|this|"
    r"nothing|now|reading|asking|confirming|subscribing|"
    r"contacting|reaching out|getting back|replying|responding|writing|letting (?:me|us) know|checking|"
    r"coming back|bearing with|being|choosing|visiting|"
    r"registering|considering|any |signing up|shopping|using|joining (?:us|our)|following up|following|"
    r"listening|not |info|"
    r"information|heads[- ]up|kind words)\b(?P<rest>.*)"
)
_CONCRETE: Final = re.compile(
    r"^ (?:with|on|during|over|at|in (?!our|my|this (?:matter|regard)|the (?:product|role|position))|about|"
    r"you (?:spent|gave|took)|to (?:explain|show|walk|meet)) "
)
_DOING: Final = re.compile(r"\w+ing\b")
_PART: Final = re.compile(r"[,;:–] | - ")
_BY_WHEN: Final = re.compile(r"\b(?:by|before|tomorrow|until)\b")
_REFUSED: Final = re.compile(
    r"\b(?:in advance|no,? thank|no thanks|thanks to|please thank|should thank|must thank|not thanked|thanked|"
    r"would be grateful|'d be grateful|would appreciate|'d appreciate|if you)\b"
)


def find(words: Words) -> Iterator[Reading]:
    """Find what the sender thanks the reader for."""
    if words.heard.is_bulk or not words.has(_HINTS) or not words.is_english:
        return
    count = 0
    for sentence in words.hinted(_HINTS):
        what = _thanked(sentence, words)
        if what:
            count += 1
            yield Reading(READER, VERSION, words.language, quote(sentence.text), {"what": what})
            if count == MOST:
                return


def _thanked(sentence: Sentence, words: Words) -> str:
    lower = sentence.lower
    said = _SAID.search(lower)
    if not said or lower.endswith("?") or _REFUSED.search(lower):
        return ""
    group = "what" if said["what"] else "valued"
    what = said[group].strip(" .!,;)")
    empty = _EMPTY.match(what)
    if len(what) < 3 or (empty and not _CONCRETE.match(empty["rest"])):
        return ""
    if words.heard.day and _DOING.match(what) and _is_request(lower, words):
        return ""
    text = sentence.text if len(sentence.text) == len(lower) else lower
    return _PART.split(text[said.start(group) :], maxsplit=1)[0].strip(" .!,;)")[:WHAT_CAP].rstrip()


def _is_request(lower: str, words: Words) -> bool:
    """Say whether "thanks for sending … by Friday" asks for something yet to be done."""
    assert words.heard.day is not None
    return dates.due(lower, words.heard.day) is not None and bool(_BY_WHEN.search(lower))

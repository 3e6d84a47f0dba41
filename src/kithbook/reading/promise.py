"""Promises: what the sender says they will do, and by when."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import PROMISE, Reading
from kithbook.reading import dates
from kithbook.reading.cues import Cue
from kithbook.reading.words import Sentence, Words, quote

READER: Final = PROMISE
VERSION: Final = 2

MOST: Final = 5  # of one text
WHAT_CAP: Final = 120
_HINTS: Final = (
    "i'll",
    "i will",
    "i shall",
    "we'll",
    "we will",
    "going to",
    "let me",
    "i promise",
    "you'll have",
    "you will have",
    "will ",
)

_VERBS: Final = (
    r"send|share|forward|e-?mail|mail|write|call|ring|phone|text|ping|get back|come back|report back|"
    r"get in touch|reach out|follow up|introduce|connect|"
    r"put you|put (?:it|them|this|that|the|a) |prepare|draft|finish|complete|review|read|look (?:into|over|at|"
    r"up|through)|check|ask|find out|book|reserve|arrange|"
    r"set (?:it|up|this|that)|schedule|organi[sz]e|drop|pop|bring|pass|deliver|submit|update|fix|correct|add|post|"
    r"publish|upload|invite|confirm|circulate|print|order|"
    r"pay|transfer|sign|return|speak (?:to|with)|talk (?:to|with)|have (?!to\b|fun|the (?:soup|same)|"
    r"a (?:think|great|good|lovely|look forward))|get (?:you|it|them|this|that|the|a)\b|"
    r"make (?:the|sure|an? (?:intro|introduction|list|note|start|copy|reservation|appointment))|take care of|"
    r"pick (?:you|it|them|this|up|her|him)|provide|show you|"
    r"compile|collect|work on|revise|hand|give (?:you|him|her|them) (?:a (?:call|ring|shout|copy|list|date|"
    r"tour)|the|an (?:answer|update))|"
    r"let you (?:know|have)|translate|explain|remind|tell|mention|recommend|nominate|cover|edit|record|scan|"
    r"lend|cook|host|contact|message|chase|sort (?:it|this|that|out)"
)
_ADVERBS: Final = (
    r"(?:(?:also|then|now|certainly|definitely|gladly|happily|surely|of course|personally|just|still|"
    r"be sure to|make sure to|"
    r"quickly|ask around and|go and|next|in turn) )*"
)
_SAYS: Final = re.compile(
    r"(?:\b(?:i'll|i will|i shall|we'll|we will|i'm going to|i am going to|we're going to|we are going to|"
    rf"i promise (?:to|that i'll|i'll)|we promise to|let me(?: [^,;]{{1,60}}? and)?) {_ADVERBS}"
    rf"(?P<what>(?:{_VERBS})\b.*)|^(?:ok(?:ay)?,? |yes,? )?will (?P<bare>(?:{_VERBS})\b.*)|\byou(?:'ll|"
    r" will) (?P<have>have (?:it|them|my|the|an|a)\b.*))"
)
_POLITE: Final = Cue(
    "let you ",
    "leave you",
    "keep ",
    "make ",
    "look forward",
    "see you",
    "bet",
    "admit",
    "take your word",
    "give ",
    "call it a day",
    "never forget",
    "get ",
    "be honest",
    "tell you ",
    "have to",
    "ask you to",
    "remind you ",
    pattern=r"\b(?:let you go|leave you|(?:keep|make) (?:this|it) (?:short|brief)|look forward|see you|bet|admit|"
    r"take your word|give (?:you|it) (?:that|a (?:try|go|miss|think))|call it a day|"
    r"never forget|get (?:it|the (?:point|idea|picture|hang))\b(?! (?:to|done|ready|sent|back|over|by))|"
    r"be honest|tell you (?:the truth|a secret|what\b)|have to|ask you to|remind you (?:that|of|how)|"
    r"let you know (?:that|how much))",
)
_CONDITION: Final = Cue(
    "unless",
    "in case",
    "provided",
    "assuming",
    "otherwise",
    "should ",
    "would",
    "could",
    "might",
    "were ",
    "no longer",
    "hope to",
    "try to",
    "hopefully",
    "probably",
    "perhaps",
    "maybe",
    "when ",
    pattern=r"\b(?:unless|in case|provided|assuming|otherwise|should (?:you|we|i|it|the|they)|would|could|might|"
    r"were (?:i|we|you) to|no longer|hope to|try to|hopefully|probably|perhaps|maybe)\b|^when ",
)
_IF: Final = re.compile(r"\bif\b")
_WHETHER: Final = re.compile(r"\b(?:check|ask|see|find out|look|know|asking|checking|confirm|tell you)\b[^,;]{0,40}$")
_NEGATED: Final = Cue(
    "won't",
    "not",
    "never",
    "can't",
    pattern=r"\b(?:won't|will not|shall not|not going to|never|can't|cannot|'ll not)\b",
)
_INSIDE: Final = re.compile(r"[\"“”«»„]")
_SOON: Final = re.compile(r"\b(?:as soon as|once i|when i (?:have|know|hear|get)|soon|shortly|right away|now)\b")
_PREAMBLE: Final = re.compile(
    r"[,;]? (?:and|but|so|because|since|although|though|as|which) (?!(?:get|come|let|write|call|send|tell|"
    r"report|ask)\b).*$"
)


def find(words: Words) -> Iterator[Reading]:
    """Find what the sender says they will do, with `what` and, where a day is named, `due`."""
    if words.heard.is_bulk or not words.has(_HINTS) or not words.is_english:
        return
    count = 0
    for sentence in words.hinted(_HINTS):
        fields = _promised(sentence, words)
        if fields:
            count += 1
            yield Reading(READER, VERSION, words.language, quote(sentence.text), fields)
            if count == MOST:
                return


def _promised(sentence: Sentence, words: Words) -> dict[str, str] | None:
    lower = sentence.lower
    if lower.endswith("?") or " " not in lower:
        return None
    said = _SAYS.search(lower)
    if (
        not said
        or _INSIDE.search(lower)
        or _NEGATED.search(lower)
        or _CONDITION.search(lower)
        or _is_conditional(lower)
    ):
        return None
    group = next(name for name in ("what", "bare", "have") if said[name])
    what = said[group]
    if _POLITE.search(lower):
        return None
    found = dates.due(lower, words.heard.day) if words.heard.day else None
    is_let_me = "let me " in said.group()[:12]
    if (is_let_me and " back to you" not in what and "let you know" not in what) or (
        (what.startswith("let you know") or group == "have") and not found and not _SOON.search(what)
    ):
        return None
    fields = {"what": _what(sentence, said.start(group))}
    if found:
        fields["due"] = found[0].isoformat()
    return fields


def _is_conditional(lower: str) -> bool:
    """Say whether an "if" sets a condition; "check if the room is free" does not."""
    return "if" in lower and any(not _WHETHER.search(lower[: found.start()]) for found in _IF.finditer(lower))


def _what(sentence: Sentence, start: int) -> str:
    """Take the promised act as written, without what only explains it."""
    text = sentence.text if len(sentence.text) == len(sentence.lower) else sentence.lower
    return _PREAMBLE.sub("", text[start:]).strip(" .!;,:")[:WHAT_CAP].rstrip()

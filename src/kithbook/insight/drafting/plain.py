"""Foreign words made fit for a letter: one line, no invisible signs, no endless names."""

import re
import unicodedata
from typing import Final

LONGEST_NAME: Final = 60
LONGEST_SUBJECT: Final = 120
_ANSWERED: Final = re.compile(
    r"^(?:(?:re|aw|antw|sv|vs|ref|rif|odp|fwd?|wg|tr|rv|i|enc)(?:\[\d+\]|\^\d+)?\s*:\s*)+", re.IGNORECASE
)  # what mailers of some languages put before a subject
_LETTERS: Final = frozenset("LM")  # Unicode's letters and the marks upon them
_IN_NAMES: Final = frozenset(" .'’-·")


def line(text: str) -> str:
    r"""Fold into one line; controls and signs that turn the direction go.

    >>> line("Fl\r\nBcc: x\u202e")
    'Fl Bcc: x'
    """
    spaced = "".join(" " if one in "\r\n\t\v\f\x85\u2028\u2029" else one for one in text)
    return " ".join("".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co"}).split())


def subject(text: str) -> str:
    """Take what a letter is about, without the marks of answering and forwarding.

    >>> subject("Re: AW: [team] Tide gauge")
    '[team] Tide gauge'
    """
    bare = _ANSWERED.sub("", line(text)).strip()
    return bare if len(bare) <= LONGEST_SUBJECT else bare[:LONGEST_SUBJECT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def name(text: str) -> str:
    """Take a name's letters: no titles behind a comma, no pictures, nothing longer than a name.

    >>> name("Anna 🎯 (she/her), PhD"), name("Jean-Luc d’Arc"), name("<script>")
    ('Anna', 'Jean-Luc d’Arc', '')
    """
    bare = re.split(r"[,(|<{=@/]", line(text))[0]
    kept = "".join(one for one in bare if unicodedata.category(one)[0] in _LETTERS or one in _IN_NAMES)
    kept = " ".join(kept.split()).strip(" -·'’")
    return kept if len(kept) <= LONGEST_NAME else ""

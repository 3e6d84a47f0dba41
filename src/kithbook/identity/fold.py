"""Letters made comparable: accents, case, other alphabets, invisible marks; and how a word sounds."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_NAME: Final = 200  # characters: no person's name is longer, and hostile ones are
CACHED_WORDS: Final = 32_768  # beyond these hardly a word comes again soon; all caches together stay below 60 MB

# One letter to one spelling. Umlauts and the Scandinavian letters go to the bare vowel; `loose` brings "ue" there too.
_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n",
    "ŧ": "t", "ə": "e", "ĸ": "k", "ʻ": "", "ʼ": "", "’": "", "‘": "", "'": "", "`": "", "´": "",
    # Cyrillic, the common passport spelling
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "dj", "е": "e", "є": "ye", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Greek
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_TABLE: Final = str.maketrans(_LETTERS)
_GREEK_PAIRS: Final = (("ου", "ou"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"), ("αυ", "av"), ("ευ", "ev"))
_LOOSE: Final = (
    # German, Scandinavian and transliteration spellings of one sound, longest first
    ("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("kh", "h"), ("iy", "i"), ("ij", "i"), ("yy",
    "i"),
    ("ey", "ei"), ("ay", "ai"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"), ("ju", "iu"), ("ye", "e"), ("y", "i"),
)  # fmt: skip
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^(?:kn|gn|pn)", "n"), ("^wr", "r"), ("^ps", "s"), ("^mc", "mak"), ("ph",
        "f"), ("tsch|shch|tch|sch|sh|ch|cz|sz|zh", "x"),
        ("ck|q", "k"), ("gh(?=[^aeiou]|$)", ""), ("c(?=[eiy])", "s"), ("c", "k"), ("dg", "j"), ("th", "t"), ("tz|ts",
        "z"),
    )
)  # fmt: skip
_SAME_SOUND: Final = str.maketrans({"d": "t", "b": "p", "v": "f", "w": "f", "z": "s", "j": "x", "g": "k", "m": "n"})
_QUIET: Final = re.compile("[aeiouyh]")
_TWICE: Final = re.compile(r"(.)\1+")
_IDEOGRAPHS: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@lru_cache(maxsize=CACHED_WORDS)
def fold(text: str) -> str:
    """Reduce a text to small letters without accents, in Latin letters where the alphabet is Cyrillic or Greek.

    >>> fold("Müller-Łukasz"), fold("Иван"), fold("ＡＮＮ")
    ('muller-lukasz', 'ivan', 'ann')
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    lowered = unicodedata.normalize("NFKC", text[:LONGEST_NAME]).casefold()
    for pair, latin in _GREEK_PAIRS:
        lowered = lowered.replace(pair, latin)
    # й and ё lose their mark like any other letter: Sergej and Sergei then differ in nothing
    bare = "".join(letter for letter in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(_TABLE))


@lru_cache(maxsize=CACHED_WORDS)
def loose(word: str) -> str:
    """Bring the customary spellings of one sound together: Mueller and Müller, Iurii and Yuriy.

    >>> loose("mueller") == loose("muller"), loose("sergey") == loose("sergei")
    (True, True)
    """
    for spelling, sound in _LOOSE:
        word = word.replace(spelling, sound)
    return _TWICE.sub(r"\1", word)


@lru_cache(maxsize=CACHED_WORDS)
def sound(word: str) -> str:
    """Write how a folded word sounds: its first letter and its consonants, alike ones made equal, at most six.

    >>> sound("schmidt") == sound("schmitt"), sound("stephens") == sound("stevens")
    (True, True)
    """
    if not word.isascii():
        return word[:6]
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    first = "a" if word[:1] in "aeiouy" else word[:1]
    rest = _QUIET.sub("", word[1:])
    return _TWICE.sub(r"\1", (first + rest).translate(_SAME_SOUND))[:6]


def is_ideographic(text: str) -> bool:
    """Say whether a text holds Chinese, Japanese or Korean letters, where the family name comes first."""
    return not text.isascii() and bool(_IDEOGRAPHS.search(text))

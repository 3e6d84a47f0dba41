"""Personal names read into given and family parts, in the customs of several cultures."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kithbook.identity import nicknames
from kithbook.identity.fold import CACHED_WORDS, LONGEST_NAME, fold, is_ideographic, loose
from kithbook.identity.rarity import is_given, is_surname

# What stands after a name and is none: degrees, orders, certificates, forms of address after a comma.
_CREDENTIALS: Final = frozenset(
    """phd ph.d dphil md dds dvm jd llm llb mba emba msc m.sc bsc b.sc ba b.a ma m.a bs ms meng beng mfa mph mphil edd
    dr. cpa cfa cfp cma acca aca fca frcp frcs frsa frs obe mbe cbe pmp csm cspo cissp cism cisa ceh itil prince2 psm
    rn
    pe pmi-acp shrm-cp shrm-scp sphr phr esq pharmd psyd dba mcips cipd mcipd fcipd ceng eur ing fhea sfhea aws gcp
    ccie
    ccna mrics frics msw lcsw hon bcom mcom btech mtech dipl.-ing dipl-ing dipl.ing dipl habil mag mcse six sigma
    he/him she/her they/them (he/him) (she/her) (they/them) he she they him her them""".split()
)
_TITLES: Final = frozenset(
    """mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend fr father sr sra srta señor señora
    herr
    frau hr fru dipl ing mag med univ priv doz pd m mme mlle monsieur madame dott dottssa dottoressa ingegnere avv
    arch
    don doña shri smt pan pani mgr bc judr mudr phdr rndr hon capt captain col gen lt major sgt the""".split()
)
_SUFFIXES: Final = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
# Words that belong to the family name that follows them.
_PARTICLES: Final = frozenset(
    """van von der den de del della delle dello di da do dos das du des la le lo les ten ter te tot zu zum zur vom af
    av
    al el bin ibn bint ben abu ould mac mc st saint san santa y e i d""".split()
)
_COMPOUND_SURNAMES: Final = frozenset(("歐陽", "欧阳", "司馬", "司马", "上官", "諸葛", "诸葛", "夏侯", "남궁", "황보"))
_CLAUSE: Final = re.compile(r"\s*[\(\[\{<«|].*?(?:[\)\]\}>»|]|$)|\s+[-–—|/•·~]\s+.*$| via .*$| c/o .*$", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"“”„«]\s*([^\"“”„»]{2,30})\s*[\"“”»]|\(([^()]{2,30})\)")
_MAIDEN: Final = re.compile(r"\b(?:née|nee|né|geb\.?|geborene|born|formerly|z domu|nata)\s+([^,;()]+)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s\d.,;:!?\"()\[\]{}<>|/•~&@*_+=#]+")
# Combining marks that decorate Latin letters; those of Indic scripts are part of the word
_DECORATION: Final = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_NOBODY: Final = frozenset(
    """gmbh inc ltd llc corp plc team support newsletter noreply notifications service customer mailer robot bot
    daemon
    undisclosed unknown recipients mailing list""".split()
)
_SPANISH_ENDING: Final = ("ez", "es", "az", "iz", "oz")


def is_initial(word: str) -> bool:
    """Say whether a folded word is one letter; a single ideograph is a whole name."""
    return len(word) == 1 and word.isascii()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as comparison needs it: folded words, given first; a part that is unknown is empty."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    suffix: str = ""  # jr sr ii iii iv
    is_sure: bool = True  # which part is given and which family is known, not guessed
    is_guess: bool = False  # read from an e-mail address

    @property
    def is_full(self) -> bool:
        """Say whether both parts are there, in more than initials."""
        return bool(self.given and self.family) and not (is_initial(self.given[0]) or is_initial(self.family[-1]))

    @property
    def key(self) -> str:
        """Spell the full name so that its forms are one: Bob Smith is Robert Smith."""
        return _spelt(nicknames.head(self.given[0]) if self.given else "", self.family)

    @property
    def plain(self) -> str:
        """Spell the full name as it is borne, for counting its bearers."""
        return _spelt(self.given[0] if self.given else "", self.family)


@lru_cache(maxsize=CACHED_WORDS)
def _spelt(given: str, family: tuple[str, ...]) -> str:
    return f"{loose(given)} {loose(''.join(family))}".strip()


def strip(text: str) -> str:
    """Take away what is no name: invisible marks, emoji, credentials, anything in brackets or behind a bar."""
    text = _DECORATION.sub("", unicodedata.normalize("NFKC", text[:LONGEST_NAME]))
    # Marks of direction and joiners are invisible.
    kept = [mark if _is_name_letter(mark) else " " for mark in text if unicodedata.category(mark) != "Cf"]
    return " ".join("".join(kept).split())


def _is_name_letter(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "LM" or mark in " -'’‘`´ʼ.,\"“”„()[]{}<>«»|/•·–—~&@0123456789"


@lru_cache(maxsize=CACHED_WORDS)
def read(text: str) -> tuple[Name, ...]:
    """Read a name as shown into its readings: the name first, then what it says in quotes or as a name at birth.

    >>> [(name.given, name.family) for name in read("Dr. Ann-Marie van der Berg, PhD")]
    [(('ann-marie',), ('van', 'der', 'berg'))]
    >>> read("Smith, Ann").__getitem__(0).given
    ('ann',)
    """
    if not text or "@" in text:
        return ()
    text = text if text.isascii() else strip(text)
    text = text[:LONGEST_NAME]
    maiden = _MAIDEN.search(text)
    text = _MAIDEN.sub(" ", text)
    quoted = _QUOTED.search(text)
    bare = _CLAUSE.sub(" ", _QUOTED.sub(" ", text))
    first = _one(bare)
    if first is None:
        return ()
    names = [first]
    if maiden and (words := _words(maiden.group(1))):
        names.append(Name(first.given, words, first.suffix))
    if quoted and (words := _words(quoted.group(1) or quoted.group(2))) and first.family:
        names.append(Name(words[:1], first.family, first.suffix))
    return tuple(names)


def _one(text: str) -> Name | None:
    head, comma, tail = text.partition(",")
    if comma:
        after = _words(tail)
        if len(after) == 1 and after[0] in _SUFFIXES:
            whole = _one(head)
            return replace(whole, suffix=_SUFFIXES[after[0]]) if whole else None
        if after and head.strip() and len(after) <= 4:
            family, suffix = _suffix(_words(head))
            return Name(after, family, suffix) if family else None
        text = head
    words, suffix = _suffix(_words(text))
    if not words:
        return None
    if is_ideographic(text):
        return _east(text, words)
    return _parted(words, suffix, sure=not text.isupper())


def _suffix(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if len(words) > 2 and words[-1] in _SUFFIXES:
        return words[:-1], _SUFFIXES[words[-1]]
    return words, ""


@lru_cache(maxsize=CACHED_WORDS)
def _words(text: str) -> tuple[str, ...]:
    found = []
    for part in text.replace(",", " ").split():
        lowered = part.lower().strip("()")
        if lowered.rstrip(".") in _CREDENTIALS or lowered in _CREDENTIALS:
            continue
        found += [fold(word) for word in _BETWEEN.split(part) if word.strip("-'’–—·")]
    while len(found) > 1 and found[0] in _TITLES:
        found.pop(0)
    if not _NOBODY.isdisjoint(found):
        return ()
    return tuple(word.replace("‐", "-").strip("-–—·") for word in found if word.strip("-"))


def _parted(words: tuple[str, ...], suffix: str, *, sure: bool) -> Name:
    if len(words) == 1:
        return _single(words[0])
    if len(words) == 3 and _stands_first(words):
        return Name(words[1:], words[:1], suffix, is_sure=False)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    if start == len(words) - 1 and start >= 2 and _is_double(words):
        start -= 1
    given, family = words[:start], words[start:]
    if len(words) == 2 and _reads_backwards(given[0], family[0]):
        given, family, sure = family, given, False
    return Name(given, family, suffix, is_sure=sure)


def _single(word: str) -> Name:
    if is_surname(loose(word)) and not (is_given(loose(word)) or nicknames.groups(word)):
        return Name((), (word,), is_sure=False)
    return Name((word,), (), is_sure=False)


def _is_double(words: tuple[str, ...]) -> bool:
    """Say whether the last two words look like two surnames in the Spanish or Portuguese manner."""
    before, last = words[-2], words[-1]
    if len(before) < 2 or is_given(loose(before)) or nicknames.groups(before):
        return False
    return is_surname(loose(before)) and (is_surname(loose(last)) or last.endswith(_SPANISH_ENDING))


def _reads_backwards(given: str, family: str) -> bool:
    """Say whether two words stand family name first: the second is plainly a given name, and the first is not."""
    return (
        (is_given(loose(family)) or bool(nicknames.groups(family)))
        and not is_surname(loose(family))
        and is_surname(loose(given))
        and not (is_given(loose(given)) or nicknames.groups(given))
    )


def _stands_first(words: tuple[str, ...]) -> bool:
    """Say whether a family name stands before two given ones, as in Nguyen Van An and Kim Min Su."""
    first, last = loose(words[0]), loose(words[-1])
    return is_surname(first) and not (is_given(first) or nicknames.groups(words[0]) or is_surname(last))


def _east(text: str, words: tuple[str, ...]) -> Name:
    if len(words) > 1:
        return Name(words[1:], words[:1])
    word = words[0]
    split = 2 if word[:2] in _COMPOUND_SURNAMES or (len(word) >= 4 and not text.isascii()) else 1
    return Name((word[split:],), (word[:split],), is_sure=len(word) < 4) if len(word) > split else Name((), (word,))


def from_parts(parts: Mapping[str, str]) -> tuple[Name, ...]:
    """Read a name that the source gives in parts; also with its nickname and its name at birth."""
    family, suffix = _suffix_of(parts)
    given = _words(_plain(parts.get("given", ""))) + _words(_plain(parts.get("middle", "")))
    if not given and not family:
        return ()
    names = [Name(given, family, suffix)]
    if maiden := _words(_plain(parts.get("maiden", ""))):
        names.append(Name(given, maiden, suffix))
    if (nickname := _words(_plain(parts.get("nickname", "")))) and family and len(nickname) == 1:
        names.append(Name(nickname, family, suffix))
    return tuple(names)


def _suffix_of(parts: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    family = _words(_plain(parts.get("family", "")))
    if len(family) > 1 and family[-1] in _SUFFIXES:
        return family[:-1], _SUFFIXES[family[-1]]
    return family, _SUFFIXES.get(fold(parts.get("suffix", "")).rstrip("."), "")


def _plain(text: str) -> str:
    return text if text.isascii() and len(text) <= LONGEST_NAME else strip(text)

"""The institution in a line of address: which part of it names the organisation, and in which words of its own."""

import re
from functools import lru_cache
from typing import Final

from kithbook.identity.fold import CACHED_WORDS, LONGEST_NAME, fold
from kithbook.identity.organise import LEGAL_FORMS

Words = tuple[str, ...]

_MAIL: Final = re.compile(r"[\(;,]?\s*e-?mail\b.*$|\S*@\S*|&commat;|\{[^}]*\}", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*[,;:()\"\u2014]\s*|\s+[-/|\u2013]\s+|---?|/")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DOTTED: Final = re.compile(r"\b((?:[A-Za-z]\.\s?){2,})")

# Words of one meaning, in the languages of universities and firms
_MEANINGS: Final = {
    **dict.fromkeys(
        """univ uni u universitat universitaet universite universidad universita universidade universiteit universitet
        universitaten univeristy univerity univesity unversity universtiy universitaeit fernuniv
        fernuniversitat""".split(),
        "university",
    ),
    **dict.fromkeys("tech technol technologies technische technical technik technion polytechnique".split(),
    "technology"),
    **dict.fromkeys("inst institut instituto istituto".split(), "institute"),
    **dict.fromkeys("lab labs laboratories laboratoire labor".split(), "laboratory"),
    **dict.fromkeys("res recherche forschung".split(), "research"),
    **dict.fromkeys("centre ctr centrum zentrum centro".split(), "center"),
    **dict.fromkeys("sci sciences".split(), "science"),
    "intl": "international", "natl": "national", "nationale": "national", "munchen": "munich", "muenchen": "munich",
    "wien": "vienna", "koln": "cologne", "milano": "milan", "roma": "rome", "torino": "turin", "lisboa": "lisbon",
    "warszawa": "warsaw", "praha": "prague", "zurich": "zurich", "zuerich": "zurich", "geneve": "geneva",
    "saarlandes": "saarland", "napoli": "naples", "firenze": "florence", "bruxelles": "brussels",
    "kobenhavn": "copenhagen",
    "calif": "california", "mass": "massachusetts", "penn": "pennsylvania", "dipartimento": "department",
}  # fmt: skip
_SHORT: Final = {
    "tu": "technology university", "uc": "university california", "umass": "university massachusetts",
    "ut": "university texas", "suny": "state university new york", "cuny": "city university new york",
    "uiuc": "university illinois urbana champaign", "ucla": "university california los angeles",
    "ucsd": "university california san diego", "ucsb": "university california santa barbara",
    "usc": "university southern california", "nsw": "new south wales", "caltech": "california institute technology",
    "unsw": "university new south wales", "mit": "massachusetts institute technology",
    "cmu": "carnegie mellon university",
    "nyu": "new york university", "epfl": "ecole polytechnique federale lausanne", "eth": "eth",
    "hp": "hewlett packard", "att": "att", "ibm": "ibm",
}  # fmt: skip
_STOP: Final = frozenset(
    """of the and und et y e at in on for fur de des di da do dos du del della degli studi la le les los l d s der
    die das
    van zu a an by to""".split()
)
_SCHOOL: Final = frozenset("university college institute polytechnic academy ecole hochschule".split())
_UNIT: Final = frozenset(
    """department dept dep faculty fakultat school division lehrstuhl group section cse eecs cs ece cis chair
    fachbereich
    departement departamento computacao informatik computer computing informatica mathematics mathematik
    engineering""".split()
)
_GENERIC: Final = frozenset(
    """research laboratory center corporation systems software technology inc corp company advanced development
    division""".split()
)
_LEGAL: Final = frozenset("inc corp corporation ltd limited llc gmbh ag plc bv sa spa co company".split())
_COUNTRIES: Final = frozenset("usa us uk germany france italy spain canada china india japan europe".split())
# Universities of several houses, which their place tells apart
_MANY_HOUSES: Final = frozenset(
    """california texas massachusetts michigan wisconsin illinois maryland minnesota colorado carolina london
    paris""".split()
)
_REGIONS: Final = frozenset(
    """usa us uk germany france italy spain canada china india japan australia austria switzerland netherlands belgium
    denmark sweden norway finland poland greece israel brazil singapore korea taiwan ireland portugal hungary england
    scotland russia mexico chile turkey hong kong pr prc roc deutschland italia
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa
    ri
    sc sd tn tx ut vt va wa wv wi wy dc california massachusetts texas york washington jersey pennsylvania illinois
    michigan ohio georgia virginia maryland oregon colorado arizona florida minnesota wisconsin carolina ontario
    quebec""".split()
)


@lru_cache(maxsize=CACHED_WORDS)
def own_words(text: str) -> Words:
    """Name the institution of an affiliation by its own words, in their order.

    >>> own_words("Dept. of CS, Technische Universität Dresden, 01062 Dresden, Germany")
    ('technology', 'university', 'dresden')
    >>> own_words("Applications Laboratory, Intel Corporation, USA")
    ('intel',)
    """
    line = _DOTTED.sub(_initials, _MAIL.sub("", text[:LONGEST_NAME]))
    parts = [part for part in _PARTS.split(line) if not _has_number(part)]
    legal = [bool(_LEGAL.intersection(fold(part).replace(".", "").split())) for part in parts]
    read = [_words(part) for part in parts]
    if not any(read):
        return _words(line)
    place = _main(read, legal)
    found = list(read[place])
    if found == ["university"] and place + 1 < len(read):
        found += read[place + 1]
    if "university" in found:
        found = _from_unit(found)
        found += _house(found, read[place + 1 :])
    else:
        found = [word for word in found if word not in _GENERIC and word not in _COUNTRIES] or found
    return tuple(dict.fromkeys(found))


def _initials(found: re.Match[str]) -> str:
    """Write dotted initials as a word where they mean an organisation; those of a person tell nothing."""
    word = found.group(1).replace(".", "").replace(" ", "")
    return f"{word} " if word.lower() in _SHORT else ""


def _has_number(part: str) -> bool:
    return sum(letter.isdigit() for letter in part) > 2 or not part.strip()


def _words(part: str) -> Words:
    words: list[str] = []
    for word in _WORD.findall(fold(part)):
        meaning = _MEANINGS.get(word, word)
        words += (_SHORT.get(meaning) or meaning).split()
    bare = [word for word in words if word not in _STOP and word not in LEGAL_FORMS]
    if words and not bare and _LEGAL.issuperset(words):
        return ()
    return tuple(word for word in bare or words if len(word) > 1) or tuple(words)


def _main(parts: list[Words], legal: list[bool]) -> int:
    """Find the part that names the institution: a university, else a firm by its legal form, else a school."""
    universities = [place for place, part in enumerate(parts) if "university" in part]
    if universities:
        return universities[0]
    for place, is_firm in enumerate(legal):
        if is_firm:
            return place if parts[place] else max(0, place - 1)
    schools = [place for place, part in enumerate(parts) if _SCHOOL & set(part) and not _UNIT & set(part) and part[1:]]
    named = [place for place, part in enumerate(parts) if part and not _UNIT & set(part)]
    return (schools or named or [0])[0]


def _from_unit(words: list[str]) -> list[str]:
    """Drop a unit that stands before its university without a comma: School of Computing University of Utah."""
    place = words.index("university")
    if place > 1 and _UNIT & set(words[:place]):
        return words[place:]
    return [word for word in words if word != "campus"]


def _house(words: list[str], after: list[Words]) -> Words:
    """Give the place that tells one house of a university from its sisters."""
    own = set(words) - {"university", "state"}
    if set(words) >= {"state", "university", "new", "york"}:
        own = {"texas"}  # a university of many houses, like that of Texas
    if not own & _MANY_HOUSES or len(own - _MANY_HOUSES - {"new", "north", "south"}) > 0:
        return ()
    return next((part for part in after if not set(part) <= _REGIONS and not _UNIT & set(part)), ())

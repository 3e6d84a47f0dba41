"""Organisations: one canonical key for the many ways in which a name is written, and the domains that belong to it."""

import re
from functools import lru_cache
from itertools import takewhile
from typing import Final

from kithbook.identity.fold import CACHED_WORDS, LONGEST_NAME, fold

# Legal forms say how an organisation is constituted, not which it is.
LEGAL_FORMS: Final = frozenset(
    """gmbh mbh ag kg kgaa ohg gbr ug se ev eg inc incorporated corp corporation co company ltd limited llc llp lp
    plc pty
    pvt private sa sas sarl sasu eurl snc spa srl srls sl slu bv nv vof ab as asa aps oy oyj kk gk sp z o o zoo spzoo
    sro doo ooo oao zao pao tov kft zrt bt sdn bhd pte group holding holdings gruppe groupe grupo gesellschaft
    the and und et y e of fur for de""".split()
)
_ABBREVIATIONS: Final = {
    "univ": "university", "universitat": "university", "universitaet": "university", "universite": "university",
    "universidad": "university", "universita": "university", "universidade": "university",
    "universiteit": "university",
    "uni": "university", "inst": "institute", "institut": "institute", "instituto": "institute",
    "istituto": "institute",
    "tech": "technology", "technol": "technology", "technologies": "technology", "intl": "international",
    "int'l": "international", "natl": "national", "lab": "laboratory", "labs": "laboratory",
    "laboratories": "laboratory",
    "assoc": "association", "mgmt": "management", "svcs": "services", "sys": "systems", "dept": "department",
    "centre": "center", "ctr": "center", "res": "research", "eng": "engineering", "sci": "science",
    "sciences": "science",
    "bros": "brothers", "mfg": "manufacturing", "govt": "government", "hosp": "hospital",
}  # fmt: skip
_WORDS: Final = re.compile(r"[^\W_]+")
_ASIDE: Final = re.compile(r"\s*[\(\[].*?(?:[\)\]]|$)|\s+\|.*$")
_NONE: Final = frozenset(
    """freelance freelancer selfemployed self employed retired none na n a student unemployed various confidential
    stealth startup independent consultant consulting private privat sabbatical home""".split()
)
SHORTEST_BEGINNING: Final = 3  # letters of each word that a label abbreviates
_SECOND_LEVEL: Final = frozenset(("co", "com", "ac", "org", "net", "gov", "edu", "or", "ne", "go"))


@lru_cache(maxsize=CACHED_WORDS)
def organisation_key(name: str) -> str:
    """Spell an organisation canonically: no case, accents, punctuation, legal form or abbreviation; '' for none.

    >>> organisation_key("ACME GmbH & Co. KG") == organisation_key("Acme")
    True
    >>> organisation_key("Self-employed")
    ''
    """
    words = _WORDS.findall(fold(_ASIDE.sub(" ", name[:LONGEST_NAME])).replace(".", ""))
    bare = [_ABBREVIATIONS.get(word, word) for word in words if word not in LEGAL_FORMS]
    if all(word in _NONE for word in words):
        return ""
    return " ".join(bare or words)


@lru_cache(maxsize=CACHED_WORDS)
def domain_label(domain: str) -> str:
    """Give the word of a domain that names its owner: acme for mail.acme.co.uk."""
    return _own_part(domain).replace("-", "")


@lru_cache(maxsize=CACHED_WORDS)
def domain_start(domain: str) -> str:
    """Give the first word of a domain's own part: acme for acme-consulting.example."""
    return _own_part(domain).partition("-")[0]


def _own_part(domain: str) -> str:
    parts = domain.split(".")
    if len(parts) < 2:
        return domain
    return fold(parts[-3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2])


@lru_cache(maxsize=CACHED_WORDS)
def domain_fit(domain: str, key: str) -> int:
    """Say how well a mail domain fits an organisation by their names: 2 wholly, 1 in part, 0 not at all.

    >>> domain_fit("acme.example", "acme"), domain_fit("ibm.com", "international business machines")
    (2, 2)
    >>> domain_fit("acme.example", "acme consulting"), domain_fit("acme.example", "umbra")
    (1, 0)
    """
    label, words = domain_label(domain), key.split()
    if not words or len(label) < 2:
        return 0
    joined = "".join(words)
    spellings = {
        joined,
        "".join(_SHORT.get(word, word) for word in words),
        "".join(_SHORTEST.get(word, word) for word in words),
    }
    initials = "".join(word[0] for word in words)
    if label in spellings or (len(initials) >= 3 and label == initials):
        return 2
    if any(label.startswith(joined) and label[len(joined) :] in _DOMAIN_ENDS for joined in spellings):
        return 2
    if _begins(label, words):
        return 2
    is_start = len(label) >= 4 and (label == words[0] or (len(label) >= 5 and joined.startswith(label)))
    is_short = len(initials) == 2 and label == initials  # db for Deutsche Bank, and for others
    is_longer = len(joined) >= 5 and label.startswith(joined)
    is_ruled = len(label) >= 5 and words[0] in _OFFICES and label in words[1:]  # westmark for City of Westmark
    return 1 if is_start or is_longer or is_short or is_ruled else 0


def _begins(label: str, words: list[str]) -> bool:
    """Say whether a label is made of the beginnings of the first two words or more.

    deltacarto for Delta Cartography, coastlaw for Coastal Law Chambers.
    """
    rest, begun = label, 0
    for word in words:
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(rest, word, strict=False)))
        if length < SHORTEST_BEGINNING:
            break
        rest, begun = rest[length:], begun + 1
    return not rest and begun > 1


_OFFICES: Final = frozenset(
    "agency authority bureau city council county department institute ministry municipality office university".split()
)
_SHORT: Final = {"laboratory": "labs", "technology": "technologies", "international": "intl", "university": "uni"}
_SHORTEST: Final = {"laboratory": "lab", "technology": "tech", "international": "int", "university": "univ"}
_DOMAIN_ENDS: Final = ("group", "gmbh", "inc", "online", "global", "hq", "corp", "ag", "llc", "ltd", "app", "int")


def is_domain_of(domain: str, key: str) -> bool:
    """Say whether a mail domain may be that of an organisation, by their names alone."""
    return domain_fit(domain, key) > 0

"""Organisations: one canonical key for the many ways in which a name is written, and the domains that belong to it."""

import re
from functools import lru_cache
from typing import Final

from kithbook.identity.fold import CACHED_WORDS, LONGEST_NAME, fold

# Legal forms say how an organisation is constituted, not which it is.
LEGAL_FORMS: Final = frozenset(
    """gmbh mbh ag kg kgaa ohg gbr ug se ev eg inc incorporated corp corporation co company ltd limited llc llp lp plc pty
    pvt private sa sas sarl sasu eurl snc spa srl srls sl slu bv nv vof ab as asa aps oy oyj kk gk sp z o o zoo spzoo
    sro doo ooo oao zao pao tov kft zrt bt sdn bhd pte group holding holdings gruppe groupe grupo gesellschaft
    the and und et y e of fur for de""".split()
)
_ABBREVIATIONS: Final = {
    "univ": "university", "universitat": "university", "universitaet": "university", "universite": "university",
    "universidad": "university", "universita": "university", "universidade": "university", "universiteit": "university",
    "uni": "university", "inst": "institute", "institut": "institute", "instituto": "institute", "istituto": "institute",
    "tech": "technology", "technol": "technology", "technologies": "technology", "intl": "international",
    "int'l": "international", "natl": "national", "lab": "laboratory", "labs": "laboratory", "laboratories": "laboratory",
    "assoc": "association", "mgmt": "management", "svcs": "services", "sys": "systems", "dept": "department",
    "centre": "center", "ctr": "center", "res": "research", "eng": "engineering", "sci": "science", "sciences": "science",
    "bros": "brothers", "mfg": "manufacturing", "govt": "government", "hosp": "hospital",
}  # fmt: skip
_WORDS: Final = re.compile(r"[^\W_]+")
_ASIDE: Final = re.compile(r"\s*[\(\[].*?(?:[\)\]]|$)|\s+\|.*$")
_NONE: Final = frozenset(
    """freelance freelancer selfemployed self employed retired none na n a student unemployed various confidential
    stealth startup independent consultant consulting private privat sabbatical home""".split()
)
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
    parts = domain.split(".")
    if len(parts) < 2:
        return domain
    place = -3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2
    return fold(parts[place]).replace("-", "")


@lru_cache(maxsize=CACHED_WORDS)
def is_domain_of(domain: str, key: str) -> bool:
    """Say whether a mail domain is likely that of an organisation, by their names alone.

    >>> is_domain_of("acme.example", "acme"), is_domain_of("ibm.com", "international business machines")
    (True, True)
    """
    label, words = domain_label(domain), key.split()
    if not words or len(label) < 2:
        return False
    joined = "".join(words)
    if (
        label == joined
        or (len(label) >= 5 and joined.startswith(label))
        or (len(joined) >= 5 and label.startswith(joined))
    ):
        return True
    initials = "".join(word[0] for word in words)
    return (len(initials) >= 3 and label == initials) or (label == words[0] and len(label) >= 4)

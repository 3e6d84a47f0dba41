"""Words by which a role is known: what one can be hired as, and what stands under a name in a signature."""

import re
from typing import Final

_NOUNS: Final = (
    r"engineer|developer|dev|programmer|manager|designer|analyst|director|researcher|research fellow|scientist|"
    r"officer|consultant|lecturer|professor|postdoc|"
    r"intern|trainee|apprentice|assistant|associate|co-?ordinator|specialist|editor|writer|translator|"
    r"interpreter|architect|accountant|bookkeeper|adviser|advisor|"
    r"trustee|board member|speaker|mentor|co-?founder|founder|partner|volunteer|reviewer|teacher|tutor|nurse|"
    r"doctor|physician|surgeon|pharmacist|psychologist|"
    r"lawyer|solicitor|attorney|counsel|paralegal|product owner|administrator|technician|electrician|"
    r"journalist|reporter|producer|curator|librarian|archivist|"
    r"conservator|fellow|ph\.?d student|doctoral student|chair|chairman|chairwoman|chairperson|treasurer|"
    r"secretary|contractor|freelancer|president|vice president|"
    r"chief executive|executive|principal|representative|strategist|planner|buyer|recruiter|statistician|"
    r"economist|geologist|biologist|chemist|physicist|surveyor|"
    r"photographer|illustrator|copywriter|facilitator|moderator|dean|provost|headteacher|supervisor|"
    r"controller|auditor|broker|underwriter|actuary|owner|"
    r"hydrologist|meteorologist|cartographer|geographer|ecologist|oceanographer|forecaster|organi[sz]er|"
    r"inspector|skipper|instructor|"
    r"ceo|cto|cfo|coo|cio|cmo|cso|vp|managing partner|head of [a-z][a-z&, ]{1,40}|chief [a-z]+(?: [a-z]+)? officer"
)
_WORDS: Final = frozenset(
    word.replace("?", "").replace("\\", "") for word in _NOUNS.split("|") if " " not in word and "[" not in word
) | {
    "coordinator",
    "cofounder",
    "phd",
}
_OF: Final = ("head of ", "chief ", "board member", "student")


def is_role(lower: str) -> bool:
    """Say whether a short text in small letters names a role."""
    words = _SPLIT.split(lower)
    return any(word in _WORDS or word.removesuffix("s") in _WORDS for word in words) or lower.startswith(_OF)


_SPLIT: Final = re.compile(r"[^\w-]+")
_BEFORE: Final = r"(?:(?!(?:from|of|the|an?|to|with|in|at|on|that|who|for)\b)[\w/&+.'-]+ ){0,5}?"
_BEHIND: Final = r"(?: (?:of|in|for|to) (?!join|start|help|support)[\w&' -]{2,40})?"
PHRASE: Final = rf"{_BEFORE}(?:{_NOUNS})s?\b{_BEHIND}"

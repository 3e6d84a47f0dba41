"""Names of people inside a sentence, by their capitals."""

import re
from typing import Final

PARTICLES: Final = frozenset(
    "de da do dos das di del della van von der den ter ten la le al el bin ibn binti abu zu zur af av y e".split()
)
TITLES: Final = frozenset("dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame".split())
MOST_WORDS: Final = 5

# Capitalised words that begin no name in such a place.
_NEVER: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december i i'd i'm i'll i've the a an our my your his her their this that
    these those we you he she it they and or but so in on at to for with by from me us him them myself
    ourselves yourself another some any all both each everyone everybody somebody someone new what when
    where which who how why please thanks thank hi hello dear re fw fwd english german french spanish
    monday's great""".split()
)
_EDGE: Final = '.,;:!?()"“”‘«»„'


def leading(text: str) -> str:
    """Give the name that a text begins with; '' if it begins with none."""
    taken: list[str] = []
    for word in text.split()[: MOST_WORDS + 1]:
        bare = word.strip(_EDGE)
        ends = word.rstrip("'’") != bare or word[-1:] in ",;:!?)"
        if not _fits(bare, taken):
            break
        taken.append(bare)
        if ends and bare.lower() not in TITLES and not _is_initial(word):
            break
    while taken and taken[-1].lower() in PARTICLES:
        taken.pop()
    if not taken or all(word.lower() in TITLES for word in taken) or len(taken) > MOST_WORDS:
        return ""
    return " ".join(taken)


def is_capital(letter: str) -> bool:
    """Say whether a name may begin with this letter: a capital, or a letter of a script without any."""
    return letter.isupper() or (letter.isalpha() and not letter.islower())


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.)+,?", word)) and not word.endswith(",")


def _fits(bare: str, taken: list[str]) -> bool:
    if not bare:
        return False
    lower = bare.lower()
    if not taken:
        return is_capital(bare[0]) and lower.replace("’", "'") not in _NEVER and lower not in PARTICLES
    return (is_capital(bare[0]) and lower not in _NEVER) or lower in PARTICLES

"""How far two names agree: part by part, with the match weight of each kind of agreement."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from kithbook.identity import nicknames, rarity
from kithbook.identity.fold import CACHED_WORDS, loose, sound
from kithbook.identity.names import Name, is_initial

SAME: Final = 6
FORM: Final = 5  # a nickname, another language's form, a middle name used as first
PART: Final = 4  # one of two surnames; one of several given names
TYPO: Final = 3
ALIKE: Final = (
    2  # two known surnames that sound the same, or what may be a pet form: agrees with nothing, denies nothing
)
INITIAL: Final = 1
MISSING: Final = 0
DIFFERENT: Final = -1

# What a lesser agreement costs against full agreement, in bits: it is rarer among true pairs and commoner by chance.
_LOSS: Final = {SAME: 0.0, FORM: 2.0, PART: 2.0, TYPO: 3.0}
INITIAL_WEIGHT: Final = 3.5  # log2 of about 13 initials in even use, less a little
_CONTRARY: Final = {"given": -8.0, "family": -6.0}  # names of men and women who marry change; given names hardly ever
SWAPPED_LOSS: Final = 1.0
SUFFIX_LOSS: Final = -6.0  # father and son
MIDDLE_LOSS: Final = -5.0  # John A Smith is not John B Smith
LEAST_WEIGHT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two names agree. Symmetrical in the two."""

    given: int
    family: int
    given_word: str = ""  # the word that agrees, loose spelling: its rarity is the weight
    family_word: str = ""
    malus: float = 0.0
    is_guess: bool = False

    @property
    def is_full(self) -> bool:
        """Say whether given and family name both agree in more than an initial."""
        slips = (self.given == TYPO) + (self.family == TYPO)
        return self.given > ALIKE and self.family > ALIKE and slips < 2 and self.malus > MIDDLE_LOSS

    @property
    def is_near(self) -> bool:
        """Say whether both parts agree, if only roughly."""
        return self.given > INITIAL and self.family > INITIAL and self.malus > MIDDLE_LOSS

    @property
    def is_contrary(self) -> bool:
        """Say whether a part, present on both sides, is plainly another."""
        return DIFFERENT in (self.given, self.family) or self.malus <= MIDDLE_LOSS

    @property
    def is_silent(self) -> bool:
        """Say whether the names tell nothing, as one is missing or in another script."""
        return self.given == MISSING and self.family == MISSING

    @property
    def rank(self) -> tuple[float, int, int]:
        """Order agreements, the better the greater."""
        given = -1.5 if self.given == DIFFERENT else self.given
        family = -1.5 if self.family == DIFFERENT else self.family
        return (given + family + self.malus / 4, self.given, self.family)

    def weight(self, given_count: int, family_count: int) -> float:
        """Sum the match weights of the parts, given how many of the book's cards bear them."""
        total = self.malus
        for level, word, share, part in (
            (self.given, self.given_word, rarity.given_share(self.given_word, given_count), "given"),
            (self.family, self.family_word, rarity.surname_share(self.family_word, family_count), "family"),
        ):
            if level == DIFFERENT:
                total += _CONTRARY[part]
            elif level in {INITIAL, ALIKE}:
                total += INITIAL_WEIGHT
            elif level > INITIAL and word:
                total += max(LEAST_WEIGHT, rarity.weight(share) - _LOSS[level])
        return total


SILENT: Final = Agreement(MISSING, MISSING)


def best(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> Agreement:
    """Compare all ways in which two cards are named and give the best agreement.

    A name guessed from an address can add to what was stated, and deny nothing.
    """
    if not ours or not theirs:
        return SILENT
    if len(ours) == 1 and len(theirs) == 1:
        found = agreement(ours[0], theirs[0])
    else:
        stated = not (ours[0].is_guess or theirs[0].is_guess)  # what is stated stands first
        pairs = ((one, two) for one in ours for two in theirs if not (stated and one.is_guess and two.is_guess))
        found = max((agreement(one, two) for one, two in pairs), key=lambda each: each.rank)
        if found.is_guess and _are_at_odds(ours, theirs):
            return Agreement(DIFFERENT, MISSING)
    return SILENT if found.is_guess and found.is_contrary else found


def are_plainly_two(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Say at little cost that two names are contrary; False where only `best` can tell."""
    if len(ours) != 1 or len(theirs) != 1:
        return False
    one, two = ours[0], theirs[0]
    if one.is_guess or two.is_guess or not (one.given and one.family and two.given and two.family):
        return False
    mine, yours = one.given[0], two.given[0]
    crosses = mine[0] == two.family[0][0] and one.family[0][0] == yours[0]
    return not crosses and _family(one.family, two.family)[0] == DIFFERENT


def _are_at_odds(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Say whether what is stated on both sides differs in the given name, whatever an address may suggest."""
    stated = [agreement(one, two) for one in ours if not one.is_guess for two in theirs if not two.is_guess]
    return bool(stated) and all(each.given == DIFFERENT for each in stated)


@lru_cache(maxsize=CACHED_WORDS // 2)  # the cards of two people are compared one after the other, and share their names
def agreement(one: Name, two: Name) -> Agreement:
    """Compare two names, also with the parts of one swapped where that reads better."""
    straight = _compare(one.given, one.family, two.given, two.family)
    if straight.given <= INITIAL or straight.family <= INITIAL:
        straight = _swapped(one, two, straight)
    is_guess = one.is_guess or two.is_guess
    if straight.is_contrary and not is_guess:
        return straight
    malus = straight.malus
    if one.suffix and two.suffix and one.suffix != two.suffix:
        malus += SUFFIX_LOSS
    if straight.given in (SAME, FORM, TYPO) and _middle_differs(one.given, two.given):
        malus += MIDDLE_LOSS
    return _with(straight, malus, is_guess=is_guess) if malus or is_guess else straight


def _with(found: Agreement, malus: float, *, is_guess: bool = False) -> Agreement:
    return Agreement(found.given, found.family, found.given_word, found.family_word, malus, is_guess)


def _swapped(one: Name, two: Name, straight: Agreement) -> Agreement:
    if not _may_be_swapped(one, two):
        return straight
    swapped = max(
        _compare(one.given, one.family, two.family, two.given),
        _compare(one.family, one.given, two.given, two.family),
        key=lambda found: (found.rank, rarity.is_given(found.given_word), found.given_word, found.family_word),
    )
    if not swapped.is_contrary and swapped.rank[0] - SWAPPED_LOSS > straight.rank[0]:
        return _with(swapped, -SWAPPED_LOSS)
    return straight


def _may_be_swapped(one: Name, two: Name) -> bool:
    """Say cheaply whether the parts may stand in the other order: some first letters meet crosswise."""
    if one.given and one.family and two.given and two.family:
        return one.given[0][0] == two.family[0][0] and one.family[0][0] == two.given[0][0]
    return not (one.is_sure and two.is_sure)


_CONTRARIES: Final = {(given, DIFFERENT): Agreement(given, DIFFERENT) for given in (DIFFERENT, MISSING, INITIAL)} | {
    (DIFFERENT, family): Agreement(DIFFERENT, family) for family in (MISSING, INITIAL)
}


def _compare(
    our_given: tuple[str, ...], our_family: tuple[str, ...], their_given: tuple[str, ...], their_family: tuple[str, ...]
) -> Agreement:
    given, given_word = _given(our_given, their_given)
    family, family_word = _family(our_family, their_family)
    found = _CONTRARIES.get((given, family))
    return found or Agreement(given, family, given_word, family_word)


def _middle_differs(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if len(ours) < 2 or len(theirs) < 2 or ours == theirs:
        return False
    one, two = ours[1], theirs[1]
    if is_initial(one) or is_initial(two):
        return one[0] != two[0]
    return _word(one, two) == DIFFERENT


def _given(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[int, str]:
    if not ours or not theirs:
        return MISSING, ""
    first, second = ours[0], theirs[0]
    if first == second and not is_initial(first):
        return SAME, loose(nicknames.head(first))
    parted = len(ours) > 1 or len(theirs) > 1 or "-" in first or "-" in second
    if parted and not is_initial(first) and not is_initial(second) and _joined(ours) == _joined(theirs):
        return SAME, loose(nicknames.head(max(first, second)))
    level = given_word(first, second)
    if level >= ALIKE:
        return level, min(loose(nicknames.head(first)), loose(nicknames.head(second)))
    if len(ours) > 1 or len(theirs) > 1:
        used = _other_given(ours, theirs)
        if used:
            return FORM, used
    if level == DIFFERENT and ("-" in first or "-" in second) and first.partition("-")[0] == second.partition("-")[0]:
        return PART, loose(first.partition("-")[0])
    return level, ""


def _other_given(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Find a given name in full that one uses first and the other second."""
    for word in theirs[1:]:
        if len(word) > 2 and given_word(ours[0], word) >= FORM:
            return loose(nicknames.head(word))
    for word in ours[1:]:
        if len(word) > 2 and given_word(word, theirs[0]) >= FORM:
            return loose(nicknames.head(word))
    return ""


@lru_cache(maxsize=CACHED_WORDS)
def _joined(words: tuple[str, ...]) -> str:
    return loose("".join(words).replace("-", ""))


@lru_cache(maxsize=CACHED_WORDS * 2)
def given_word(one: str, two: str) -> int:
    """Compare two given names.

    >>> given_word("bob", "robert") == FORM, given_word("paul", "paula") == DIFFERENT
    (True, True)
    """
    if one.isascii() != two.isascii():
        return MISSING  # another script, which no table here reads
    if is_initial(one) or is_initial(two):
        return INITIAL if one[0] == two[0] or _head_starts(one, two) else DIFFERENT
    if loose(one) == loose(two):
        return SAME
    if nicknames.are_forms(one, two):
        return FORM
    known = [rarity.is_given(loose(word)) or bool(nicknames.groups(word)) for word in (one, two)]
    if all(known):
        return DIFFERENT  # Maria is no slip of the pen for Mario
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return FORM
    if len(shorter) == len(longer) == 3 and OSA.distance(one, two) == 1:
        return TYPO
    level = _word(one, two)
    return ALIKE if level == DIFFERENT and one[:3] == two[:3] else level


def _head_starts(one: str, two: str) -> bool:
    """Say whether an initial is that of the full form: R. for Bob."""
    letter, word = (one, two) if len(one) == 1 else (two, one)
    return nicknames.head(word)[0] == letter


@lru_cache(maxsize=CACHED_WORDS * 2)
def _word(one: str, two: str) -> int:
    """Compare two words that have no table."""
    if one.isascii() != two.isascii():
        return MISSING
    ours, theirs = loose(one), loose(two)
    if ours == theirs:
        return SAME
    longest = max(len(ours), len(theirs))
    if longest < 4:
        return DIFFERENT
    slips = min(OSA.distance(ours, theirs), OSA.distance(one, two))
    if slips <= 1:
        return TYPO
    return ALIKE if slips <= (longest >= 6) + (longest >= 9) + 1 else DIFFERENT


@lru_cache(maxsize=CACHED_WORDS * 2)
def _family(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[int, str]:
    if not ours or not theirs:
        return MISSING, ""
    one, two = _joined(ours), _joined(theirs)
    if one == two and not is_initial(one):
        # Baker and Bakker sound the same and are two names, of which neither is a slip of the pen
        return (ALIKE, "") if rarity.are_two_surnames("".join(ours), "".join(theirs)) else (SAME, one)
    if one.isascii() != two.isascii():
        return MISSING, ""
    if is_initial(one) or is_initial(two):
        return (INITIAL, "") if one[0] == two[0] else (DIFFERENT, "")
    mine, yours = _surnames(ours), _surnames(theirs)
    shared = mine & yours
    if shared:
        return (SAME if mine == yours else PART), max(shared, key=lambda word: (len(word), word))
    level = _word(one, two)
    if level in {TYPO, ALIKE} and rarity.is_surname(one) and rarity.is_surname(two):
        # Chen is no slip of the pen for Chan; Meyer may be one for Mayer, or another person
        return (ALIKE, "") if sound(one) == sound(two) else (DIFFERENT, "")
    if level == DIFFERENT and any(_word(x, y) >= ALIKE for x in mine for y in yours if len(x) > 4 < len(y)):
        level = TYPO if len(mine) == len(yours) == 1 else DIFFERENT
    return level, min(one, two)


def _surnames(words: tuple[str, ...]) -> frozenset[str]:
    """List the surnames in a family name, without its particles."""
    parts = [loose(part) for word in words for part in word.split("-") if len(part) > 1]
    return frozenset(part for part in parts if part not in _LITTLE) or frozenset(parts)


_LITTLE: Final = frozenset(
    loose(word)
    for word in """van von der den de del della di da do dos das du la le ten ter te zu zum zur
    al el bin ibn st y e i""".split()
)

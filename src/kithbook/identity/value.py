"""The worth of a question: how much the owner's answer would settle."""

from math import exp2
from typing import Final

from kithbook.identity.compare import QUESTION_WEIGHT, Match

LEAST_WORTH: Final = 0.05  # a question about somebody of no acquaintance still has its place
STRANGERS_SHARE: Final = 0.001  # and one about two strangers its own, behind all of these
SOFTNESS_BITS: Final = 4.0  # weights this far apart differ in certainty as much as odds of two to one


def question_value(match: Match, *, known_a: float, known_b: float, are_strangers: bool = False) -> float:
    """Value a question between 0 and 1: likely pairs of people who matter first.

    `known_a`, `known_b` say how much each card matters to the owner, 0 to 1: the caller's measure of acquaintance
    (known, contact days). `are_strangers`: the owner never turned to either; such a pair comes behind all others. The
    likelihood grows with the match weight; what was nearly certain is worth most, as the answer will be yes and brings
    two histories together.
    """
    likelihood = 1 / (1 + exp2((QUESTION_WEIGHT - match.weight) / SOFTNESS_BITS))
    matters = (max(known_a, LEAST_WORTH) * max(known_b, LEAST_WORTH)) ** 0.5
    return float(likelihood * matters * (STRANGERS_SHARE if are_strangers else 1))

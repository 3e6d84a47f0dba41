"""The place that explores: what is tried today is drawn, so that the agenda also learns what the owner never sees.

Thompson sampling. An arm is a reason together with a layer: a birthday may be welcome among the closer and not among
the distant. Of what the owner made of an arm before, ``θ ~ Beta(2 + done, 2 + later + never)`` is drawn each day; the
arm with the greatest ``θ · 0.6^k · max w`` is tried, k how often its reason stands on the day already. Within it one
of its people is drawn with weight ``w = N · T · W``: novelty, freshness, and how the person fits an aim.

Everything is drawn from words (`chance`), so that the same knowledge gives the same day.

Reference: Thompson 1933, On the likelihood that one unknown probability exceeds another; Efraimidis & Spirakis 2006 for
the weighted draw.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kithbook.insight.memory import DONE, PRIOR, Rulings
from kithbook.insight.suggestion import Suggestion
from kithbook.insight.ties import Ties
from kithbook.model import ids

SAME_REASON: Final = 0.6
UNKNOWN_NOVELTY: Final = 0.5
LEAST: Final = 0.01  # what is stale or known through and through may still be drawn, once in a while

Arm = tuple[str, int]  # a reason, and a layer of the closest: 5, 15, 50, 150, or 0 beyond them


def explored(
    fit: Sequence[Suggestion],
    ties: Ties,
    rulings: Rulings,
    novelty: Mapping[int, float],
    *,
    standing: Mapping[str, int],
    spelt: Callable[[int], str],
    seed: str,
) -> Suggestion | None:
    """Draw one of what fits that is not among the close, if there is such a one.

    standing: how often each reason stands on the day already. spelt: what names a person, whatever the book's order.
    """
    arms: dict[Arm, list[Suggestion]] = defaultdict(list)
    for one in [one for one in fit if ties.is_far(one.person)] or fit:
        arms[one.nudge, ties.layer_of(one.person)].append(one)
    if not arms:
        return None
    done, refused = outcomes(rulings, ties)

    def weight(one: Suggestion) -> float:
        new = max(novelty.get(one.person, UNKNOWN_NOVELTY), LEAST)
        return new * max(one.freshness, LEAST) * (1 + one.relevance)

    def hope(arm: Arm) -> float:
        theta = beta(PRIOR + done[arm], PRIOR + refused[arm], seed, arm[0], str(arm[1]))
        return float(theta * SAME_REASON ** standing.get(arm[0], 0) * max(map(weight, arms[arm])))

    def draw(one: Suggestion) -> float:
        return float(chance(seed, one.nudge, spelt(one.person), one.occasion) ** (1 / weight(one)))

    return max(arms[max(sorted(arms), key=hope)], key=draw)


def outcomes(rulings: Rulings, ties: Ties) -> tuple[Counter[Arm], Counter[Arm]]:
    """Count by arm what was done, and what was put off or refused, in the layers of today."""
    done, refused = Counter[Arm](), Counter[Arm]()
    for one in rulings.said:
        (done if one.kind == DONE else refused)[one.nudge, ties.layer_of(one.person)] += 1
    return done, refused


def beta(successes: int, failures: int, *words: str) -> float:
    """Draw from Beta(successes, failures), both at least 1: of so many numbers by chance, the one at that place.

    >>> 0 < beta(1, 1, "a day") < 1
    True
    """
    drawn = sorted(chance(*words, str(nth)) for nth in range(successes + failures - 1))
    return drawn[successes - 1]


def chance(*words: str) -> float:
    """Draw a number in (0, 1) that depends on nothing but these words."""
    return (int.from_bytes(ids.digest(*words)[:6], "big") + 1) / (2**48 + 1)

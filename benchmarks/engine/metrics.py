"""How well a score ranks and a probability fits, with intervals drawn over egos."""

from collections.abc import Callable, Sequence

import numpy as np

TOP = 10
DRAWS = 400


def ndcg(score: np.ndarray, hit: np.ndarray) -> float:
    """Give NDCG@10 of one list; equal scores share their places."""
    gains = np.zeros(len(hit))
    k = min(TOP, len(hit))
    gains[:k] = 1 / np.log2(np.arange(2, k + 2))
    counts = np.unique(-score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts[2])
    summed = np.concatenate([[0.0], np.cumsum(gains)])
    shared = (summed[ends] - summed[ends - counts[2]]) * np.bincount(counts[1], hit) / counts[2]
    return float(shared.sum() / gains[: min(TOP, int(hit.sum()))].sum())


def auc(score: np.ndarray, hit: np.ndarray) -> float:
    """Give the chance that a hit scores above a miss, equal scores counting half."""
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    hits = int(hit.sum())
    if hits in {0, len(hit)}:
        return float("nan")
    return float((middle[inverse][hit].sum() - hits * (hits + 1) / 2) / (hits * (len(hit) - hits)))


def brier(probability: np.ndarray, hit: np.ndarray) -> float:
    return float(np.mean((probability - hit) ** 2))


def ece(probability: np.ndarray, hit: np.ndarray, bins: int = 10) -> float:
    """Give the mean distance between what was said and what came, over ten equal bins."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gap = np.bincount(place, probability, bins) - np.bincount(place, hit, bins)
    return float(np.abs(gap).sum() / len(hit))


def interval(measure: Callable[[np.ndarray], float], egos: np.ndarray, *, draws: int = DRAWS) -> tuple[float, float]:
    """Give the middle 95 % of a measure over whole egos drawn with replacement; `measure` takes row numbers."""
    rng = np.random.default_rng(7)
    owners, inverse = np.unique(egos, return_inverse=True)
    rows = np.split(np.argsort(inverse, kind="stable"), np.cumsum(np.bincount(inverse))[:-1])
    found = [
        measure(np.concatenate([rows[one] for one in rng.integers(0, len(owners), len(owners))])) for _ in range(draws)
    ]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])

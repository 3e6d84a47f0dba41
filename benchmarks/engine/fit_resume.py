"""Fit the resume score on the development sets, shrunk half-way to days since last; print the constants to ship.

Run: python benchmarks/engine/fit_resume.py
"""

from collections.abc import Sequence

import numpy as np
from mailgraphs import college, enron
from quiet import Quiet, sample
from sklearn.linear_model import LogisticRegression

SHRINKAGE = 0.5  # towards plain days since last: what one set teaches holds about half on another


def development() -> dict[str, Quiet]:
    """Sample quiet ties as the program defines them: silent for 30 days and more."""
    return {
        "CollegeMsg": sample(college(), (75, 90, 105, 120, 130), quiet_days=30, horizon_days=60),
        "Enron": sample(enron(), range(400, 1220, 60), quiet_days=30, horizon_days=90),
    }


def weights(parts: Sequence[Quiet]) -> tuple[float, float]:
    """Fit each set by itself, take the weights beside one of −log1p(gap), average and shrink them."""
    found = []
    for part in parts:
        gap, faded, silence = LogisticRegression(C=1e3).fit(part.inputs, part.resumed).coef_[0]
        found.append((faded / -gap, -silence / -gap))
    faded, silence = SHRINKAGE * np.maximum(np.mean(found, axis=0), 0)
    return float(faded), float(silence)


def index(part: Quiet, faded: float, silence: float) -> np.ndarray:
    return part.inputs @ np.array([-1.0, faded, -silence])


def scale(parts: Sequence[Quiet], faded: float, silence: float) -> tuple[float, float]:
    """Give intercept and slope that turn the index into a number between 0 and 1; every set weighs the same."""
    z = np.concatenate([index(part, faded, silence) for part in parts])
    weight = np.concatenate([np.full(len(part), 1000 / len(part)) for part in parts])
    fit = LogisticRegression(C=1e3).fit(
        z[:, None], np.concatenate([part.resumed for part in parts]), sample_weight=weight
    )
    return float(fit.intercept_[0]), float(fit.coef_[0, 0])


def main() -> None:
    parts = list(development().values())
    faded, silence = (round(number, 2) for number in weights(parts))
    intercept, slope = (round(number, 3) for number in scale(parts, faded, silence))
    scores = [1 / (1 + np.exp(-(intercept + slope * index(part, faded, silence)))) for part in parts]
    cuts = np.mean([np.quantile(score, [1 / 3, 2 / 3]) for score in scores], axis=0)
    print(f"FADED = {faded}\nEGO_SILENCE = {silence}\nINTERCEPT, SLOPE = {intercept}, {slope}")
    print(f"UNLIKELY_BELOW, LIKELY_FROM = {cuts[0]:.3f}, {cuts[1]:.3f}")


if __name__ == "__main__":
    main()

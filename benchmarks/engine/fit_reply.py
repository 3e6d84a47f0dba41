"""Fit the reply probability on the development sets, each weighing the same; print the constants to ship.

Run: python benchmarks/engine/fit_reply.py
"""

from collections.abc import Sequence

import numpy as np
from mailgraphs import college, enron
from replies import next_letters
from sklearn.linear_model import LogisticRegression

Letters = tuple[np.ndarray, np.ndarray, np.ndarray]


def development() -> dict[str, Letters]:
    """Take the next letter to each person as seen from one day a week, which is how the program asks."""
    return {"CollegeMsg": next_letters(college(), first=30), "Enron": next_letters(enron(), first=300)}


def fit(parts: Sequence[Letters]) -> tuple[float, np.ndarray]:
    """Fit one logistic over sets of equal weight."""
    weight = np.concatenate([np.full(len(answered), 5000 / len(answered)) for _, answered, _ in parts])
    found = LogisticRegression(C=1.0, max_iter=1000).fit(
        np.concatenate([inputs for inputs, _, _ in parts]),
        np.concatenate([answered for _, answered, _ in parts]),
        sample_weight=weight,
    )
    return float(found.intercept_[0]), found.coef_[0]


def main() -> None:
    intercept, coefficients = fit(list(development().values()))
    print(f"INTERCEPT = {intercept:.3f}\nCOEFFICIENTS = {tuple(round(float(one), 3) for one in coefficients)}")


if __name__ == "__main__":
    main()

"""T4: will this person answer within seven days? The reply probability beside plain rates."""

import fit_reply
import metrics
import numpy as np
from mailgraphs import college, enron
from replies import messages

from kithbook.insight import reply
from kithbook.insight.contact import sigmoid

Letters = tuple[np.ndarray, np.ndarray, np.ndarray]
RATE, FADED, THEIRS = 1, 2, 4  # columns of reply.FEATURES


def rows(letters: Letters, other: Letters) -> list[list[str]]:
    inputs = letters[0]
    intercept, coefficients = fit_reply.fit([other])
    scores = {
        "days since their last message": -inputs[:, THEIRS],
        "this person's reply rate": sigmoid(inputs[:, RATE]),
        "the same, faded": sigmoid(inputs[:, FADED]),
        "fitted on the other set only": sigmoid(intercept + inputs @ coefficients),
        "as shipped": reply.probability(inputs),
    }
    return [one(name, score, letters) for name, score in scores.items()]


def one(name: str, score: np.ndarray, letters: Letters) -> list[str]:
    _, answered, ego = letters
    low, high = metrics.interval(lambda some: metrics.auc(score[some], answered[some]), ego, draws=100)
    fits = (
        [f"{metrics.brier(score, answered):.3f}", f"{metrics.ece(score, answered):.3f}"]
        if score.min() >= 0
        else ["", ""]
    )
    return [name, f"{metrics.auc(score, answered):.3f} [{low:.3f}, {high:.3f}]", *fits]


def split_by_ego(sets: dict[str, Letters]) -> list[list[str]]:
    """Fit on half of the egos of both sets, test on the other half."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sets}
    for seed in range(10):
        rng = np.random.default_rng(seed)
        inside = {name: np.isin(ego, rng.permutation(np.unique(ego))[::2]) for name, (_, _, ego) in sets.items()}
        intercept, coefficients = fit_reply.fit(
            [tuple(column[inside[name]] for column in part) for name, part in sets.items()]
        )
        for name, part in sets.items():
            inputs, answered, _ = (column[~inside[name]] for column in part)
            said = sigmoid(intercept + inputs @ coefficients)
            found[name].append((metrics.auc(said, answered), metrics.ece(said, answered)))
    return [
        [
            name,
            *(
                f"{np.mean(column):.3f} ({np.min(column):.3f} to {np.max(column):.3f})"
                for column in zip(*some, strict=True)
            ),
        ]
        for name, some in found.items()
    ]


def report() -> str:
    asked = fit_reply.development()
    sent = {"CollegeMsg": messages(college(), 60), "Enron": messages(enron(), 400)}
    parts = []
    for what, sets in (
        ("every message, as of the moment it was sent", sent),
        ("the next letter to each person, as of one day a week", asked),
    ):
        for name, letters in sets.items():
            other = next(part for key, part in asked.items() if key != name)
            head = ["score", "AUC", "Brier", "ECE"]
            parts.append(
                f"{name}, {what}: {len(letters[1])}, {letters[1].mean():.3f} answered.\n\n{metrics.table(head, rows(letters, other))}"
            )
    parts.append(
        "Fitted on half of the egos, tested on the other half, 10 times (next letters).\n\n"
        + metrics.table(["set", "AUC, mean (least to most)", "ECE"], split_by_ego(asked))
    )
    return "\n\n".join(parts)

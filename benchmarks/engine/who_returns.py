"""T2: which quiet ties come back? The resume score beside plain days since last, on people it was not fitted on."""

import fit_resume
import metrics
import numpy as np
from mailgraphs import college, enron
from quiet import Quiet, sample

from kithbook.insight import resume

SPLITS = 20
BASELINE = "days since last"


def tests() -> dict[str, Quiet]:
    """Take the populations of the specification: CollegeMsg 14/45 days, Enron 30/90."""
    return {
        "CollegeMsg": sample(college(), (90, 120, 145), quiet_days=14, horizon_days=45),
        "Enron": sample(enron(), range(500, 1201, 100), quiet_days=30, horizon_days=90),
    }


def within(score: np.ndarray, part: Quiet) -> float:
    """Give the AUC inside one ego's list of one day, weighed by its pairs: what one book sees."""
    order = np.argsort(part.list_of, kind="stable")
    cuts = np.flatnonzero(np.diff(part.list_of[order])) + 1
    total = pairs = 0.0
    for rows in np.split(order, cuts):
        hits = int(part.resumed[rows].sum())
        weight = hits * (len(rows) - hits)
        if weight:
            total += weight * metrics.auc(score[rows], part.resumed[rows])
            pairs += weight
    return total / pairs


def row(name: str, score: np.ndarray, part: Quiet) -> list[str]:
    low, high = metrics.interval(lambda some: metrics.auc(score[some], part.resumed[some]), part.ego, draws=200)
    apart = metrics.interval(
        lambda some: metrics.auc(score[some], part.resumed[some]) - metrics.auc(part.recency[some], part.resumed[some]),
        part.ego,
        draws=200,
    )
    inside, base = within(score, part), within(part.recency, part)
    return [
        name,
        f"{metrics.auc(score, part.resumed):.3f} [{low:.3f}, {high:.3f}]",
        f"[{apart[0]:+.3f}, {apart[1]:+.3f}]",
        f"{inside:.3f} ({inside - base:+.3f})",
    ]


def split_by_ego(fitted: dict[str, Quiet], tested: dict[str, Quiet]) -> list[list[str]]:
    """Fit on half of the egos of both sets, test on the other half, many times."""
    gains: dict[str, list[tuple[float, float]]] = {name: [] for name in tested}
    for seed in range(SPLITS):
        rng = np.random.default_rng(seed)
        halves = {
            name: rng.permutation(np.unique(np.concatenate([fitted[name].ego, tested[name].ego]))) for name in tested
        }
        halves = {name: set(egos[: len(egos) // 2].tolist()) for name, egos in halves.items()}
        faded, silence = fit_resume.weights(
            [part.where(np.isin(part.ego, list(halves[name]))) for name, part in fitted.items()]
        )
        for name, part in tested.items():
            rest = part.where(~np.isin(part.ego, list(halves[name])))
            score = fit_resume.index(rest, faded, silence)
            pooled = metrics.auc(score, rest.resumed) - metrics.auc(rest.recency, rest.resumed)
            gains[name].append((pooled, within(score, rest) - within(rest.recency, rest)))
    return [
        [
            name,
            *(
                f"{np.mean(column):+.3f} ({np.min(column):+.3f} to {np.max(column):+.3f})"
                for column in zip(*found, strict=True)
            ),
            f"{sum(pooled >= 0 for pooled, _ in found)} and {sum(inside >= 0 for _, inside in found)} of {SPLITS}",
        ]
        for name, found in gains.items()
    ]


def report() -> str:
    fitted, tested = fit_resume.development(), tests()
    parts = []
    for name, part in tested.items():
        others = [one for other, one in fitted.items() if other != name]
        faded, silence = fit_resume.weights(others)
        rows = [
            row(BASELINE, part.recency, part),
            row("fitted on the other set only", fit_resume.index(part, faded, silence), part),
            row("as shipped", resume.score(part.inputs), part),
        ]
        head = ["score", "AUC", "less days since last, paired", "AUC within one book (less days since last)"]
        parts.append(
            f"{name}: {len(part)} quiet ties of {len(set(part.ego.tolist()))} egos, {part.resumed.mean():.3f} came back.\n\n{metrics.table(head, rows)}"
        )
    head = ["set", "AUC gained over days since last, mean (least to most)", "within one book", "splits not worse"]
    parts.append(
        f"Fitted on half of the egos, tested on the other half, {SPLITS} times.\n\n{metrics.table(head, split_by_ego(fitted, tested))}"
    )
    return "\n\n".join(parts)

"""T1: with whom will ego be in touch in the next thirty days? Every contact so far is ranked."""

from collections.abc import Callable
from dataclasses import dataclass

import metrics
import numpy as np
from mailgraphs import DAY, Mailgraph

from kithbook.insight import contact, rhythm, strength
from kithbook.insight.days import Days

HORIZON_DAYS = 30
FEWEST_CONTACTS = 10
COUNTERS = {2: 0.8535, 8: 0.1148, 32: 0.1602, 512: 0.0951}  # the power law in counters that a stream can keep

Score = Callable[[Days, int], np.ndarray]


def last_second(past: Days) -> np.ndarray:
    return past.greatest(np.maximum(past.last_from_them, past.last_from_ego)).astype(float)


def messages(half_life_days: float) -> Score:
    return lambda past, at: past.total((past.out + past.into) * past.faded(at, half_life_days))


def contact_days(half_life_days: float) -> Score:
    return lambda past, at: past.counter(at, half_life_days)


SCORES: dict[str, Score] = {
    "recency (days since last)": lambda past, at: last_second(past) - at * DAY,
    "frequency (all-time messages)": lambda past, _: past.total(past.out + past.into),
    **{f"exp decay messages, h={h} d": messages(h) for h in (7, 30, 90, 365)},
    **{f"exp decay contact days, h={h} d": contact_days(h) for h in (7, 30, 90, 180)},
    "power law (strength)": strength.raw,
    "power law via counters": lambda past, at: sum(w * past.counter(at, h) for h, w in COUNTERS.items()),
    "gap / rhythm": lambda past, at: -(at - past.last_day) / rhythm.rhythm(past),
    "contact probability (P30)": lambda past, at: contact.contact_probability(past, at, rhythm.rhythm(past)),
}
# Printed for CollegeMsg in the specification; what needs no fit must come out again.
PUBLISHED = {
    "recency (days since last)": 0.591,
    "frequency (all-time messages)": 0.402,
    "exp decay messages, h=7 d": 0.580,
    "exp decay messages, h=30 d": 0.484,
    "exp decay messages, h=90 d": 0.430,
    "exp decay messages, h=365 d": 0.415,
    "exp decay contact days, h=7 d": 0.595,
    "exp decay contact days, h=30 d": 0.555,
    "exp decay contact days, h=90 d": 0.503,
    "exp decay contact days, h=180 d": 0.494,
    "power law (strength)": 0.572,
    "power law via counters": 0.570,
    "contact probability (P30)": 0.603,
}
ANCHORS = {"CollegeMsg": (60, 90, 120), "Enron": tuple(range(400, 1250, 50))}


@dataclass(frozen=True)
class Lists:
    """Every list of contacts with somebody met in the horizon: scores by method, who was met, whose list."""

    scores: dict[str, list[np.ndarray]]
    met: list[np.ndarray]
    ego: np.ndarray


def lists(graph: Mailgraph) -> Lists:
    scores: dict[str, list[np.ndarray]] = {name: [] for name in SCORES}
    met, owners = [], []
    for anchor in ANCHORS[graph.name]:
        for ego, days in graph.views.items():
            past = days.where(days.day < anchor)
            soon = days.person[(days.day >= anchor) & (days.day < anchor + HORIZON_DAYS)]
            hit = np.isin(past.people, soon) if len(past) else np.zeros(0, bool)
            if len(hit) < FEWEST_CONTACTS or not hit.any():
                continue
            for name, score in SCORES.items():
                scores[name].append(score(past, anchor))
            met.append(hit)
            owners.append(ego)
    return Lists(scores, met, np.array(owners))


def report(graph: Mailgraph) -> str:
    found = lists(graph)
    hits = np.concatenate(found.met)
    rows = []
    gains = {
        name: np.array([metrics.ndcg(s, m) for s, m in zip(found.scores[name], found.met, strict=True)])
        for name in SCORES
    }
    base = gains["recency (days since last)"]
    for name, gain in gains.items():
        low, high = metrics.interval(lambda some, gain=gain: gain[some].mean(), found.ego)
        apart = metrics.interval(lambda some, gain=gain: (gain - base)[some].mean(), found.ego)
        scores = np.concatenate(found.scores[name])
        row = [
            name,
            f"{gain.mean():.3f} [{low:.3f}, {high:.3f}]",
            f"[{apart[0]:+.3f}, {apart[1]:+.3f}]",
            f"{metrics.auc(scores, hits):.3f}",
        ]
        if graph.name == "CollegeMsg":
            stated = PUBLISHED.get(name)
            row += [f"{stated:.3f}" if stated else "", f"{gain.mean() - stated:+.3f}" if stated else ""]
        rows.append(row)
    head = ["method", "NDCG@10", "less recency, paired", "AUC"]
    head += ["printed", "difference"] if graph.name == "CollegeMsg" else []
    said = np.concatenate(found.scores["contact probability (P30)"])
    return (
        f"{graph.name}: {len(set(found.ego.tolist()))} egos, {len(found.met)} lists, median {np.median([len(m) for m in found.met]):.0f} "
        f"contacts, {hits.mean():.3f} of them met within {HORIZON_DAYS} days.\n\n{metrics.table(head, rows)}\n\n"
        f"P30 as shipped: Brier {metrics.brier(said, hits):.4f} (base rate {hits.mean() * (1 - hits.mean()):.4f}), "
        f"ECE {metrics.ece(said, hits):.3f}."
    )

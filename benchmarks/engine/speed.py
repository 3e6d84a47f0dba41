"""How long measuring takes: 10,000 people and 200,000 contact days, in one go."""

import statistics
import time

import metrics
import numpy as np

from kithbook.insight.days import Days
from kithbook.insight.drift import drift
from kithbook.insight.ties import measure
from kithbook.model.times import from_day_number

TODAY = 3700


def report() -> str:
    rng = np.random.default_rng(1)
    keys = np.unique(np.column_stack([rng.integers(0, 10_000, 200_000), rng.integers(0, 3650, 200_000)]), axis=0)
    rows = [(p, d, 1, 1, 0, 1, 1, "out", "in", d * 86_400 + 5, d * 86_400) for p, d in keys.tolist()]
    taken: dict[str, list[float]] = {"rows to columns": [], "all measures": [], "drift alert": []}
    for _ in range(7):
        begun = time.perf_counter()
        days = Days.read(rows)
        read = time.perf_counter()
        ties = measure(days, from_day_number(TODAY))
        measured = time.perf_counter()
        drift(days, TODAY, ties)
        ended = time.perf_counter()
        for name, span in zip(taken, (read - begun, measured - read, ended - measured), strict=True):
            taken[name].append(span * 1000)
    body = [[name, f"{statistics.median(spans):.0f} ms"] for name, spans in taken.items()]
    return f"{len(rows):,} rows of 10,000 people, median of 7.\n\n{metrics.table(['step', 'time'], body)}"

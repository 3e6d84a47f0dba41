"""Bounds that only a blow-up breaks, in the processor's time and at this machine's own pace; figures are the benchmarks'."""

import time
from contextlib import contextmanager

STEPS = 100_000
AT_REST_SECONDS = 0.012  # what they take on a machine at rest


@contextmanager
def far_below(seconds):
    """Hold what is done far below what a square or a hang would take: so many seconds of a machine at rest.

    The pace is taken before and after it, so that a slow machine, or one that is being measured itself, has its time.
    """
    pace, start = _pace(), time.process_time()
    yield
    spent = time.process_time() - start
    pace = max(1.0, pace, _pace())
    assert spent < seconds * pace, f"{spent:.1f} s of the processor, at {pace:.1f} times the pace of a machine at rest"


def _pace():
    start, total = time.process_time(), 0
    for step in range(STEPS):
        total += step % 7
    return (time.process_time() - start) / AT_REST_SECONDS

"""Quiet ties: which were silent on a day, and which were heard from again."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from mailgraphs import DAY, Mailgraph

from kithbook.insight import resume
from kithbook.insight.days import Days


@dataclass(frozen=True)
class Quiet:
    """Quiet ties of all egos on some days; a pair is seen from one end only."""

    inputs: np.ndarray  # as resume.features gives them
    recency: np.ndarray  # seconds-exact days since the last contact, negative: more is warmer
    resumed: np.ndarray
    ego: np.ndarray
    list_of: np.ndarray  # which ego on which day: one list

    def __len__(self) -> int:
        return len(self.resumed)

    def where(self, chosen: np.ndarray) -> "Quiet":
        return Quiet(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def sample(graph: Mailgraph, anchors: Iterable[int], *, quiet_days: int, horizon_days: int) -> Quiet:
    """Find pairs with three contact days, silent for `quiet_days`, and whether they met within `horizon_days`."""
    columns: list[tuple[np.ndarray, ...]] = []
    done: set[tuple[int, int, int]] = set()
    for anchor in anchors:
        for ego, days in graph.views.items():
            past = days.where(days.day < anchor)
            if not len(past):
                continue
            quiet = (past.contact_days >= resume.FEWEST_DAYS) & (anchor - past.last_day >= quiet_days)
            pairs = [(min(ego, one), max(ego, one), anchor) for one in past.people.tolist()]
            fresh = np.array([pair not in done for pair in pairs]) & quiet
            done.update(pair for pair, ok in zip(pairs, quiet.tolist(), strict=True) if ok)
            columns.append(rows(past, days, ego=ego, anchor=anchor, horizon_days=horizon_days, chosen=fresh))
    return Quiet(*(np.concatenate(parts) for parts in zip(*columns, strict=True)))


def rows(
    past: Days, days: Days, *, ego: int, anchor: int, horizon_days: int, chosen: np.ndarray
) -> tuple[np.ndarray, ...]:
    soon = days.person[(days.day >= anchor) & (days.day < anchor + horizon_days)]
    last = past.greatest(np.maximum(past.last_from_them, past.last_from_ego)) - 1
    count = int(chosen.sum())
    return (
        resume.features(past, anchor)[chosen],
        (last[chosen] / DAY) - anchor,
        np.isin(past.people, soon)[chosen],
        np.full(count, ego),
        np.full(count, ego * 100_000 + anchor),
    )

"""The two development sets as every ego's contact days."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from kithbook.insight.days import Days
from kithbook.model.interaction import BROADCAST

DATA = Path(__file__).parents[2].parent / "shared" / "data"
DAY = 86_400
REPLY_SECONDS = 7 * DAY


@dataclass(frozen=True, eq=False)
class Mailgraph:
    """Who wrote to whom and when, seen from both ends: one row an ego, an alter and a message."""

    name: str
    ego: np.ndarray
    alter: np.ndarray
    second: np.ndarray  # since the first event
    is_out: np.ndarray
    recipients: np.ndarray
    answered: np.ndarray  # out, and a message came back within seven days
    answered_at: np.ndarray  # seconds, or a very great number

    @property
    def span_days(self) -> int:
        return int(self.second.max()) // DAY + 1

    @cached_property
    def views(self) -> dict[int, Days]:
        """Give every ego's contact days; a day is 24 hours counted from the first event."""
        columns = contact_days(self)
        ego = columns.pop("ego")
        cuts = np.flatnonzero(np.diff(ego)) + 1
        parts = {name: np.split(column, cuts) for name, column in columns.items()}
        owners = [int(part[0]) for part in np.split(ego, cuts)]
        return {owner: Days(*(parts[name][at] for name in Days.names())) for at, owner in enumerate(owners)}


def contact_days(graph: Mailgraph) -> dict[str, np.ndarray]:
    """Fold messages into one row an ego, alter and day."""
    day = graph.second // DAY
    order = np.lexsort((graph.second, day, graph.alter, graph.ego))
    ego, alter, day = graph.ego[order], graph.alter[order], day[order]
    second, is_out = graph.second[order], graph.is_out[order]
    fresh = np.ones(len(day), bool)
    fresh[1:] = (ego[1:] != ego[:-1]) | (alter[1:] != alter[:-1]) | (day[1:] != day[:-1])
    at = np.flatnonzero(fresh)
    ends = np.append(at[1:], len(day)) - 1
    sign = np.where(is_out, 1, -1)
    return {
        "ego": ego[at],
        "person": alter[at],
        "day": day[at],
        "out": np.add.reduceat(is_out.astype(np.int64), at),
        "into": np.add.reduceat((~is_out).astype(np.int64), at),
        "meetings": np.zeros(len(at), np.int64),
        "answered": np.add.reduceat(graph.answered[order].astype(np.int64), at),
        "smallest": np.minimum.reduceat(graph.recipients[order], at),
        "first": sign[at],
        "last": sign[ends],
        "last_from_them": np.maximum.reduceat(np.where(is_out, 0, second + 1), at),
        "last_from_ego": np.maximum.reduceat(np.where(is_out, second + 1, 0), at),
    }


def build(name: str, messages: Iterator[tuple[int, int, int, int]]) -> Mailgraph:
    """Turn (sender, recipient, second, recipients) into the view from both ends; repeats and notes to self go."""
    table = np.array(sorted(set(messages)), np.int64)
    table = table[table[:, 0] != table[:, 1]]
    table[:, 2] -= table[:, 2].min()
    n = len(table)
    ego = np.concatenate([table[:, 0], table[:, 1]])
    alter = np.concatenate([table[:, 1], table[:, 0]])
    second, recipients = np.tile(table[:, 2], 2), np.tile(table[:, 3], 2)
    is_out = np.arange(2 * n) < n
    back = np.full(2 * n, np.iinfo(np.int64).max)
    order = np.lexsort((is_out, -second, alter, ego))  # backwards through each pair
    pair, coming = (-1, -1), np.iinfo(np.int64).max
    for row in order:
        if (here := (ego[row], alter[row])) != pair:
            pair, coming = here, np.iinfo(np.int64).max
        if is_out[row]:
            back[row] = coming
        else:
            coming = second[row]
    answered = is_out & (back <= second + REPLY_SECONDS)
    return Mailgraph(name, ego, alter, second, is_out, recipients, answered, back)


@cache
def college() -> Mailgraph:
    """Read private messages among students; what one sent to several in the same second counts as one to so many."""
    with gzip.open(DATA / "mailgraph-collegemsg" / "CollegeMsg.txt.gz", "rt") as lines:
        rows = {tuple(map(int, line.split())) for line in lines}
    together = Counter((sender, at) for sender, _, at in rows)
    return build(
        "CollegeMsg",
        ((sender, to, at, together[sender, at]) for sender, to, at in rows if together[sender, at] <= BROADCAST),
    )


@cache
def enron() -> Mailgraph:
    """Read mail of one organisation; what went to more than ten is left out."""
    folder = DATA / "mailgraph-enron-roles"
    with gzip.open(folder / "recipients.csv.gz", "rt") as lines:
        to: dict[int, list[int]] = {}
        for row in csv.DictReader(lines):
            to.setdefault(int(row["message_id"]), []).append(int(row["recipient_id"]))
    with gzip.open(folder / "messages.csv.gz", "rt") as lines:
        sent = [(int(row["message_id"]), int(row["unix_time"]), int(row["sender_id"])) for row in csv.DictReader(lines)]
    return build(
        "Enron",
        (
            (sender, one, at, len(to[key]))
            for key, at, sender in sent
            if len(to.get(key, [])) <= BROADCAST
            for one in to.get(key, [])
        ),
    )


GRAPHS = {"CollegeMsg": college, "Enron": enron}

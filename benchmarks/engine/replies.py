"""Who answers: what was known when a message went out, and whether an answer came within seven days."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from mailgraphs import DAY, REPLY_SECONDS, Mailgraph

from kithbook.insight import reply


@dataclass
class Count:
    """Messages asked and answered whose week has passed, whole and faded."""

    asked: float = 0.0
    answered: float = 0.0
    faded_asked: float = 0.0
    faded_answered: float = 0.0
    at: int = 0

    def fade(self, second: int) -> None:
        factor = 0.5 ** ((second - self.at) / DAY / reply.RATE_HALF_LIFE_DAYS)
        self.faded_asked *= factor
        self.faded_answered *= factor
        self.at = second

    def add(self, sent: int, *, answered: bool, now: int) -> None:
        self.fade(now)
        weight = 0.5 ** ((now - sent) / DAY / reply.RATE_HALF_LIFE_DAYS)
        self.asked += 1
        self.answered += answered
        self.faded_asked += weight
        self.faded_answered += weight * answered


@dataclass
class Desk:
    """What one ego knows at a moment."""

    whole: Count = field(default_factory=Count)
    people: dict[int, Count] = field(default_factory=dict)
    theirs: dict[int, int] = field(default_factory=dict)
    mine: dict[int, int] = field(default_factory=dict)
    open: deque[tuple[int, int, bool]] = field(default_factory=deque)

    def close(self, now: int) -> None:
        """Let outcomes count whose seven days have passed."""
        while self.open and self.open[0][0] + REPLY_SECONDS <= now:
            sent, alter, answered = self.open.popleft()
            self.whole.add(sent, answered=answered, now=now)
            self.people.setdefault(alter, Count(at=now)).add(sent, answered=answered, now=now)

    def inputs(self, alter: int, now: int, recipients: int) -> list[float]:
        """Give the eight inputs in the order of reply.FEATURES."""
        base = (self.whole.answered + reply.EGO_PRIOR * reply.FIRST_RATE) / (self.whole.asked + reply.EGO_PRIOR)
        one = self.people.get(alter, Count(at=now))
        one.fade(now)
        rate = (one.answered + reply.PERSON_PRIOR * base) / (one.asked + reply.PERSON_PRIOR)
        faded = (one.faded_answered + reply.FADED_PRIOR * base) / (one.faded_asked + reply.FADED_PRIOR)
        theirs, mine = self.theirs.get(alter, -1), self.mine.get(alter, -1)
        since = [min((now - at) / DAY, reply.LONGEST_DAYS) if at >= 0 else reply.LONGEST_DAYS for at in (theirs, mine)]
        odds = [float(np.log(share / (1 - share))) for share in (base, rate, faded)]
        return [*odds, *np.log1p([one.asked, *since]).tolist(), float(theirs > mine), float(np.log(recipients))]


def messages(graph: Mailgraph, start_day: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give (inputs, answered, ego) for every message sent from `start_day` to a week before the end."""
    order = np.lexsort((graph.is_out, graph.second, graph.ego))
    inputs, answered, egos = [], [], []
    desk, owner, last = Desk(), -1, int(graph.second.max()) - REPLY_SECONDS
    for row in order.tolist():
        ego, alter, now = int(graph.ego[row]), int(graph.alter[row]), int(graph.second[row])
        if ego != owner:
            desk, owner = Desk(), ego
        desk.close(now)
        if not graph.is_out[row]:
            desk.theirs[alter] = now
            continue
        if start_day * DAY <= now <= last:
            inputs.append(desk.inputs(alter, now, int(graph.recipients[row])))
            answered.append(bool(graph.answered[row]))
            egos.append(ego)
        desk.mine[alter] = now
        desk.open.append((now, alter, bool(graph.answered[row])))
    return np.array(inputs), np.array(answered), np.array(egos)


def next_letters(graph: Mailgraph, *, first: int, step: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give (inputs, answered, ego) as of a day each week, for the first letter to each person in the week after."""
    inputs, answered, egos = [], [], []
    for today in range(first, graph.span_days - step - 8, step):
        for ego, days in graph.views.items():
            past = days.where(days.day <= today)
            soon = days.where((days.day > today) & (days.day <= today + step) & (days.out > 0))
            if not len(past) or not len(soon):
                continue
            both = np.isin(past.people, soon.people)
            first_rows = soon.starts[np.isin(soon.people, past.people)]
            known = reply.features(past, today)[both]
            known[:, -1] = np.log(soon.smallest[first_rows])
            inputs.append(known)
            answered.append(soon.answered[first_rows] > 0)
            egos.append(np.full(int(both.sum()), ego))
    return np.concatenate(inputs), np.concatenate(answered), np.concatenate(egos)

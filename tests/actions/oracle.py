"""The measures once more, from their definitions alone: plain Python over raw messages, nothing of the program's.

Only the fitted coefficients of the resume score and the reply probability are given to it; all else is written out
from the specification, a line a measure where it goes.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from math import exp, log, log1p
from zoneinfo import ZoneInfo

MANY = 10  # more recipients, or more people at a meeting, make no contact
ROBOT = 30  # so many letters without one from ego are no person's
P30 = {"C7": 0.9186, "C30": -0.3261, "C180": 0.7856, "overdue": -1.0935, "days": 0.3412, "rate": -0.0309, "b": -1.5595}


@dataclass(frozen=True)
class Letter:
    """A message as it was sent: `to` are all recipients."""

    at: datetime
    sender: str
    to: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Meeting:
    """A meeting with who said they would come, ego left out, and who declined."""

    at: datetime
    coming: tuple[str, ...]
    declined: tuple[str, ...] = ()
    is_ego_coming: bool = True


class World:
    """All that passed, as one ego sees it in one zone."""

    def __init__(self, ego, letters, meetings, *, zone, resume, reply):
        self.ego, self.zone, self.resume, self.reply = ego, ZoneInfo(zone), resume, reply
        self.letters = list({letter.name: letter for letter in letters}.values())  # a letter in two sources is one
        self.meetings = [one for one in meetings if one.is_ego_coming and 1 + len(one.coming) <= MANY]
        written_to = {to for one in self.letters if one.sender == ego for to in one.to}
        wrote = defaultdict(int)
        for one in self.letters:
            wrote[one.sender] += 1
        self.robots = {who for who, count in wrote.items() if count >= ROBOT and who not in written_to} - {ego}

    def day(self, at):
        return at.astimezone(self.zone).date()

    def passed(self, until):
        """Give for every person what was said to them, what they said, and when they met, up to the end of a day."""
        out, into, met = defaultdict(list), defaultdict(list), defaultdict(set)
        for one in self.letters:
            if len(one.to) > MANY or self.day(one.at) > until:
                continue
            if one.sender == self.ego:
                for to in one.to:
                    out[to].append(one.at)
            elif one.sender not in self.robots:
                into[one.sender].append(one.at)
        for one in self.meetings:
            if self.day(one.at) <= until:
                for who in one.coming:
                    met[who].add(self.day(one.at))
        return out, into, met

    def known(self, until):
        """Give whom ego wrote to, who wrote to ego alone, and whom ego met with at most ten."""
        past = [one for one in self.letters if self.day(one.at) <= until]
        found = {to for one in past if one.sender == self.ego for to in one.to}
        found |= {one.sender for one in past if one.to == (self.ego,)}
        found |= {who for one in self.meetings if self.day(one.at) <= until for who in one.coming}
        return found - self.robots - {self.ego}

    def ties(self, until):
        """Give every field of every tie as of the end of a day."""
        out, into, met = self.passed(until)
        days = {
            who: sorted({self.day(at) for at in (*out[who], *into[who])} | met[who])
            for who in {*out, *into, *met} - {self.ego}
        }
        return {who: _Tie(self, who, days, out, into, until).row() for who in days}


class _Tie:
    def __init__(self, world, who, days, out, into, until):
        self.world, self.who, self.days, self.out, self.into, self.until = world, who, days, out, into, until
        self.gap = (until - days[who][-1]).days

    def age(self, at):
        return (self.until - self.world.day(at)).days

    def counter(self, half_life):
        return sum(0.5 ** ((self.until - day).days / half_life) for day in self.days[self.who])

    def raw(self, who):
        return sum(max((self.until - day).days, 0.5) ** -0.5 for day in self.days[who])

    def rhythm(self):
        gaps = {who: [(b - a).days for a, b in pairwise(days)] for who, days in self.days.items()}
        usual = (sum(map(sum, gaps.values())) + 30) / (sum(map(len, gaps.values())) + 1)
        return (sum(gaps[self.who]) + 2 * usual) / (len(gaps[self.who]) + 2)

    def p30(self, rhythm):
        messages = sum(
            0.5 ** (self.age(at) / 30) for side in (self.out, self.into) for ats in side.values() for at in ats
        )
        x = {f"C{half_life}": self.counter(half_life) for half_life in (7, 30, 180)} | {
            "overdue": self.gap / rhythm, "days": len(self.days[self.who]), "rate": messages / len(self.days)
        }  # fmt: skip
        return _share(P30["b"] + sum(P30[name] * log1p(value) for name, value in x.items()))

    def resume(self):
        """Give None unless there are three contact days and thirty days of silence."""
        if len(self.days[self.who]) < 3 or self.gap < 30:
            return None, None
        b0, b, faded, silence, (low, high) = self.world.resume
        active = min((self.until - days[-1]).days for days in self.days.values())
        score = _share(b0 + b * (faded * log1p(self.counter(90)) - log1p(self.gap) - silence * log1p(active)))
        return score, "unlikely" if score < low else "open" if score < high else "likely"

    def outcomes(self, who):
        """Give (age, whether answered within seven days) of ego's messages whose seven days have passed."""
        heard = sorted(self.into[who])
        for at in self.out[who]:
            if self.age(at) >= 7:
                after = bisect_right(heard, at)
                yield self.age(at), after < len(heard) and heard[after] - at <= timedelta(days=7)

    def reply(self):
        everything = [one for who in list(self.out) for one in self.outcomes(who)]
        ego = (sum(answered for _, answered in everything) + 5 * 0.5) / (len(everything) + 5)
        mine = list(self.outcomes(self.who))
        rate = (sum(answered for _, answered in mine) + 3 * ego) / (len(mine) + 3)
        weights = [(0.5 ** (age / 60), answered) for age, answered in mine]
        faded = (sum(w * answered for w, answered in weights) + 2 * ego) / (sum(w for w, _ in weights) + 2)
        last_in, last_out = (max(side[self.who], default=None) for side in (self.into, self.out))
        theirs = last_in is not None and (last_out is None or last_in > last_out)
        x = [_odds(ego), _odds(rate), _odds(faded), log1p(len(mine)), log1p(self.since(last_in)), log1p(self.since(last_out)),
             float(theirs), log(1)]  # fmt: skip
        b0, coefficients = self.world.reply
        return _share(b0 + sum(b * value for b, value in zip(coefficients, x, strict=True)))

    def since(self, at):
        """Give days to the end of the day in the book's zone, a year at most, and for never."""
        end = datetime.combine(self.until + timedelta(days=1), time(), self.world.zone).astimezone(UTC)
        return 365.0 if at is None else min((end - at).total_seconds() / 86_400, 365.0)

    def reciprocity(self):
        o, i = (sum(0.5 ** (self.age(at) / 90) for at in side[self.who]) for side in (self.out, self.into))
        return 2 * min(o, i) / (o + i) if o + i >= 2 else None

    def state(self, rhythm, *, is_known):
        if not is_known:
            return "seen"
        if self.gap > max(365, 6 * rhythm):
            return "dormant"
        return "drifting" if self.gap > max(30, 2 * rhythm) else "active"

    def row(self):
        known = self.world.known(self.until) & set(self.days)
        is_known, raw, rhythm = self.who in known, self.raw(self.who), self.rhythm()
        others = [self.raw(who) for who in known]
        rank = 1 + sum(other > raw + 1e-12 for other in others) if is_known else None
        score, band = self.resume()
        return {
            "strength": sum(other <= raw + 1e-12 for other in others) / len(others) if is_known else None,
            "rank": rank,
            "layer": next((size for size in (5, 15, 50, 150) if rank <= size), None) if is_known else None,
            "contact_days": len(self.days[self.who]),
            "first_interaction": self.days[self.who][0].isoformat(),
            "last_interaction": self.days[self.who][-1].isoformat(),
            "gap_days": self.gap,
            "rhythm_days": rhythm,
            "overdue_ratio": self.gap / rhythm,
            "contact_probability_30d": self.p30(rhythm),
            "resume_score": score,
            "resume_band": band,
            "reply_probability_7d": self.reply(),
            "reciprocity": self.reciprocity(),
            "state": self.state(rhythm, is_known=is_known),
        }


def _share(odds):
    return 1 / (1 + exp(-odds))


def _odds(share):
    return log(share / (1 - share))


def differences(said, expected, tolerance=1e-6):
    """Compare what `ties --json` printed with the oracle, field by field; what is printed has six places."""
    found = {next(one["value"] for one in tie["handles"] if one["kind"] == "email"): tie for tie in said}
    yield from (f"{who}: only one of the two knows them" for who in found.keys() ^ expected.keys())
    for who in found.keys() & expected.keys():
        for field, right in expected[who].items():
            here = found[who][field]
            is_number = isinstance(right, float) and here is not None
            if abs(here - right) > tolerance if is_number else here != right:
                yield f"{who}.{field}: {here} where {right} is right"

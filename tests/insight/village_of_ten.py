"""A few people and what passed between them and ego, to try reasons on."""

from datetime import UTC, date, datetime, time, timedelta

from kithbook.insight.days import Days
from kithbook.insight.history import History
from kithbook.insight.ties import measure
from kithbook.model.interaction import Finding, Interaction
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.model.times import day_number, from_day_number, to_seconds
from kithbook.network.circles import Circles
from kithbook.network.network import Network

TODAY = date(2026, 11, 23)  # a Monday


def ago(days):
    return TODAY - timedelta(days=days)


def at(day, hour=10):
    return datetime.combine(day, time(hour), UTC)


def person(number, **fields):
    return Person(**{
        "number": number, "id": f"p{number}", "slug": f"person-{number}", "name": f"Person {number}", "organisation": "",
        "title": "", "is_known": True, "known_from": None, "is_bulk": False, "is_ego": False, "card_count": 1,
        "founder": f"c{number}", **fields,
    })  # fmt: skip


def day_row(number, day, *, out=0, into=0, meetings=0, answered=0, smallest=1):
    """One contact day; where both wrote, ego wrote last."""
    mine = to_seconds(at(day, 15)) if out else 0
    theirs = to_seconds(at(day, 9)) if into else 0
    last = "out" if out else "in" if into else "both"
    first = "in" if into else "out" if out else "both"
    return (number, day_number(day), out, into, meetings, answered, smallest, first, last, theirs, mine)


def finding(id_, reader, day, speaker, quote, **fields):
    incoming = speaker != 0
    return Finding(**{
        "id": id_, "reader": reader, "quote": quote, "fields": {}, "interaction": f"i-{id_}", "at": at(day), "day": day,
        "direction": "in" if incoming else "out", "recipients": 1, "is_bulk": False, "subject": "",
        "speaker": speaker, "others": (), **fields,
    })  # fmt: skip


def letter(id_, day, direction="in", **fields):
    return Interaction(**{
        "id": id_, "at": at(day), "is_day": False, "day": day, "kind": "message", "channel": "mail", "direction": direction,
        "subject": "", "thread": "", "recipients": 1, "is_bulk": False, "snippet": "", **fields,
    })  # fmt: skip


def position(number, organisation, **fields):
    """A place of work that a card states; two of one name are one organisation."""
    return Position(**{
        "person": number, "organisation": organisation, "organisation_key": organisation.casefold(), "title": "",
        "start": "", "end": "", "kind": "position", "source": "linkedin", "record": f"r-{number}-{organisation}",
        "is_current": False, **fields,
    })  # fmt: skip


def network(*people, circles=(), ego=(), positions=None):
    known = {one.number: one for one in people}
    own = [(one.number, one.organisation) for one in people]
    return Network(known, Circles.read([*circles, *own]), tuple(ego), positions or {})


def history(rows=(), *, today=TODAY, talk=None, rhythms=None, **fields):
    days = Days.read(rows).until(day_number(today))
    last = zip(days.people.tolist(), days.last_day.tolist(), strict=True)
    talk = talk or {number: [letter(f"i{number}", from_day_number(day))] for number, day in last}
    return History(
        ties=measure(days, today, rhythms=rhythms), days=days, talk=lambda number: talk.get(number, ()), **fields
    )

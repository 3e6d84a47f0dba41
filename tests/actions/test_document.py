"""Answers as JSON documents."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from kithbook.actions import document


@dataclass
class Answer:
    at: datetime
    day: date
    names: tuple[str, ...]
    nothing: None = None


def test_json_writes_instants_in_utc_and_days_as_days():
    at = datetime(2026, 11, 23, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert document.plain(Answer(at, date(2026, 11, 23), ("a",))) == {
        "at": "2026-11-23T09:30:00Z",
        "day": "2026-11-23",
        "names": ["a"],
        "nothing": None,
    }


def test_what_a_terminal_obeys_is_escaped_and_says_the_same():
    name = "C1 \x9b31m \x7f \u202egnp \u2066 ü \x1b[31m"
    raw = document.written({"name": name})
    assert json.loads(raw) == {"name": name}
    assert not {"\x1b", "\x7f", "\x9b", "\u202e", "\u2066"} & set(raw.decode())

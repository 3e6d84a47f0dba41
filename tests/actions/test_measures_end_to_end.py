"""Every field of ties, through the real program from mailboxes and a calendar on, against the oracle."""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "engine"))

import end_to_end
from end_to_end import address, held_against_the_oracle
from oracle import Letter

ME = "ada@own.example"
BEGIN = datetime(2026, 3, 1, 5, tzinfo=UTC)  # the clocks change on the 8th in Los Angeles, on the 29th in Berlin
ASKED = ((0, 20), (1, -4), (1, 45))


def invented(seed):
    """Write a hundred days: talk with twenty people, mail to many, group mail of others, a robot, the edges of days."""
    rng = random.Random(seed)
    people = [f"p{n}@college.example" for n in range(20)]
    letters = []

    def send(second, sender, *to):
        letters.append(Letter(BEGIN + timedelta(seconds=second), sender, to, f"m{len(letters)}@college.example"))

    for nth, one in enumerate(people):
        for _ in range(rng.randrange(1, 40)):
            at = rng.randrange(100 * 86_400)
            send(at, ME, one)
            if rng.random() < 0.6:
                send(at + rng.randrange(1, 12 * 86_400), one, ME)
        send(nth * 86_400, ME, *people[nth:], *people[:nth])  # to twenty: no contact
        send(nth * 86_400 + 7, one, ME, *people[:nth])  # up to twenty: the first ten make a contact day with its sender
    for nth in range(40):
        send(nth * 86_400, "robot@college.example", ME)
        send(nth * 86_400 + 9, "seen@college.example", ME, "other@college.example") if nth < 5 else None
        send(nth * 3_600 + 1, people[3], ME)  # several in one day
    for hour in range(25):  # around midnight, wherever ego lives
        send(50 * 86_400 + hour * 3_600, "owl@college.example", ME)
    return letters


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_an_invented_mailbox(tmp_path, zone):
    found = held_against_the_oracle(tmp_path, ME, invented(1), zone=zone, asked=ASKED)
    assert [(day, differ) for day, _, differ in found if differ] == []
    rows = {tie["handles"][0]["value"]: tie for tie in found[-2][1]}
    seen, ten, eleven = (rows.get(f"{who}@college.example") for who in ("seen", "s0", "s8"))
    assert seen["state"] == "seen" and seen["strength"] is seen["rank"] is seen["layer"] is None
    assert ten["contact_days"] == 1 and ten["state"] == "drifting" and eleven is None
    assert rows["owl@college.example"]["contact_days"] == 2
    assert "robot@college.example" not in rows and "other@college.example" not in rows
    assert "s25@college.example" not in rows and "s30@college.example" not in rows  # declined; still to come
    assert {tie["resume_band"] for tie in found[-1][1]} > {None}


@pytest.mark.parametrize(("graph", "folder", "zone"), [
    ("college", "mailgraph-collegemsg", "Europe/Berlin"), ("enron", "mailgraph-enron-roles", "America/Los_Angeles"),
])  # fmt: skip
def test_real_mail_graphs(tmp_path, graph, folder, zone):
    if not (end_to_end.DATA / folder).is_dir():
        pytest.skip("the mail graphs lie only in ../shared/data")
    messages = getattr(end_to_end, graph)()
    ego = end_to_end.busiest(messages, 2)[1]
    letters = end_to_end.letters_of(ego, messages)
    found = held_against_the_oracle(tmp_path, address(ego), letters, zone=zone, asked=ASKED)
    assert [(day, differ) for day, _, differ in found if differ] == []
    assert len(found[-1][1]) > 25

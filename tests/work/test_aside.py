"""Words that kill, break or hold up a reader cost their own item, though others are on the way behind it."""

import os

import pytest

from kithbook.model.fault import Fault
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.sources import Found
from kithbook.work.limits import Limits
from kithbook.work.parse import parse
from processes import children, is_alive, until

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="no second core for the readers"
)
PATIENT = Limits(seconds_per_record=20.0, memory_bytes=200 << 20)
SOUND = "say 2026-01-01T10:00:00Z Could you please send me the report?"


def run(tmp_path, bad, count=400, **more):
    lines = [bad.get(number, SOUND) for number in range(1, count + 1)]
    folder = tmp_path / "given"
    folder.mkdir(exist_ok=True)
    (folder / "one").write_text("".join(f"{line}\n" for line in lines))
    found = Found("wild", "", ("one",), AsOf(None, UNKNOWN), "wild lines", more.pop("options", {}))
    batches = list(parse(folder, found, module="deadly_reader", **{"limits": PATIENT, **more}))
    seen = [one for batch in batches for one in batch.sightings]
    return [one.position for one in seen], [one for batch in batches for one in batch.left], seen


def without(*bad, count=400):
    return [number for number in range(1, count + 1) if number not in bad]


def test_what_is_read_aside_is_what_is_read(tmp_path):
    positions, left, seen = run(tmp_path, {})
    assert (positions, left) == (without(), [])
    assert {reading.reader for one in seen for reading in one.readings} >= {"question", "snippet"}
    assert len({one.readings for one in seen if not one.readings}) == 0


@pytest.mark.parametrize("options", [{}, {"silent": "yes"}], ids=["announcing", "silent"])
@pytest.mark.parametrize(
    ("word", "reason"), [("KILL", "it ended the worker with signal 9"), ("BREAK", "ValueError: these words")]
)
def test_words_that_end_a_reader_cost_only_themselves(tmp_path, word, reason, options):
    bad = dict.fromkeys((1, 200, 201, 400), f"say 2026-01-01T10:00:00Z {word}")
    positions, left, _ = run(tmp_path, bad, options=options)
    assert positions == without(1, 200, 201, 400)
    assert left == [Fault("one", number, reason) for number in (1, 200, 201, 400)]


def test_words_that_hold_a_reader_up_are_left(tmp_path):
    bad = {150: "say 2026-01-01T10:00:00Z HANG"}
    positions, left, _ = run(tmp_path, bad, limits=Limits(seconds_per_record=1.0, memory_bytes=200 << 20))
    assert positions == without(150)
    assert left == [Fault("one", 150, "it took longer than 1 seconds")]


def test_a_source_and_a_reader_may_break_side_by_side(tmp_path):
    bad = {
        100: "say 2026-01-01T10:00:00Z BREAK",
        101: "raise broken",
        102: "exit",
        103: "say 2026-01-01T10:00:00Z KILL",
    }
    positions, left, _ = run(tmp_path, bad)
    assert positions == without(100, 101, 102, 103)
    assert [one.position for one in left] == [100, 101, 102, 103]


def test_a_long_text_passes(tmp_path):
    positions, left, _ = run(tmp_path, {7: SOUND + " word" * 500_000}, count=20)
    assert (positions, left) == (without(count=20), [])


def test_the_reader_ends_with_the_worker(tmp_path):
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "one").write_text("say 2026-01-01T10:00:00Z HANG\n" + f"{SOUND}\n" * 2)
    found = Found("wild", "", ("one",), AsOf(None, UNKNOWN), "wild lines")
    stream = parse(folder, found, module="deadly_reader", limits=PATIENT)
    next(stream)
    (worker,) = children(os.getpid())
    (reader,) = until(lambda: children(worker))
    stream.close()
    until(lambda: not is_alive(reader))

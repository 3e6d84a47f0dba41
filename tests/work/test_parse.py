import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.sources import Found
from kithbook.work.limits import Limits
from kithbook.work.parse import _Course, parse, recognise_apart
from kithbook.work.standing import Place
from processes import children, is_alive, until

PATIENT = Limits(seconds_per_record=20.0, memory_bytes=200 << 20)  # busy machines are slow, and that is no fault


def lay(tmp_path, **members):
    """Write files of lines and say what a source would have found in them."""
    folder = tmp_path / "given"
    folder.mkdir(exist_ok=True)
    for name, lines in members.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
    return folder, Found("wild", "", tuple(members), AsOf(None, UNKNOWN), "wild lines")


def run(folder, found, **more):
    return list(parse(folder, found, module="wild_source", **{"limits": PATIENT, **more}))


def keys(batches):
    return [sighting.record.key for batch in batches for sighting in batch.sightings]


def left(batches):
    return [item for batch in batches for item in batch.left]


def expected(name, lines, bad):
    return [f"{name}:{number}" for number in range(1, len(lines) + 1) if number not in bad]


def with_bad(count, bad):
    return [bad.get(number, "say 2026-01-01T10:00:00Z Hello there") for number in range(1, count + 1)]


def test_items_arrive_once_in_order_with_what_was_left_out(tmp_path):
    lines = with_bad(1200, {3: "fault no date", 5: "skip spam"})
    folder, found = lay(tmp_path, one=lines, two=["say", "say 2026-03-04 x", "say 2099-01-01 x"])
    batches = run(folder, found, until=date(2026, 11, 2))
    assert keys(batches) == [*expected("one", lines, {3, 5}), "two:1", "two:2", "two:3"]
    assert left(batches) == [Fault("one", 3, "no date"), Skipped("one", 5, "spam")]
    assert [(f.section, f.count) for batch in batches for f in batch.finished] == [("one", 1), ("two", 1)]
    assert max(batch.newest for batch in batches if batch.newest) == date(2026, 3, 4)
    assert batches[-1].items == 1203
    assert batches[-1].checkpoint == ("two", 3)
    assert all(len(batch.sightings) <= 500 for batch in batches)
    done = [batch.done_bytes for batch in batches]
    assert done == sorted(done)
    assert 0 < done[-1] <= batches[-1].total_bytes == sum(path.stat().st_size for path in folder.iterdir())


@pytest.mark.parametrize("options", [{}, {"silent": "yes"}], ids=["announcing", "silent"])
@pytest.mark.parametrize("verb", ["exit", "segv", "memory", "nest", "raise broken"])
def test_what_kills_a_worker_costs_only_itself(tmp_path, verb, options):
    lines = with_bad(40, {1: verb, 20: verb, 21: verb, 40: verb})
    folder, found = lay(tmp_path, one=lines, two=["say"])
    found.options.update(options)
    batches = run(folder, found)
    assert keys(batches) == [*expected("one", lines, {1, 20, 21, 40}), "two:1"]
    assert [(fault.file, fault.position) for fault in left(batches)] == [("one", n) for n in (1, 20, 21, 40)]
    assert batches[-1].items == 41


def test_a_record_that_hangs_is_ended(tmp_path):
    lines = with_bad(4, {2: "hang"})
    folder, found = lay(tmp_path, one=lines)
    batches = run(folder, found, limits=Limits(seconds_per_record=2.0))
    assert keys(batches) == expected("one", lines, {2})
    assert [fault.reason for fault in left(batches)] == ["it took longer than 2 seconds"]


def test_a_record_that_eats_memory_is_ended(tmp_path):
    lines = with_bad(4, {3: "eat"})
    folder, found = lay(tmp_path, one=lines)
    batches = run(folder, found)
    assert keys(batches) == expected("one", lines, {3})
    assert [fault.reason for fault in left(batches)] == ["it needs more memory than a record may have"]


def test_byte_offsets_that_a_source_does_not_announce_are_stepped_over(tmp_path):
    lines = with_bad(10, {5: "exit 3"})
    folder, found = lay(tmp_path, one=lines)
    found.options.update(silent="yes", offsets="yes")
    batches = run(folder, found)
    offset = len(lines[0]) + 1
    sound = [f"one:{offset * n}" for n in range(4)] + [f"one:{offset * 4 + 7 + offset * n}" for n in range(5)]
    assert set(sound) - set(keys(batches)) <= {sound[4]}  # a neighbour may be lost where a source announces nothing
    assert keys(batches) == [key for key in sound if key in keys(batches)]
    assert len(left(batches)) == 1


def test_after_twenty_deaths_the_rest_of_a_member_is_one_fault(tmp_path):
    folder, found = lay(tmp_path, one=["say"] + ["exit"] * 30 + ["say"], two=["say"])
    batches = run(folder, found, limits=Limits(deaths_per_member=4))
    assert keys(batches) == ["one:1", "two:1"]
    faults = left(batches)
    assert [fault.position for fault in faults] == [2, 3, 4, 5]
    assert "the rest of one is left out" in faults[-1].reason


def test_going_on_behind_a_checkpoint_gives_the_rest(tmp_path):
    lines = with_bad(30, {9: "exit"})
    folder, found = lay(tmp_path, one=lines, two=["say", "say"])
    whole = keys(run(folder, found))
    assert keys(run(folder, found, after=("one", 8))) == whole[8:]
    assert keys(run(folder, found, after=("two", 1))) == ["two:2"]


def test_halves_of_a_row_are_never_parted(tmp_path):
    folder, found = lay(tmp_path, one=["pair"] * 700)
    batches = [batch for batch in run(folder, found) if batch.sightings]
    assert len(batches) > 1
    for batch in batches:
        assert [s.record.key[-1] for s in batch.sightings[:: len(batch.sightings) - 1]] == ["a", "b"]


def test_records_cross_unchanged_with_their_ids(tmp_path):
    folder, found = lay(tmp_path, one=["odd", "say 2026-01-01 Hi"])
    first, second = (s.record for batch in run(folder, found) for s in batch.sightings)
    assert first.content == {"section": "odd", "fields": {}}
    assert second.content["sender"] == ["email", "bo@example.org", "Bo Example"]
    for record in (first, second):
        assert record.id == type(record)(record.kind, record.key, record.content).id
        assert record.text == type(record)(record.kind, record.key, record.content).text


def test_a_stray_print_is_not_a_frame(tmp_path):
    folder, found = lay(tmp_path, one=["print", "say"])
    assert keys(run(folder, found)) == ["one:1", "one:2"]


def test_the_worker_reaches_no_network(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        folder, found = lay(tmp_path, one=[f"connect {server.getsockname()[1]}", "say"])
        with pytest.raises(UserError, match="socket"):
            run(folder, found)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_missing_file_is_a_user_error(tmp_path):
    _, found = lay(tmp_path, one=["say"])
    with pytest.raises(UserError, match="none"):
        run(tmp_path / "none", found)


def test_what_was_given_is_recognised_apart(tmp_path):
    mail = tmp_path / "sent.mbox"
    mail.write_text(
        "From a@b.example Mon Nov  2 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nHello\n"
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    known = recognise_apart(tmp_path)
    assert [(found.source, found.members) for found in known.found] == [("mbox", ("sent.mbox",))]
    assert [left.name for left in known.unread] == ["picture.png"]
    (batch,) = [batch for batch in parse(tmp_path, known.found[0]) if batch.sightings]
    assert [sighting.record.content["subject"] for sighting in batch.sightings] == ["x"]


def test_what_nobody_reads_is_a_user_error(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UserError, match="can be read"):
        recognise_apart(tmp_path / "picture.png")


def test_a_bug_before_the_first_record_is_not_a_fault(tmp_path):
    _, found = lay(tmp_path, one=["say"])
    with pytest.raises(RuntimeError, match="ModuleNotFoundError"):
        list(parse(tmp_path, found, module="no_such_source"))


def test_closing_ends_the_worker_at_once(tmp_path):
    folder, found = lay(tmp_path, one=["say"] * 2000 + ["hang"])
    batches = parse(folder, found, module="wild_source", limits=Limits(seconds_per_record=3600.0))
    next(batch for batch in batches if batch.sightings)
    begun = children(os.getpid())
    assert begun
    batches.close()  # who waited for the record would wait for an hour
    assert not begun & children(os.getpid())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_the_worker_ends_with_its_parent(tmp_path):
    code = (
        "import sys; from pathlib import Path; from test_parse import lay, parse\n"
        f"folder, found = lay(Path({str(tmp_path)!r}), one=['say', 'hang'])\n"
        "for batch in parse(folder, found, module='wild_source'): print('on', flush=True)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with parent:
        parent.stdout.readline()
        (child,) = children(parent.pid)
        parent.send_signal(signal.SIGKILL)
    until(lambda: not is_alive(child))


def test_the_worker_is_not_hurried_by_a_slow_parent(tmp_path):
    folder, found = lay(tmp_path, one=["say 2026-01-01 " + "words " * 400] * 3000)
    batches = parse(folder, found, module="wild_source", limits=Limits(seconds_per_record=2.0))
    total = 0
    for number, batch in enumerate(batches):
        if number == 1:
            time.sleep(2.2)  # longer than a record may take: the worker waits, and that is not its fault
        total += len(batch.sightings)
        assert not batch.left
    assert total == 3000


def test_a_machine_too_slow_for_any_item_to_come_through_ends_with_faults_and_does_not_begin_for_ever():
    found = Found("wild", "", ("one",), AsOf(None, UNKNOWN), "a wild one")
    course, faults = _Course(found, None, Limits(deaths_per_member=5)), []
    for workers in range(1, 1000):
        course.order()
        faults += filter(None, [course.bury("it took longer than 5 seconds", Place(1, 1, 0, 1, 0))])
        if course.is_over:
            break
    assert course.is_over and workers < 50 and [one.file for one in faults] == ["one", "one"]
    assert "the rest of one is left out" in faults[-1].reason

"""A worker that was starved of the processor is not taken for one that hangs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from test_parse import keys, lay

from kithbook.work import effort
from kithbook.work.effort import Effort
from kithbook.work.parse import Limits, parse
from processes import until

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


def spent(code):
    """Start a program and those it starts, and ask twice what they have had."""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    try:
        process.stdout.readline()
        yield from iter(lambda: effort.of(process.pid), None)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # and those it started
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(
    "code", ["print(flush=True)\nwhile True: pass", "import os\nos.fork() or print(flush=True)\nwhile True: pass"]
)
def test_who_runs_has_had_more_and_would_go_on(code):
    told = spent(code)
    first = next(told)
    last = until(lambda: (now := next(told)).processor_seconds > first.processor_seconds + 0.1 and now)
    assert last.is_held_up
    told.close()


def test_who_sleeps_is_not_held_up():
    told = spent("import time\nprint(flush=True)\ntime.sleep(3600)")
    until(lambda: not next(told).is_held_up)
    told.close()


def test_nobody_knows_of_a_process_that_is_gone():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert effort.of(process.pid) is None


@pytest.mark.parametrize(("told", "is_whole"), [(Effort(0.0, True), True), (Effort(0.0, False), False), (None, False)])
def test_only_who_would_go_on_is_waited_for(tmp_path, monkeypatch, told, is_whole):
    folder, found = lay(tmp_path, one=["say", "wait 1", "say"])
    monkeypatch.setattr(effort, "of", lambda _: told)
    batches = list(parse(folder, found, module="wild_source", limits=Limits(seconds_per_record=0.5)))
    assert (keys(batches) == ["one:1", "one:2", "one:3"]) == is_whole


def test_who_had_the_processor_for_so_long_is_ended_on_a_machine_of_its_own(tmp_path, monkeypatch):
    folder, found = lay(tmp_path, one=["say", "wait 60", "say"])
    had = iter(range(1000))
    monkeypatch.setattr(effort, "of", lambda _: Effort(float(next(had)), True))
    batches = list(parse(folder, found, module="wild_source", limits=Limits(seconds_per_record=0.5)))
    assert keys(batches) == ["one:1", "one:3"]

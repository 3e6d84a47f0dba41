"""Imports in processes of their own: they survive whoever started them, end when told to, and lose nothing when killed."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processes import is_alive, until

sys.path.append(str(Path(__file__).parents[1] / "torture"))
import small_world
from torturing import AT_ONCE_SECONDS, assert_clean, canonical, quick, slowness

from kithbook import settings
from kithbook.actions import jobs
from kithbook.actions.import_ import Wish
from kithbook.model.fault import UserError
from kithbook.work import job as work

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WISH = Wish(zone=settings.system_zone())  # as the command line has it


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=40, messages=80)[:2]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Write a mailbox that takes seconds to read."""
    return small_world.write(tmp_path_factory.mktemp("large"), people=40, messages=5_000)[1]


@pytest.fixture(scope="module")
def expected(tmp_path_factory, world):
    book = tmp_path_factory.mktemp("undisturbed") / "book"
    assert quick(book, "import", *world)[0] == 0
    return canonical(book)


def waited(is_so, book, name):
    """Look at a job until it is as wanted."""
    return until(lambda: job if is_so(job := jobs.job(book, name)) else None)


def ended(book, job):
    return waited(lambda one: not one.is_under_way, book, job.id)


def reading(book, job):
    """Wait until a job keeps records."""
    return waited(lambda one: not one.is_under_way or one.items > 500, book, job.id)


def process_of(book, job):
    return work.files_of(book, job.id).process()


# -- an import in the background -----------------------------------------------------------------------


def test_an_import_runs_by_itself_and_says_what_it_came_to(tmp_path, world, expected):
    book = tmp_path / "book"
    job = jobs.start_import(book, world, WISH, now=NOW)
    assert (job.verb, job.state, job.what) == ("import", "waiting", tuple(path.name for path in world))
    done = ended(book, job)
    assert done.state == "done", done
    assert done.error is None
    assert {run["source"] for run in done.result["runs"]} == {"linkedin", "mbox"}
    assert done.result["people"]["before"] == 0
    assert done.result["people"]["after"] > 30
    assert done.result["merged"] > 0
    assert done.ended >= done.started == NOW
    assert_clean(book)
    assert jobs.jobs(book) == [done]
    assert canonical(book) == expected


def test_its_files_are_its_owners_alone_and_nothing_is_left_beside_them(tmp_path, world):
    book = tmp_path / "book"
    done = ended(book, jobs.start_import(book, world[:1], now=NOW))
    folder = work.folder_of(book)
    assert sorted(path.name for path in folder.iterdir()) == ["1.json", "1.lock", "line.lock"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert done.id == "1"


def test_it_belongs_to_nobody_and_holds_nothing_of_its_starter(tmp_path, large):
    book, (ours, theirs) = tmp_path / "book", os.pipe()
    os.set_inheritable(theirs, True)
    job = jobs.start_import(book, [large], now=NOW)
    reading(book, job)
    number = process_of(book, job)
    assert os.getsid(number) != os.getsid(0)
    assert os.getpgid(number) != os.getpgid(0)
    assert int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1]) != os.getpid()
    held = {one.readlink() for one in Path(f"/proc/{number}/fd").iterdir()}
    assert Path(f"/proc/self/fd/{ours}").readlink() not in held
    jobs.cancel(book, job.id, now=NOW)
    os.close(ours)
    os.close(theirs)


STARTER = """
import sys, os
from datetime import UTC, datetime
from pathlib import Path
from kithbook import settings
from kithbook.actions import jobs
job = jobs.start_import(Path(sys.argv[1]), [Path(sys.argv[2])], now=datetime.now(UTC))
print(job.id, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_it_outlives_the_server_that_started_it_however_that_ends(tmp_path, world, ending):
    book = tmp_path / "book"
    server = subprocess.Popen(
        [sys.executable, "-c", STARTER, book, world[0]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    name = server.stdout.readline().decode().strip()
    os.killpg(server.pid, ending)
    server.communicate()
    assert waited(lambda one: not one.is_under_way, book, name).state == "done"
    assert_clean(book)


# -- ended early ---------------------------------------------------------------------------------------


def test_cancelled_it_ends_at_once_and_is_gone_on_with(tmp_path, large):
    book = tmp_path / "book"
    job = jobs.start_import(book, [large], now=NOW)
    reading(book, job)
    number, begun = process_of(book, job), time.perf_counter()
    stopped = jobs.cancel(book, job.id, now=NOW)
    took = time.perf_counter() - begun
    assert stopped.state == "cancelled"
    assert stopped.is_resumable
    assert until(lambda: not is_alive(number))  # its files are closed a moment before it is gone
    assert took < AT_ONCE_SECONDS * slowness()
    assert_clean(book)
    again = ended(book, jobs.resume(book, job.id, now=NOW))
    assert again.state == "done"
    assert again.id != job.id
    (run,) = again.result["runs"]
    assert run["observed"] == 5_000
    assert_clean(book)


def test_cancelled_while_it_starts(tmp_path, world):
    book = tmp_path / "book"
    job = jobs.start_import(book, world, WISH, now=NOW)
    assert jobs.cancel(book, job.id, now=NOW).state == "cancelled"
    assert jobs.cancel(book, job.id, now=NOW).state == "cancelled"  # again: nothing to do


def test_killed_it_is_lost_and_found_and_ends_as_if_undisturbed(tmp_path, world, large):
    """The first kill meets seconds of reading still to come; where the later ones fall is left to chance."""
    files, book, whole = [world[0], large], tmp_path / "book", tmp_path / "undisturbed"
    ended(whole, jobs.start_import(whole, files, WISH, now=NOW))
    job = jobs.start_import(book, files, WISH, now=NOW)
    for kill in range(3):
        reading(book, job)
        number = process_of(book, job)
        if is_alive(number):
            os.kill(number, signal.SIGKILL)
        found = ended(book, job)
        assert kill or found.state == "lost"
        if found.state == "done":
            break
        assert (found.state, found.is_resumable) == ("lost", True)
        job = jobs.resume(book, job.id, now=NOW)
    assert ended(book, job).state == "done"
    assert_clean(book)
    assert canonical(book) == canonical(whole)


def test_what_nobody_can_read_fails_with_what_to_do(tmp_path):
    book, path = tmp_path / "book", tmp_path / "empty.bin"
    path.write_bytes(b"")
    failed = ended(book, jobs.start_import(book, [path], now=NOW))
    assert failed.state == "failed"
    assert "empty" in failed.error.what
    assert failed.error.do


def test_a_bug_is_told_by_its_place_and_never_by_what_it_says(tmp_path, world):
    book = tmp_path / "book"
    done = ended(book, jobs.start_import(book, world[:1], now=NOW))
    files = work.files_of(book, done.id)
    job, order = files.read()
    secret = work.Order("import", {**order.values, "paths": [["Bao Tran"]]}, NOW)  # no path: a bug of ours
    files.write(work.packed(work.replace(job, state="lost"), secret))
    with pytest.raises(TypeError):
        jobs.resume(book, done.id, now=NOW)
    started = jobs.detached.start(book, secret, what=["x"], entry=jobs.ENTRY)
    failed = ended(book, started)
    assert failed.state == "failed"
    assert "TypeError at" in failed.error.what
    log = work.files_of(book, started.id).log.read_text()
    assert "TypeError" in log
    assert "Bao" not in log + json.dumps([failed.error.what, failed.error.do])


# -- several -------------------------------------------------------------------------------------------


def test_two_run_one_after_the_other(tmp_path, world, large):
    book = tmp_path / "book"
    first = jobs.start_import(book, [large], now=NOW)
    waited(lambda one: one.state == "running", book, first.id)
    second = jobs.start_import(book, world[:1], now=NOW)
    assert [job.id for job in jobs.under_way(book)] == [first.id, second.id]
    time.sleep(0.3)
    assert jobs.job(book, second.id).state == "waiting"
    jobs.cancel(book, first.id, now=NOW)
    assert ended(book, second).state == "done"
    assert jobs.under_way(book) == []
    assert_clean(book)


def test_one_that_waits_is_cancelled_without_touching_the_one_that_runs(tmp_path, world, large):
    book = tmp_path / "book"
    first = jobs.start_import(book, [large], now=NOW)
    waited(lambda one: one.state == "running", book, first.id)
    second = jobs.start_import(book, world, WISH, now=NOW)
    assert jobs.cancel(book, second.id, now=NOW).state == "cancelled"
    assert jobs.job(book, first.id).is_under_way
    jobs.cancel(book, first.id, now=NOW)


def test_a_rebuild_and_a_backup_are_jobs_too(tmp_path, world):
    book, file = tmp_path / "book", tmp_path / "kith.backup"
    ended(book, jobs.start_import(book, world, WISH, now=NOW))
    made = ended(book, jobs.start_rebuild(book, now=NOW))
    assert (made.state, made.verb) == ("done", "rebuild")
    assert made.result["people"] > 30
    kept = ended(book, jobs.start_backup(book, file, now=NOW))
    assert (kept.state, kept.what) == ("done", ("kith.backup",))
    assert kept.result["verified"]
    assert file.stat().st_size == kept.result["bytes"]
    inside = ended(book, jobs.start_backup(book, book / "kith.backup", now=NOW))
    assert inside.state == "failed"
    assert "own folder" in inside.error.what


# -- bad luck ------------------------------------------------------------------------------------------


def test_without_room_it_says_so_and_goes_on_when_there_is_some(tmp_path, world, expected):
    book = tmp_path / "book"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        failed = ended(book, jobs.start_import(book, world, WISH, now=NOW))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failed.state == "failed"
    assert "grow" in failed.error.what
    assert ended(book, jobs.resume(book, failed.id, now=NOW)).state == "done"
    assert_clean(book)
    assert canonical(book) == expected


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_on_a_full_disk_there_is_room_for_the_last_word(tmp_path, world, expected):
    disk, book, ballast = tmp_path / "disk", tmp_path / "disk" / "book", tmp_path / "disk" / "ballast"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=True)
    try:
        assert quick(book, "me")[0] == 0
        ballast.write_bytes(bytes((os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize) - 300_000))
        failed = ended(book, jobs.start_import(book, world, WISH, now=NOW))
        assert failed.state == "failed", failed
        assert "room" in failed.error.what
        assert "MB" in failed.error.what
        (disk / "more").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize))
        with pytest.raises(UserError, match=r"no space|room"):
            jobs.resume(book, failed.id, now=NOW)
        assert jobs.jobs(book) == [failed]
        ballast.unlink()
        assert ended(book, jobs.resume(book, failed.id, now=NOW)).state == "done"
        assert canonical(book) == expected
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_names_that_no_text_can_say_pass(tmp_path):
    book = tmp_path / "book"
    path = Path(os.fsdecode(bytes(tmp_path) + b"/\xff\xe9\n.vcf"))
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bao Tran\nEND:VCARD\n")
    done = ended(book, jobs.start_import(book, [path], now=NOW))
    assert done.state == "done", done
    assert done.what == (path.name,)


@pytest.mark.parametrize("name", ["", "0", "2", "../1", "1/../1", "١", "1.json", "line", "-1", "1\n"])
def test_an_id_that_is_none_is_refused(tmp_path, name):
    folder = work.folder_of(tmp_path)
    folder.mkdir()
    (folder / "1.json").write_bytes(b"{}")
    for ask in (jobs.job, jobs.dismiss):
        with pytest.raises(UserError):
            ask(tmp_path, name)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b'{"job": {"what": 3}, "order": 0}', b"\xff", b"[" * 99999]
)
def test_a_damaged_file_is_no_job(tmp_path, content):
    folder = work.folder_of(tmp_path)
    folder.mkdir()
    (folder / "1.json").write_bytes(content)
    assert jobs.jobs(tmp_path) == []
    with pytest.raises(UserError):
        jobs.job(tmp_path, "1")


def test_where_nothing_is_nothing_starts(tmp_path):
    for paths in ([], [tmp_path / "nowhere"]):
        with pytest.raises(UserError):
            jobs.start_import(tmp_path / "book", paths, now=NOW)
    assert not (tmp_path / "book").exists()

"""The whole program measured: imports, the size of a book, its commands, memory, progress and Ctrl-C.

Everything runs `kith` as a person does, each time as a new process; the data is made first, from seeds. Baselines run in
the same run, alternating. Figures are medians by the clock, and in brackets by the processor, workers included: on a
machine that others use only the second says much.

    python benchmarks/book.py [person] [linkedin] [large] [mailbox] [scale] [start] [--share 1.0] [--runs 3] [--folder DIR]

person    3,000 connections and 50,000 messages of mail, to the first agenda; beside mailbox.mbox and one SQLite table
linkedin  an archive of 30,000 connections and 100,000 messages, and again; beside DictReader and one SQLite table
large     10,000 known people and 500,000 messages: size, full rebuild, today, people
mailbox   5 GB and a million messages: seconds, private memory, progress, Ctrl-C
scale     20,000 messages: kith, mailbox.mbox and one SQLite table, `notmuch new` where it is installed
start     `kith --help` beside a bare interpreter

--share makes all of it smaller; --dense has mail that asks or promises something in nearly every sentence.
"""

import argparse
import csv
import io
import mailbox
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import archives
import mailboxes
from book_program import INTERRUPTED, Ran, Took, bare, processor_seconds, timed, watched

DAY = date(2026, 3, 12)
EGO = "ada@example.org"  # the same owner in archive and mailbox


def row(what: str, figure: str, beside: str = "") -> None:
    print(f"{what:62}{figure:>20}   {beside}", flush=True)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def clock(taken: Sequence[Took | Ran]) -> float:
    return median([one.seconds for one in taken])


def shown(taken: Sequence[Took | Ran], unit: str = "s") -> str:
    """Write the medians by the clock and by the processor."""
    factor, digits = (1e3, 0) if unit == "ms" else (1, 1)
    used = median([one.processor_seconds for one in taken])
    return f"{clock(taken) * factor:.{digits}f} ({used * factor:.{digits}f}) {unit}"


def since(begun: float, used: float) -> Took:
    return Took(time.perf_counter() - begun, time.process_time() - used)


def folder_bytes(book: Path) -> int:
    return sum(path.stat().st_size for path in book.iterdir() if path.is_file())


# -- baselines -----------------------------------------------------------------------------------------


def naive_archive(path: Path, there: Path) -> Took:
    """Do the least an importer must: both tables through DictReader, dates parsed, into one SQLite file."""
    begun, used = time.perf_counter(), time.process_time()
    with zipfile.ZipFile(path) as archive, sqlite3.connect(there) as base:
        base.execute("CREATE TABLE row (at TEXT, text TEXT)")
        for name, column, shape in (
            ("Connections.csv", "Connected On", "%d %b %Y"),
            ("messages.csv", "DATE", "%Y-%m-%d %H:%M:%S UTC"),
        ):
            with io.TextIOWrapper(archive.open(name), encoding="utf-8", newline="") as stream:
                if name == "Connections.csv":
                    for _ in range(3):
                        stream.readline()
                base.executemany(
                    "INSERT INTO row VALUES (?, ?)",
                    (
                        (datetime.strptime(one[column], shape).isoformat(), "|".join(map(str, one.values())))
                        for one in csv.DictReader(stream)
                    ),
                )
    return since(begun, used)


def naive_mailbox(path: Path, there: Path) -> Took:
    """Do the least an importer must: headers by the standard library, into one SQLite file."""
    begun, used = time.perf_counter(), time.process_time()
    box = mailbox.mbox(path, factory=BytesHeaderParser().parse, create=False)
    with sqlite3.connect(there) as base:
        base.execute("CREATE TABLE mail (id TEXT, at TEXT, sender TEXT, recipients TEXT, subject TEXT)")
        for one in box:
            people = [getaddresses(one.get_all(name, [])) for name in ("from", "to", "cc")]
            subject = str(make_header(decode_header(one["subject"] or "")))
            base.execute(
                "INSERT INTO mail VALUES (?, ?, ?, ?, ?)",
                (one["message-id"], one["date"], str(people[0]), str(people[1:]), subject),
            )
    box.close()
    return since(begun, used)


def notmuch_new(maildir: Path, there: Path) -> Took:
    """Let notmuch index a Maildir: full text, no people, no ties."""
    there.mkdir()
    config = there / "config"
    config.write_text(
        f"[database]\npath={maildir}\n[user]\nname=Ada\nprimary_email={EGO}\n[new]\ntags=new\nignore=\n[search]\n"
    )
    begun, used = time.perf_counter(), processor_seconds()
    subprocess.run(
        ["notmuch", f"--config={config}", "new", "--quiet"], check=True, env={**os.environ, "HOME": str(there)}
    )
    took = Took(time.perf_counter() - begun, processor_seconds() - used)
    shutil.rmtree(maildir / ".notmuch")
    return took


# -- parts ---------------------------------------------------------------------------------------------


def linkedin(work: Path, given: argparse.Namespace) -> None:
    people, messages = int(30_000 * given.share), int(100_000 * given.share)
    path = archives.write_linkedin(
        work / "Complete_LinkedInDataExport_03-12-2026.zip", people=people, messages=messages, day=DAY
    )
    first, again, naive = [], [], []
    for number in range(given.runs):
        book = work / f"linkedin-{number}"
        first.append(timed(book, "import", str(path), codes=(0, 3)))
        again.append(timed(book, "import", str(path), codes=(0, 3)))
        naive.append(naive_archive(path, work / f"naive-{number}.db"))
        shutil.rmtree(book)
    what = f"LinkedIn archive, {people:,} connections and {messages:,} messages"
    row(f"{what}: import", shown(first), f"below 20 s; DictReader + one table {shown(naive)}")
    row("  the same again", shown(again), f"{clock(again) / clock(first):.0%} of the first, below 25 %")


def one_person(work: Path, given: argparse.Namespace) -> None:
    """Measure what somebody brings on the first evening, from the files to the first agenda."""
    people, messages = int(3_000 * given.share), int(50_000 * given.share)
    archive = archives.write_linkedin(
        work / "Basic_LinkedInDataExport_03-12-2026.zip", people=people, messages=messages // 10, day=DAY
    )
    box = work / "mail.mbox"
    mailboxes.write_mbox(box, messages, messages * 5000, seed=9, people=people // 4, ego=EGO, everyday=not given.dense)
    read, seen, naive = [], [], []
    for number in range(given.runs):
        book = work / f"person-{number}"
        read.append(timed(book, "import", str(archive), str(box), codes=(0, 3)))
        seen.append(timed(book, "today"))
        naive.append(naive_mailbox(box, work / f"naive-{number}.db"))
        shutil.rmtree(book)
    what = f"one person's files, {people:,} connections and {messages:,} messages: import"
    row(what, shown(read), f"with the agenda below 2 min; mailbox.mbox + one table {shown(naive)}")
    row("  the first agenda after it", shown(seen))


def large(work: Path, given: argparse.Namespace) -> None:
    """Measure a book in which four fifths of the known are connections; mail alone names the rest."""
    people, messages = int(10_000 * given.share), int(500_000 * given.share)
    archive = archives.write_linkedin(
        work / "Basic_LinkedInDataExport_03-12-2026.zip", people=people * 8 // 10, messages=messages // 10, day=DAY
    )
    box, book = work / "large.mbox", work / "large"
    mailboxes.write_mbox(box, messages * 9 // 10, seed=7, people=people * 25 // 100, ego=EGO, everyday=not given.dense)
    ran = watched(book, "import", str(archive), str(box), "--json")
    assert ran.code in {0, 3}, ran.words[-3:]
    known = ran.document["people"]["after"]
    box.unlink()
    row(f"book of {known:,} known people, {messages:,} messages: import", shown([ran]))
    row("  private memory at most", f"{ran.peak_bytes / 1e6:.0f} MB")
    _sizes(book, messages)
    today = [timed(book, "today")]
    row("  kith today, the first of the day", shown(today), "below 2 s")
    again, found, naked, when = [], [], [], []
    for _ in range(max(5, given.runs)):
        again.append(timed(book, "today"))
        found.append(timed(book, "people", "ann"))
        when.append(timed(book, "today", "--date", "2026-03-10"))
        naked.append(bare())
    row("  kith today, again", shown(again, "ms"), f"below 300 ms; bare interpreter {shown(naked, 'ms')}")
    row("  kith people ann", shown(found, "ms"), "below 200 ms")
    row("  kith today of another day", shown(when, "ms"))
    row("  kith doctor", shown([timed(book, "doctor", codes=(0, 1))]), "below 10 s")
    whole = [watched(book, "rebuild") for _ in range(given.runs)]
    row("  full rebuild", shown(whole), "below 60 s")
    row("  private memory of a rebuild at most", f"{max(one.peak_bytes for one in whole) / 1e6:.0f} MB")
    shutil.rmtree(book)


def _sizes(book: Path, messages: int) -> None:
    total, evidence = folder_bytes(book), (book / "evidence.db").stat().st_size
    digest = (book / "digest.db").stat().st_size
    row("  size of the book", f"{total / 1e6:.0f} MB", "below 500 MB")
    row("  of it evidence, digest for each message", f"{evidence / messages:.0f}, {digest / messages:.0f} bytes")


def mailbox_of_size(work: Path, given: argparse.Namespace) -> None:
    messages = int(1_000_000 * given.share)
    box, book = work / "million.mbox", work / "million"
    size = mailboxes.write_mbox(
        box, messages, messages * 5000, seed=3, people=max(300, messages // 100), ego=EGO, everyday=not given.dense
    )
    stops = [watched(work / "stopped", "import", str(box), stop_after=seconds) for seconds in (3.0, 6.0, 12.0)]
    stops = [one for one in stops if one.code == INTERRUPTED]
    ran = watched(work / "stopped", "import", str(box), "--json")
    assert ran.document["runs"][0]["observed"] == messages
    shutil.rmtree(work / "stopped")
    row("Ctrl-C during the import: ends after", f"{max((one.seconds for one in stops), default=-1):.2f} s", "below 1 s")
    ran = watched(book, "import", str(box), "--json")
    assert ran.code in {0, 3}, ran.words[-3:]
    rate = messages / ran.seconds
    row(
        f"mailbox of {size / 1e9:.1f} GB, {messages:,} messages: import",
        shown([ran]),
        f"{rate:,.0f} a second; 15 min are 1,111",
    )
    row("  private memory of program and worker at most", f"{ran.peak_bytes / 1e6:.0f} MB", "below 300 MB")
    row(
        "  progress: signs a second, longest silence",
        f"{ran.signs_a_second:.1f}, {ran.longest_silence:.2f} s",
        "at least 2, 0.5 s",
    )
    _sizes(book, messages)
    row("  the same again", shown([timed(book, "import", str(box), codes=(0, 3))]))
    box.unlink()
    shutil.rmtree(book)


def scale(work: Path, given: argparse.Namespace) -> None:
    messages = int(20_000 * given.share)
    box, maildir = work / "scale.mbox", work / "maildir"
    same = {"seed": 5, "people": 300, "ego": EGO}
    mailboxes.write_mbox(box, messages, messages * 5000, everyday=not given.dense, **same)
    rivals: dict[str, Callable[[int], Took]] = {
        "kith import": lambda n: timed(work / f"scale-{n}", "import", str(box), codes=(0, 3)),
        "mailbox.mbox, headers only, + one SQLite table": lambda n: naive_mailbox(box, work / f"mail-{n}.db"),
    }
    if shutil.which("notmuch"):
        mailboxes.write_maildir(maildir, messages, messages * 5000, **same)
        rivals["notmuch new, full text"] = lambda n: notmuch_new(maildir, work / f"notmuch-{n}")
    seconds: dict[str, list[Took]] = {name: [] for name in rivals}
    for number in range(given.runs):
        for name, run in rivals.items():
            seconds[name].append(run(number))
    for name, taken in seconds.items():
        row(f"{messages:,} messages: {name}", shown(taken), f"{messages / clock(taken):,.0f} a second")


def start(work: Path, given: argparse.Namespace) -> None:
    helped, naked = [], []
    for _ in range(max(15, given.runs)):
        helped.append(timed(work / "none", "--help"))
        naked.append(bare())
    more = clock(helped) - clock(naked)
    row(
        "kith --help, beyond a bare interpreter",
        f"{more * 1e3:.0f} ms",
        f"below 100 ms; bare {shown(naked, 'ms')}, help {shown(helped, 'ms')}",
    )


PARTS = {
    "person": one_person,
    "linkedin": linkedin,
    "large": large,
    "mailbox": mailbox_of_size,
    "scale": scale,
    "start": start,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument(
        "--folder", type=Path, default=None, help="where to work; default: the system's temporary folder"
    )
    given = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}, load before {load:.1f}, share {given.share}"
    )
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
    for name in given.parts or PARTS:
        with tempfile.TemporaryDirectory(dir=given.folder, prefix="kith-bench-") as folder:
            PARTS[name](Path(folder), given)


if __name__ == "__main__":
    main()

"""How quick the pages are on a large book, beside Datasette showing as many rows on the same machine in the same run.

    python benchmarks/pages/speed.py [--people 30000] [--messages 500000] [--folder FOLDER] [--runs 40]

The book lies in the folder, and is made there if it is not yet. First the day's first page, asked three seconds after
the server began, when the day was worked out ahead.

For each screen: time to the first byte (a connection of its own each time), the server's processor for one answer (on
a machine that others use the clock says less), the bytes that come, and the server's memory. Then in Chromium: a search
typed letter by letter, from the key to the answer on the page, and the keys of a list, from the key to the next paint
(Event Timing: steps of 8 ms, 16 at least).
"""

import argparse
import http.client
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import books
import platformdirs
import served
from playwright.sync_api import Page
from screens import screens

import browser

MESSAGES_A_PERSON = 500 / 30  # half a million beside thirty thousand people
FIRST_BYTE, ANSWER, PAINT, MEMORY = 50, 100, 50, 200  # aims: ms, ms, ms, MB
TYPED = ("ann", "mueler", "polder", "warehouse robots")
LEAST_RUNS, PATIENCE = 3, 10.0  # runs of a slow screen; seconds after which no further is begun
TAKES_SECONDS = 3.0  # between the start of the server and a person's first page
WARM = 2  # requests that are not counted: the first reads files that stay in memory afterwards


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=30_000)
    words.add_argument("--messages", type=int)
    words.add_argument("--folder", "--book", type=Path, dest="folder")
    words.add_argument("--runs", type=int, default=40)
    given = words.parse_args()
    folder = made(given.people, given.messages or int(given.people * MESSAGES_A_PERSON), given.folder)
    begun = time.perf_counter()
    with served.served(folder) as server:
        print(f"the server is ready after   {time.perf_counter() - begun:.1f} s")
        _first_of_the_day(server)
        print(f"{'screen':36}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'kB':>8}   aim")
        late = max(_screen(server, one.name, one.address, given.runs) for one in screens(server))
        with tempfile.TemporaryDirectory() as name, datasette(Path(name)) as table:
            _datasette(table, given.runs)
        print(f"memory of the server   {memory(server.process.pid):.0f} MB   below {MEMORY} MB")
        print(f"slowest screen's p95   {late:.0f} ms   below {FIRST_BYTE} ms")
        _in_the_browser(server)
        print(f"memory of the server at the end   {memory(server.process.pid):.0f} MB   below {MEMORY} MB")


def made(people: int, messages: int, folder: Path | None) -> Path:
    """Make a large book, or take the one that an earlier run made."""
    cache = platformdirs.user_cache_path("kithbook-benchmarks", appauthor=False)
    return books.large(folder or cache / f"book-{people}-{messages}", people=people, messages=messages)


def _first_of_the_day(server: served.Served) -> None:
    """Ask for Today as a person does who takes a while to open the browser."""
    time.sleep(TAKES_SECONDS)
    took, _ = first_byte(server.host, "/", "=".join(server.session))
    print(f"the day's first page   {took:.0f} ms   below {FIRST_BYTE} ms, where nobody looked at that day before")


def first_byte(host: str, address: str, cookie: str) -> tuple[float, int]:
    """Ask once as a new browser would, and give milliseconds to the first byte, and the bytes that came."""
    connection = http.client.HTTPConnection(host, timeout=120)
    try:
        connection.connect()
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        took = time.perf_counter() - begun
        return took * 1e3, len(answer.read())
    finally:
        connection.close()


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def memory(process: int) -> float:
    """Give a process's resident memory in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1e3


def _screen(server: served.Served, name: str, address: str, runs: int) -> float:
    taken = measured(server.host, address, "=".join(server.session), server.process.pid, runs)
    return _print(name, taken, f"below {FIRST_BYTE} ms")


def measured(host: str, address: str, cookie: str, process: int, runs: int) -> "Taken":
    """Ask again and again; a screen that takes seconds is asked less often."""
    for _ in range(WARM):
        first_byte(host, address, cookie)
    used, begun = processor(process), time.perf_counter()
    times: list[float] = []
    while len(times) < runs and (len(times) < LEAST_RUNS or time.perf_counter() - begun < PATIENCE):
        took, size = first_byte(host, address, cookie)
        times.append(took)
    return Taken(times, (processor(process) - used) * 1e3 / len(times), size)


def _print(name: str, taken: "Taken", beside: str) -> float:
    late = p95(taken.times)
    middle = statistics.median(taken.times)
    shown = f"{name[:35]:36}{middle:8.1f}{late:8.1f}{taken.used:8.1f}{taken.size / 1e3:8.1f}"
    print(f"{shown}   {beside}", flush=True)
    return late


@dataclass(frozen=True, slots=True)
class Taken:
    """What asking took: milliseconds each time, the server's processor for one, and the bytes that came."""

    times: Sequence[float]
    used: float
    size: int


def processor(process: int) -> float:
    """Give the seconds that a process has had of the processor."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# -- the yardstick -------------------------------------------------------------------------------------


@contextmanager
def datasette(work: Path) -> Iterator[tuple[str, int]]:
    """Serve one table of thirty thousand people with Datasette; gives its host and process."""
    path = work / "people.db"
    with sqlite3.connect(path) as table:
        table.execute("create table people (id integer primary key, name, organisation, role, place, last)")
        row = "insert into people (name, organisation, role, place, last) values (?, ?, ?, ?, ?)"
        table.executemany(row, ((f"Name {n}", f"Org {n % 900}", "Engineer", "Delft", n) for n in range(30_000)))
    words = [sys.executable, "-m", "datasette", "serve", str(path), "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ})
    try:
        found = next(found for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        yield urlsplit(found[0]).netloc, process.pid
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


def _datasette(table: tuple[str, int], runs: int) -> None:
    host, process = table
    for name, address in (
        ("Datasette: a page of 50 rows", "/people/people?_size=50"),
        ("Datasette: rows that hold a word", "/people/people?name__contains=ann&_size=50"),
    ):
        _print(name, measured(host, address, "", process, runs), "the yardstick: one table, no ties")
    print(f"memory of Datasette   {memory(process):.0f} MB")


# -- in the browser ------------------------------------------------------------------------------------


LISTEN = """() => {
    window.measured = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.interactionId) measured.push([one.interactionId, one.duration]);
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""
COLLECT = "() => Object.values(Object.fromEntries(measured.map(([id, took]) => [id, took])))"
# From the key to the moment at which the list on the page is another one.
SEARCHED = """() => {
    const box = document.querySelector('main input[type=search], main input[name=q]');
    const list = document.querySelector('main');
    box.addEventListener('input', () => { window.asked = performance.now(); });
    window.answers = [];
    new MutationObserver(() => {
        if (window.asked) requestAnimationFrame(() => { answers.push(performance.now() - window.asked); });
    }).observe(list, { childList: true, subtree: true });
    box.focus();
}"""


def _in_the_browser(server: served.Served) -> None:
    with browser.chromium() as chromium:
        opened = browser.context(chromium, server)
        page = opened.new_page()
        page.goto("/people")
        page.evaluate(LISTEN)
        for _ in range(20):
            page.keyboard.press("j")
            page.wait_for_timeout(60)
        page.wait_for_timeout(300)
        moved = [float(one) for one in page.evaluate(COLLECT)]
        # What is quicker than the browser reports counts as its least.
        moved += [16.0] * (20 - len(moved))
        print(
            f"key to paint, j in People: p50 {statistics.median(moved):.0f}, p95 {p95(moved):.0f} ms   below {PAINT} ms"
        )
        answers = [took for word in TYPED for took in _typed(page, word)]
        if answers:
            shown = f"p50 {statistics.median(answers):.0f}, p95 {p95(answers):.0f} ms, {len(answers)} answers"
            print(f"search as one types, key to the answer on the page: {shown}")
        for word in TYPED:
            address = f"/people?q={quote(word)}"
            taken = measured(server.host, address, "=".join(server.session), server.process.pid, 20)
            _print(f"search: {word}", taken, f"below {ANSWER} ms")
        opened.close()


def _typed(page: Page, word: str) -> list[float]:
    """Type a word letter by letter, and give how long after each the list was another."""
    page.goto("/people")
    page.evaluate(SEARCHED)
    taken = []
    for letter in word:
        page.evaluate("() => { answers.length = 0; }")
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(600)  # longer than any answer that is of use
        taken += page.evaluate("() => answers.slice(0, 1)")
    return taken


if __name__ == "__main__":
    main()

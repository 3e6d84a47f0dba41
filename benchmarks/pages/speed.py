"""How quick the pages are on a large book, beside Datasette showing as many rows on the same machine in the same run.

    python benchmarks/pages/speed.py [--people 30000] [--messages 500000] [--folder FOLDER] [--runs 40]

The book lies in the folder, and is made there if it is not yet. First the day's first page, asked three seconds after
the server began, when the day was worked out ahead. For each screen: time to the first byte (a connection of its own each
time), the server's processor for one answer (on a machine that others use the clock says less), the bytes that come.
Then in Chromium what `felt.py` takes there. A table of all of it, with the aims, stands at the end.
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
import felt
import platformdirs
import served
from screens import screens

MESSAGES_A_PERSON = 500 / 30  # half a million beside thirty thousand people
FIRST_BYTE, ANSWER, PAINT, OPEN, COMES_UP, MOVES, READY, MEMORY = 50, 100, 50, 50, 500, 0.05, 2, 200
LEAST_RUNS, PATIENCE = 3, 10.0  # runs of a slow screen; seconds after which no further is begun
TAKES_SECONDS = 3.0  # between the start of the server and a person's first page
WARM = 2  # requests that are not counted: the first reads files that stay in memory afterwards


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what, its median and 95th percentile (or both the same), its unit and what it is to be below."""

    what: str
    middle: float
    late: float
    unit: str = "ms"
    aim: float | None = None

    def row(self) -> str:
        """Write the line; small figures with their fractions."""
        digits = 0 if max(self.middle, self.late) >= 10 else 1 if self.unit != "" else 3
        beside = "the yardstick" if self.aim is None else f"below {self.aim:g}{': missed' * (self.late >= self.aim)}"
        return f"| {self.what} | {self.middle:.{digits}f} | {self.late:.{digits}f} | {self.unit} | {beside} |"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=30_000)
    words.add_argument("--messages", type=int)
    words.add_argument("--folder", "--book", type=Path, dest="folder")
    words.add_argument("--runs", type=int, default=40)
    given = words.parse_args()
    folder = made(given.people, given.messages or int(given.people * MESSAGES_A_PERSON), given.folder)
    figures = []
    begun = time.perf_counter()
    with served.served(folder) as server:
        figures.append(_once("the server is ready after", time.perf_counter() - begun, "s", READY))
        figures.append(_first_of_the_day(server))
        print(f"{'screen':36}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'kB':>8}   aim")
        found = screens(server)
        figures += [_screen(server, one.name, one.address, given.runs) for one in found]
        figures += [_screen(server, f"search: {one}", f"/people?q={quote(one)}", given.runs) for one in felt.WORDS]
        figures += _in_the_browser(server, [one.address for one in found])
        figures.append(_once("memory of the server, at the end", memory(server.process.pid), "MB", MEMORY))
        with tempfile.TemporaryDirectory() as name, datasette(Path(name)) as table:
            figures += _datasette(table, given.runs)
    print("\n| what | p50 | p95 | unit | aim, or beside |\n|---|---|---|---|---|")
    print("\n".join(one.row() for one in figures))


def _once(what: str, value: float, unit: str, aim: float | None) -> Figure:
    return Figure(what, value, value, unit, aim)


def _all(what: str, values: Sequence[float], aim: float, unit: str = "ms") -> Figure:
    print(f"{what}: p50 {statistics.median(values):.3g}, p95 {p95(values):.3g} {unit}, of {len(values)}", flush=True)
    return Figure(what, statistics.median(values), p95(values), unit, aim)


def made(people: int, messages: int, folder: Path | None) -> Path:
    """Make a large book, or take the one that an earlier run made."""
    cache = platformdirs.user_cache_path("kithbook-benchmarks", appauthor=False)
    return books.large(folder or cache / f"book-{people}-{messages}", people=people, messages=messages)


def _first_of_the_day(server: served.Served) -> Figure:
    """Ask for Today as a person does who takes a while to open the browser."""
    time.sleep(TAKES_SECONDS)
    took, _ = first_byte(server.host, "/", "=".join(server.session))
    # Where somebody looked at that day before, it is there already.
    return _once("the day's first page", took, "ms", FIRST_BYTE)


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


def _screen(server: served.Served, name: str, address: str, runs: int) -> Figure:
    taken = measured(server.host, address, "=".join(server.session), server.process.pid, runs)
    return _told(name, taken, FIRST_BYTE)


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


def _told(name: str, taken: "Taken", aim: float | None) -> Figure:
    late, middle = p95(taken.times), statistics.median(taken.times)
    shown = f"{name[:35]:36}{middle:8.1f}{late:8.1f}{taken.used:8.1f}{taken.size / 1e3:8.1f}"
    print(f"{shown}   {'the yardstick' if aim is None else f'below {aim} ms'}", flush=True)
    return Figure(f"first byte: {name}" if aim else name, middle, late, "ms", aim)


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


def _datasette(table: tuple[str, int], runs: int) -> list[Figure]:
    host, process = table
    asked = {
        "Datasette: a page of 50 rows": "/people/people?_size=50",
        "Datasette: rows that hold a word": "/people/people?name__contains=ann&_size=50",
    }
    figures = [_told(name, measured(host, address, "", process, runs), None) for name, address in asked.items()]
    return [*figures, _once("memory of Datasette", memory(process), "MB", None)]


def _in_the_browser(server: served.Served, addresses: Sequence[str]) -> list[Figure]:
    with felt.opened(server) as page:
        felt.came_up(page, addresses)  # what a browser keeps of one view serves the next
        paints, shifts = felt.came_up(page, addresses)
        return [
            _all("first paint of a screen", paints, COMES_UP),
            _all("how far a screen moves while it comes (CLS)", shifts, MOVES, ""),
            _all("key to paint: j in People", felt.steps(page), PAINT),
            _all("search: a letter to its answer", felt.typed(page, "/people"), ANSWER),
            _all("search: quick letters, the last to the answer", felt.typed_quickly(page, "/people"), ANSWER),
            _all("finder: opened by its key", felt.finder(page), OPEN),
            _all("finder: a letter to its answer", felt.typed(page, "/find"), ANSWER),
            _all("finder: quick letters, the last to the answer", felt.typed_quickly(page, "/find"), ANSWER),
        ]


if __name__ == "__main__":
    main()

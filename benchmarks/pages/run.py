"""Audit every screen of the app in a real browser, in every state, and fail on a miss.

    python benchmarks/pages/run.py [--people 30000] [--book FOLDER] [--quick] [--runs 3] [--only NAME] [--out DIR]

On the village, on a book of so many invented people (made by an import first, which takes its time), or on a book of
yours. Each screen: weight and requests, a later view, axe in four modes, reflow at 320 px, the keyboard's walk, words
without JavaScript, headers, and Lighthouse as a desk and as a throttled phone (`--quick` leaves that out; of
several `--runs` the median counts, for its speed is also that of the machine).
The states (nothing in the book, work under way, an error, a closed door, what a key opens) stand in `states.py`.
Needs Chromium and Node; what it needs of npm is fetched by its lock file into the user's cache folder.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import books
import platformdirs
import served
import states
from screens import screens, unreached
from states import State

HERE = Path(__file__).parent
MESSAGES_A_PERSON = 500 / 30  # half a million beside thirty thousand people
ERRORS = 400  # the status from which an answer is none
PHONE_PERFORMANCE = 98
COULD_NOT_RUN = 2


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, help="measure on a book of so many invented people")
    words.add_argument("--book", type=Path, help="measure on this book")
    words.add_argument("--quick", action="store_true", help="without Lighthouse")
    words.add_argument("--runs", type=int, default=1, help="how often Lighthouse looks at a screen")
    words.add_argument("--only", default="", help="only screens whose name holds this")
    words.add_argument("--out", type=Path, help="keep reports, pictures and prints here")
    given = words.parse_args()
    node = prepared()
    missed = 0
    with serving(given) as server:
        found = screens(server)
        print(f"{len(found)} screens; not reached by links: {', '.join(unreached(found)) or 'none'}")
        print(f"{'screen':34}{'first':>7}{'later':>7}{'asks':>5}{'axe':>5}{'FCP':>5}{'desk':>13}{'phone':>13}  missed")
        for look in [*(State(screen.name, screen.address) for screen in found), *states.opened(server)]:
            missed += _tried(node, server, look, given)
    missed += _troubled(node, given)
    print("All screens are within their budgets." if not missed else f"{missed} misses.")
    return int(missed > 0)


def _troubled(node: Path, given: argparse.Namespace) -> int:
    """Audit the states of a book in which nothing is yet."""
    # A process that worked the day out ahead may write there a moment longer than the server lives.
    work = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with work as name, states.troubled(Path(name) / "book") as server:
        missed = sum(_tried(node, server, look, given) for look in states.EMPTY)
        with states.at_work(server.folder):
            missed += sum(_tried(node, server, look, given) for look in states.AT_WORK)
        return missed + sum(_tried(node, server, look, given) for look in states.ENDED_EARLY)


@contextmanager
def serving(given: argparse.Namespace) -> Iterator[served.Served]:
    """Serve the book that was asked for."""
    if given.book or given.people:
        folder = given.book or made(given.people)
        with served.served(folder) as server:
            yield server
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        folder.mkdir(mode=0o700)
        with served.village(folder) as server:
            yield server


def made(people: int) -> Path:
    """Make a large book, or take the one that an earlier run made."""
    messages = int(people * MESSAGES_A_PERSON)
    cache = platformdirs.user_cache_path("kithbook-benchmarks", appauthor=False)
    return books.large(cache / f"book-{people}-{messages}", people=people, messages=messages)


def prepared() -> Path:
    """Fetch Lighthouse, axe and puppeteer by the lock file; the browser is the machine's own."""
    if not shutil.which("chromium") or not shutil.which("node"):
        sys.exit("Chromium and Node are needed: apt-get install chromium nodejs npm")
    folder = platformdirs.user_cache_path("kithbook-audit", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = folder / "node_modules" / ".kithbook-lock.json"
    if not stamp.exists() or stamp.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / name, folder / name)
        # Without scripts: puppeteer's would fetch a browser.
        fetch = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(fetch, cwd=folder, check=True, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"})
        stamp.write_bytes(lock)
    # A module finds its packages from where it lies.
    return Path(shutil.copyfile(HERE / "audit.mjs", folder / "audit.mjs"))


def _tried(node: Path, server: served.Served, screen: State, given: argparse.Namespace) -> int:
    """Audit a screen, if it is wanted; that one could not be does not keep the others from it."""
    if given.only not in screen.name:
        return 0
    try:
        return _row(node, server, screen, given)
    except (RuntimeError, json.JSONDecodeError) as error:
        print(f"{screen.name[:33]:34}could not be audited: {error}", flush=True)
        return 1


def _row(node: Path, server: served.Served, screen: State, given: argparse.Namespace) -> int:
    status = server.get(screen.address)[0] if screen.is_in else states.SHUT
    # Lighthouse presses no keys, and looks at no page that says that something is missing or amiss.
    is_quick = given.quick or bool(screen.keys) or status >= ERRORS
    seen = _audit(node, server, screen, given, "--status", str(status), *(["--no-lighthouse"] if is_quick else []))
    scores = [_scores(seen)]
    missed = list(seen["missed"])
    if not is_quick:
        more = ("--only-lighthouse", "--form", "mobile", "--min-performance", str(PHONE_PERFORMANCE))
        phone = _audit(node, server, screen, given, *more)
        scores.append(_scores(phone))
        missed += [f"phone: {one}" for one in phone["missed"]]
    weight, violations = seen["weight"], sum(len(mode["violations"]) for mode in seen["axe"].values())
    shown = "".join(f"{one:>13}" for one in (*scores, "", "")[:2])
    print(
        f"{screen.name[:33]:34}{weight['kB']:7.1f}{weight['laterKB']:7.1f}{weight['requests']:5}{violations:5}"
        f"{seen['timing']['fcpMs'] or 0:5}{shown}  {'; '.join(missed)}",
        flush=True,
    )
    return len(missed)


def _audit(node: Path, server: served.Served, screen: State, given: argparse.Namespace, *more: str) -> dict[str, Any]:
    words = ["node", str(node), server.base + screen.address, "--json", "--runs", str(given.runs), *more]
    words += ["--cookie", "=".join(server.session)] if screen.is_in else []
    words += ["--press", ",".join(screen.pressed)] if screen.keys else []
    if given.out:
        kept = given.out / "".join(letter if letter.isalnum() else "-" for letter in screen.name)
        words += ["--out", str(kept / ("phone" if "mobile" in more else "desk"))]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode == COULD_NOT_RUN or not done.stdout:
        raise RuntimeError(f"{screen.address}: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _scores(seen: dict[str, Any]) -> str:
    found = seen.get("lighthouse")
    return f"{found['performance']}/{found['accessibility']}/{found['bestPractices']}" if found else ""


if __name__ == "__main__":
    sys.exit(main())

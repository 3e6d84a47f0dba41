"""What the torture tests share: the real program, its canonical export, and whether a book is clean."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kithbook.faces.cli import door

START_SECONDS = 0.12  # of `kith --help` on two cores that do nothing else
AT_ONCE_SECONDS = 10.0  # far less than going on to the end would take; how quick it is, is measured elsewhere
KITH = [str(Path(sys.executable).with_name("kith"))]
PARTS = 4  # of a test whose numbers are large: they run beside one another, and tell how far it is
in_parts = pytest.mark.parametrize("part", range(PARTS))
figures = []


def heed_interrupts():
    """Let Ctrl-C reach the program, also where the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(book, *words, **more):
    """Start the program as a process of its own."""
    more.setdefault("preexec_fn", heed_interrupts)
    return subprocess.Popen(
        [*KITH, "--book", str(book), *map(str, words)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def run(book, *words, **more):
    """Run the program to its end; give exit code, standard output, standard error."""
    process = start(book, *words, **more)
    out, err = process.communicate()
    return process.returncode, out.decode(), err.decode()


def quick(book, *words):
    """Run a command inside this process: the same door without the start of an interpreter."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = door.run(["--book", str(book), *map(str, words)])
    return code, out.buffer.getvalue().decode("utf-8"), err.buffer.getvalue().decode("utf-8")


def asked(book, *words):
    """Give the one document of a command under --json."""
    code, out, err = quick(book, *words, "--json")
    assert code in {0, 3}, err
    return json.loads(out)


def canonical(book):
    """Give the canonical export: what the book knows, without local ids and times of import."""
    code, out, err = quick(book, "export", "--format", "canonical")
    assert code == 0, err
    return out


def assert_clean(book, *, deep=True):
    code, out, err = quick(book, "doctor", *(["--deep"] if deep else []))
    assert code == 0, out + err


def leftovers(book):
    """Give what lies in a book's folder beside the book and its backups: nothing, once all is done."""
    known = {"evidence.db", "digest.db", "writer.lock", "digest.lock"}
    return sorted(one.name for one in book.iterdir() if one.name not in known and not one.name.startswith("backup"))


def some(items):
    """Give the share of all that KITH_TORTURE_SHARE asks for, spread evenly; all of it without."""
    every = list(items)
    count = max(1, round(len(every) * float(os.environ.get("KITH_TORTURE_SHARE", "1"))))
    return [every[nth * len(every) // count] for nth in range(count)]


def some_of(items, part):
    """Give every so-manieth of what `some` gives, for one part of a test; a small share may leave a part with nothing."""
    return some(items)[part::PARTS]


def seconds_of(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def slowness():
    """Say how many times slower than a machine at rest this one starts the program just now, at least 1."""
    return max(
        1.0, seconds_of(lambda: subprocess.run([*KITH, "--help"], capture_output=True, check=True)) / START_SECONDS
    )


def report(line):
    """Say a figure, which is shown when the test is over."""
    figures.append(line)

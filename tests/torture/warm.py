"""A warm interpreter that forks for every command: real processes that can be killed, without the start of each.

Most of what a short command costs is the start of interpreters: its own, and one for each file that is parsed. Here the
program is loaded once, and command and parse workers are forked from it; all that they do afterwards is the program's own.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from failing import BROKEN, FULL, Fate, failing

ANSWERS = {"full": FULL, "broken": BROKEN}
TICK_SECONDS = 0.002


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: the signal), what it said, how many operations met their fate."""

    code: int
    out: str
    err: str
    operations: int


@dataclass
class Wish:
    """How a command is run: `seconds` after which it is killed, or the operation at which it meets its fate."""

    seconds: float | None = None
    at: int = 0
    way: str = "killed"  # or: full, broken
    lasts: bool = False
    counts: bool = False  # count the operations and let none fail
    first: str = ""  # a module that makes another program of it by its `take_over`


class Warm:
    """The interpreter as a test sees it; a context, which ends it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.temporary = folder / "temporary"  # the system's folder for what is temporary, as the program sees it
        self.temporary.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TMPDIR": str(self.temporary)},
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, book, *words, **wish) -> Ended:
        """Run a command to its end, or to its death."""
        order = {"words": ["--book", str(book), *map(str, words)], "wish": asdict(Wish(**wish))}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code, operations = json.loads(self._process.stdout.readline())
        out, err = ((self._folder / name).read_bytes().decode("utf-8", "replace") for name in ("out", "err"))
        return Ended(code, out, err, operations)


# -- inside the interpreter ----------------------------------------------------------------------------


class Forked:
    """A parse worker forked from the command that wants it, with as much of Popen's face as its owner looks at."""

    def __init__(self, arguments, *, stdin, stdout, stderr, pass_fds=(), env=None):
        assert arguments[-1] == "kithbook.work.child", arguments
        order, asked = os.pipe()
        answered, answer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.dup2(order, 0)
            os.dup2(answer, 1)
            for end in (order, asked, answered, answer):
                os.close(end)
            _as_worker()
        for end in (order, answer):
            os.close(end)
        self.stdin, self.stdout = os.fdopen(asked, "wb"), os.fdopen(answered, "rb", 0)
        self._code = None

    def kill(self):
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code


def _as_worker():
    from kithbook.work import child

    code = 1
    try:
        child.main()
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    finally:
        os._exit(code)


def _load():
    """Load what the program would, down to the last module: nothing is left to be read from the disk afterwards."""
    import kithbook
    from kithbook.work import worker

    for module in pkgutil.walk_packages(kithbook.__path__, "kithbook."):
        if not module.name.startswith("kithbook.faces.web"):
            importlib.import_module(module.name)
    worker.subprocess = type("Subprocess", (), {"Popen": Forked, "PIPE": -1, "DEVNULL": -3})


def _obey(words, wish, folder):
    """Be the command: this is the child."""
    for name, number in (("out", 1), ("err", 2)):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.unraisablehook = lambda _: None  # SQLite does without some writes; apsw then has nobody to raise it to
    if wish.first:
        importlib.import_module(wish.first).take_over()
    from kithbook.faces.cli import door

    fate = Fate(wish.at, lasts=wish.lasts, answers=ANSWERS.get(wish.way), is_deadly=wish.way == "killed")
    code = 70  # a traceback
    try:
        with contextlib.ExitStack() as until:
            if wish.at or wish.counts:
                until.enter_context(failing(fate, is_default=True))
                if wish.way == "killed":
                    fate.watch()
            code = door.run(words)
    except BaseException:  # noqa: BLE001 -- a traceback, as at the end of any program
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        fate.at = 0
        (folder / "operations").write_text(str(fate.done))
        os._exit(code)


def _follow(pid, seconds):
    """Wait for the command, and kill it when its time is over; give its exit code."""
    until = None if seconds is None else time.monotonic() + seconds
    while until is not None and time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(TICK_SECONDS)
    if until is not None:
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def serve(folder):
    _load()
    for line in sys.stdin:
        order = json.loads(line)
        wish = Wish(**order["wish"])
        (folder / "operations").write_text("0")
        pid = os.fork()
        if pid == 0:
            _obey(order["words"], wish, folder)
        code = _follow(pid, wish.seconds)
        sys.stdout.write(json.dumps([code, int((folder / "operations").read_text())]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))

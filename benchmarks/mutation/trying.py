"""A copy of the project in which a mutant is put, and processes that try tests there."""

import gc
import importlib
import json
import math
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any, Final, NoReturn, Self

import pytest
from mutants import Mutant

ROOT: Final = Path(__file__).resolve().parents[2]
LOADED: Final = "ignore::pytest.PytestAssertRewriteWarning"  # what is loaded before pytest asks for it

# They cost as much as the tests themselves: looking through all objects after each run, and names that nobody asks for.
NEEDLESS: Final = ("cacheprovider", "unraisableexception", "threadexception", "faker", "anyio", "schemathesis")
PATIENCE: Final = 30.0  # one that sleeps, on a busy machine: so many times its processor time by the clock

# What the tests load and the mutants do not change: loaded once.
HEAVY: Final = (
    "apsw click coverage dateutil hypothesis hypothesis.strategies icalendar networkx numpy phonenumbers "
    "rapidfuzz rapidfuzz.distance selectolax.lexbor sqlite3 zoneinfo"
).split()


class Copy:
    """A copy of the project, in which one module at a time is changed."""

    def __init__(self, folder: Path) -> None:
        for name in HEAVY:
            importlib.import_module(name)
        self.root = folder / "tree"
        shutil.rmtree(folder, ignore_errors=True)
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        for name in names:
            if name and (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.root / name)
        shared = ROOT.parent / "shared"
        if shared.exists():
            (folder / "shared").symlink_to(shared)

    def path(self, module: str) -> Path:
        """Say where a module lies, named by its path in the package."""
        return self.root / "src" / "kithbook" / f"{module}.py"

    def change(self, module: str, text: bytes) -> None:
        """Put a text in a module's place; no compiled text may stand for it."""
        path = self.path(module)
        path.write_bytes(text)
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()

    def passes(self, tests: list[str], *, seconds: float) -> bool:
        """Say whether tests pass, in time, in a process that loads the program as it stands here."""
        return _in_time(lambda: self._test(tests), seconds)

    def _test(self, tests: list[str]) -> int:
        self.enter()
        return run_tests(["-x", *tests])

    def enter(self) -> None:
        """Make this process, and those that it starts, load the program from here, and say nothing."""
        source = str(self.root / "src")
        os.chdir(self.root)
        sys.path.insert(0, source)
        os.environ["PYTHONPATH"], os.environ["PYTHONDONTWRITEBYTECODE"] = source, "1"
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)


class Warm:
    """A process that has loaded the program and its tests, and tries one mutant after another in children of its own.

    A child has the code of the changed function in the place of the old, wherever the function was imported.
    """

    def __init__(self, copy: Copy, module: str, tests: list[str]) -> None:
        self._copy, self._module = copy, module
        asked, ask = os.pipe()
        hear, answered = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(ask)
            os.close(hear)
            self._serve(asked, answered, tests)
        os.close(asked)
        os.close(answered)
        self._ask, self._hear = os.fdopen(ask, "w"), os.fdopen(hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask.close()
        self._hear.close()
        os.waitpid(self._process, 0)

    def passes(self, one: Mutant, tests: list[str], *, seconds: float) -> bool | None:
        """Say whether tests pass with a mutant that stands in the copy; None where its function is not found."""
        print(json.dumps([one.function, tests, seconds]), file=self._ask, flush=True)
        answer: bool | None = json.loads(self._hear.readline())
        return answer

    def _serve(self, asked: int, answered: int, tests: list[str]) -> NoReturn:
        self._copy.enter()
        run_tests(["--collect-only", *tests])
        gc.freeze()
        with os.fdopen(asked) as orders, os.fdopen(answered, "w") as answers:
            for order in orders:
                function, chosen, seconds = json.loads(order)
                print(json.dumps(self._try(function, chosen, seconds)), file=answers, flush=True)
        os._exit(0)

    def _try(self, function: str, tests: list[str], seconds: float) -> bool | None:
        module = importlib.import_module(f"kithbook.{self._module.replace('/', '.')}")
        new = _code(compile(self._copy.path(self._module).read_bytes(), module.__file__ or "", "exec"), function)
        old = _function(module, function)
        if new is None or old is None or len(new.co_freevars) != len(old.__code__.co_freevars):
            return None

        def changed() -> int:
            old.__code__ = new
            return run_tests(["-x", *tests])

        return _in_time(changed, seconds)


def run_tests(words: list[str]) -> int:
    """Run pytest in this process and give its exit code."""
    without = [part for plugin in NEEDLESS for part in ("-p", f"no:{plugin}")]
    return int(pytest.main(["-q", *without, "-W", LOADED, *words]))


def _in_time(work: Callable[[], int], seconds: float) -> bool:
    """Say whether work done in a child gives 0 in so much processor time; whatever it leaves behind is ended."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    until = time.monotonic() + PATIENCE * seconds
    done, status = 0, 0
    while not done and time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        time.sleep(0 if done else 0.01)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if not done:
        os.waitpid(child, 0)
    return bool(done) and os.waitstatus_to_exitcode(status) == 0


def _code(module: CodeType, function: str) -> CodeType | None:
    """Find the code of a function in that of its module."""
    for part in function.split("."):
        inner = [one for one in module.co_consts if isinstance(one, CodeType) and one.co_name == part]
        if len(inner) != 1:
            return None
        module = inner[0]
    return module


def _function(holder: Any, function: str) -> Any:
    """Find a function in its module, inside whatever is wrapped around it."""
    for part in function.split("."):
        holder = vars(holder).get(part)
        for around in ("fget", "func", "__func__", "__wrapped__"):
            holder = getattr(holder, around, None) or holder
        if holder is None:
            return None
    return holder if hasattr(holder, "__code__") else None

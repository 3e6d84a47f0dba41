"""Which tests reach which lines of some modules, and what each costs: a pytest plugin, and its record.

Run by `run.py --record`; what it finds replaces what an earlier record said of the same test files.
"""

import json
import os
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import coverage
import pytest


@dataclass(slots=True)
class Reach:
    """The record. Only tests that passed stand in it; lines are of the text that stood then."""

    seconds: dict[str, float] = field(default_factory=dict)  # of processor time, by test, its fixtures included
    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # by module, by test

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(**json.loads(path.read_text())) if path.exists() else cls()

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self)))

    def replace(self, later: "Reach", files: set[str]) -> None:
        """Take what a later record says of some test files."""
        stays = {test: seconds for test, seconds in self.seconds.items() if test.partition("::")[0] not in files}
        self.seconds = {**stays, **later.seconds}
        for module, tests in later.lines.items():
            kept = {test: lines for test, lines in self.lines.get(module, {}).items() if test in stays}
            self.lines[module] = {**kept, **tests}

    def tests(self, module: str, lines: set[int], *, budget_seconds: float) -> list[str]:
        """Choose tests for a change at some lines: those that reach one, then others of the module, then of its room.

        Of each the quickest first. The others too, because what is cached is reached by the first test alone that asks
        for it, and what stands at the top of a module by none.
        """
        reaching = self.lines.get(module, {})
        room = f"tests/{module.partition('/')[0]}/"

        def nearness(test: str) -> int:
            return 2 if test not in reaching else int(lines.isdisjoint(reaching[test]))

        known = [test for test in self.seconds if test in reaching or test.startswith(room)]
        order = sorted(known, key=lambda test: (nearness(test), self.seconds[test], test))
        chosen: list[str] = []
        for test in order:
            budget_seconds -= self.seconds[test]
            if chosen and budget_seconds < 0:
                break
            chosen.append(test)
        return chosen

    def reached(self, module: str) -> set[int]:
        """Give the lines that some test reaches."""
        return {line for lines in self.lines.get(module, {}).values() for line in lines}


class Recorder:
    """Notes for each test what it reaches and what it costs."""

    def __init__(self, modules: dict[str, Path]) -> None:
        self._modules = {str(path.resolve()): name for name, path in modules.items()}
        self._measure = coverage.Coverage(data_file=None, config_file=False, include=list(self._modules))
        self._failed: set[str] = set()
        self._seconds: dict[str, float] = {}
        self.files: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionstart(self) -> Generator[None]:
        self._measure.start()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None]:
        self._measure.switch_context(item.nodeid)
        self.files.add(item.nodeid.partition("::")[0])
        before = sum(os.times()[:4])
        result = yield
        self._seconds[item.nodeid] = round(sum(os.times()[:4]) - before, 3)
        self._measure.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            self._failed.add(report.nodeid)

    def record(self) -> Reach:
        """Give what was found."""
        self._measure.stop()
        seconds = {test: spent for test, spent in self._seconds.items() if test not in self._failed}
        found = Reach(seconds)
        data = self._measure.get_data()
        for path, name in self._modules.items():
            by_line = data.contexts_by_lineno(path)
            found.lines[name] = tests = {}
            for line, contexts in by_line.items():
                for test in contexts:
                    if test in seconds:
                        tests.setdefault(test, []).append(line)
        return found


def record(modules: dict[str, Path], tests: Sequence[str]) -> tuple[Reach, set[str]]:
    """Run tests in this process and give what they reach, and the files they stand in."""
    recorder = Recorder(modules)
    pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "--tb=line", *tests], plugins=[recorder])
    return recorder.record(), recorder.files

"""How many slips of the pen the tests would find: mutants of the core's modules, a drawn sample of each.

First record which tests reach what, then try the mutants; docs/reliability.md has the figures:

    python benchmarks/mutation/run.py --record tests/identity tests/digest …
    python benchmarks/mutation/run.py --sample 60 identity/agreement digest/cards …

Each mutant is tried in a process of its own, on a copy of the project, by the tests that reach its line, the quickest
first, within a budget of seconds; so a survivor is one that these tests do not find. A mutant whose tests take many
times as long as usual counts as found. Those listed in equivalent.txt are the same program and are left out.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))

import mutants as changing
from mutants import Mutant
from reach import Reach, record
from trying import ROOT, Copy, Warm

SCRATCH: Final = ROOT / "scratch" / "mutation"
REACH: Final = SCRATCH / "reach.json"
EQUIVALENT: Final = Path(__file__).parent / "equivalent.txt"
LEAST_SECONDS: Final = 10.0  # of processor time for a mutant's tests, whatever they took before
SLOWER: Final = 5.0  # so many times what they took before is too long

MODULES: Final = (
    "identity/agreement identity/compare identity/features identity/names identity/cluster insight/agenda "
    "insight/rhythm insight/drift insight/strength insight/nudges/* digest/interactions digest/cards digest/persons "
    "digest/rulings digest/days store/sqlite/keeping store/sqlite/evidence actions/import_ sources/mail/dates "
    "sources/contentline sources/linkedin/* model/decision"
).split()


@dataclass(slots=True)
class Tally:
    """What became of a module's mutants."""

    module: str
    all: int = 0
    tried: int = 0
    killed: int = 0
    survived: list[str] = field(default_factory=list)
    not_reached: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Write it as a line under HEADING."""
        share = f"{self.killed / self.tried:.0%}" if self.tried else "–"
        counts = (self.all, self.tried, self.killed, len(self.survived), len(self.not_reached))
        return f"{self.module:32}" + "".join(f"{count:9}" for count in counts) + f"{share:>9}"


HEADING: Final = f"{'module':32}" + "".join(f"{word:>9}" for word in "all tried found survived unreached share".split())


def sample(module: str, text: bytes, *, count: int, seed: int) -> tuple[list[Mutant], int]:
    """Draw some of a module's mutants, the same at each time, leaving out those that are the same program."""
    same = _equivalent()
    every = [one for one in changing.mutants(text) if f"{module}: {one.shown(text)}" not in same]
    drawn = random.Random(f"{seed} {module}").sample(every, min(count, len(every)))
    return sorted(drawn, key=lambda one: one.begin), len(every)


def _equivalent() -> set[str]:
    lines = EQUIVALENT.read_text().splitlines() if EQUIVALENT.exists() else []
    return {line for line in lines if line and not line.startswith(("#", " "))}


def concerned(one: Mutant, text: bytes) -> set[int]:
    """Give the lines at which a change shows: its own, or, at the top of a module, those that name what it binds."""
    if not one.names:
        return set(one.lines)
    lines = text.decode().splitlines()
    return {number for number, line in enumerate(lines, 1) if any(name in line for name in one.names)}


def measure(module: str, copy: Copy, reach: Reach, options: argparse.Namespace) -> Tally:
    """Try a sample of one module's mutants."""
    text = copy.path(module).read_bytes()
    drawn, count = sample(module, text, count=options.sample, seed=options.seed)
    tally = Tally(module, all=count, tried=len(drawn))
    if options.survivors:
        last = _last(module)
        drawn = [one for one in drawn if one.shown(text) in last]
        tally.killed = tally.tried - len(drawn)
    reached = reach.reached(module)
    whole = reach.tests(module, reached, budget_seconds=options.budget)
    if whole and not copy.passes(whole, seconds=LEAST_SECONDS + SLOWER * options.budget):
        raise SystemExit(f"{module}: its tests fail without any change, under {copy.root}: {' '.join(whole)}")
    with Warm(copy, module, whole) as warm:
        for one in drawn:
            tests = reach.tests(module, concerned(one, text), budget_seconds=options.budget)
            if not tests or (not one.names and reached.isdisjoint(one.lines)):
                tally.not_reached.append(f"{one.line}: {one.shown(text)}")
                continue
            copy.change(module, one.applied(text))
            seconds = LEAST_SECONDS + SLOWER * sum(reach.seconds[test] for test in tests)
            passes = None if one.names else warm.passes(one, tests, seconds=seconds)
            if passes is None:
                passes = copy.passes(tests, seconds=seconds)
            if passes:
                tally.survived.append(f"{one.line}: {one.shown(text)}")
            else:
                tally.killed += 1
    copy.change(module, text)
    return tally


def _last(module: str) -> set[str]:
    found = json.loads(_result(module).read_text())
    return {one.partition(": ")[2] for one in (*found["survived"], *found["not_reached"])}


def _result(module: str) -> Path:
    return SCRATCH / f"{module.replace('/', '.')}.json"


def named(words: list[str]) -> list[str]:
    """Spell out the modules that are asked for; `*` stands for all of a folder."""
    room = ROOT / "src" / "kithbook"
    paths = [path for word in words for path in sorted(room.glob(f"{word}.py"))]
    return [str(path.relative_to(room).with_suffix("")) for path in paths]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", default=list(MODULES), help="modules, or with --record tests")
    parser.add_argument("--record", action="store_true", help="note what tests reach and what they cost")
    parser.add_argument("--sample", type=int, default=60, help="mutants of a module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=10.0, help="processor seconds of tests for a mutant")
    parser.add_argument("--survivors", action="store_true", help="try again only what was not found the last time")
    parser.add_argument("--copy", default="1", help="which copy to work in, where two run at once")
    return parser.parse_args()


def _record(tests: list[str]) -> None:
    modules = {module: ROOT / "src" / "kithbook" / f"{module}.py" for module in named(list(MODULES))}
    later, files = record(modules, tests)
    reach = Reach.read(REACH)  # only now: another may have recorded meanwhile
    reach.replace(later, files)
    reach.write(REACH)


def main() -> None:
    """Record, or measure."""
    options = _arguments()
    if options.record:
        _record(options.words)
        return
    reach = Reach.read(REACH)
    copy = Copy(SCRATCH / f"copy{options.copy}")
    total = Tally("all")
    print(HEADING)
    for module in named(options.words):
        found = measure(module, copy, reach, options)
        _result(module).write_text(json.dumps({"survived": found.survived, "not_reached": found.not_reached}))
        print(found.line(), *(f"    {one}" for one in found.survived + found.not_reached), sep="\n", flush=True)
        for count in ("all", "tried", "killed", "survived", "not_reached"):
            setattr(total, count, getattr(total, count) + getattr(found, count))
    print(total.line())


if __name__ == "__main__":
    main()

"""The one contract that every source obeys. A source's test subclasses it in a few lines:

    from contract import SourceContract
    from kithbook.sources import mbox

    class TestMboxContract(SourceContract):
        source = mbox

        def write_sample(self, folder):
            path = folder / "inbox.mbox"
            path.write_bytes(SAMPLE)
            return path

        def write_many(self, folder, count):  # optional: the same with many items, to see that it streams
            ...

`write_sample` writes a file or a folder with several items of every sort, and gives the path that a person would give.
"""

import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithbook.model import record as records
from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.record import Finished, Observed
from kithbook.sources.opening import open_tree

SHAPES = {
    records.CARD: records.CardContent,
    records.SELF: records.CardContent,
    records.MESSAGE: records.MessageContent,
    records.MEETING: records.MeetingContent,
    records.ACTIVITY: records.ActivityContent,
    records.INVITATION: records.GestureContent,
    records.ENDORSEMENT: records.GestureContent,
    records.RECOMMENDATION: records.GestureContent,
    records.REMARK: records.RemarkContent,
    records.POST: records.PostContent,
    records.KEPT: records.KeptContent,
}

# What importing a source must not draw in: `kith import --help` asks every source who it is.
HEAVY = (
    "numpy scipy pandas rich icalendar recurring_ical_events vobject selectolax fast_mail_parser phonenumbers".split()
)

INSERTED = [
    b"\x00", b"\x00" * 50, b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xe2\x80\xae", b'"', b"'", b"\\", b"\n", b"\r\n", b"\n\n",
    b"\r", b",", b";", b":", b"=", b"=?utf-8?q?=00=ff?=", b"From x\n", b"BEGIN:VCARD\n", b"END:VEVENT\n", b"A" * 200_000,
    b"(" * 3000, b"9" * 400, b"2024-13-45T99:99:99Z", b"<p>", b"\x1a", b"-99999999999999999999",
]  # fmt: skip


def damage(data: bytes, seed: int) -> bytes:
    """Damage some bytes in one to four ways, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        way = chance.choice(["truncate", "flip", "insert", "delete", "repeat", "swap", "insert"])
        if way == "truncate":
            data = data[:at]
        elif way == "flip" and data:
            at %= len(data)
            data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        elif way == "insert":
            data = data[:at] + chance.choice(INSERTED) + data[at:]
        elif way == "delete":
            data = data[:at] + data[at + chance.randint(1, 200) :]
        elif way == "repeat":
            data = data[:at] + data[at : at + chance.randint(1, 2000)] * chance.randint(2, 5) + data[at:]
        else:
            other = chance.randrange(len(data) + 1)
            low, high = sorted((at, other))
            data = data[high:] + data[low:high] + data[:low]
    return data


def files_of(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())


def place(seen: Any) -> tuple[str, int] | None:
    return None if isinstance(seen, Finished) else (seen.file, seen.position)


def spelt(seen: Any) -> tuple[Any, ...]:
    if isinstance(seen, Observed):
        return ("record", seen.record.id, seen.record.kind, seen.record.key, seen.file, seen.position, seen.text)
    return (type(seen).__name__, seen)


def empties(value: Any, where: str = "") -> Iterator[str]:
    """Name the places that hold nothing. In lists '' is allowed: a person without a name is ``["email", "a@b", ""]``."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if inner is None or inner in ("", [], {}):
                yield f"{where}.{name}"
            yield from empties(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if inner is None or inner in ([], {}):
                yield f"{where}[{number}]"
            yield from empties(inner, f"{where}[{number}]")


class CountedMember:
    """A member that tells how much was read of it."""

    def __init__(self, member: Any, tree: "CountedTree") -> None:
        self.member, self.tree = member, tree

    def __getattr__(self, name: str) -> Any:
        if name == "path":
            self.tree.bypassed = True
        return getattr(self.member, name)

    def head(self, count: int = 65536) -> bytes:
        return self.member.head(count)

    def open(self) -> Any:
        stream, tree = self.member.open(), self.tree
        read, readinto, readline = stream.read, getattr(stream, "readinto", None), stream.readline

        class Counted:
            def __getattr__(self, name: str) -> Any:
                return getattr(stream, name)

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None:
                stream.close()

            def __iter__(self) -> Any:
                return iter(self.readline, b"")

            def read(self, *a: Any) -> bytes:
                return tree.add(read(*a))

            read1 = read

            def readline(self, *a: Any) -> bytes:
                return tree.add(readline(*a))

            def readinto(self, buffer: Any) -> int:
                count = readinto(buffer)
                tree.count += count or 0
                return count

        return Counted()


class CountedTree:
    def __init__(self, tree: Any) -> None:
        self.tree, self.count, self.bypassed = tree, 0, False
        self.path, self.is_archive = tree.path, tree.is_archive

    def add(self, data: bytes) -> bytes:
        self.count += len(data)
        return data

    def members(self) -> list[Any]:
        return [CountedMember(member, self) for member in self.tree.members()]


class SourceContract:
    """Subclass it, name it Test…, and set `source` and `write_sample`."""

    source: ClassVar[ModuleType | Any]
    mutations: ClassVar[int] = 60  # how often the sample is damaged; each way takes part

    def write_sample(self, folder: Path) -> Path:
        raise NotImplementedError

    def write_many(self, folder: Path, count: int) -> Path | None:
        """Write a sample with about so many items; None: not checked for this source."""
        return None

    # -- how the tests go about it -----------------------------------------------------------------------
    def sample(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        return self.write_sample(folder)

    def read(self, path: Path, *, after: tuple[str, int] | None = None) -> list[list[Any]]:
        tree = open_tree(path)
        return [list(self.source.observe(tree, found, after=after)) for found in self.source.identify(tree)]

    # -- the contract --------------------------------------------------------------------------------------
    def test_it_says_who_it_is(self):
        assert self.source.NAME and self.source.NAME.lower().strip() == self.source.NAME and " " not in self.source.NAME
        assert self.source.TITLE and isinstance(self.source.VERSION, int)
        assert isinstance(getattr(self.source, "RANK", 50), int)

    def test_its_sample_is_recognised(self, tmp_path):
        tree = open_tree(self.sample(tmp_path / "a"))
        found = self.source.identify(tree)
        assert found
        names = {member.name for member in tree.members()}
        for one in found:
            assert one.source == self.source.NAME
            assert one.members and set(one.members) <= names
            assert one.what
            assert all(isinstance(k, str) and isinstance(v, str) for k, v in one.options.items())
        assert any(isinstance(seen, Observed) for run in self.read(tree.path) for seen in run)

    def test_same_input_gives_same_ids_in_same_order(self, tmp_path):
        one, two = self.sample(tmp_path / "a"), self.sample(tmp_path / "b")
        first, second = ([spelt(seen) for run in self.read(path) for seen in run] for path in (one, two))
        assert first == second

    def test_every_content_is_json_of_its_shape_with_nothing_empty(self, tmp_path):
        for run in self.read(self.sample(tmp_path / "a")):
            for seen in run:
                self.check(seen)

    def test_order_follows_members_and_positions(self, tmp_path):
        tree = open_tree(self.sample(tmp_path / "a"))
        for found in self.source.identify(tree):
            places = [place(seen) for seen in self.source.observe(tree, found)]
            order = [(found.members.index(file), position) for file, position in filter(None, places)]
            assert order == sorted(order)

    def test_it_goes_on_exactly_behind_a_position(self, tmp_path):
        tree = open_tree(self.sample(tmp_path / "a"))
        for found in self.source.identify(tree):
            whole = list(self.source.observe(tree, found))
            cuts = [
                number
                for number in range(1, len(whole))
                if place(whole[number - 1]) and place(whole[number - 1]) != place(whole[number])
            ]
            for cut in random.Random(1).sample(cuts, min(len(cuts), 25)):
                rest = list(self.source.observe(tree, found, after=place(whole[cut - 1])))
                assert [spelt(s) for s in whole[:cut] + rest] == [spelt(s) for s in whole]
            last = [place(seen) for seen in whole if place(seen)][-1:]
            if last:
                behind = self.source.observe(tree, found, after=last[0])
                assert [seen for seen in behind if place(seen)] == []

    def test_it_streams(self, tmp_path):
        path = self.write_many(tmp_path, 2000)
        if path is None:
            tree = CountedTree(open_tree(self.sample(tmp_path / "a")))
            for found in self.source.identify(tree):
                tree.count = 0
                self.source.observe(tree, found)
                assert tree.count == 0  # a generator: nothing is read before the first item is asked for
            return
        tree = CountedTree(open_tree(path))
        total = sum(file.stat().st_size for file in files_of(path))
        for found in self.source.identify(tree)[:1]:
            tree.count = 0
            items = iter(self.source.observe(tree, found))
            for _ in range(3):
                next(items)
            assert tree.count < total / 2, "it read more than half before it gave its third item"

    def test_it_opens_no_network(self, tmp_path, monkeypatch):
        def refuse(*_: Any, **__: Any) -> Any:
            raise AssertionError("a source opened a socket")

        monkeypatch.setattr(socket, "socket", refuse)
        monkeypatch.setattr(socket, "create_connection", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        self.read(self.sample(tmp_path / "a"))

    def test_bad_input_never_raises(self):
        with tempfile.TemporaryDirectory() as folder:
            self.kept = Path(folder)
            original = self.sample(self.kept / "original")
            found = self.source.identify(open_tree(original))

            @settings(max_examples=self.mutations, derandomize=True, deadline=None, database=None,
                      suppress_health_check=list(HealthCheck))  # fmt: skip
            @given(seed=st.integers(0, 2**32 - 1))
            def mutated(seed: int) -> None:
                self.read_damaged(original, found, seed)

            mutated()

    def read_damaged(self, original: Path, found: list[Any], seed: int) -> None:
        copy = self.kept / "copy" / original.name
        if not copy.exists():
            copy.parent.mkdir()
            shutil.copytree(original, copy) if original.is_dir() else shutil.copy(original, copy)
        files = files_of(copy)
        file = files[seed % len(files)]
        whole = file.read_bytes()
        file.write_bytes(damage(whole, seed))
        try:
            self.read_whatever(copy, found)
        finally:
            file.write_bytes(whole)

    def read_whatever(self, copy: Path, found: list[Any]) -> None:
        try:
            tree = open_tree(copy)
        except UserError:
            return  # an archive of which nothing can be opened: the tree's affair
        present = {member.name for member in tree.members()}
        again = self.source.identify(tree)
        # What the head no longer tells is read all the same: the person may have said what it is.
        for one in [*again, *(f for f in found if f not in again and set(f.members) <= present)]:
            for seen in self.source.observe(tree, one):
                self.check(seen)

    @pytest.mark.parametrize(
        "data", [b"", b"\x00" * 5000, b"\xff\xfe", bytes(range(256)) * 40, b"\n" * 300, b"PK\x03\x04xxxx"]
    )
    def test_rubbish_in_every_file_never_raises(self, tmp_path, data):
        path = self.sample(tmp_path / "a")
        found = self.source.identify(open_tree(path))
        for file in files_of(path):
            file.write_bytes(data)
        if data.startswith(b"PK") and path.suffix.lower() in {".zip", ""} and path.is_file():
            return  # a broken archive is the tree's affair
        tree = open_tree(path)
        for one in [*self.source.identify(tree), *found]:
            if set(one.members) <= {member.name for member in tree.members()}:
                for seen in self.source.observe(tree, one):
                    self.check(seen)

    def test_importing_it_is_light(self):
        name = self.source.__name__
        code = f"import sys, {name}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.split() == []

    # -- what every item must be -----------------------------------------------------------------------------
    def check(self, seen: Any) -> None:
        assert isinstance(seen, Observed | Fault | Skipped | Finished)
        if isinstance(seen, Finished):
            assert seen.section and seen.count >= 0
            return
        assert isinstance(seen.file, str) and seen.file and isinstance(seen.position, int) and seen.position >= 0
        if isinstance(seen, Fault | Skipped):
            assert seen.reason and "\n" not in seen.reason and len(seen.reason) < 500
            seen.reason.encode()
            return
        self.check_record(seen.record)
        if seen.text is not None:
            seen.text.encode()

    def check_record(self, one: records.Record) -> None:
        shape = SHAPES[one.kind]
        content = dict(one.content)
        assert one.key and "\x00" not in one.key
        one.key.encode()
        one.text.encode()  # no lone surrogates: no store takes them
        assert json.loads(one.text) == content
        assert set(content) <= set(get_type_hints(shape)), (one.kind, set(content) - set(get_type_hints(shape)))
        assert shape.__required_keys__ <= set(content), (one.kind, shape.__required_keys__ - set(content))
        assert not list(empties(content)), list(empties(content))
        for name in ("at", "due", "end"):
            if name in content:
                check_time(content[name])


def check_time(text: str) -> None:
    """A time is a day or an instant as `model.times` writes them."""
    from datetime import date

    from kithbook.model import times

    if len(text) == 10:
        assert date.fromisoformat(text).isoformat() == text
    else:
        assert times.written(times.instant(text)) == text

"""A look at a file before it is imported: true where it is whole, quick where it is large, and without a trace."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "torture"))
import small_world
from torturing import AT_ONCE_SECONDS, canonical, quick, slowness

from kithbook.actions import preview as previews
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.preview import preview, recognition
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.work.parse import Batch, parse

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=40, messages=80)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Repeat a mailbox until reading it would take minutes, each time under other message ids."""
    folder = tmp_path_factory.mktemp("large")
    text = small_world.write(folder / "small", people=40, messages=400)[1].read_bytes()
    path = folder / "large.mbox"
    with path.open("wb") as file:
        for number in range(400):
            file.write(text.replace(b"@mail.example>", b".%d@mail.example>" % number))
    return path


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    yield made
    made.close()


def look(book, *paths, **more):
    return preview(book, paths, now=NOW, **{"seconds": 60, "zone": "UTC", **more})


def apart(book):
    counts = book.digest.counts()
    return counts["cards"] - counts["people"] - counts["seen"]


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".db"}


@pytest.mark.parametrize("before", [[], [3], [0, 2]])
def test_what_it_says_of_a_small_file_is_what_the_import_then_does(book, world, before):
    if before:
        import_(book, [world[n] for n in before], Wish(zone="UTC"), now=NOW, watch=lambda _step: None)
    told = look(book, *world)
    counts, links = book.digest.counts() if before else {"people": 0, "questions": 0}, apart(book) if before else 0
    done = import_(book, world, Wish(zone="UTC"), now=NOW, watch=lambda _step: None)
    assert told.is_whole
    assert told.effect.people == done.people["after"] - done.people["before"] == done.people["after"] - counts["people"]
    assert told.effect.merged == apart(book) - links
    assert told.effect.questions == max(0, done.questions - counts["questions"])
    for run, one in zip(done.runs, told.found, strict=True):
        assert (one.it.source, one.it.what) == (run.source, run.what)
        assert one.it.as_of in {run.as_of, None}  # a file's own time dates no fact, and is not shown
        assert (one.new, one.known) == (run.new + run.changed, run.unchanged)
        assert sum(one.kinds.values()) + one.skipped + one.faults == run.observed
        assert one.share == 1.0
    assert told.me == book.digest.ego().name
    assert told.messages == sum(one.kinds.get("message", 0) for one in told.found) > 80
    assert len(told.sample) == 10
    assert told.first < told.last <= NOW.date()


def test_once_imported_nothing_is_new(book, world):
    import_(book, world, Wish(zone="UTC"), now=NOW, watch=lambda _step: None)
    told = look(book, *world)
    assert (told.effect.people, told.effect.merged, told.effect.questions) == (0, 0, 0)
    assert sum(one.new for one in told.found) == 0


def test_a_folder_is_looked_at_as_one(book, world):
    told = look(book, world[0].parent)
    assert {one.it.source for one in told.found} == {"linkedin", "mbox", "vcard", "ical"}
    assert [one.it for one in told.found if one.it.as_of] != []
    assert {one.what for one in recognition([world[0].parent]).found} == {one.it.what for one in told.found}


def test_it_leaves_no_trace(tmp_path, world):
    folder = tmp_path / "book"
    assert quick(folder, "import", world[2])[0] == 0
    was = files(folder)
    made = open_book(folder, now=NOW)
    look(made, *world)
    made.close()
    assert files(folder) == was
    assert {path.name for path in folder.iterdir()} == {*was, "writer.lock", "digest.lock"}


def test_of_a_large_file_it_reads_a_beginning_and_says_so(book, large):
    begun = time.perf_counter()
    told = preview(book, [large], now=NOW, seconds=1.0, most=3_000)
    assert time.perf_counter() - begun < AT_ONCE_SECONDS * slowness()
    (one,) = told.found
    assert not told.is_whole
    assert not one.is_whole
    assert 0 < one.share < 0.5
    assert 0 < one.kinds["message"] <= 3_000 + 500  # a batch more
    assert told.effect.people > 0
    assert len(told.sample) == 10


def test_what_a_large_file_is_is_known_at_once(large):
    begun = time.perf_counter()
    (one,) = recognition([large]).found
    assert time.perf_counter() - begun < AT_ONCE_SECONDS * slowness()
    assert one.source == "mbox"


def test_a_large_book_is_not_copied_and_the_file_speaks_for_itself(book, world, monkeypatch):
    import_(book, world[:1], Wish(zone="UTC"), now=NOW, watch=lambda _step: None)
    monkeypatch.setattr(previews, "COPIED_BYTES", 1_000)
    told = look(book, world[0])
    assert told.effect.people == book.digest.counts()["people"]
    assert told.effect.merged is told.effect.questions is None


def test_an_exported_book_is_named_and_not_tried(tmp_path, world):
    folder, file = tmp_path / "book", tmp_path / "book.json"
    assert quick(folder, "import", world[2])[0] == 0
    assert quick(folder, "export", "--format", "json", "-o", file)[0] == 0
    made = open_book(folder, now=NOW)
    told = look(made, file)
    assert [one.it.source for one in told.found] == ["kithbook"]
    assert told.effect is None
    assert [one.it.source for one in look(made, file, world[2]).found] == ["kithbook", "vcard"]
    assert [one.source for one in recognition([file]).found] == ["kithbook"]
    made.close()
    assert canonical(folder)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04broken"])
def test_what_nobody_reads_is_said(book, tmp_path, content):
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    for ask in (lambda: look(book, path), lambda: recognition([path])):
        with pytest.raises(UserError) as told:
            ask()
        assert told.value.do
    with pytest.raises(UserError):
        look(book, tmp_path / "nowhere")


def test_the_time_begins_with_the_first_that_is_read(book, world, monkeypatch):
    def late(*given, **more):
        yield Batch()  # the worker only starts
        yield from parse(*given, **more)

    monkeypatch.setattr(previews, "parse", late)
    monkeypatch.setattr(previews, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(previews, "PATIENCE", 10**6)
    (one,) = preview(book, [world[2]], now=NOW, seconds=0.001).found
    assert one.kinds["card"] > 0


def test_many_sources_share_the_time(book, tmp_path):
    folder = tmp_path / "many"
    for number in range(12):
        (folder / f"{number}").mkdir(parents=True)
        (folder / f"{number}" / "Inbox.mbox").write_text(
            f"From x Tue Aug  5 08:00:00 2025\nFrom: Bao <bao{number}@x.example>\nTo: me@x.example\nMessage-ID: <{number}>\n\nHi\n"
        )
    told = preview(book, [folder], now=NOW, seconds=0.2)
    assert len(told.found) >= 1
    assert told.found[0].kinds == {"message": 1} or sum(one.kinds.get("message", 0) for one in told.found) > 0

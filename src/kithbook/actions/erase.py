"""erase: the whole book, for good, once its name was typed."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kithbook.actions import jobs
from kithbook.actions.backups import backups
from kithbook.model.fault import UserError
from kithbook.store.book import Book

# All that Kithbook ever puts into a book's folder. What fits none of these is somebody else's, and stays.
OURS: Final = (
    "evidence.db*", "evidence-before-*.db*", "digest.db*", "digest-*", "*.lock", "trying-*", "jobs", "incoming",
    "web.json*", "web.address*",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erasure:
    """What would go, what would stay, and where copies lie that nothing here can reach."""

    name: str  # what has to be typed: the name of the book's folder
    folder: str
    files: tuple[str, ...]
    bytes: int
    stays: tuple[str, ...]  # in the folder, and not Kithbook's
    backups: tuple[str, ...]  # elsewhere, as far as the book remembers
    people: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What went."""

    ok: bool
    plan: Erasure


def plan(book: Book) -> Erasure:
    """Say what erasing the book would take away, and what it would leave."""
    ours = _ours(book.folder)
    return Erasure(
        name=book.folder.resolve().name,
        folder=str(book.folder.resolve()),
        files=tuple(path.name for path in ours),
        bytes=sum(_bytes(path) for path in ours),
        stays=tuple(path.name for path in sorted(book.folder.iterdir()) if path not in ours),
        backups=tuple(one.file for one in backups(book).made if one.is_there),
        people=book.digest.counts("people")["people"],
        decisions=book.evidence.counts("decisions")["decisions"],
    )


def erase(book: Book, typed: str) -> Erased:
    """Erase the book's files, if its name was typed; the book is closed by that, and its folder goes if it is empty.

    Nobody else may be writing. What other processes hold open they lose when they close it.
    """
    going = plan(book)
    if typed.strip() != going.name:
        raise UserError(
            f"The book's name is {going.name!r}, and {typed.strip()!r} was typed.",
            safe="Nothing was erased.",
            do=f"Type {going.name} to erase it.",
        )
    if jobs.under_way(book.folder):
        raise UserError(
            "An import or another long piece of work runs.", safe="Nothing was erased.", do="Cancel it first."
        )
    with book.digesting(), book.writing():  # whoever writes now is waited for
        pass
    book.close()
    return Erased(_removed(book.folder), going)


def _removed(folder: Path) -> bool:
    """Take the evidence first: what is left after a kill is then an empty book, and never half of one."""
    try:
        for path in sorted(_ours(folder), key=lambda one: not one.name.startswith("evidence.db")):
            _remove(path)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise UserError(
            f"Not all of the book could be erased: {error.strerror} ({error.filename}).",
            safe="What is gone is gone; the rest lies where it lay.",
            do="Close what uses the book, and erase it again.",
        ) from error
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _ours(folder: Path) -> list[Path]:
    return sorted({path for pattern in OURS for path in folder.glob(pattern)})


def _bytes(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        return sum(_bytes(one) for one in path.iterdir())
    return path.lstat().st_size

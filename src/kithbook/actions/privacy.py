"""privacy: what is kept where and how large it is, who may read it, and what of it ever left this machine."""

import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kithbook.actions import outgoing
from kithbook.store.book import Book

# What each file of a book's folder holds; the first pattern that fits.
HOLDS: Final = (
    ("evidence.db*", "what your sources said and what you entered; this is what a backup copies"),
    ("digest.db*", "what follows from it: people, ties, search; can be made again at any time"),
    ("evidence-before-*", "what the book held before a backup was restored, or a newer program changed its form"),
    ("trying-*", "what is being tried out; it goes by itself"),
    ("jobs", "how far long work is: imports, rebuilds, backups"),
    ("incoming", "files that you dropped on the page; each goes when it is imported"),
    ("web.json*", "who may open the pages: hashes of keys and of browsers' sessions"),
    ("web.address*", "where the pages are served, while they are"),
    ("*.lock", "nothing: it keeps two commands from writing at once"),
)
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
# Modules of the standard library and of the commonest packages by which a program sends or fetches.
SENDERS: Final = (
    "smtplib", "ftplib", "imaplib", "poplib", "telnetlib", "xmlrpc.client", "http.client", "urllib.request",
    "requests", "httpx", "aiohttp", "urllib3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One file or folder inside the book's folder."""

    path: str
    holds: str
    bytes: int
    is_private: bool  # nobody but its owner may read it; always true where the system knows no such rights


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at just now, what was found, and whether it is as it should be."""

    what: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Privacy:
    """What lies where, and what left this machine."""

    folder: str
    places: tuple[Place, ...]
    bytes: int
    tried: int | None  # attempts to reach another machine since the program started; None where nobody watched
    proofs: tuple[Proof, ...]


def privacy(book: Book) -> Privacy:
    """Say what is kept where, and prove what can be proved here and now. Nothing is claimed that was not looked at."""
    places = tuple(_place(path) for path in sorted(book.folder.iterdir()))
    watch = outgoing.watched()
    return Privacy(
        folder=str(book.folder.absolute()),
        places=places,
        bytes=sum(place.bytes for place in places),
        tried=watch.tried if watch.is_on else None,
        proofs=(*_connections(watch), *_sockets(), _modules(), _rights(book.folder, places)),
    )


def _place(path: Path) -> Place:
    holds = next((said for pattern, said in HOLDS if path.match(pattern)), "nothing of Kithbook's: not made by it")
    return Place(path.name, holds, _bytes(path), _is_private(path))


def _bytes(path: Path) -> int:
    try:
        if path.is_dir() and not path.is_symlink():
            return sum(_bytes(one) for one in path.iterdir())
        return path.lstat().st_size
    except OSError:  # gone meanwhile
        return 0


def _is_private(path: Path) -> bool:
    try:
        return sys.platform == "win32" or not path.lstat().st_mode & OTHERS or path.is_symlink()
    except OSError:
        return True


def _connections(watch: outgoing.Watch) -> list[Proof]:
    if not watch.is_on:
        return []
    what = "Connections to other machines that this program tried to open since it started, all refused"
    return [Proof(what, f"{watch.tried:,}", holds=watch.tried == 0)]


def _sockets() -> list[Proof]:
    found = outgoing.open_sockets()
    if found is None:
        return []
    what = "Connections to other machines that the system says this program has open now"
    return [Proof(what, ", ".join(found) or "0", holds=not found)]


def _modules() -> Proof:
    loaded = [name for name in SENDERS if name in sys.modules]
    what = "Parts by which a program sends mail or fetches pages, loaded now"
    return Proof(what, ", ".join(loaded) or "none", holds=not loaded)


def _rights(folder: Path, places: tuple[Place, ...]) -> Proof:
    """Look at the folder's own rights: where nobody else may enter, those of its files do not matter."""
    is_closed = _is_private(folder)
    open_ones = [] if is_closed else [place.path for place in places if not place.is_private]
    found = "nobody else" if is_closed or not open_ones else f"others, too: {', '.join(open_ones)}"
    return Proof("Who else on this machine may read the book", found, holds=is_closed or not open_ones)

"""What goes wrong: errors that a person can mend, and faults of single records, which are values.

KithError
└── UserError      something the person can do about: no traceback, exit code 1
    ├── BookTooNew     the book was written by a later version
    ├── NothingToRead  a file or folder is sound, and nothing in it can be read
    ├── Busy           another process holds the book longer than is sensible
    ├── ReadOnlyBook   the book lies where nothing can be written
    └── UnknownName    a WHO that names nobody, or several
"""

from collections.abc import Sequence
from dataclasses import dataclass


class KithError(Exception):
    """The root of all errors that Kithbook raises on purpose."""


class UserError(KithError):
    """Something the person can mend: what happened, what is safe, what to do."""

    def __init__(self, what: str, *, safe: str = "Nothing was changed.", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.do = do


class BookTooNew(UserError):
    """The book was written by a later version of the program; its files are left untouched."""


class NothingToRead(UserError):
    """A file or folder that was opened, in which there is nothing that can be read."""


class Busy(UserError):
    """Another process held the book for longer than is sensible to wait."""


class ReadOnlyBook(UserError):
    """The book lies where nothing can be written: it answers, and keeps nothing."""


class UnknownName(UserError):
    """A name that points at nobody, or at several people; the candidates are listed."""

    def __init__(self, what: str, *, candidates: Sequence[str] = (), do: str = "") -> None:
        super().__init__(what, do=do)
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class Fault:
    """One record that could not be read: where it stands and why. Its neighbours are not harmed."""

    file: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """One record left out on purpose (spam, draft …), counted by its reason."""

    file: str
    position: int
    reason: str

"""A disk that fails: a VFS whose Nth operation on the book's files goes wrong, once or from then on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

# What a failing disk answers, by what was asked of it.
FULL = {"write": apsw.FullError, "sync": apsw.FullError, "truncate": apsw.FullError}
BROKEN = {"write": apsw.IOError, "sync": apsw.IOError, "truncate": apsw.IOError}


@dataclass
class Fate:
    """Which operation fails (0: none), how, and whether all after it do, too."""

    at: int = 0
    lasts: bool = False
    answers: dict[str, type[Exception]] | None = None
    done: int = 0

    def meet(self, sort: str) -> None:
        self.done += 1
        if self.at and (self.done == self.at or (self.lasts and self.done > self.at)):
            raise (self.answers or BROKEN)[sort](f"{sort} number {self.done}")


@contextmanager
def failing(fate: Fate, name: str = "failing") -> Iterator[None]:
    """Register a VFS under `name` whose writes, syncs and truncations meet their fate."""

    class File(apsw.VFSFile):
        def __init__(self, filename, flags):
            self.name = Path(filename.filename() if hasattr(filename, "filename") else filename or "temp").name
            super().__init__("", filename, flags)

        def xWrite(self, data, offset):
            fate.meet("write")
            return super().xWrite(data, offset)

        def xSync(self, flags):
            fate.meet("sync")
            return super().xSync(flags)

        def xTruncate(self, size):
            fate.meet("truncate")
            return super().xTruncate(size)

    class Vfs(apsw.VFS):
        def __init__(self):
            super().__init__(name, "")

        def xOpen(self, filename, flags):
            return File(filename, flags)

    vfs = Vfs()
    try:
        yield
    finally:
        vfs.unregister()

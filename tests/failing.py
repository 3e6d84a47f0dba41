"""A disk that fails, or a process that dies: an operation on files that goes wrong, once or from then on."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import apsw

# What a failing disk answers, by what was asked of it.
FULL = {"write": apsw.FullError, "sync": apsw.FullError, "truncate": apsw.FullError}
BROKEN = {"write": apsw.IOError, "sync": apsw.IOError, "truncate": apsw.IOError}

# What changes a folder beside SQLite's own writing.
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"}


@dataclass
class Fate:
    """Which operation fails (0: none), how, and whether all after it do, too; or whether the process dies at it."""

    at: int = 0
    lasts: bool = False
    answers: dict[str, type[Exception]] | None = None
    is_deadly: bool = False
    done: int = 0
    process: int = field(default_factory=os.getpid)

    def meet(self, sort: str) -> None:
        if os.getpid() != self.process:  # what it forked has a fate of its own
            return
        self.done += 1
        if not self.at or self.done < self.at or (self.done > self.at and not self.lasts):
            return
        if self.is_deadly:
            os.kill(self.process, signal.SIGKILL)
        raise (self.answers or BROKEN)[sort](f"{sort} number {self.done}")

    def watch(self) -> None:
        """Let what changes a folder count too, for the rest of this process's life, which ends with it."""
        sys.addaudithook(lambda event, _: self.meet(event) if event in CHANGES else None)


@contextmanager
def failing(fate: Fate, name: str = "failing", *, is_default: bool = False) -> Iterator[None]:
    """Register a VFS under `name` whose writes, syncs and truncations meet their fate; as default, of all files."""
    system = apsw.vfs_names()[0]

    class File(apsw.VFSFile):
        def __init__(self, filename, flags):
            super().__init__(system, filename, flags)

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
            super().__init__(name, system, makedefault=is_default)

        def xOpen(self, filename, flags):
            return File(filename, flags)

    vfs = Vfs()
    try:
        yield
    finally:
        vfs.unregister()

"""Simulated power cuts for SQLite.

A recording VFS notes every write, truncation, deletion and sync of a workload. From the notes any number of crash
states can be made: what was synced is there; of what was not, each write is kept, lost or torn at random. A store that
promises durability must open each state whole and with all that it had acknowledged.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import apsw

KEPT_SHARE = 0.5  # of the writes not yet synced at the cut
TORN_SHARE = 0.2  # of these only the first half reached the disk; the rest is lost


@dataclass
class Recording:
    """What reached the VFS, in order, and after how many operations each step was acknowledged."""

    operations: list[tuple] = field(default_factory=list)
    acknowledged: list[tuple[int, int]] = field(default_factory=list)

    def acknowledge(self, step: int) -> None:
        self.acknowledged.append((len(self.operations), step))

    def acknowledged_before(self, cut: int) -> int:
        return max((step for at, step in self.acknowledged if at <= cut), default=0)


@contextmanager
def recording(name: str = "recorder") -> Iterator[Recording]:
    """Register a VFS under `name` that records what goes through it."""
    notes = Recording()

    class File(apsw.VFSFile):
        def __init__(self, filename, flags):
            self.name = Path(filename.filename() if hasattr(filename, "filename") else filename or "temp").name
            super().__init__("", filename, flags)

        def xWrite(self, data, offset):
            notes.operations.append(("write", self.name, offset, bytes(data)))
            return super().xWrite(data, offset)

        def xTruncate(self, size):
            notes.operations.append(("truncate", self.name, size))
            return super().xTruncate(size)

        def xSync(self, flags):
            notes.operations.append(("sync", self.name))
            return super().xSync(flags)

    class Vfs(apsw.VFS):
        def __init__(self):
            super().__init__(name, "")

        def xOpen(self, filename, flags):
            return File(filename, flags)

        def xDelete(self, filename, sync):
            notes.operations.append(("delete", Path(filename).name))
            return super().xDelete(filename, sync)

    vfs = Vfs()
    try:
        yield notes
    finally:
        vfs.unregister()


def crashed(operations: list[tuple], cut: int, chance: random.Random) -> dict[str, bytearray]:
    """Make the files as a power cut after `cut` operations may leave them."""
    files: dict[str, bytearray] = {}
    waiting: dict[str, list[tuple]] = {}
    for operation in operations[:cut]:
        sort, name, *_ = operation
        if sort == "sync":
            for done in waiting.pop(name, []):
                _apply(files, done)
        elif sort == "delete":
            files.pop(name, None)
            waiting.pop(name, None)
        else:
            waiting.setdefault(name, []).append(operation)
    for operation in (operation for of_file in waiting.values() for operation in of_file):
        luck = chance.random()
        if luck < KEPT_SHARE:
            _apply(files, operation)
        elif luck < KEPT_SHARE + TORN_SHARE and operation[0] == "write":
            sort, name, offset, data = operation
            _apply(files, (sort, name, offset, data[: len(data) // 2]))
    return files


def _apply(files: dict[str, bytearray], operation: tuple) -> None:
    file = files.setdefault(operation[1], bytearray())
    if operation[0] == "truncate":
        del file[operation[2] :]
        return
    _, _, offset, data = operation
    file.extend(bytes(max(0, offset + len(data) - len(file))))
    file[offset : offset + len(data)] = data


def replay(notes: Recording, folder: Path, check: Callable[[Path], int], *, cuts: int, seed: int = 1) -> dict[str, int]:
    """Cut the power `cuts` times and count states that are corrupt and states that lost what was acknowledged.

    `check` opens the state in a folder and gives the last step that it finds complete; it raises for what is not whole.
    """
    chance, found = random.Random(seed), {"cuts": cuts, "corrupt": 0, "lost": 0}
    for nth in range(cuts):
        state, cut = folder / str(nth), chance.randrange(len(notes.operations) + 1)
        state.mkdir()
        for name, data in crashed(notes.operations, cut, chance).items():
            if not name.endswith("-shm"):  # shared memory does not outlive the machine
                (state / name).write_bytes(data)
        try:
            found["lost"] += check(state) < notes.acknowledged_before(cut)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the book is not whole
            found["corrupt"] += 1
            found.setdefault("first", f"cut {cut}: {error!r}")
    return found

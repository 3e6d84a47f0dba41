"""Where the worker stands, in memory that parent and worker share, so that a sudden death still says where it was."""

import mmap
import os
import struct
import tempfile
from typing import Final, NamedTuple

_SHAPE: Final = struct.Struct("<QQQqQ")


class Place(NamedTuple):
    """What was last written: a change in any of them is a sign of life."""

    stirs: int  # grows with every item and announcement
    yielded: int  # items that the source gave since the worker started
    member: int  # index in Found.members
    position: int
    is_announced: int  # the position is of an item that is being read, not of one that was given


class Standing:
    """The shared place. The worker writes, the parent reads."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._memory = mmap.mmap(descriptor, _SHAPE.size)
        self._stirs = 0
        self._yielded = 0

    @classmethod
    def create(cls) -> "Standing":
        """Make a fresh one, on a file that has no name."""
        with tempfile.TemporaryFile() as file:
            file.truncate(_SHAPE.size)
            return cls(os.dup(file.fileno()))

    def announce(self, member: int, position: int) -> None:
        """Write that the item at this position is read next."""
        self._stirs += 1
        _SHAPE.pack_into(self._memory, 0, self._stirs, self._yielded, member, position, 1)

    def passed(self, member: int, position: int) -> None:
        """Write that the item at this position was given."""
        self._stirs += 1
        self._yielded += 1
        _SHAPE.pack_into(self._memory, 0, self._stirs, self._yielded, member, position, 0)

    def put_back(self, place: Place) -> None:
        """Write again where the source stands, after a wait for an item before it."""
        self._stirs += 1
        _SHAPE.pack_into(self._memory, 0, self._stirs, *place[1:])

    def look(self) -> Place:
        """Read the place."""
        return Place(*_SHAPE.unpack_from(self._memory))

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
        os.close(self.descriptor)

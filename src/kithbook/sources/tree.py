"""What a person gave, opened: a file, a folder, a zip or a zip in a zip, as named members to be read as streams."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


class Member(Protocol):
    """One file inside what was given."""

    name: str  # with forward slashes, relative to what was given; a plain file's own name
    size: int
    modified: datetime | None  # as the archive states it; None for plain files and folders
    path: Path | None  # set where the member lies on disk by itself

    def open(self) -> BinaryIO: ...

    def head(self, count: int = 65536) -> bytes: ...


class Tree(Protocol):
    """All members of what was given."""

    path: Path
    is_archive: bool

    def members(self) -> list[Member]:
        """List the members, by name. Raises UserError for what cannot be opened at all."""
        ...

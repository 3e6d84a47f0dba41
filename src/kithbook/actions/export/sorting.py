"""Sorting more lines than fit into memory: sorted runs on disk, merged as they are read."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, Final, cast

IN_MEMORY: Final = 50_000  # lines; some 25 MB of records


def sorted_lines(lines: Iterable[bytes], *, in_memory: int = IN_MEMORY) -> Iterator[bytes]:
    """Give lines (each with its newline) in the order of their bytes, equal ones once."""
    source = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        while chunk := sorted(islice(source, in_memory)):
            if len(chunk) < in_memory:
                runs.append(chunk)
                break
            spilt = cast("BinaryIO", files.enter_context(tempfile.TemporaryFile()))
            spilt.writelines(chunk)
            spilt.seek(0)
            runs.append(spilt)
        before = b""
        for line in heapq.merge(*runs):
            if line != before:
                yield line
            before = line

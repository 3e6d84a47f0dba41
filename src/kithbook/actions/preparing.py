"""preparing: the day's figures and agenda worked out before anybody asks, in a process that gives its memory back."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from kithbook.actions.today import is_prepared, prepare
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.store.book import Book


def begin(book: Book, *, now: datetime) -> "subprocess.Popen[bytes] | None":
    """Start to work the day out, unless it is; the process ends by itself."""
    if is_prepared(book, now=now):
        return None
    paths = [os.path.abspath(place) for place in sys.path if place]  # noqa: PTH100 - as the interpreter spells them
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-P", "-m", __name__, os.path.abspath(book.folder), now.isoformat()],  # noqa: PTH100
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def main(folder: str, moment: str) -> int:
    """Work a day out. Where that fails, the first page does it, and says what was wrong."""
    now = datetime.fromisoformat(moment)
    try:
        book = open_book(Path(folder), now=now)
        try:
            prepare(book, now=now)
        finally:
            book.close()
    except UserError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

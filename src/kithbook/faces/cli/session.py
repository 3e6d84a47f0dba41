"""One run of one command: which book, in which form it answers, and what time it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page
    from kithbook.store.book import Book

Answer = TypeVar("Answer")


@dataclass
class Session:
    """What every command is given beside its own arguments."""

    book_given: str | None = None
    as_json: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def folder(self) -> Path:
        """Say where the book lies."""
        from kithbook import settings

        return settings.load(self.book_given).book

    @contextmanager
    def book(self, *, catches_up: bool = True) -> Iterator["Book"]:
        """Open the book, caught up with its evidence; after the command's rulings it is caught up again."""
        from kithbook.faces.cli.book import opened

        with opened(self.folder, now=self.now, catches_up=catches_up, mention=self.mention) as book:
            yield book

    def day(self, book: "Book", text: str | None) -> date | None:
        """Read a day that was typed, as of the book's today; None where none was."""
        if text is None:
            return None
        from kithbook.actions import dates

        return dates.asked(text, today=dates.today(book, self.now))

    def say(self, answer: Answer, plainly: Callable[["Page", Answer], None]) -> None:
        """Print the answer: one JSON document, or words."""
        from kithbook.faces.cli import paper

        if self.as_json:
            paper.write_json(answer)
        else:
            plainly(paper.Page.on(sys.stdout, book=self.book_given), answer)

    def mention(self, text: str) -> None:
        """Say something beside the answer, on standard error."""
        from kithbook.faces.cli import paper

        paper.Page.on(sys.stderr, book=self.book_given).advice(text, ink=["yellow"])

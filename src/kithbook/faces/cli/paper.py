"""Plain output: text that fits the terminal, columns that align, colour where a terminal shows it."""

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from kithbook.faces.cli import naming

INKS: Final = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
LEAST: Final = 4  # columns of a cell that was cut
BETWEEN: Final = " · "  # two commands of a hint
NARROWEST, WIDEST = 40, 110  # columns: below, nothing aligns; above, lines are hard to read
_TIED: Final = "\0"  # no text that is shown holds it
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
# Direction marks, overrides and isolates, zero-width blanks, line and paragraph separators, interlinear marks:
# none belongs into a line of output, and an override could turn a name into another. ZWJ and ZWNJ spell words.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_STEERING = re.compile(f"[\x7f-\x9f]|{_HIDDEN.pattern}")  # what JSON lets stand in a text, and a terminal obeys


def defused(text: str) -> str:
    """Take out of foreign text what would move the cursor, colour the screen or turn the direction."""
    return _HIDDEN.sub("", _CONTROL.sub(" ", text)).strip()


def columns(text: str) -> int:
    """Count the terminal columns that a text takes: two for wide characters, none for combining ones and colours."""
    bare = _ESCAPE.sub("", text)
    return len(bare) if bare.isascii() else sum(map(_columns_of, bare))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def clipped(text: str, room: int) -> str:
    """Cut a text without colours to so many columns, with an ellipsis where something is missing."""
    if columns(text) <= room:
        return text
    kept, used = "", 0
    for character in text:
        used += _columns_of(character)
        if used > room - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def wrapped(text: str, room: int, *, whole: Iterable[str] = ()) -> list[str]:
    """Break a text at blanks into lines of at most so many columns, but within none of the parts that stay `whole`.

    Such a part may be longer than a line: where the terminal breaks it, it can still be copied.
    """
    for part in whole:
        text = text.replace(part, part.replace(" ", _TIED))
    return [line.replace(_TIED, " ") for line in _wrapped(text, room)]


def _wrapped(text: str, room: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and columns(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def gathered(parts: Sequence[str], room: int) -> list[str]:
    """Put parts side by side into lines of at most so many columns; one that is longer has a line of its own."""
    lines: list[str] = []
    for part in parts:
        if lines and columns(longer := lines[-1] + BETWEEN + part) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


@dataclass(slots=True)
class Page:
    """A stream with its width, whether it shows colour, and the book that was given by option."""

    stream: TextIO
    width: int
    is_coloured: bool
    book: str | None = None

    @classmethod
    def on(cls, stream: TextIO, *, book: str | None = None) -> "Page":
        """Take a stream as it is: a terminal's width and colour, or plain 100 columns.

        `book`: the folder that was given by option, which commands to give next name, too.
        """
        shows = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size((100, 24)).columns if stream.isatty() else 100
        return cls(stream, max(NARROWEST, min(width, WIDEST)), is_coloured=shows, book=book)

    def ink(self, text: str, *names: str) -> str:
        """Colour a text, if the stream shows colour."""
        if not self.is_coloured or not names or not text:
            return text
        return f"\x1b[{';'.join(INKS[name] for name in names)}m{text}\x1b[0m"

    def line(self, text: str = "") -> None:
        """Write one line as it is."""
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        self.stream.write(text.rstrip().encode(encoding, "replace").decode(encoding) + "\n")

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.line()
        self.line(self.ink(text, "bold"))

    def text(self, text: str, *, indent: int = 0, ink: Sequence[str] = ()) -> None:
        """Write a sentence, wrapped and indented."""
        for line in wrapped(defused(text), self.width - indent):
            self.line(" " * indent + self.ink(line, *ink))

    def advice(self, text: str, *, indent: int = 0, ink: Sequence[str] = ()) -> None:
        """Write a sentence of ours that names commands: as they are to be typed for this book, each to be copied."""
        shown = defused(naming.for_book(text, self.book))
        for line in wrapped(shown, self.width - indent, whole=naming.named(shown)):
            self.line(" " * indent + self.ink(line, *ink))

    def hint(self, text: str) -> None:
        """Write the next commands to type, after an empty line; none of several is broken where it fits a line."""
        self.line()
        for line in gathered(defused(naming.for_book(text, self.book)).split(BETWEEN), self.width):
            self.advice(line, ink=["dim"])

    def table(
        self,
        rows: Iterable[Sequence[object]],
        *,
        heads: Sequence[str] = (),
        stretch: int = 0,
        right: Sequence[int] = (),
        whole: Sequence[int] = (),
        indent: int = 0,
    ) -> None:
        """Write aligned columns; where the line is too narrow the column `stretch` gives way, then the widest.

        `whole`: columns that are no good when cut, ids and slugs say, and give way last.
        """
        body = [[defused("" if cell is None else str(cell)) for cell in row] for row in rows]
        listed = [list(heads), *body] if heads else body
        if not listed:
            return
        room = _shares(listed, self.width - indent, stretch, whole)
        for position, row in enumerate(listed):
            cells = [_set(cell, room[i], to_right=i in right) for i, cell in enumerate(row)]
            text = "  ".join(cell for cell, share in zip(cells, room, strict=True) if share)
            is_head = bool(heads) and position == 0
            self.line(" " * indent + (self.ink(text.rstrip(), "dim") if is_head else text))


def _shares(rows: Sequence[Sequence[str]], width: int, stretch: int, whole: Sequence[int]) -> list[int]:
    room = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    excess = sum(room) + 2 * (sum(1 for share in room if share) - 1) - width
    while excess > 0:
        giving = stretch if room[stretch] > 12 else _widest(room, whole)
        if room[giving] <= LEAST:
            break
        taken = min(excess, max(1, room[giving] - 12)) if giving == stretch else 1
        room[giving] -= taken
        excess -= taken
    return room


def _widest(room: Sequence[int], whole: Sequence[int]) -> int:
    """Give the widest column that may be cut, or where none has anything left, the widest of all."""
    places = [at for at in range(len(room)) if at not in whole and room[at] > LEAST]
    return max(places or range(len(room)), key=lambda at: room[at])


def _set(text: str, room: int, *, to_right: bool) -> str:
    cut = clipped(text, room)
    blanks = " " * (room - columns(cut))
    return blanks + cut if to_right else cut + blanks


# -- JSON ----------------------------------------------------------------------------------------------


def write_json(answer: object, stream: TextIO | None = None) -> None:
    """Write one JSON document: UTF-8, whatever the terminal speaks; indented only where a person looks at it.

    What would steer a terminal is spelt out (backslash, u, its number), which says the same to whoever reads JSON.
    """
    import json

    from kithbook.actions.document import written

    out = sys.stdout if stream is None else stream
    text = written(answer, indent=2 if out.isatty() else None).decode("utf-8")
    raw = _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text).encode("utf-8")
    out.flush()
    if hasattr(out, "buffer"):
        out.buffer.write(raw)
        out.buffer.flush()
    else:
        out.write(raw.decode("utf-8"))

"""Tables as LinkedIn and the programs behind it leave them: any encoding and delimiter, the header found by content."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from kithbook.sources.tree import BadMember, Member

FIELD_CHARS: Final = 64_000_000  # the standard library stops at 128 KiB; real messages have been longer
HEADER_WITHIN: Final = 10  # rows: the preamble is three, with blank lines and notes of others a few more
GATHER_LINES: Final = 400  # a row over more lines has lost its closing quote
GATHER_CHARS: Final = 4_000_000

csv.field_size_limit(max(csv.field_size_limit(), FIELD_CHARS))  # process-wide, and only ever raised

_ESCAPED = re.compile("[\ud800-\udfff]")

# Headings in other languages (German, French, Spanish), and how programs respell them. Cheap, and not claimed as seen.
ALIASES: Final = {
    "vorname": "first name", "prénom": "first name", "nombre": "first name", "firstname": "first name",
    "nachname": "last name", "nom": "last name", "apellidos": "last name", "lastname": "last name",
    "e-mail-adresse": "email address", "adresse e-mail": "email address", "e-mail address": "email address",
    "e-mail": "email address", "dirección de correo electrónico": "email address", "emailaddress": "email address",
    "unternehmen": "company", "entreprise": "company", "empresa": "company", "firma": "company",
    "poste": "position", "cargo": "position", "stelle": "position",
    "verbunden am": "connected on", "date de connexion": "connected on", "conectado el": "connected on",
    "conversationid": "conversation id",
}  # fmt: skip


def folded(text: str) -> str:
    """Fold a heading or a name for comparing: no case, single blanks."""
    return " ".join(text.split()).casefold()


def heading(text: str) -> str:
    """Give a heading its one spelling."""
    found = folded(text.strip("\ufeff \t\"'"))
    return ALIASES.get(found, found)


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be taken apart, and why."""

    reason: str
    text: str = ""


class Row:
    """One row under its header: cells by heading, tidied; what is not there is ''."""

    __slots__ = ("cells", "header")

    def __init__(self, header: "Header", cells: Sequence[str]) -> None:
        self.header, self.cells = header, cells

    def get(self, *names: str) -> str:
        """Give the first of these columns that holds something, with its outer blanks removed."""
        for name in names:
            place = self.header.places.get(name)
            if place is not None and (found := self.cells[place].strip()):
                return found
        return ""

    def many(self, names: tuple[str, ...]) -> list[str]:
        """Give several columns at once, which for a hundred thousand rows is several times quicker than one by one."""
        return [cell.strip() for cell in self.header.picker(names)([*self.cells, ""])]

    def fields(self, *but: str) -> dict[str, str]:
        """Give every labelled value, without those of some columns; a heading that recurs is numbered."""
        found = zip(self.header.labels, self.cells, strict=False)
        return {label: tidy for label, cell in found if label not in but and (tidy := cell.strip())}

    @property
    def is_empty(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


class Header:
    """The headings of a table, in their one spelling."""

    def __init__(self, cells: Sequence[str]) -> None:
        names = [heading(cell) for cell in cells]
        self.places: dict[str, int] = {}
        self.labels: list[str] = []
        seen: dict[str, int] = {}
        for place, name in enumerate(names):
            self.places.setdefault(name, place)
            seen[name] = seen.get(name, 0) + 1
            label = name or "unnamed"
            self.labels.append(label if seen[name] == 1 else f"{label} {seen[name]}")
        self.width = len(names)
        self._pickers: dict[tuple[str, ...], Callable[[Sequence[str]], tuple[str, ...]]] = {}

    def picker(self, names: tuple[str, ...]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """Give what picks two or more columns out of a row with one empty cell behind it, for what is not there."""
        found = self._pickers.get(names)
        if found is None:
            found = self._pickers[names] = itemgetter(*(self.places.get(name, self.width) for name in names))
        return found

    def has(self, needs: "frozenset[str]") -> bool:
        """Say whether these headings are all there."""
        return needs <= self.places.keys()


def lines_of(member: Member) -> Iterator[str]:
    """Give the lines of a member as text, whatever its encoding; raises BadMember."""
    start = member.head(4)
    encoding, errors = "utf-8-sig", "surrogateescape"
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding, errors = "utf-16", "replace"
    with member.open() as raw, io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline=None) as stream:
        try:
            for line in stream:
                yield line if line.isascii() and "\0" not in line else _mended(line)
        except UnicodeError as error:
            raise BadMember(member.name, "its text cannot be decoded") from error


def _mended(line: str) -> str:
    """Read bytes that are no UTF-8 as Windows-1252, which is what spreadsheets write, and drop NULs."""
    if _ESCAPED.search(line):
        line = line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return line.replace("\0", "")


def is_workbook(start: bytes) -> bool:
    """Say whether these are the first bytes of an Excel workbook (a zip), whatever the name says."""
    return start[:4] == b"PK\x03\x04"


def delimiter_of(line: str) -> str:
    """Tell the delimiter from a header: the comma, unless another is more frequent."""
    return max(",\t;", key=lambda mark: (line.count(mark), mark == ","))


def header_in(start: bytes, needs: frozenset[str]) -> bool:
    """Say whether a table with these headings begins in these first bytes."""
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = start.decode("utf-16", "replace")
    else:
        text = start.decode("utf-8-sig", "replace")
    if is_workbook(start):
        return False
    # Lines, not rows: cheap, and a header has no line breaks.
    lines = [line for line in text.splitlines()[: 4 * HEADER_WITHIN] if line.strip()]
    return any(Header(_cells(line)).has(needs) for line in lines[: 2 * HEADER_WITHIN])


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader((line,), delimiter=delimiter_of(line)), [])
    except csv.Error:
        return []


class _Fed:
    """Hands the lines of one row to the reader of the standard library, and no more: it must not read into the next."""

    def __init__(self) -> None:
        self.lines: list[str] = []  # last first

    def __iter__(self) -> "_Fed":
        return self

    def __next__(self) -> str:
        if not self.lines:
            raise StopIteration
        return self.lines.pop()


class Table:
    """A table that is read row by row. A bad row costs only itself."""

    def __init__(
        self, member: Member, needs: frozenset[str], *, repair: Callable[[str], list[str]] | None = None
    ) -> None:
        self._member, self._needs, self._repair = member, needs, repair
        self.header: Header | None = None
        self._delimiter = ","
        self._waiting: deque[str] = deque()
        self._lines: Iterator[str] = iter(())
        self._had_text = False
        self._fed = _Fed()
        self._reader: Iterator[list[str]] = iter(())

    def rows(self) -> Iterator[tuple[int, Row | Broken]]:
        """Give the rows under the header, counted from 1; what ails the whole stands at 0. Raises BadMember."""
        if is_workbook(self._member.head(4)):
            yield 0, Broken("an Excel workbook under a name that ends in .csv: save it as CSV (UTF-8)")
            return
        self._lines = lines_of(self._member)
        cells = self._find_header()
        if cells is None:
            if self._had_text:
                yield 0, Broken("the headings that this table has are not there")
            return
        self.header = Header(cells)
        yield from enumerate(self._records(), start=1)

    def _find_header(self) -> list[str] | None:
        """Find the header by its content within the first rows; a needed heading must be there."""
        for number, line in enumerate(self._lines):
            if not line.strip():
                continue
            self._had_text = True
            self._delimiter = delimiter_of(line)
            cells = _cells(line)
            if Header(cells).has(self._needs):
                return cells
            if number >= 2 * HEADER_WITHIN:
                break
        return None

    def _next_line(self) -> str | None:
        return self._waiting.popleft() if self._waiting else next(self._lines, None)

    def _records(self) -> Iterator[Row | Broken]:
        assert self.header is not None
        header, delimiter, width = self.header, self._delimiter, self.header.width
        self._reader = csv.reader(self._fed, delimiter=delimiter, strict=True)
        while (line := self._next_line()) is not None:
            if '"' not in line:
                cells = line.rstrip("\n").split(delimiter)
                if len(cells) == width:
                    yield Row(header, cells)
                    continue
                if not line.strip():
                    continue
            gathered = self._gather(line)
            found = self._parsed(gathered) if not self._swallows(gathered) else None
            if found is None:
                gathered = self._given_back(gathered)
                found = self._parsed(gathered)
            yield Row(header, found) if found is not None else self._mend("".join(gathered))

    def _swallows(self, gathered: list[str]) -> bool:
        """Say whether another row of its own stands among these lines, where the table can tell."""
        return self._repair is not None and any(self._repair(line) for line in gathered[1:])

    def _given_back(self, gathered: list[str]) -> list[str]:
        """Give back the lines behind a row with wrong quotes, all but those that cannot be rows of their own."""
        self._waiting.extendleft(reversed(gathered[1:]))
        own = gathered[:1]
        while self._repair and len(own) < GATHER_LINES and (line := self._next_line()) is not None:
            if self._repair(line):
                self._waiting.appendleft(line)
                break
            own.append(line)
        return own

    def _gather(self, line: str) -> list[str]:
        """Take lines until the quotes are even: a row with line breaks in its cells."""
        gathered, quotes, chars = [line], line.count('"'), len(line)
        while quotes % 2 and len(gathered) < GATHER_LINES and chars < GATHER_CHARS:
            following = self._next_line()
            if following is None:
                break
            gathered.append(following)
            quotes += following.count('"')
            chars += len(following)
        return gathered

    def _parsed(self, lines: list[str]) -> list[str] | None:
        """Take a row apart by the rules; None when it breaks them. Cells that a program dropped at the end are ''."""
        self._fed.lines = lines[::-1]
        try:
            cells = next(self._reader, None)
        except csv.Error:
            return None
        return self._fitted(cells) if cells is not None and not self._fed.lines else None

    def _fitted(self, cells: list[str]) -> list[str] | None:
        assert self.header is not None
        width = self.header.width
        if len(cells) == width:
            return cells
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return None
        if len(cells) < max(2, width // 2) and len(cells) < width:
            return None
        return cells[:width] + [""] * (width - len(cells))

    def _mend(self, line: str) -> Row | Broken:
        """Mend a row whose quotes are wrong, where the table knows how; else say that it is broken."""
        assert self.header is not None
        cells = self._repair(line) if self._repair else []
        if len(cells) == self.header.width:
            return Row(self.header, cells)
        return Broken("a row that cannot be taken apart (stray quotes, or too many cells)", line)

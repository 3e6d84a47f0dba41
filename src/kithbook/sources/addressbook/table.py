"""A table of text as rows of cells: its encoding and delimiter sniffed, a bad row costing only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from kithbook.sources.contentline import lines

DELIMITERS: Final = (",", ";", "\t", "|")
LONGEST_CELL: Final = 16 * 1024 * 1024
LONGEST_ROW: Final = 200  # lines of one row: a postal address and a note; an unclosed quote would take all
LOOKED_AT: Final = 60  # rows by which a table is judged

_SEPARATOR = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
# Bytes that are signs in Windows-1252 (³ ¿ ¹ ¾ £ ¯) and letters in Windows-1250 (ł ż ą ľ Ł Ż), beside a letter.
_CENTRAL_EUROPEAN = re.compile(rb"[A-Za-z][\xb3\xbf\xb9\xbe\xa3\xaf]|[\xb3\xbf\xb9\xbe\xa3\xaf][a-z]")


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written."""

    delimiter: str = ","
    code_page: str = "cp1252"  # for rows that are not UTF-8


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, the header counted, and its cells; or what is wrong with it."""

    number: int
    cells: list[str]
    fault: str = ""


def sniff(head: bytes) -> Form:
    """Judge by its first bytes how a table is written."""
    code_page = "cp1250" if _CENTRAL_EUROPEAN.search(head) and not _is_utf8(head) else "cp1252"
    text = [_decoded(line, code_page) for line in head.splitlines()[:LOOKED_AT]]
    first = next((line for line in text if line.strip()), "")
    if stated := _SEPARATOR.match(first.lstrip("\ufeff")):
        return Form(stated[1], code_page)
    return Form(max(DELIMITERS, key=lambda mark: _evenness(text, mark)), code_page)


def _is_utf8(head: bytes) -> bool:
    try:
        head[: max(0, head.rfind(b"\n"))].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _evenness(text: list[str], mark: str) -> tuple[int, int]:
    """Count the cells that the first rows have in common under a delimiter: the true one gives many, and evenly."""
    widths = [line.count(mark) for line in text if line.strip()][:10]
    if not widths or not max(widths):
        return (0, 0)
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(common) * common, max(widths))


def rows(stream: BinaryIO, form: Form) -> Iterator[Row]:
    """Give the rows of a table; blank ones are counted and left out."""
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    for number, cells in enumerate(_records(_texts(stream, form), form.delimiter), start=1):
        if isinstance(cells, str):
            yield Row(number, [], cells)
        elif any(cell.strip() for cell in cells) and not (number == 1 and _is_separator(cells)):
            yield Row(number, cells)


def _is_separator(cells: list[str]) -> bool:
    return "".join(cells).strip().strip('"').lower() in {"sep=", "sep"}


def _texts(stream: BinaryIO, form: Form) -> Iterator[str]:
    for number, (_, line) in enumerate(lines(stream)):
        text = _decoded(line, form.code_page).replace("\0", "")
        yield text.removeprefix("\ufeff") if not number else text


def _decoded(line: bytes, code_page: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(code_page, "replace")


def _records(texts: Iterable[str], delimiter: str) -> Iterator[list[str] | str]:
    """Join lines into rows: a quoted cell may run over several, an unclosed quote over none."""
    source, waiting = iter(texts), deque[str]()
    marks = 0  # delimiters in the first row, which is the header or is like all others
    while (line := waiting.popleft() if waiting else next(source, None)) is not None:
        marks = marks or line.count(delimiter)
        if line.count('"') % 2 == 0:
            yield _cells(line, delimiter)
            continue
        taken = [line]
        found: list[str] | str = "a quote that does not end"
        while len(taken) < LONGEST_ROW and isinstance(found, str):
            more = waiting.popleft() if waiting else next(source, None)
            if more is None:
                break
            taken.append(more)
            if more.count('"') % 2:
                found = _cells("\n".join(taken), delimiter)
            elif marks > 1 and more.count(delimiter) == marks:
                break  # a whole row stands inside: the quote before it was a slip
        if isinstance(found, str):
            waiting.extendleft(reversed(taken[1:]))
            found = _cells(line, delimiter)
        yield found


def _cells(text: str, delimiter: str) -> list[str] | str:
    """Part a row into cells, or say why that cannot be done."""
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error as error:
        return f"a row that cannot be read: {error}"[:200]

"""The manual on a terminal: Markdown written as plain text."""

import re
from itertools import zip_longest
from typing import Final

from kithbook.faces.cli.paper import Page, columns, wrapped

GAP: Final = 2  # between two columns of a table
NARROWEST: Final = 8  # of a column that is made narrower
_INLINE: Final = re.compile(r"(`+)(.+?)\1|\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)")
_LIST: Final = re.compile(r"(\s*(?:[-*]|\d+\.) )(.*)")


def render(page: Page, text: str) -> None:
    """Write Markdown as plain text: headings stand out, paragraphs are wrapped, code and tables stay as they are."""
    paragraph: list[str] = []
    rows: list[list[str]] = []
    is_code = False
    for line in [*text.splitlines(), ""]:
        if rows and not line.startswith("|"):
            _table(page, rows)
            rows = []
        if line.startswith("```"):
            is_code = not is_code
            _flush(page, paragraph)
        elif is_code:
            page.line(f"    {line}")
        elif line.startswith("|"):
            rows += [[_plain(cell.strip()) for cell in line.strip("| ").split("|")]] if _says_something(line) else []
        elif line.startswith("#") or not line.strip():
            _flush(page, paragraph)
            _apart(page, line)
        elif _LIST.fullmatch(line) and paragraph:
            _flush(page, paragraph)
            paragraph.append(line)
        else:
            paragraph.append(line)


def _says_something(line: str) -> bool:
    return not re.fullmatch(r"[|\s:-]+", line)


def _table(page: Page, rows: list[list[str]]) -> None:
    """Write a table whose cells are wrapped where the page is too narrow for them."""
    widths = _widths([max(map(columns, cells)) for cells in zip(*rows, strict=False)], page.width - 1)
    for row in rows:
        cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=False)]
        for parts in zip_longest(*cells, fillvalue=""):
            page.line(" " + (" " * GAP).join(_filled(*one) for one in zip(parts, widths, strict=True)).rstrip())


def _widths(wanted: list[int], room: int) -> list[int]:
    """Take from the widest column until all find room, unless that leaves none wide enough to read."""
    widths = list(wanted)
    while sum(widths) + GAP * (len(widths) - 1) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _filled(cell: str, width: int) -> str:
    return cell + " " * max(0, width - columns(cell))


def _apart(page: Page, line: str) -> None:
    page.line(page.ink(_plain(line.lstrip("# ")), "bold") if line.startswith("#") else "")


def _flush(page: Page, paragraph: list[str]) -> None:
    if not paragraph:
        return
    mark = _LIST.fullmatch(paragraph[0])
    text = " ".join(line.strip() for line in paragraph)
    indent = len(mark[1]) if mark else 0
    page.text(_plain(text), indent=indent) if not mark else _item(page, mark[1], text[len(mark[1].lstrip()) :])
    paragraph.clear()


def _item(page: Page, mark: str, text: str) -> None:
    for position, line in enumerate(wrapped(_plain(text), page.width - len(mark))):
        page.line((mark if position == 0 else " " * len(mark)) + line)


def _plain(text: str) -> str:
    return _INLINE.sub(lambda found: found[2] or found[3] or found[4], text)

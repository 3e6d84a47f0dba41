"""The manual on a terminal: Markdown written as plain text."""

import re
from typing import Final

from kithbook.faces.cli.paper import Page, columns, wrapped

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
    """Write a table with its last column wrapped."""
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    indent = 1 + sum(widths) + 2 * len(widths)
    for row in rows:
        head = " " + "".join(cell + " " * (width - columns(cell) + 2) for cell, width in zip(row, widths, strict=False))
        for number, line in enumerate(wrapped(row[-1], max(20, page.width - indent)) or [""]):
            page.line((head if number == 0 else " " * indent) + line)


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

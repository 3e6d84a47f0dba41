"""The manual at hand: the pages of ``docs/``, carried in the wheel, read on a terminal."""

import re
from pathlib import Path
from typing import Final

import kithbook
from kithbook.faces.cli.paper import Page

_INLINE: Final = re.compile(r"(`+)(.+?)\1|\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)")
_LIST: Final = re.compile(r"(\s*(?:[-*]|\d+\.) )(.*)")


def folder() -> Path:
    """Find the pages: inside the installed package, else beside the sources."""
    package = Path(kithbook.__file__).parent
    inside = package / "docs"
    return inside if inside.is_dir() else package.parent.parent / "docs"


def topics() -> dict[str, str]:
    """Name the pages with their titles."""
    return {path.stem: _title(path) for path in sorted(folder().glob("*.md"))}


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), path.stem)


def read(topic: str) -> str:
    """Give a page's text."""
    return (folder() / f"{topic}.md").read_text(encoding="utf-8")


def render(page: Page, text: str) -> None:
    """Write Markdown as plain text: headings stand out, paragraphs are wrapped, code and tables stay as they are."""
    paragraph: list[str] = []
    is_code = False
    for line in [*text.splitlines(), ""]:
        if line.startswith("```"):
            is_code = not is_code
            _flush(page, paragraph)
        elif is_code:
            page.line(f"    {line}")
        elif line.startswith(("#", "|")) or not line.strip():
            _flush(page, paragraph)
            _apart(page, line)
        elif _LIST.fullmatch(line) and paragraph:
            _flush(page, paragraph)
            paragraph.append(line)
        else:
            paragraph.append(line)


def _apart(page: Page, line: str) -> None:
    if line.startswith("#"):
        page.line(page.ink(_plain(line.lstrip("# ")), "bold"))
    elif not re.fullmatch(r"[|\s:-]+", line):
        page.line(" " + "  ".join(_plain(cell.strip()) for cell in line.strip("| ").split("|")))
    elif not line.strip():
        page.line()


def _flush(page: Page, paragraph: list[str]) -> None:
    if not paragraph:
        return
    mark = _LIST.fullmatch(paragraph[0])
    text = " ".join(line.strip() for line in paragraph)
    indent = len(mark[1]) if mark else 0
    page.text(_plain(text), indent=indent) if not mark else _item(page, mark[1], text[len(mark[1].lstrip()) :])
    paragraph.clear()


def _item(page: Page, mark: str, text: str) -> None:
    from kithbook.faces.cli.paper import wrapped

    for position, line in enumerate(wrapped(_plain(text), page.width - len(mark))):
        page.line((mark if position == 0 else " " * len(mark)) + line)


def _plain(text: str) -> str:
    return _INLINE.sub(lambda found: found[2] or found[3] or found[4], text)

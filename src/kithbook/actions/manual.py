"""manual: the pages of ``docs/``, carried in the wheel; the same Markdown serves `kith help` and the web's help."""

from pathlib import Path

import kithbook


def folder() -> Path:
    """Find the pages: inside the installed package, else beside the sources."""
    package = Path(kithbook.__file__).parent
    inside = package / "docs"
    return inside if inside.is_dir() else package.parent.parent / "docs"


def topics() -> dict[str, str]:
    """Name the pages with their titles."""
    return {path.stem: _title(path) for path in sorted(folder().glob("*.md"))}


def read(topic: str) -> str:
    """Give a page's text; `topic` is one of `topics`."""
    return (folder() / f"{topic}.md").read_text(encoding="utf-8")


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), path.stem)

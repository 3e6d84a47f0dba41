"""The files that pages load (styles, fonts, scripts, pictures), each under an address that names its content."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
ADDRESS: Final = "/static"
KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
SMALLER: Final = frozenset({".css", ".js", ".svg"})  # what gzip makes smaller
STYLES: Final = "css"  # all of this folder is one stylesheet: one request, and no order to remember
FIRST: Final = ("tokens.css", "ground.css")  # what the others build on
SHEET: Final = "kith.css"
_URL: Final = re.compile(r'url\("(?:\.\./)?([^":]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served. `address` holds a hash of the content, so that a browser may keep it for ever."""

    address: str
    kind: str
    content: bytes
    zipped: bytes | None


@dataclass(frozen=True)
class Shelf:
    """All assets by name, read once."""

    folder: Path = STATIC
    by_name: dict[str, Asset] = field(default_factory=dict)
    by_address: dict[str, Asset] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = STATIC) -> "Shelf":
        """Read a folder: other files first, since the stylesheet names their addresses."""
        shelf = cls(folder)
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and path.parent.name != STYLES:
                shelf._put(path.relative_to(folder).as_posix(), path.read_bytes())
        shelf._put(SHEET, shelf._sheet().encode())
        return shelf

    def address(self, name: str) -> str:
        """Give the address of an asset; raises KeyError for one that is not there."""
        return self.by_name[name].address

    def _sheet(self) -> str:
        paths = sorted((self.folder / STYLES).glob("*.css"), key=lambda path: (_rank(path.name), path.name))
        whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        return _URL.sub(lambda found: f'url("{self.address(found[1])}")', whole)

    def _put(self, name: str, content: bytes) -> None:
        hashed = hashlib.sha256(content).hexdigest()[:16]
        suffix = Path(name).suffix
        address = f"{ADDRESS}/{hashed}/{Path(name).name}"
        zipped = gzip.compress(content, 9, mtime=0) if suffix in SMALLER else None
        self.by_name[name] = self.by_address[address] = Asset(address, KINDS[suffix], content, zipped)


def headers(*, is_zipped: bool) -> Mapping[str, str]:
    """Say how an asset may be kept."""
    said = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    return {**said, "Content-Encoding": "gzip"} if is_zipped else said


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)

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
_URL: Final = re.compile(r'url\("(?:\.\./)?([^":]+)"\)')


@dataclass(frozen=True, slots=True)
class Whole:
    """A folder of parts that is served as one file: one request, and no order to remember but of what comes first."""

    name: str
    folder: str
    first: tuple[str, ...]  # what the other parts build on
    opening: str = ""
    closing: str = ""

    def joined(self, folder: Path) -> str:
        """Put the parts together."""
        paths = sorted((folder / self.folder).glob(f"*{Path(self.name).suffix}"), key=self._rank)
        return "\n".join([self.opening, *(path.read_text(encoding="utf-8") for path in paths), self.closing])

    def _rank(self, path: Path) -> tuple[int, str]:
        return (self.first.index(path.name) if path.name in self.first else len(self.first)), path.name


SHEET: Final = Whole("kith.css", "css", ("tokens.css", "ground.css"))
# One scope, so that the parts know one another and nothing else does; Trusted Types before all that could make HTML.
SCRIPT: Final = Whole("kith.js", "js", ("trusted.js", "page.js"), '"use strict";\n(() => {', "})();")


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
            if path.suffix in KINDS and path.parent.name not in {SHEET.folder, SCRIPT.folder}:
                shelf._put(path.relative_to(folder).as_posix(), path.read_bytes())
        shelf._put(SHEET.name, _URL.sub(shelf._addressed, SHEET.joined(folder)).encode())
        shelf._put(SCRIPT.name, SCRIPT.joined(folder).encode())
        return shelf

    def address(self, name: str) -> str:
        """Give the address of an asset; raises KeyError for one that is not there."""
        return self.by_name[name].address

    def _addressed(self, found: re.Match[str]) -> str:
        return f'url("{self.address(found[1])}")'

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

"""The machine's affairs: where the book lies, from ``kith.toml`` and ``KITH_*``. Read by faces only."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kithbook.model.fault import UserError

FILE: Final = "kith.toml"
ENVIRONMENT: Final = "KITH_BOOK"
_LOCALTIME: Final = Path("/etc/localtime")
_TIMEZONE: Final = Path("/etc/timezone")
_UTC: Final = "UTC"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the book lies, and which of the four places said so."""

    book: Path
    said_by: str  # option environment file default


def load(book: str | None, environment: Mapping[str, str] = os.environ, *, file: Path | None = None) -> Settings:
    """Find the book: ``--book``, else ``$KITH_BOOK``, else ``book`` in kith.toml, else the platform's data folder."""
    if book is not None:
        if not book.strip():
            raise UserError("An empty name was given for the book.", do="Name its folder, or leave out --book.")
        return Settings(_folder(book), "option")
    if environment.get(ENVIRONMENT):
        return Settings(_folder(environment[ENVIRONMENT]), "environment")
    import platformdirs  # noqa: PLC0415 - only where no shorter word names the book

    path = file or platformdirs.user_config_path("kithbook", appauthor=False) / FILE
    if path.is_file():
        stated = _read(path).get("book")
        if isinstance(stated, str) and stated:
            return Settings(_folder(stated, beside=path.parent), "file")
    return Settings(platformdirs.user_data_path("kithbook", appauthor=False) / "book", "default")


def _folder(text: str, *, beside: Path | None = None) -> Path:
    if "://" in text:
        raise UserError(f"A book is a folder, and {text!r} is none.", do="Give the path of a folder.")
    path = Path(text).expanduser()
    return path if beside is None else beside / path


def _read(path: Path) -> dict[str, object]:
    import tomllib  # noqa: PLC0415 - most have no such file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"{path} cannot be read: {error}", do="Mend the file, or give --book.") from error


def system_zone(
    environment: Mapping[str, str] = os.environ, *, localtime: Path = _LOCALTIME, timezone: Path = _TIMEZONE
) -> str:
    """Name the time zone that this machine is set to, as the tz database spells it; UTC if it does not say."""
    named = environment.get("TZ", "").removeprefix(":")
    linked = str(localtime.resolve()) if localtime.is_symlink() else ""
    written = _first_line(timezone)
    for candidate in (named, linked.partition("zoneinfo/")[2], written):
        if candidate and _is_zone(candidate):
            return candidate
    return _UTC


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - asked for by the first import only

    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; both mean no zone
        return False
    except KeyError:
        return False
    return True

"""Of which day a source speaks, where that shows neither in its name nor in its members."""

from datetime import UTC, date, datetime
from pathlib import Path

from kithbook.model.run import BY_CONTENT, BY_FILE, UNKNOWN, AsOf
from kithbook.sources import Found


def as_of(found: Found, newest: date | None, path: Path, now: datetime) -> AsOf:
    """Date what was found: by its name or newest member, else by the newest day inside, else by the file's own time."""
    if found.as_of.day is not None:
        return found.as_of
    if newest is not None:
        return AsOf(newest, BY_CONTENT)
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except (OSError, OverflowError, ValueError):
        return AsOf(None, UNKNOWN)
    return AsOf(min(changed, now.astimezone(UTC).date()), BY_FILE)

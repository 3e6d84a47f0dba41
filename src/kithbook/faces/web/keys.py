"""Who may come in: one-time keys of the launch and the browser's sessions, kept hashed in the book's folder."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from kithbook.work import private

FILE: Final = "web.json"
BYTES: Final = 32  # 256 bits: twice what a guesser could ever try
KEY_LASTS: Final = timedelta(minutes=10)  # long enough for a slow browser to start
SESSION_LASTS: Final = timedelta(days=30)
MOST_SESSIONS: Final = 20  # browsers of one person; the oldest goes first

Times = Mapping[str, str]  # from the hash of a secret to when it ends


@dataclass
class Keys:
    """The keys of one book. Whoever may read its folder may make one; nobody else can."""

    folder: Path
    _known: dict[str, datetime] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def cut(self, now: datetime) -> str:
        """Make a key that opens the door once, within minutes."""
        key = secrets.token_urlsafe(BYTES)
        with self._changing(now) as kept:
            kept["keys"][_hash(key)] = (now + KEY_LASTS).isoformat()
        return key

    def turn(self, key: str, now: datetime) -> str | None:
        """Exchange a key for a session; None for a key that is wrong, spent or too old."""
        if _hash(key) not in self._read(now)["keys"]:  # whoever tries wrong ones makes nothing be written
            return None
        with self._changing(now) as kept:
            if kept["keys"].pop(_hash(key), None) is None:
                return None
            session = secrets.token_urlsafe(BYTES)
            kept["sessions"][_hash(session)] = (now + SESSION_LASTS).isoformat()
        return session

    def admits(self, session: str, now: datetime) -> bool:
        """Say whether a session stands. What the file said is remembered until a session is not found in it."""
        name = _hash(session)
        if name not in self._known:
            sessions = self._read(now)["sessions"]
            self._known = {hashed: datetime.fromisoformat(until) for hashed, until in sessions.items()}
        until = self._known.get(name)
        return until is not None and until > now

    def end(self, session: str, now: datetime) -> None:
        """End a session: the browser must come in anew."""
        with self._changing(now) as kept:
            kept["sessions"].pop(_hash(session), None)
        self._known.clear()

    @contextmanager
    def _changing(self, now: datetime) -> Iterator[dict[str, dict[str, str]]]:
        with self._lock, private.held(self.folder / f"{FILE}.lock"):
            kept = self._read(now)
            yield kept
            newest = sorted(kept["sessions"].items(), key=lambda one: one[1])[-MOST_SESSIONS:]
            kept["sessions"] = dict(newest)
            private.write(self.folder / FILE, json.dumps(kept, sort_keys=True).encode())

    def _read(self, now: datetime) -> dict[str, dict[str, str]]:
        try:
            found = json.loads((self.folder / FILE).read_bytes())
        except (OSError, ValueError):  # none yet, or damaged: then nobody is in, and `kith serve` cuts a new key
            found = {}
        if not isinstance(found, dict):
            found = {}
        return {name: _standing(found.get(name), now) for name in ("keys", "sessions")}


def csrf(session: str) -> str:
    """Derive what every change must bear; another site cannot know it."""
    return hmac.digest(session.encode(), b"every change bears this", "sha256").hex()


def _standing(found: object, now: datetime) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {str(hashed): until for hashed, until in found.items() if _is_after(until, now)}


def _is_after(until: object, now: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(until)) > now
    except (ValueError, TypeError):  # damaged, or without a zone
        return False


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()

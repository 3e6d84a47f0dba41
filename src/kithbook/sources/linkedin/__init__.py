"""LinkedIn's data archive: connections, messages, gestures, the owner's profile; what is private stays closed."""

from kithbook.sources.linkedin.source import NAME, RANK, ROOM, TITLE, VERSION, claims, identify, observe, private

__all__ = ["NAME", "RANK", "ROOM", "TITLE", "VERSION", "claims", "identify", "observe", "private"]

"""What a later version of a card says differently, in words."""

from kithbook.model.change import CONNECTION


def changed(field: str, before: str, after: str) -> str:
    """Say what became of a field.

    >>> changed("title", "Analyst", "Partner"), changed("connection", "connected", "")
    ('Analyst → Partner', 'no longer among your connections')
    """
    if field == CONNECTION and not after:
        return "no longer among your connections"
    return f"{before or 'nothing'} → {after or 'nothing'}"

"""The proof that nothing leaves: every connection that this process would open is refused, and counted."""

import sys
from collections.abc import Sequence
from typing import Any, Final

CONNECTS: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_tried: list[str] = []  # what kind of thing was tried, never to whom


class NothingLeaves(PermissionError):
    """The web app tried to open a connection. It never has a reason to."""


def refuse() -> None:
    """From now on refuse this process every outgoing connection. There is no way back before it ends."""
    sys.addaudithook(_listen)


def attempts() -> int:
    """Count the connections that were tried, and refused, since `refuse`."""
    return len(_tried)


def _listen(event: str, arguments: Sequence[Any]) -> None:  # noqa: ARG001 - the hook's form
    if event in CONNECTS:
        _tried.append(event)
        raise NothingLeaves("Kithbook's server opens no connection.")

"""Whose program is at the other end of a connection: another user is not let in with a stolen cookie."""

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Final

TABLES: Final = Path("/proc/net")
LOCAL, REMOTE, STATE, OWNER = 1, 2, 3, 7  # columns of the kernel's tables of connections
ESTABLISHED: Final = "01"
ROOT: Final = 0  # could read the book anyway; relays of ports are often its
BYTES_OF_A_WORD: Final = 4

Place = tuple[str, int]


def is_own(client: Place, server: Place, *, owner: int | None = None, tables: Path = TABLES) -> bool:
    """Say whether a connection within this machine is this user's; where the system does not say whose, it counts."""
    mine = os.geteuid() if owner is None else owner
    rows = _rows(tables / ("tcp6" if ":" in server[0] else "tcp"))
    there, here = _written(client), _written(server)
    if (here, there) not in rows:  # our own end: a table without it tells nothing
        return True
    state, uid = rows.get((there, here), ("", -1))
    # A socket that was let go of bears no owner: whoever cannot hear the answer does not get to ask.
    return uid == mine or (uid == ROOT and state == ESTABLISHED)


def _rows(table: Path) -> dict[tuple[str, str], tuple[str, int]]:
    try:
        lines = [line.split() for line in table.read_text("ascii").splitlines()[1:]]
    except OSError:
        return {}
    return {(row[LOCAL], row[REMOTE]): (row[STATE], int(row[OWNER])) for row in lines if len(row) > OWNER}


def _written(place: Place) -> str:
    """Write a place as the kernel does: words of four bytes, the last byte first, and the port."""
    packed = ip_address(place[0].partition("%")[0]).packed
    words = (packed[at : at + BYTES_OF_A_WORD][::-1] for at in range(0, len(packed), BYTES_OF_A_WORD))
    return f"{b''.join(words).hex().upper()}:{place[1]:04X}"

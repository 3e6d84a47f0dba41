"""outgoing: whether this process ever tried to reach another machine; it is counted, and refused."""

import sys
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final

# Events of Python's audit hooks (PEP 578) by which a process reaches out; Python's own sockets pass them.
CONNECTING: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
ASKING: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
LOCAL_NAMES: Final = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})
PROC: Final = Path("/proc/self")
TABLES: Final = ("tcp", "tcp6")
INODE: Final = 9  # the column of the kernel's tables that names the socket
EVENT: Final = "socket."
REMEMBERED: Final = 50  # attempts are told apart up to so many; all are counted


@dataclass(slots=True)
class Watch:
    """What was tried since the watch began: how many attempts to reach another machine, each of them refused."""

    is_on: bool = False
    tried: int = 0
    places: list[str] = field(default_factory=list)  # where to, the first few

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        """Let pass what stays on this machine; count and refuse the rest."""
        if not event.startswith(EVENT) or (event not in CONNECTING and event not in ASKING):
            return
        place = _place(event, arguments)
        if place is None:
            return
        self.tried += 1
        if len(self.places) < REMEMBERED:
            self.places.append(place)
        raise PermissionError(f"Kithbook opens no connection to another machine; {place} was refused")


_WATCH: Final = Watch()


def watch() -> Watch:
    """Begin to watch this process, once and until it ends: an audit hook cannot be taken off again."""
    if not _WATCH.is_on:
        _WATCH.is_on = True
        sys.addaudithook(_WATCH.see)
    return _WATCH


def watched() -> Watch:
    """Give what was seen so far."""
    return _WATCH


def _place(event: str, arguments: tuple[object, ...]) -> str | None:
    """Say where an attempt goes, None if it stays on this machine."""
    if event in ASKING:
        host = arguments[0] if arguments else ""
    else:
        address = arguments[1] if len(arguments) > 1 else None
        if not isinstance(address, tuple) or not address:  # a path: a socket of this machine; None: connected before
            return None
        host = address[0]
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    return None if _is_here(name) else name


def _is_here(name: str) -> bool:
    if name.casefold().rstrip(".") in LOCAL_NAMES:
        return True
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def open_sockets(proc: Path = PROC) -> list[str] | None:
    """Ask the kernel which other machines this process has a TCP connection to now; None where it cannot be asked.

    This sees what no audit hook does: sockets that a library in another language opened.
    """
    try:
        links = [str(one.readlink()) for one in (proc / "fd").iterdir() if one.is_symlink()]
        rows = [row.split() for name in TABLES for row in (proc / "net" / name).read_text("ascii").splitlines()[1:]]
    except OSError:
        return None
    own = {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}
    remote = [_address(row[2]) for row in rows if len(row) > INODE and row[INODE] in own]
    return [place for place in remote if not _is_here(place)]


def _address(written: str) -> str:
    """Read an address as the kernel writes it: words of four bytes, the last byte first."""
    raw = bytes.fromhex(written.partition(":")[0])
    words = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    address = ip_address(words)
    mapped = address.ipv4_mapped if address.version == 6 else None
    return str(mapped or address)

"""What the parse worker may use, and the walls it puts around itself before it opens a foreign file."""

import os
import signal
import sys
from dataclasses import dataclass
from typing import Final

try:
    import resource
except ImportError:  # Windows has no such limits: best effort there, and doctor says so
    resource = None  # type: ignore[assignment]

CLONE_NEWNET: Final = 0x40000000  # linux/sched.h: a network of its own, without any device
CLONE_NEWUSER: Final = 0x10000000  # what lets an ordinary user ask for one
NICENESS: Final = 5  # the person's other work goes first
OUTWARD: Final = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "pty.")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one worker. A record that breaks one of them costs itself, not its neighbours."""

    seconds_per_record: float = 20.0  # thousands of times what the slowest sound record needs
    memory_bytes: int = 700 << 20  # private memory; a mapped mailbox of any size does not count
    deaths_per_member: int = 20  # after so many the rest of the member is one fault


def enclose(limits: Limits) -> None:
    """Put the present process behind its walls. What a system does not offer is left out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer, which then kills this one
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    _leave_network()
    sys.addaudithook(_refuse_outward)


def end_with_parent() -> None:
    """Let the kernel end this process when the other end of standard input closes, even inside a C loop."""
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - Unix only
    import select  # noqa: PLC0415 - Unix only: poll

    signal.signal(signal.SIGIO, signal.SIG_DFL)  # its default is to end the process, without asking Python
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(0, select.POLLHUP)
    if any(event & select.POLLHUP for _, event in poll.poll(0)):  # it closed before we asked to be told
        os._exit(0)


def _leave_network() -> None:
    """Move into a network without devices, where the kernel permits it; the audit hook stands either way."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - Linux only

    unshare = ctypes.CDLL(None).unshare
    if unshare(CLONE_NEWNET) != 0:
        unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _refuse_outward(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(OUTWARD):
        raise PermissionError(f"a worker that parses foreign files may not use {event}")

"""Serving: a loopback port, the way in printed or opened, and one server a book."""

import hashlib
import ipaddress
import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import uvicorn

from kithbook.actions import outgoing
from kithbook.faces.web.ahead import Ahead
from kithbook.faces.web.application import application, log_to
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.keys import Keys
from kithbook.faces.web.line import Line
from kithbook.model.fault import UserError
from kithbook.store import hold_memory
from kithbook.work import private

PORT: Final = 8471  # nobody's by the registry; another that is free where it is taken
LOOPBACK: Final = "127.0.0.1"
LOCK: Final = "web.lock"
ADDRESS: Final = "web.address"  # where the server of this book answers
CACHE_BYTES: Final = 24_000_000  # of files in memory, of all books opened; the system keeps the rest at hand
PATIENCE_SECONDS: Final = 2  # for requests under way when the server ends


@dataclass(frozen=True, slots=True)
class Way:
    """The way in: an address that opens once."""

    url: str
    is_new: bool  # False where a server of this book was there already


def serve(
    desk: Desk,
    *,
    host: str = LOOPBACK,
    port: int | None = None,
    is_development: bool = False,
    ready: Callable[[Way], None],
) -> None:
    """Serve a book's pages until interrupted; `ready` is told the way in. A second server of a book is none.

    Raises UserError for any address but this machine's own.
    """
    address = own(host)
    keys = Keys(desk.folder)
    with alone(desk.folder) as is_ours:
        if not is_ours:
            ready(Way(_url(_other(desk.folder), keys.cut(desk_time())), is_new=False))
            return
        with _listening(address, port) as listener:
            base = f"http://{_spelt(address)}:{listener.getsockname()[1]}"
            private.write(desk.folder / ADDRESS, json.dumps({"base": base}).encode())
            hosts = frozenset({base.removeprefix("http://"), f"localhost:{listener.getsockname()[1]}"})
            app = application(desk, keys, hosts=hosts, cookie=cookie(desk.folder), is_development=is_development)
            log_to()
            outgoing.watch()
            hold_memory(CACHE_BYTES)
            early = Ahead(desk)
            early.start()
            _Server(app, lambda: ready(Way(_url(base, keys.cut(desk_time())), is_new=True))).run_on(listener)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold what one server of a book holds; False if another does. Raises UserError where nothing can be written."""
    with ExitStack() as stack:
        try:
            is_ours = stack.enter_context(private.held_if_free(folder / LOCK))
        except OSError as error:
            raise UserError(
                f"{folder} cannot be written: {error.strerror}.",
                do="To serve pages, Kithbook must be able to write there. Choose another book with --book, or use the "
                "other commands to read this one.",
            ) from error
        yield is_ours


def own(host: str) -> str:
    """Give the loopback address that is meant; raises UserError for an address that others could reach."""
    if host == "localhost":
        return LOOPBACK
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise UserError(
            f"Kithbook answers on this machine only, and {host} is not an address of it alone.",
            do=f"Leave --host away, or give {LOOPBACK}.",
        )
    return str(address)


def cookie(folder: Path) -> str:
    """Name the cookie of one book: two books on one machine do not sign each other out."""
    return f"kith-{hashlib.sha256(str(folder.resolve()).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def desk_time() -> Any:
    """Give the time by which keys are cut: the machine's own, also where a sample lives on another day."""
    from kithbook.faces.web.desk import system_clock  # noqa: PLC0415

    return system_clock()


@contextmanager
def _listening(address: str, port: int | None) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, PORT if port is None else port))
        except OSError as error:
            if port is not None:
                what = f"Port {port} cannot be used: {error.strerror}."
                raise UserError(what, do="Leave --port away, or give another.") from error
            listener.bind((address, 0))
        yield listener


def _spelt(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _url(base: str, key: str) -> str:
    return f"{base}/open?key={key}"


def _other(folder: Path) -> str:
    try:
        return str(json.loads((folder / ADDRESS).read_bytes())["base"])
    except (OSError, ValueError, KeyError) as error:
        raise UserError("Another server of this book is just starting.", do="Try again in a moment.") from error


class _Server(uvicorn.Server):
    """Uvicorn without access logs, which says when it listens."""

    def __init__(self, app: Any, ready: Callable[[], None]) -> None:
        self._ready = ready
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=PATIENCE_SECONDS,
                ws="none",
                http=Line,
            )
        )

    def run_on(self, listener: socket.socket) -> None:
        """Serve until a signal ends it."""
        with suppress(KeyboardInterrupt):  # uvicorn raises it again once all is closed
            self.run(sockets=[listener])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End; asked a second time, at once: what is broken off then was meant to be, and is no error to tell of."""
        if self.should_exit:
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        self._ready()

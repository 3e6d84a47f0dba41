"""One connection to the server: bounded in number and in patience, and from a program of the same user alone."""

import asyncio
from typing import Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kithbook.faces.web import guard, peer

MOST: Final = 128  # at the same time: a browser opens six; the files of a process are mostly 1,024
REQUEST_WITHIN_SECONDS: Final = 10.0  # until a request's head is whole
MORE_WITHIN_SECONDS: Final = 60.0  # between two pieces of what is sent with it: a file may come from a slow disk
UNREADABLE: Final = b"That is no request."


class Line(H11Protocol):
    """Uvicorn's connection, which is given up where nobody asks anything, and answers with our headers throughout."""

    _patience: asyncio.TimerHandle | None = None
    _heard_at: float = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, unless it is another user's; of too many one goes that asks nothing, or says no more."""
        self.transport = cast("asyncio.Transport", transport)
        client, server = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
        if not (client and server and peer.is_own(client[:2], server[:2])) or not self._has_room():
            self.transport.abort()
            return
        super().connection_made(self.transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read what comes; the head of a request must come whole within seconds, the rest must go on coming."""
        super().data_received(data)
        self._heard_at = self.loop.time()
        if not self._is_idle():
            self._stop_waiting()
            if self._is_owed():
                self._wait(MORE_WITHIN_SECONDS)
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the words are ours
        """Answer what is no request at all; it is not repeated."""
        headers = [(b"content-type", b"text/plain"), (b"connection", b"close"), *guard.HEADERS, guard.NOT_KEPT]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=UNREADABLE), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _has_room(self) -> bool:
        if len(self.connections) < MOST:
            return True
        others = [one for one in self.connections if isinstance(one, Line)]
        silent = sorted((one for one in others if one._is_owed()), key=lambda one: one._heard_at)  # noqa: SLF001
        least = next((one for one in others if one._is_idle()), silent[0] if silent else None)  # noqa: SLF001
        if least is not None:
            least.transport.abort()
        return least is not None

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _is_owed(self) -> bool:
        """Say whether a request is under way of which more has to come."""
        return not self._is_idle() and self.cycle.more_body

    def _wait(self, seconds: float = REQUEST_WITHIN_SECONDS) -> None:
        self._patience = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        if self._is_owed() and self.flow.read_paused:  # what came is not worked through yet: they wait for us
            self._wait(MORE_WITHIN_SECONDS)
        else:
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

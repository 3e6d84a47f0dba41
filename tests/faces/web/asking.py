"""Asks the app without a socket: header by header, as no browser would, and as a browser does that was let in."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlencode

from kithbook.faces.web.application import application
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.keys import Keys, csrf

HOST = "127.0.0.1:8471"


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    app: Any,
    path: str,
    *,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] | Mapping[str, str] = (),
    body: bytes = b"",
    host: str | None = HOST,
) -> Answered:
    """Send one request. `host` None leaves the Host header out."""
    given = list(headers.items() if isinstance(headers, Mapping) else headers)
    if host is not None:
        given.insert(0, ("host", host))
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(where),  # as servers give it
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in given],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8471),
        "state": {},
    }
    sent: list[dict[str, Any]] = []
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if pending:
            return pending.pop()
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = sent[0]
    said = tuple((name.decode().lower(), value.decode("latin-1")) for name, value in start["headers"])
    return Answered(start["status"], said, b"".join(message.get("body", b"") for message in sent[1:]))


def form(fields: Mapping[str, str]) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """Give a filled form as body and headers, as one of our own pages sends it."""
    body = urlencode(fields).encode()
    return body, (
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-length", str(len(body))),
        ("origin", f"http://{HOST}"),
        ("sec-fetch-site", "same-origin"),
    )


class Asker:
    """One browser that was let in: reads pages and sends forms."""

    def __init__(self, folder, now, *, is_sample=False, is_development=False):
        self.folder, self.now = folder, now
        self.desk = Desk(folder, clock=lambda: self.now, is_sample=is_sample)
        keys, real = Keys(folder), datetime.now(UTC)
        self.app = application(
            self.desk, keys, hosts=frozenset({HOST}), cookie="kith-test", is_development=is_development
        )
        self.session = keys.turn(keys.cut(real), real)
        self.cookies = {"kith-test": self.session}

    @property
    def cookie(self):
        return ("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))

    def get(self, path, *headers):
        return ask(self.app, path, headers=[self.cookie, *headers])

    def post(self, path, fields=None, *, follow=True):
        """Send a form; where the answer leads on, go there."""
        body, headers = form({"token": csrf(self.session), **(fields or {})})
        answer = ask(self.app, path, method="POST", headers=[self.cookie, *headers], body=body)
        if follow and answer.status == 303:
            return self.get(answer.header("location").partition("#")[0])
        return answer

    def close(self):
        self.desk.close()

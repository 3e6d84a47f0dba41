"""The guard at the door of a local server: who asks, from which page, and what every answer must say."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from kithbook.faces.web import keys

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# The one Trusted Types policy is made in `trusted.js`, before any enhancer runs; it admits this server's HTML alone.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
NOT_KEPT: Final = (b"cache-control", b"no-store")
DOOR: Final = "/open"
PUBLIC: Final = "/static/"  # fonts, styles, scripts: the same for everybody, nothing of the book
METHODS: Final = frozenset({"GET", "HEAD", "POST"})
SAFE: Final = frozenset({"GET", "HEAD"})
UNCLEAR: Final = 400
OWN: Final = "same-origin"
TYPED: Final = "none"  # an address that was typed, or opened by a program
COOKIES: Final = 5  # of one name that are tried: another port can set more of them
TRIES: Final = 10  # wrong keys before the door becomes slow
SLOW_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away: status and one plain sentence."""

    status: int
    reason: str


@dataclass
class Guard:
    """ASGI middleware, outermost: nothing is answered that it has not let in, and no answer leaves without its headers.

    `hosts`: the names under which this server may be asked, with the port, fixed at its start.
    """

    app: App
    hosts: frozenset[str]
    keys: keys.Keys
    cookie: str
    refuse: Callable[[Refusal], tuple[bytes, bytes]]  # a refusal as (content type, body)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _wrong: list[datetime] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or turn it away."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = _Answer(send)
        headers = _headers(scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is None and scope["path"] == DOOR:
            await self._slow_down()
        elif refusal is None and not scope["path"].startswith(PUBLIC):
            session = self.session(headers)
            if session is None:
                refusal = Refusal(401, "This browser is not let in yet.")
            else:
                scope.setdefault("state", {}).update(session=session, csrf=keys.csrf(session))
        if refusal is not None:
            await self._turn_away(refusal, answer)
            return
        try:
            await self.app(scope, receive, answer)
        except Exception:
            # Nobody stands above but the server, whose own answer would bear none of the headers.
            if not answer.has_begun:
                await self._turn_away(Refusal(500, "That went wrong inside Kithbook."), answer)
            raise

    def _refusal(self, method: str, headers: Mapping[str, str]) -> Refusal | None:
        if headers.get("host", "").lower() not in self.hosts:
            return Refusal(421, "This server answers under its own address only.")
        if "transfer-encoding" in headers and "content-length" in headers:
            return Refusal(UNCLEAR, "That request states its length twice.")
        if method not in METHODS:
            return Refusal(405, "Nothing here answers to that method.")
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in {None, OWN, TYPED}:
            return Refusal(403, "Another site asked for this page. Open it from its own address.")
        # Without a referrer a browser sends "null" for the forms of its own pages; its word for the site then counts.
        is_own = origin in {f"http://{host}" for host in self.hosts} or (origin in {None, "null"} and site == OWN)
        if origin is not None and not is_own:
            return Refusal(403, "Another site asked for this page. Open it from its own address.")
        if method not in SAFE and (not is_own or site == TYPED):
            return Refusal(403, "A change must come from one of Kithbook's own pages.")
        return None

    def session(self, headers: Mapping[str, str]) -> str | None:
        """Give the session that a request bears, if it stands."""
        # Programs on other ports of this machine set cookies that come here, too: theirs may be odd, and none counts.
        borne = (one.strip().partition("=") for one in headers.get("cookie", "").split(";"))
        sessions = [value for name, _, value in borne if name == self.cookie and value][:COOKIES]
        return next((one for one in sessions if self.keys.admits(one, self.now())), None)

    def open(self, key: str) -> str | None:
        """Exchange a launch key for a session, and remember a wrong one."""
        session = self.keys.turn(key, self.now())
        if session is None:
            self._wrong = [*self._wrong[-TRIES:], self.now()]
        return session

    async def _slow_down(self) -> None:
        """After many wrong keys within the last minutes every further try takes its time."""
        recent = [one for one in self._wrong if self.now() - one < keys.KEY_LASTS]
        if len(recent) >= TRIES:
            await asyncio.sleep(SLOW_SECONDS)

    async def _turn_away(self, refusal: Refusal, answer: "_Answer") -> None:
        kind, body = self.refuse(refusal)
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        if refusal.status == UNCLEAR:  # nor is it clear where the next request would begin
            headers.append((b"connection", b"close"))
        await answer({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await answer({"type": "http.response.body", "body": body})


@dataclass
class _Answer:
    """Adds to every answer what protects it."""

    send: Send
    has_begun: bool = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            said = list(message.get("headers", ()))
            names = {name.lower() for name, _ in said}
            said += [header for header in (*HEADERS, NOT_KEPT) if header[0] not in names]
            message = {**message, "headers": said}
        await self.send(message)


def _headers(scope: Scope) -> dict[str, str]:
    """Read the headers; what is sent twice counts as neither, for a guard must not choose."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        text = value.decode("latin-1")
        if name in found:
            text = f"{found[name]}; {text}" if name == "cookie" else "\0"
        found[name] = text
    return found

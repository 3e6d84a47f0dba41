"""The door: a launch key is exchanged for a session at once, so that it stays in no address."""

from typing import Any, Final

from litestar import Request, Response, get
from litestar.datastructures import Cookie

from kithbook.faces.web import guard, keys
from kithbook.faces.web.visit import SEE_OTHER, Answer


@get(guard.DOOR, sync_to_thread=True)
def enter(request: Request[Any, Any, Any]) -> Answer:
    """Let a browser in that brings a key; one that is in already is sent on."""
    door = request.app.state["guard"]
    session = door.open(request.query_params.get("key", ""))
    if session is None:
        kind, body = door.refuse(guard.Refusal(401, "This address was used already, or is too old."))
        return Response(body, status_code=401, media_type=kind.decode().partition(";")[0])
    cookie = Cookie(
        key=request.app.state["cookie"],
        value=session,
        path="/",
        httponly=True,
        samesite="strict",
        secure=not _drops_secure(request.headers.get("user-agent", "")),
        max_age=int(keys.SESSION_LASTS.total_seconds()),
    )
    return Response(None, status_code=SEE_OTHER, headers={"Location": "/"}, cookies=[cookie])


CHROMIUM: Final = ("Chrome/", "Chromium/")


def _drops_secure(browser: str) -> bool:
    """Say whether a browser drops secure cookies on a loopback address: Safari does, Chromium and Firefox keep them."""
    return "Safari/" in browser and not any(name in browser for name in CHROMIUM)

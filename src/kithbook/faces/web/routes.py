"""What a page's module is made of: functions of a visit, under an address. Litestar finds and calls them."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler

from kithbook.faces.web.visit import Answer, Visit

Handler = Callable[[Visit], Answer]
Asked = Request[Any, Any, Any]


def page(*addresses: str) -> Callable[[Handler], HTTPRouteHandler]:
    """Answer a reader: changes nothing. The function runs in a thread, so it may take the book's time."""
    return lambda function: get(list(addresses), sync_to_thread=True)(_asked(function))


def change(*addresses: str) -> Callable[[Handler], HTTPRouteHandler]:
    """Answer a form: `visit.form` holds what was filled in, and its token was checked before."""
    return lambda function: post(list(addresses), sync_to_thread=True, status_code=200)(_asked(function))


def upload(*addresses: str) -> Callable[[Callable[[Visit], Awaitable[Answer]]], HTTPRouteHandler]:
    """Take what is sent piece by piece: an async function of a visit, which reads the request's stream itself.

    Its token comes in a header, or first in the form; the function checks it where it reads a form.
    """

    def wrap(function: Callable[[Visit], Awaitable[Answer]]) -> HTTPRouteHandler:
        async def handler(request: Asked) -> Answer:
            return await function(Visit.of(request))

        named = wraps(function, assigned=("__name__", "__doc__", "__module__"))(handler)
        del named.__wrapped__  # Litestar reads the handler's own parameters
        opt = {"is_upload": True}
        return post(list(addresses), status_code=200, request_max_body_size=None, opt=opt)(named)

    return wrap


def _asked(function: Handler) -> Callable[[Asked], Answer]:
    def handler(request: Asked) -> Answer:
        return function(Visit.of(request))

    named = wraps(function, assigned=("__name__", "__doc__", "__module__"))(handler)
    del named.__wrapped__
    return named

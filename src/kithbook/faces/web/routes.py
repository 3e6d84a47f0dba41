"""What a page's module is made of: functions of a visit, under an address. Litestar finds and calls them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler

from kithbook.faces.web.visit import Answer, Visit

Function = Callable[[Visit], Answer]
Streaming = Callable[[Visit], Awaitable[Answer]]
Asked = Request[Any, Any, Any]


def page(*addresses: str) -> Callable[[Function], HTTPRouteHandler]:
    """Answer a reader: changes nothing. The function runs in a thread, so it may take the book's time."""
    return lambda function: get(list(addresses))(_in_thread(function))


def change(*addresses: str) -> Callable[[Function], HTTPRouteHandler]:
    """Answer a form: `visit.form` holds what was filled in, and its token was checked before."""
    return lambda function: post(list(addresses), status_code=200)(_in_thread(function))


def upload(*addresses: str, has_form: bool = False) -> Callable[[Streaming], HTTPRouteHandler]:
    """Take what is sent piece by piece: an async function of a visit, which reads the request's stream itself.

    Its token comes in a header; with `has_form` in the form, where the function reads and checks it itself.
    """

    def wrap(function: Streaming) -> HTTPRouteHandler:
        async def handler(request: Asked) -> Answer:
            return await function(Visit.of(request))

        options = {"is_upload": True, "has_form": has_form}
        return post(list(addresses), status_code=200, request_max_body_size=None, opt=options)(
            _named(handler, function)
        )

    return wrap


def _in_thread(function: Function) -> Any:
    async def handler(request: Asked) -> Answer:
        return await asyncio.to_thread(function, Visit.of(request))

    return _named(handler, function)


def _named(handler: Callable[[Asked], Awaitable[Answer]], function: Callable[..., Any]) -> Any:
    """Name a handler like its function, by which Litestar tells them apart."""
    handler.__name__ = handler.__qualname__ = function.__name__
    handler.__module__, handler.__doc__ = function.__module__, function.__doc__
    return handler

"""What a page's module is made of: functions of a visit, under an address. Litestar finds and calls them."""

from collections.abc import Callable
from typing import Any, TypeVar

from litestar import get, post
from litestar.handlers import HTTPRouteHandler

from kithbook.faces.web.visit import Answer, Visit

Handler = Callable[[Visit], Answer]
Function = TypeVar("Function", bound=Callable[..., Any])


def page(*addresses: str) -> Callable[[Handler], HTTPRouteHandler]:
    """Answer a reader: changes nothing. The function runs in a thread, so it may take the book's time."""
    return get(list(addresses), sync_to_thread=True)


def change(*addresses: str) -> Callable[[Handler], HTTPRouteHandler]:
    """Answer a form: `visit.form` holds what was filled in, and its token was checked before."""
    return post(list(addresses), sync_to_thread=True, status_code=200)


def upload(*addresses: str) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Take what is sent piece by piece: an async function of a visit, which reads the request's stream itself.

    Its token comes in a header, or first in the form; the function checks it where it reads a form.
    """
    return post(list(addresses), status_code=200, request_max_body_size=None, opt={"is_upload": True})

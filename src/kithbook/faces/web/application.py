"""The application: pages found by their presence, the guard before them, and words for whatever goes wrong."""

import logging
import secrets
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

from litestar import Litestar, MediaType, Request, Response, get
from litestar.config.compression import CompressionConfig
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from kithbook.faces.web import guard, shelf
from kithbook.faces.web.desk import Desk, Desks
from kithbook.faces.web.keys import Keys
from kithbook.faces.web.paper import Paper, Place, Shell
from kithbook.faces.web.visit import HTML, Answer, Form, is_token
from kithbook.model.fault import Busy, UnknownName, UserError

PAGES: Final = Path(__file__).parent / "pages"
FIELD: Final = "token"
HEADER: Final = "x-kith-token"
TOO_MUCH: Final = 413
MOST_OF_A_FORM: Final = 2_000_000  # bytes: many ticked boxes and a long note
MOST_FIELDS: Final = 20_000  # far more boxes than any list of ours has; each costs, and all others wait meanwhile
ZIPPED_FROM: Final = 500  # bytes; less gains nothing
log = logging.getLogger("kithbook.web")


def application(desk: Desk, keys: Keys, *, hosts: frozenset[str], cookie: str, is_development: bool = False) -> Any:
    """Build the ASGI application over one book. `hosts`: under which names and port it may be asked."""
    stock, desks = shelf.Shelf.read(), Desks(desk)
    paper = Paper(stock)
    modules = [one for one in found() if is_development or not getattr(one, "IS_FOR_DEVELOPMENT", False)]
    places = rail(modules)
    app = Litestar(
        route_handlers=[_asset(stock), *(route for module in modules for route in routes(module))],
        before_request=_check_form,
        exception_handlers={Exception: partial(_explain, paper, places)},
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=ZIPPED_FROM, gzip_compress_level=4, exclude=["^/static/"]
        ),
        request_max_body_size=MOST_OF_A_FORM,
        openapi_config=None,
        logging_config=None,
        debug=False,  # said here, so that no environment says otherwise
        pdb_on_exception=False,
        on_startup=[paper.compile_aside],
        on_shutdown=[desks.close],
    )
    watched = guard.Guard(cast("guard.App", app), hosts, keys, cookie, partial(_refused, paper))
    app.state.update({"guard": watched, "cookie": cookie, "desks": desks, "paper": paper, "places": places})
    return watched


def found() -> list[ModuleType]:
    """Load the pages: every module of the folder is one."""
    return [import_module(f"{__package__}.pages.{path.stem}") for path in sorted(PAGES.glob("[a-z]*.py"))]


def routes(module: ModuleType) -> list[HTTPRouteHandler]:
    """List the addresses that a page answers to."""
    return [value for value in vars(module).values() if isinstance(value, HTTPRouteHandler)]


def rail(modules: Sequence[ModuleType]) -> tuple[Place, ...]:
    """List the places of the rail, in their order; a module without a PLACE has none."""
    places = [module.PLACE for module in modules if hasattr(module, "PLACE")]
    return tuple(sorted(places, key=lambda place: place.rank))


async def _check_form(request: Request[Any, Any, Any]) -> Answer | None:
    """Read a change's form and check its token, before anything is done."""
    if request.method in guard.SAFE:
        return None
    token = request.headers.get(HEADER, "")
    if not request.route_handler.opt.get("is_upload"):
        if (await request.body()).count(b"&") >= MOST_FIELDS:
            raise HTTPException(status_code=TOO_MUCH)
        form = Form(await request.form())
        request.scope["state"]["form"] = form
        token = token or form[FIELD]
    elif not token and request.route_handler.opt["has_form"]:
        return None  # the upload reads its form itself, and checks the token there
    if not is_token(request, token):
        raise UserError("This page is from before Kithbook was opened anew.", do="Load it again, and do it once more.")
    return None


def _asset(stock: shelf.Shelf) -> HTTPRouteHandler:
    @get("/static/{path:path}", sync_to_thread=False)
    def asset(request: Request[Any, Any, Any]) -> Answer:
        """Give a style, a font, a script or a picture."""
        one = stock.by_address.get(request.scope["path"])
        if one is None:
            return Response("", status_code=404, media_type=MediaType.TEXT)
        is_zipped = one.zipped is not None and "gzip" in request.headers.get("accept-encoding", "")
        content = one.zipped if is_zipped else one.content
        return Response(content, media_type=one.kind, headers=dict(shelf.headers(is_zipped=is_zipped)))

    return asset


def _explain(paper: Paper, places: Sequence[Place], request: Request[Any, Any, Any], error: Exception) -> Answer:
    """Say what happened, what is safe and what to do. The log hears of a bug where it is, never of what was in it."""
    reference = ""
    if isinstance(error, UserError):
        status = 404 if isinstance(error, UnknownName) else 503 if isinstance(error, Busy) else 400
    elif isinstance(error, HTTPException):
        status = error.status_code
        error = UserError(*_PLAIN.get(status, _PLAIN[400]))
    else:
        status, reference = 500, secrets.token_hex(4)
        log.error("%s %s in %s", reference, type(error).__name__, where(error))
        error = UserError("That went wrong inside Kithbook.", safe="Your book is unchanged.", do="Try it once more.")
    return Response(_words(paper, places, request, error, reference), status_code=status, media_type=HTML)


_PLAIN: Final = {
    400: ("That could not be read.",),
    404: ("There is no such page.",),
    405: ("There is nothing to do here.",),
    TOO_MUCH: ("That is too much for one form.",),
}


def where(error: BaseException) -> str:
    """Say in which lines of the program an error arose, innermost last, without a word of what they held."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return " > ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames)


def _words(
    paper: Paper, places: Sequence[Place], request: Request[Any, Any, Any], error: UserError, reference: str
) -> str:
    token = str(request.scope.get("state", {}).get("csrf", ""))
    candidates = error.candidates if isinstance(error, UnknownName) else ()
    page = {"error": error, "reference": reference, "candidates": candidates}
    return paper.render("error.html", page, Shell(places=places, here="", path="/", token=token))


def _refused(paper: Paper, refusal: guard.Refusal) -> tuple[bytes, bytes]:
    return f"{HTML}; charset=utf-8".encode(), paper.words(
        "refused.html", {"reason": refusal.reason, "status": refusal.status}
    ).encode()


def log_to(stream: Any = sys.stderr) -> None:
    """Send what is logged to a stream: times, kinds of error, lines of the program; nothing personal."""
    for logger, form in ((log, _Line("%(asctime)s %(levelname)s %(message)s")), (logging.getLogger(), _Foreign())):
        handler = logging.StreamHandler(stream)
        handler.setLevel(logging.WARNING)
        handler.setFormatter(form)
        logger.addHandler(handler)
    log.propagate = False


class _Line(logging.Formatter):
    """What this program says of itself: composed of kinds and places only."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the standard library's name
        """Tell of an error by its kind and place; what it says of itself may name a person."""
        return f"{type(ei[1]).__name__} in {where(ei[1])}"


class _Foreign(_Line):
    """What a library says: who, how grave, and where an error arose, but none of its words, which may hold anything."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s in %(name)s")

    def format(self, record: logging.LogRecord) -> str:
        """Leave the words out, and of an error its text."""
        record.exc_text = record.stack_info = None
        return super().format(record)

"""One request to a page: what it asks, and the three ways to answer it: a page, a way back after a change, a file."""

import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from litestar import Request, Response
from litestar.datastructures import FormMultiDict

from kithbook import settings
from kithbook.actions import outgoing
from kithbook.actions.history import deeds
from kithbook.actions.incoming import safe_name
from kithbook.faces.web.desk import Desk, Desks
from kithbook.faces.web.paper import Paper, Place, Shell
from kithbook.model import decision
from kithbook.store.book import Book

Answer = Response[Any]
HTML: Final = "text/html"
LATEST: Final = 600  # deeds among which the one just done is looked for: a click can make as many as a page has rows
DID: Final = "did"  # the query that names what was just ruled, so that a page can offer to take it back
SHOWN: Final = "shown_"  # before the name of a hidden field that says what another showed
KEYS: Final = "kith-keys"
SCHEME: Final = "kith-scheme"
SAMPLE: Final = "kith-sample"  # set while this browser looks at the sample network
PART: Final = "hx-target"
SEE_OTHER: Final = 303
MOST_DIGITS: Final = 9  # of a place in a list; more would not fit into what the book counts with
_AS_IT_STANDS: Final = "/?#&=%+,;:@!$'()*~"  # in an address; letters of other scripts are written in ASCII


@dataclass(frozen=True, slots=True)
class Toast:
    """What was just done, and the ids by which it can be taken back, joined by commas."""

    decision: str
    what: str
    may_log: bool = False  # an item was ended: one more key says that they talked


@dataclass
class Visit:
    """A request, with the desk to work at and the paper to answer on."""

    request: Request[Any, Any, Any]
    desks: Desks
    desk: Desk
    paper: Paper
    places: Sequence[Place]
    form: "Form" = field(default_factory=lambda: Form({}))

    @classmethod
    def of(cls, request: Request[Any, Any, Any]) -> "Visit":
        """Make a visit of a request."""
        state, form = request.app.state, request.scope["state"].get("form")
        desks: Desks = state["desks"]
        desk = (desks.sample() if request.cookies.get(SAMPLE) else None) or desks.own
        return cls(request, desks, desk, state["paper"], state["places"], form or Form({}))

    @property
    def own(self) -> Desk:
        """Give the desk of the person's own book, also while the sample is looked at."""
        return self.desks.own

    def query(self, name: str, default: str = "") -> str:
        """Give one value of the address's query; of several the last."""
        found = self.request.query_params.getall(name, [])
        return str(found[-1]) if found else default

    def number(self, name: str) -> int:
        """Give a number in the address's query: 0 for none, and for what no list is long enough for."""
        found = self.query(name)
        return int(found) if found.isdecimal() and len(found) <= MOST_DIGITS else 0

    def queries(self, name: str) -> list[str]:
        """Give all values of one name in the address's query."""
        return [str(value) for value in self.request.query_params.getall(name, [])]

    def path(self, name: str) -> str:
        """Give a part of the address."""
        return str(self.request.path_params[name])

    @property
    def zone(self) -> str:
        """Name the time zone of this machine, which a first import gives to the book."""
        return settings.system_zone()

    @property
    def token(self) -> str:
        """Give what every form of this browser must bear."""
        return str(self.request.scope["state"].get("csrf", ""))

    @property
    def here(self) -> str:
        """Give the address of this page with its query, without what was just ruled: where a change leads back to."""
        url = self.request.url
        return with_query(f"{url.path}?{url.query}" if url.query else url.path, **{DID: None})

    @property
    def part(self) -> str:
        """Name the one element that the enhancer will put in place, where it asks; "" where a whole page is awaited."""
        return str(self.request.headers.get(PART, ""))

    def page(self, template: str, page: Any, *, here: str = "", book: Book | None = None, status: int = 200) -> Answer:
        """Answer with a page. `here` is the rail's place; with `book`, what was just ruled is shown with its undo."""
        text = self.paper.render(template, page, self.shell(here, book))
        return Response(text, status_code=status, media_type=HTML)

    def shell(self, here: str, book: Book | None) -> Shell:
        """Give what stands around a page."""
        cookies = self.request.cookies
        return Shell(
            places=self.places,
            here=here,
            path=self.here,
            token=self.token,
            toast=self._toast(book) if book else None,
            has_keys=cookies.get(KEYS) != "off",
            is_sample=self.desk.is_sample,
            is_beside=self.desk is not self.own,
            waiting=self.desk.waiting,
            connections=outgoing.watched().tried,
            scheme=found if (found := cookies.get(SCHEME)) in {"light", "dark"} else "",
        )

    def _toast(self, book: Book) -> Toast | None:
        wanted = self.query(DID).split(",")
        steps = [step for step in deeds(book, wanted, among=LATEST) if not step.undone] if wanted[0] else []
        if not steps:
            return None
        more = f" and {len(steps) - 1} more" if len(steps) > 1 else ""
        may_log = len(steps) == 1 and steps[0].verb == decision.DONE
        return Toast(",".join(step.decision for step in steps), f"{steps[0].said}{more}", may_log=may_log)

    def back(self, address: str, *, did: str | None = None) -> Answer:
        """Answer a change: go to a page of ours, which shows what was done. Only paths of ours are gone to."""
        plain = quote(address, safe=_AS_IT_STANDS) if is_own(address) else "/"
        where, _, fragment = plain.partition("#")
        if did:
            where = with_query(where, **{DID: did})
        return Response(None, status_code=SEE_OTHER, headers={"Location": where + (f"#{fragment}" if fragment else "")})

    def file(self, content: bytes, *, kind: str, name: str) -> Answer:
        """Answer with a file to keep. Its name goes through the standard's encoding, so it can break no header."""
        safe = safe_name(name)
        plain = re.sub(r"[^A-Za-z0-9_.-]", "-", safe)
        said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
        return Response(content, media_type=kind, headers={"Content-Disposition": said})


class Form(Mapping[str, str]):
    """A form as it was filled in: text by name, trimmed; "" for a field that is not there."""

    def __init__(self, found: Mapping[str, Any] | FormMultiDict) -> None:
        self._found = found

    def __getitem__(self, name: str) -> str:
        values = self.all(name)
        return values[-1] if values else ""

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._found))

    def __len__(self) -> int:
        return len(dict.fromkeys(self._found))

    def all(self, name: str) -> list[str]:
        """Give all values of one name, as of boxes that were ticked."""
        if isinstance(self._found, FormMultiDict):
            values = self._found.getall(name, [])
        else:
            values = [self._found[name]] if name in self._found else []
        # A lone line feed is what a person typed; browsers send two characters for it.
        return [value.replace("\r\n", "\n").strip() for value in values if isinstance(value, str)]

    def has(self, name: str) -> bool:
        """Say whether a box is ticked or a field is filled in."""
        return bool(self[name])

    def shown(self, name: str) -> str | None:
        """Give what the page showed in a field when it was filled in; None where it did not say.

        Another tab or program may have changed it since: what was left as shown is no wish to have it so again.
        """
        return self[f"{SHOWN}{name}"] if f"{SHOWN}{name}" in self._found else None

    def is_left(self, name: str) -> bool:
        """Say whether a field was left as it was shown."""
        return self[name] == self.shown(name)


def is_token(request: Request[Any, Any, Any], token: str) -> bool:
    """Say whether a change bears what this browser's session gives its forms."""
    wanted = str(request.scope["state"].get("csrf", ""))
    return bool(wanted) and hmac.compare_digest(wanted.encode(), token.encode("utf-8", "replace"))


def is_own(address: str) -> bool:
    """Say whether an address is a path of this server, and nothing a browser takes for another's."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()


def lines(now: Sequence[str], shown: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Change a list as a form did: what was taken away from those shown goes, what was put in comes, the rest stays."""
    kept = [one for one in now if one in wanted or one not in shown]
    return kept + [one for one in dict.fromkeys(wanted) if one not in shown and one not in kept]


def with_query(address: str, **changed: str | Sequence[str] | None) -> str:
    """Give an address with some of its query's values set, or with None taken away."""
    where, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in changed]
    for name, value in changed.items():
        if value is not None:
            kept += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return f"{where}?{urlencode(kept)}" if kept else where

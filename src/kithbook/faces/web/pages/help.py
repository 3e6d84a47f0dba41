"""Help: the manual's pages from the same Markdown as `kith help`, and the keys."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from kithbook.actions import manual
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError

KEYS: Final = (
    (
        "Everywhere",
        (
            ("Ctrl K", "find or do"),
            ("/", "search"),
            ("g and a letter", "go to a page"),
            ("u", "undo"),
            ("?", "these keys"),
        ),
    ),
    ("In a list", (("j k", "down, up"), ("Enter", "open"), ("*", "choose"), ("[ ]", "the page before, the next"))),
    ("In People", (("a", "add somebody"), ("t", "tag the chosen"), ("r", "their rhythm"), ("p", "pause them"))),
    (
        "On Today",
        (
            ("d", "draft"),
            ("e", "done"),
            ("l", "we were in touch, after done"),
            ("s", "later"),
            ("x", "not this"),
            ("w", "why this"),
        ),
    ),
    (
        "On a person",
        (("d", "draft"), ("n", "note"), ("l", "in touch"), ("b", "brief"), ("m", "more"), ("f", "fix, in more")),
    ),
    ("In a letter", (("c", "copy"), ("o", "open in mail"), ("Esc", "close"))),
    ("In questions", (("y", "one person"), ("n", "two people"), ("s", "later"))),
)
INNER: Final = frozenset({"house", "benchmarks", "reliability"})  # for those who build it
_LINK: Final = re.compile(r'href="(?:\./)?([a-z-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the manual, and the list of all."""

    topics: tuple[tuple[str, str], ...]
    topic: str
    text: Markup


@page("/help", "/help/{topic:str}")
def read(visit: Visit) -> Answer:
    """Show the manual's pages, or one of them."""
    topic = str(visit.request.path_params.get("topic", ""))
    topics = manual.topics()
    if topic == "keys":
        return visit.page("keys.html", KEYS)
    if topic and topic not in topics:
        raise UserError(f"The manual has no page {topic!r}.", safe="", do="The help lists its pages.")
    listed = tuple((name, title) for name, title in topics.items() if name not in INNER)
    return visit.page("help.html", HelpPage(listed, topic, _rendered(topic) if topic else Markup()))


@cache
def _rendered(topic: str) -> Markup:
    """Render a page of this package's own manual; raw HTML in it stays text."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(manual.read(topic))
    return Markup(_LINK.sub(r'href="/help/\1\2"', made))  # noqa: S704 - the manual is this program's own text

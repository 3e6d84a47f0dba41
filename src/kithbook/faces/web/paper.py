"""Pages as text: the templates, and what every page knows beside its own context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any, Final
from xml.etree import ElementTree as ET

import jinja2
from markupsafe import Markup

from kithbook.faces.web import say
from kithbook.faces.web.shelf import STATIC, Shelf
from kithbook.insight.phrases import listed

TEMPLATES: Final = Path(__file__).parent / "templates"
ICONS: Final = STATIC / "icons"
_SVG: Final = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Place:
    """A page's place in the rail: its name, address, icon, the key that goes there after `g`, and its rank."""

    name: str
    address: str
    icon: str
    key: str
    rank: int
    is_apart: bool = False  # below the line: the book's own affairs


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page."""

    places: Sequence[Place]
    here: str  # the address of the place that is lit
    path: str  # of this page, with its query: where a change leads back to
    token: str  # what every change must bear
    toast: Any = None  # what was just done, with its undo
    has_keys: bool = True  # single keys act
    is_sample: bool = False
    is_beside: bool = False  # a sample that stands beside the own book, and goes at a word
    waiting: int = 0  # keys of evidence that are not digested yet
    connections: int = 0  # connections that this program has opened: none
    scheme: str = ""  # "light" or "dark" where the person forced one


class Paper:
    """Renders templates. Everything is escaped; nothing is marked safe but the icons of this package."""

    def __init__(self, shelf: Shelf) -> None:
        self.jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.jinja.globals.update(asset=shelf.address, icon=icon, say=say, listed=listed)
        self.jinja.filters["source_title"] = say.source

    def compile_aside(self) -> None:
        """Compile all templates meanwhile, so that no first page waits for its own."""
        Thread(
            target=lambda: [self.jinja.get_template(name) for name in self.jinja.list_templates()], daemon=True
        ).start()

    def render(self, template: str, page: Any, shell: Shell | None) -> str:
        """Render a page from its context."""
        return self.jinja.get_template(template).render(page=page, shell=shell)

    def words(self, template: str, context: Mapping[str, Any]) -> str:
        """Render a template without a shell around it."""
        return self.jinja.get_template(template).render(**context)


def icon(name: str) -> Markup:
    """Draw one of the package's icons; it is hidden from screen readers, for words stand beside it."""
    return Markup(f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{_strokes(name)}</svg>')  # noqa: S704


@lru_cache(maxsize=256)
def _strokes(name: str) -> str:
    """Read the strokes of an icon's own file."""
    drawing = ET.fromstring((ICONS / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    for element in drawing.iter():
        element.tag = element.tag.removeprefix(_SVG)
    return "".join(ET.tostring(element, encoding="unicode").strip() for element in drawing)

"""kith demo: today's agenda of a sample network, and its pages."""

import sys
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from pathlib import Path

    from kithbook.actions.demo import Village
    from kithbook.actions.today import Today
    from kithbook.faces.cli.paper import Page


@verb("Help")
@click.option("--no-serve", is_flag=True, help="Print the agenda and end, also in a terminal.")
@click.option("--no-browser", is_flag=True, help="Only print the address to open.")
@click.option("--port", type=Number(0, 65535), metavar="N", help="The port; 0 for any that is free.")
def command(session: Session, *, no_serve: bool, no_browser: bool, port: int | None) -> None:
    """Show an invented village of professionals on its own day; in a terminal its pages too. Your book stays closed."""
    import platformdirs

    from kithbook.actions.demo import Village, demo
    from kithbook.faces.cli.commands.import_ import watched
    from kithbook.faces.cli.progress import Meter

    village = Village.find()
    cache = platformdirs.user_cache_path("kithbook", appauthor=False)
    folder = _usable(cache / f"demo-{village.stamp}")
    with Meter() as meter:
        answer = demo(village, folder, watch=lambda step: watched(meter, step))
    session.say(answer, lambda page, told: _plainly(page, told, folder))
    if not (no_serve or session.as_json) and sys.stdout.isatty():
        _open(folder, village, port=port, opens=not no_browser)


def _open(folder: "Path", village: "Village", *, port: int | None, opens: bool) -> None:
    """Serve a copy of the sample's book, so that whatever is tried out in it is gone the next time."""
    import tempfile
    from datetime import UTC, datetime, time
    from pathlib import Path

    from kithbook.faces.web import serving
    from kithbook.faces.web.commands.serve import welcome
    from kithbook.faces.web.desk import Desk, day_of_its_own
    from kithbook.store import open_book

    morning = datetime.combine(village.day, time(8), UTC)
    with tempfile.TemporaryDirectory(prefix="kith-demo-", dir=folder.parent) as copy:
        book = open_book(folder, now=morning)
        book.copy(Path(copy))
        book.close()
        desk = Desk(Path(copy), clock=day_of_its_own(morning), is_sample=True)
        serving.serve(
            desk,
            port=port,
            ready=lambda way: welcome(way.url, is_new=way.is_new, opens=opens, what="The sample network"),
        )


def _usable(folder: "Path") -> "Path":
    """Take a temporary folder where the cache cannot be written."""
    import tempfile
    from pathlib import Path

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="kith-demo-"))
    return folder


def _plainly(page: "Page", answer: "Today", folder: "Path") -> None:
    from kithbook.faces.cli.commands.today import items

    page.line("A sample network of invented people. On its own day the agenda is:")
    page.line()
    items(page, answer, {})
    kith = f"{_program()} --book {folder}"
    if answer.items:
        first = answer.items[0]
        page.hint("Why the first? See the records that it rests on:")
        page.line(f"  {kith} evidence {first.evidence[0] if first.evidence else first.id}")
    page.hint("Look around, then begin your own book:")
    page.line(f"  {kith} people")
    page.line(f"  {_program()} import LinkedInDataExport.zip")


def _program() -> str:
    """Say how this program is called from here: by its name if the shell finds it, else by its path."""
    import os
    import shutil
    import sys
    from pathlib import Path

    here, found = Path(sys.argv[0]), shutil.which("kith")
    if here.name != "kith" or len(here.parts) == 1 or (found and here.samefile(found)):
        return "kith"
    return os.path.relpath(here)

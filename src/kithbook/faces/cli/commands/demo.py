"""kith demo: today's agenda of a sample network."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from pathlib import Path

    from kithbook.actions.today import Today
    from kithbook.faces.cli.paper import Page


@verb("Help")
@click.option("--no-serve", is_flag=True, hidden=True, help="Print the agenda and end; so it always does for now.")
def command(session: Session, *, no_serve: bool) -> None:  # noqa: ARG001 - nothing serves yet
    """Show the agenda of an invented village of professionals, on its own day; your own book is not touched."""
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

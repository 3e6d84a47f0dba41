"""kith serve: open your book in the browser, on this machine alone."""

import sys

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb


@verb("Every day", answers=False)
@click.option("--port", type=Number(0, 65535), metavar="N", help="The port; 0 for any that is free.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="An address of this machine alone."
)
@click.option("--no-browser", is_flag=True, help="Only print the address to open.")
@click.option("--development", is_flag=True, hidden=True, help="Show the pages for those who build pages.")
def command(session: Session, *, port: int | None, host: str, no_browser: bool, development: bool) -> None:
    """Serve the pages of your book to this machine's browser until you press Ctrl-C. Nothing leaves the machine."""
    from kithbook.faces.web import serving
    from kithbook.faces.web.desk import Desk

    serving.own(host)
    with session.book():
        pass  # made, migrated and caught up, with progress here in the terminal
    serving.serve(
        Desk(session.folder),
        host=host,
        port=port,
        is_development=development,
        ready=lambda way: welcome(way.url, is_new=way.is_new, opens=not no_browser),
    )


def welcome(url: str, *, is_new: bool, opens: bool, what: str = "Your book") -> None:
    """Say where the pages are, and open them."""
    from kithbook.faces.cli.paper import Page

    page = Page.on(sys.stderr)
    page.line(f"{what} is open in the browser." if opens else "Open this address in a browser of this machine:")
    page.line(f"  {url}")
    page.text("It opens once, within ten minutes. Nothing leaves this machine.", ink=["dim"])
    if is_new:
        page.text("Press Ctrl-C to end.", ink=["dim"])
    sys.stderr.flush()
    if opens:
        import webbrowser

        webbrowser.open(url)

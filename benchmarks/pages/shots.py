"""Take the pictures of docs/screens: every screen of the sample network, wide and narrow, by day and by night.

    python benchmarks/pages/shots.py [--only NAME] [--out docs/screens]

The village lives on its own day, and nothing in a picture moves, so that what changed in a page is what changes here.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import served
from playwright.sync_api import Browser
from screens import Screen, screens

import browser

ROOT = Path(__file__).parents[2]
WIDTHS = (1280, 360)
SHOWN = 200
SCHEMES = ("light", "dark")
# Whatever is asked about a list looks like the list; of these questions the answers look different.
STATES = {"/?draft": "today-draft", "/find?q=a (state)": "find-answer", "/people?q=zzqxv (state)": "people-none"}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", default="")
    words.add_argument("--out", type=Path, default=ROOT / "docs" / "screens")
    given = words.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with browser.chromium() as chromium, serving() as (village, fresh):
        # A page that only says what it wants to be asked is no picture.
        shown = [screen for screen in screens(village) if village.get(screen.address)[0] == SHOWN]
        wanted = [(village, named, screen) for screen in shown if (named := name(screen))]
        wanted.append((fresh, "first-run", Screen("first-run", "/")))
        for server, named, screen in wanted:
            if given.only in named:
                shoot(chromium, server, screen.address, given.out / named)
                print(named, screen.address, flush=True)


@contextmanager
def serving() -> Iterator[tuple[served.Served, served.Served]]:
    """Serve the village, and a book in which nothing is yet."""
    with tempfile.TemporaryDirectory() as work:
        folders = [Path(work) / "village", Path(work) / "fresh"]
        for folder in folders:
            folder.mkdir(mode=0o700)
        with served.village(folders[0]) as village, served.served(folders[1]) as fresh:
            yield village, fresh


def name(screen: Screen) -> str | None:
    """Name a picture after its screen; None for what needs no picture of its own."""
    if screen.name in STATES:
        return STATES[screen.name]
    if "?" in screen.name or "(state)" in screen.name:
        return None
    # A person is shown as one: /people/… becomes people-one.
    return re.sub(r"[^a-z]+", "-", screen.name.replace("…", "one")).strip("-") or "today"


def shoot(chromium: Browser, server: served.Served, address: str, path: Path) -> None:
    """Take the four pictures of one screen: what a window shows of it at first."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            opened = browser.context(chromium, server, width=width, scheme=scheme)
            page = opened.new_page()
            page.goto(address)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=f"{path}-{width}-{scheme}.png", animations="disabled", caret="hide")
            opened.close()


if __name__ == "__main__":
    main()

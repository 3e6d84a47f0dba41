"""Take the pictures of docs/screens: every screen of the sample network, wide and narrow, by day and by night.

    python benchmarks/pages/shots.py [--only NAME] [--out docs/screens]

The village lives on its own day, and nothing in a picture moves, so that what changed in a page is what changes here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import served
from playwright.sync_api import Browser, Page
from screens import Screen, screens

import browser
import mailboxes

ROOT = Path(__file__).parents[2]
WIDTHS = (1280, 360)
SHOWN = 200
LETTERS = 60_000  # in the mailbox that is shown at work
SCHEMES = ("light", "dark")
# The topic that links lead to first is the keys, which have their own picture; what forgetting comes to is counted after it.
ELSEWHERE = {"help-one": "/help/agenda", "people-one-forget": "/people/jonas-weber/forget?counted=1"}
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
        wanted += [(village, named, Screen(named, address)) for named, (address, _) in DEEDS.items()]
        wanted += [(village, "error", Screen("error", "/no-such-page"))]
        wanted += [(village, "look", Screen("look", f"/import/look?path={village.folder.parent / 'files'}"))]
        for server, named, screen in wanted:
            if given.only in named:
                address = ELSEWHERE.get(named, screen.address)
                shoot(chromium, server, address, given.out / named)
                print(named, address, flush=True)
        if given.only in "door-closed":
            shoot(chromium, village, "/", given.out / "door-closed", is_let_in=False)
        if given.only in "import-at-work":
            at_work(chromium, fresh, given.out / "import-at-work")


@contextmanager
def serving() -> Iterator[tuple[served.Served, served.Served]]:
    """Serve the village, and a book in which nothing is yet, where a path in a picture tells of no machine."""
    work = Path(tempfile.gettempdir()) / "kithbook"
    work.mkdir(mode=0o700)
    home, os.environ["HOME"] = os.environ.get("HOME", ""), str(work)  # where a backup is offered to lie
    try:
        folders = [work / "village", work / "fresh"]
        for folder in folders:
            folder.mkdir(mode=0o700)
        shutil.copytree(ROOT / "examples" / "village" / "files", work / "files")
        with served.village(folders[0]) as village, served.served(folders[1]) as fresh:
            yield village, fresh
    finally:
        os.environ["HOME"] = home
        shutil.rmtree(work)


def name(screen: Screen) -> str | None:
    """Name a picture after its screen; None for what needs no picture of its own."""
    if screen.name in STATES:
        return STATES[screen.name]
    if "?" in screen.name or "(state)" in screen.name:
        return None
    # A person is shown as one: /people/… becomes people-one.
    return re.sub(r"[^a-z]+", "-", screen.name.replace("…", "one")).strip("-") or "today"


def shoot(chromium: Browser, server: served.Served, address: str, path: Path, *, is_let_in: bool = True) -> None:
    """Take the four pictures of one screen: what a window shows of it at first."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            opened = browser.context(chromium, server, width=width, scheme=scheme)
            if not is_let_in:
                opened.clear_cookies()
            page = opened.new_page()
            page.goto(server.base + address)
            if path.name in DEEDS:
                DEEDS[path.name][1](page)
            snap(page, f"{path}-{width}-{scheme}.png")
            opened.close()


def at_work(chromium: Browser, server: served.Served, path: Path) -> None:
    """Start an import as a person does, of a mailbox that takes its time, and take its pictures while it runs."""
    box = server.folder.parent / "Archive.mbox"
    mailboxes.write_mbox(box, LETTERS, seed=1, ego="ada@lindqvist.example", everyday=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            opened = browser.context(chromium, server, width=width, scheme=scheme)
            page = opened.new_page()
            if (width, scheme) == (WIDTHS[0], SCHEMES[0]):
                page.goto(f"/import/look?path={box}")
                with page.expect_response(lambda answer: answer.request.method == "POST"):
                    page.locator("main form button.primary").first.click()
                page.wait_for_load_state("networkidle")
            page.goto("/import")
            page.locator("progress[value]").first.wait_for()
            snap(page, f"{path}-{width}-{scheme}.png")
            opened.close()


def snap(page: Page, file: str) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled", caret="hide")
    if PALETTE:
        subprocess.run([PALETTE, "--force", "--skip-if-larger", "--ext", ".png", file], check=False)


def why(page: Page) -> None:
    page.locator("article details summary").first.click()
    page.wait_for_timeout(SETTLED)


def finder(page: Page) -> None:
    page.locator(".rail [data-finder], .bar-top [data-finder]").locator("visible=true").first.click()
    page.wait_for_timeout(SETTLED)
    page.keyboard.type("gita")
    page.wait_for_timeout(SETTLED)


SETTLED = 600  # milliseconds: what was asked for has come
PALETTE = shutil.which("pngquant")  # without it the pictures are three times the size
# States that are not in an address: what to open, and what to do there.
DEEDS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "today-why": ("/", why),
    "finder": ("/people", finder),
    "keys": ("/help/keys", lambda page: page.wait_for_timeout(0)),
}


if __name__ == "__main__":
    main()

"""A real Chromium for the pages: Debian's own, deaf to every host but the server's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from served import Served

PROGRAM = shutil.which("chromium")
# The same engine without what a window needs: the tests take two thirds of the time in it.
BARE = shutil.which("chromium-headless-shell") or PROGRAM
MISSING = "Chromium is not installed: apt-get install chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    # No name means anything here, so that a page that asks elsewhere is seen to fail.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@contextmanager
def chromium(program: str | None = PROGRAM) -> Iterator[Browser]:
    """Start Debian's Chromium; Playwright never fetches one of its own."""
    if program is None:
        raise FileNotFoundError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def context(
    browser: Browser, server: Served | None, *, width: int = 1280, scheme: str = "light", **more: Any
) -> BrowserContext:
    """Open a fresh browser profile, let in by the server unless that is None."""
    is_phone = width < 600
    opened = browser.new_context(
        base_url=server.base if server else None,
        viewport={"width": width, "height": 740 if is_phone else 800},
        is_mobile=is_phone,
        has_touch=is_phone,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Copenhagen",
        **more,
    )
    if server:
        name, value = server.session
        opened.add_cookies([{"name": name, "value": value, "url": server.base, "httpOnly": True, "sameSite": "Strict"}])
    return opened

"""All screens of the app: what its own routes name, found by following its links, and the states worth looking at."""

import re
from collections import deque
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from served import Served

from kithbook.faces.web import application, guard

HREF: Final = re.compile(r'<a\b[^>]*?\bhref="([^"#][^"]*)"')
PLACEHOLDER: Final = re.compile(r"\{\w+:(\w+)\}")
HTML: Final = "text/html"
# States that no link leads to: nothing found, and no such page.
ALSO: Final = ("/people?q=zzqxv", "/find?q=a", "/find?q=zzqxv", "/no-such-page")
WHERE_NO_PAGE_IS: Final = frozenset({guard.DOOR})


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing to look at: a name for it, and an address that shows it."""

    name: str
    address: str


def screens(server: Served) -> list[Screen]:
    """Follow the links from the first page; of each route, and of each question that it takes, see the first found."""
    patterns = _patterns()
    seen: dict[str, str] = {}
    waiting = deque(["/", *(address for address in sorted(patterns) if "{" not in address), *ALSO])
    while waiting:
        address = waiting.popleft()
        name = _name(address, patterns)
        if name is None or name in seen:
            continue
        seen[name] = address
        status, headers, body = server.get(address)
        if not headers.get("content-type", "").startswith(HTML) or "content-disposition" in headers:
            seen[name] = ""
            continue
        if not body.lstrip().lower().startswith(b"<!doctype"):
            seen[name] = ""  # a part of a page, for a script that asks
            continue
        if status < 400:
            waiting.extend(_links(body.decode(), address))
    return [Screen(name, address) for name, address in sorted(seen.items()) if address]


def kind(address: str) -> tuple[str, str]:
    """Say of what kind an address is: its path without whom or what it is about, and the names of what it asks."""
    parts = urlsplit(address)
    return re.sub(r"^/(people|evidence|items|help)/[^/]+", r"/\1/…", parts.path), re.sub(r"=[^&]*", "", parts.query)


# Shown only while the sample network is made or somebody is forgotten; no link leads there before or after.
WHILE_IT_WORKS = {"/forgetting", "/sample"}


def unreached(found: list[Screen]) -> list[str]:
    """List the routes of pages that no link led to; a file to keep, such as a table of what was skipped, is no page."""
    named = {screen.name.partition("?")[0] for screen in found}
    pages = [one for one in _patterns() if not PurePosixPath(one).suffix and one not in WHILE_IT_WORKS]
    return sorted(address for address in pages if _plain(address) not in named)


def _patterns() -> dict[str, re.Pattern[str]]:
    """Give the addresses that answer to a reader, as the app's own modules name them."""
    found = {}
    served = [one for one in application.found() if not getattr(one, "IS_FOR_DEVELOPMENT", False)]
    for module in served:
        for handler in application.routes(module):
            if "GET" in handler.http_methods:
                found.update({path: _pattern(path) for path in handler.paths})
    return {path: pattern for path, pattern in found.items() if path not in WHERE_NO_PAGE_IS}


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+:\w+\})", path)
    made = "".join(_part(part) for part in parts)
    return re.compile(f"^{made}$")


def _part(part: str) -> str:
    found = PLACEHOLDER.fullmatch(part)
    if found is None:
        return re.escape(part)
    return ".+" if found[1] == "path" else "[^/]+"


def _name(address: str, patterns: dict[str, re.Pattern[str]]) -> str | None:
    """Name a screen: its route, and what it is asked about; an unknown address is the page that says so."""
    where = urlsplit(address)
    asked = sorted({name for name, _ in parse_qsl(where.query)} - {"did"})
    if address in ALSO:
        return f"{address} (state)"
    # A fixed address before one with a blank to fill in, as the server has it.
    route = next((one for one in sorted(patterns, key=lambda one: "{" in one) if patterns[one].match(where.path)), None)
    if route is None:
        return None
    # Each thing that can be asked is looked at alone; together they are as many screens as there are subsets.
    return _plain(route) + (f"?{asked[0]}" if asked else "") if len(asked) <= 1 else None


def _plain(route: str) -> str:
    return PLACEHOLDER.sub("…", route) or "/"


def _links(body: str, address: str) -> list[str]:
    found = []
    for href in HREF.findall(body):
        where = urlsplit(urljoin(address, unescape(href)))
        if not where.scheme and not where.netloc:
            found.append(where._replace(fragment="").geturl())
    return found

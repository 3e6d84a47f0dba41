"""A book full of attacks, through every screen: nothing runs, nothing is asked elsewhere, nothing breaks or is told."""

import re
from collections import Counter, deque
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import hostile
import pytest
from screens import kind, screens
from served import served

ADDRESSES = {"href", "src", "action", "formaction"}
PLACE = re.compile(r"/(?![/\\])|[#?]|mailto:|https://www\.linkedin\.com/in/[\w%-]+/?$")
MOST = 300  # pages that are read; the browser sees the screens themselves
OF_A_KIND = 20  # of these pages, so that no list takes all the room
FIRST = (
    "/",
    "/people",
    "/questions",
    "/history",
    "/import",
    "/first",
    "/settings",
    "/settings/privacy",
    "/settings/backup",
    "/settings/erase",
    "/find?q=planted",
    "/people?q=planted",
)
NARROW = 360
WIDE = """() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return "";
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
    return `${over} px too wide: ${wide.slice(-3).map((one) => `${one.parentElement.className} > ${one.outerHTML.slice(0, 60)}`).join(" | ")}`;
}"""


class Reader(HTMLParser):
    """Reads a page as a browser does, and notes what no template of ours says."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.links = [], []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        for name, value in attrs:
            if name.startswith(("on", "hx-on")) or hostile.MARK in name or name in {"style", "srcdoc"}:
                self.wrong.append(f"<{tag} {name}>")
            if name in ADDRESSES and value and not PLACE.match(value):
                self.wrong.append(f"<{tag} {name}={value[:80]!r}>")
        if tag in {"iframe", "object", "embed", "base", "img"} or (
            tag == "script" and not said.get("src", "").startswith("/static/")
        ):
            self.wrong.append(f"<{tag}>")
        if tag == "meta" and said.get("http-equiv") and not said["content"].isdecimal():
            self.wrong.append("<meta>")
        if tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"].partition("#")[0])


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    work = tmp_path_factory.mktemp("hostile")
    with served(hostile.hostile_book(work / "book", work / "files")) as server:
        yield server


def test_no_page_holds_what_came_in_as_anything_but_words(attacked):
    waiting, seen, wrong, shown = deque(FIRST), 0, [], 0
    known, kinds = set(FIRST), Counter(map(kind, FIRST))
    while waiting and seen < MOST:
        address = waiting.popleft()
        route, seen = urlsplit(address).path, seen + 1
        status, headers, body = attacked.get(address)
        if status >= 500:
            wrong.append(f"{status} {address}")
        if not headers["content-type"].startswith("text/html"):
            assert headers["content-disposition"].startswith("attachment"), address
            assert "\u202e" not in headers["content-disposition"]
            continue
        reader = Reader()
        reader.feed(body.decode())
        wrong += [f"{address}: {one}" for one in reader.wrong]
        shown += hostile.MARK in unescape(body.decode())
        assert b"49${7*7}" not in body and "template" not in route
        for link in reader.links:
            if link not in known and urlsplit(link).path != "/open" and kinds[kind(link)] < OF_A_KIND:
                known.add(link)
                kinds[kind(link)] += 1
                waiting.append(link)
    assert not wrong, "\n".join(wrong[:20])
    assert shown > 60  # the attacks were there to be seen


def test_no_screen_of_attacks_runs_one_asks_elsewhere_or_overflows(browse, attacked, watch):
    watch.allow("status of 4")  # pages that say that there is none, or what is wrong
    page = browse(attacked, width=NARROW)
    dialogs, wrong = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    people = sorted(
        set(re.findall(r'href="(/people/[^"/?#]+)"', attacked.get("/people")[2].decode())) - {"/people/new"}
    )
    found = [one.address for one in screens(attacked)]
    for address in dict.fromkeys([*found, *people[::4], *(f"{one}?draft=1" for one in people[:3])]):
        page.goto(address)
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
        wide = page.evaluate(WIDE)
        title = page.title()
        if wide or "· Kithbook" not in title:
            wrong.append(f"{address}: {wide}, {title[:60]!r}")
    page.emulate_media(media="print")
    page.goto(people[0])
    page.emulate_media(media="screen")
    page.goto("/people")
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").last.fill("planted")
    page.wait_for_timeout(500)
    assert not wrong, "\n".join(wrong)
    assert not dialogs


def test_nothing_of_it_is_in_what_the_server_said(attacked):
    said = "".join(attacked.said)
    assert hostile.MARK not in said and "example.org" not in said
    assert len(attacked.said) <= 6, said

"""What is felt in the browser: from a key to the paint of what it asked for, and how a screen comes up.

Every time is taken in the page: from the key's own time stamp to the first task after the frame that shows the answer, so
that asking, answering, laying out and painting are all in it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Page
from served import Served

import browser

WORDS = ("ann", "mueler", "polder", "warehouse robots")
LETTERS_APART = 120  # milliseconds between two keys of somebody who types quickly
STEPS, STEP_APART = 20, 60
PATIENCE = 120_000  # milliseconds, for the screen that goes through every record, on a machine that others use
OPENED, ROUNDS = 20, 5
LISTEN = """() => {
    window.painted = (told) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => told(performance.now() - window.keyed);
        channel.port2.postMessage(0);
    });
    document.addEventListener("keydown", (event) => { window.keyed = event.timeStamp; }, true);
    window.steps = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.interactionId) steps.push([one.interactionId, one.duration]);
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""
STEPPED = "() => Object.values(Object.fromEntries(steps))"
# The list answers to the letters that its field holds: People says in its address to which, the finder on its list.
AWAIT = {
    "/people": """() => { window.answer = new Promise((told) => {
        const box = document.querySelector("#q"), until = new MutationObserver(() => {
            if (new URLSearchParams(location.search).get("q") !== box.value) return;
            until.disconnect();
            painted(told);
        });
        until.observe(document.querySelector("main"), { childList: true, subtree: true });
    }); }""",
    "/find": """() => { window.answer = new Promise((told) => {
        const box = document.querySelector("#finder-q"), until = new MutationObserver(() => {
            if (document.querySelector("#finder-found").dataset.query !== box.value) return;
            until.disconnect();
            painted(told);
        });
        until.observe(document.querySelector("main"), { childList: true, subtree: true });
    }); }""",
}
OPENING = """() => { window.answer = new Promise((told) => {
    const arrived = (event) => {
        if (event.target.id !== "finder-q") return;
        document.removeEventListener("focusin", arrived);
        painted(told);
    };
    document.addEventListener("focusin", arrived);
}); }"""
# The focus leaves a closed dialog with the next frame only: a key before it finds the focus there still, and none comes in.
IS_LEFT = "() => document.activeElement.id !== 'finder-q'"
ANSWER = "() => answer"
CAME_UP = """() => new Promise((told) => {
    let shift = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => told([performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, shift]), 100);
})"""


@contextmanager
def opened(server: Served) -> Iterator[Page]:
    """Give a page in a browser that was let in."""
    with browser.chromium() as chromium:
        context = browser.context(chromium, server)
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        context.close()


def steps(page: Page) -> list[float]:
    """Go down the list of people key by key; milliseconds from each key to the next paint, in steps of 8, at least 16."""
    page.goto("/people")
    page.evaluate(LISTEN)
    for _ in range(STEPS):
        page.keyboard.press("j")
        page.wait_for_timeout(STEP_APART)
    page.wait_for_timeout(300)
    moved = [float(one) for one in page.evaluate(STEPPED)]
    return moved + [16.0] * (STEPS - len(moved))  # what is quicker than the browser reports counts as its least


def typed(page: Page, where: str) -> list[float]:
    """Type words, each letter after the answer to the one before; milliseconds from every key to the paint of its answer."""
    taken = []
    for word in WORDS:
        _begin(page, where)
        for letter in word:
            page.evaluate(AWAIT[where])
            page.keyboard.press(_key(letter))
            taken.append(float(page.evaluate(ANSWER)))
    return taken


def typed_quickly(page: Page, where: str) -> list[float]:
    """Type words as somebody does who types quickly; milliseconds from the last key to the paint of the answer to all."""
    taken = []
    for word in WORDS * ROUNDS:
        _begin(page, where)
        for letter in word[:-1]:
            page.keyboard.press(_key(letter))
            page.wait_for_timeout(LETTERS_APART)
        page.evaluate(AWAIT[where])
        page.keyboard.press(_key(word[-1]))
        taken.append(float(page.evaluate(ANSWER)))
    return taken


def finder(page: Page) -> list[float]:
    """Open the finder over a page again and again; the first time it is fetched."""
    page.goto("/people")
    page.evaluate(LISTEN)
    taken = []
    for _ in range(OPENED):
        page.evaluate(OPENING)
        page.keyboard.press("Control+K")
        taken.append(float(page.evaluate(ANSWER)))
        page.keyboard.press("Escape")
        page.wait_for_function(IS_LEFT)
    return taken


def came_up(page: Page, addresses: Sequence[str]) -> tuple[list[float], list[float]]:
    """Open screens; milliseconds to the first paint of something, and how far things moved (cumulative layout shift)."""
    paints, shifts = [], []
    for address in addresses:
        page.goto(address)
        if urlsplit(page.url).path == urlsplit(address).path:
            paint, shift = page.evaluate(CAME_UP)
            paints.append(float(paint))
            shifts.append(float(shift))
    return paints, shifts


def _begin(page: Page, where: str) -> None:
    page.goto(where)
    page.evaluate(LISTEN)
    page.locator("main input[type=search]").focus()


def _key(letter: str) -> str:
    return "Space" if letter == " " else letter

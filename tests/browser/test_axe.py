"""Every screen that the app has, in every state, before axe: no violation by day or by night, on a desk or on a phone."""

from pathlib import Path

import pytest
import states
from playwright.sync_api import expect
from screens import screens, unreached

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320
RUN = """async (only) => {
    const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
    return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")}`);
}"""
OVERFLOW = """() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [];
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
    return [`${over} px too wide: ${wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 100)).join(" | ")}`];
}"""
UNFOLD = """() => {
    const folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
    return folded.length;
}"""
# The menus of a page, one of each kind, opened one after another: what a card offers looks the same on each.
MENUS = """async (only) => {
    const closed = [...document.querySelectorAll("[popover]")].filter((one) => !one.checkVisibility()); // on a desk some stand open
    const menus = new Map(closed.map((one) => [one.id.replace(/[0-9]+/, ""), one]));
    const wrong = [];
    for (const menu of menus.values()) {
        menu.showPopover();
        const found = await axe.run(menu, { runOnly: only, resultTypes: ["violations"] });
        wrong.push(...found.violations.map((one) => `#${menu.id}: ${one.id}: ${one.nodes[0].html.slice(0, 140)}`));
        menu.hidePopover();
    }
    return wrong;
}"""
UNASKED = "status of 40"  # the page that says that there is none, and those that want to be asked something
ALL = {"type": "tag", "values": RULES}
COLOURS = {"type": "rule", "values": ["color-contrast"]}  # of all rules the only one that night can break
DAY, NIGHT = ("light", ALL), ("dark", COLOURS)


@pytest.fixture(scope="module")
def found(reading):
    return screens(reading)


@pytest.mark.parametrize("width", [1280, 360], ids=["desk", "phone"])
def test_no_screen_has_a_violation(browse, reading, found, width, watch):
    watch.allow(UNASKED)
    page = browse(reading, width=width)
    wrong = []
    # What a list is asked changes its rows and not its shape: the desk sees all of it, the phone each page once.
    for screen in found if width > 600 else [one for one in found if "?" not in one.name]:
        page.goto(screen.address)
        wrong += [f"{screen.address}, {said}" for said in looked_at(page)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.fixture
def troubled(tmp_path):
    """Serve a book in which nothing is, and one page of which goes wrong inside."""
    with states.troubled(tmp_path / "book") as server:
        yield server


@pytest.mark.parametrize("width", [1280, 360], ids=["desk", "phone"])
def test_no_state_has_a_violation(browse, reading, troubled, width, watch):
    watch.allow(f"status of {states.SHUT}")
    watch.allow(f"status of {states.INSIDE}")
    watch.allow(f"{states.INSIDE} {states.WENT_WRONG}")
    wrong = seen(browse, reading, states.opened(reading), width=width)
    wrong += seen(browse, troubled, states.EMPTY, width=width)
    with states.at_work(troubled.folder):
        wrong += seen(browse, troubled, states.AT_WORK, width=width)
    wrong += seen(browse, troubled, states.ENDED_EARLY, width=width)
    assert not wrong, "\n" + "\n".join(wrong)


def seen(browse, server, looks, *, width):
    """Go to states one after another and look at each; none may be wider than its window."""
    pages = {is_in: browse(server, width=width, is_in=is_in) for is_in in {one.is_in for one in looks}}
    wrong = []
    for state in looks:
        page = pages[state.is_in]
        page.goto(server.base + state.address)
        for keys in state.keys:
            page.keyboard.type(keys) if keys.islower() else page.keyboard.press(keys)
            expect(page.locator("#finder-found")).to_have_attribute("data-query", keys if keys.islower() else "")
        found = looked_at(page, (DAY, NIGHT) if width > 600 else (DAY,))  # the night has the same colours on a phone
        wrong += [f"{state.name}, {said}" for said in (*found, *page.evaluate(OVERFLOW))]
    for page in pages.values():
        page.close()
    return wrong


def looked_at(page, looks=(DAY, NIGHT)):
    """Look at a page by day and by night, with all that is folded unfolded, and at each of its menus opened."""
    wrong = []
    page.evaluate(UNFOLD)
    # Through the debugger's door, which the page's own policy does not watch.
    page.evaluate(AXE)
    for scheme, only in looks:
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{scheme}: {said}" for script in (RUN, MENUS) for said in page.evaluate(script, only)]
    return wrong


def test_no_screen_is_wider_than_the_narrowest_phone(browse, reading, found, watch):
    watch.allow(UNASKED)
    page = browse(reading, width=NARROWEST)
    wrong = []
    for screen in found:
        page.goto(screen.address)
        page.evaluate(UNFOLD)
        wrong += [f"{screen.address}: {said}" for said in page.evaluate(OVERFLOW)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_page_can_be_reached_by_links(found):
    assert {"/"} <= {screen.name for screen in found}
    assert unreached(found) == []

"""Pages as some need them: on paper, in letters twice as large, and in the few colours that the system allows."""

import re

import pytest
from test_axe import ALL, AXE, OVERFLOW, RUN, UNFOLD

PAGES = ("/", "/people", "/people/lena-vogel")
BUSIEST = "jonas-weber"  # of the village: what passed with nobody else fills so many lines
SHEET = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
TWICE = {"standard": 32}  # pixels of a letter where a page says nothing else, as a browser's own settings have it
LETTER = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
# Words that reach out of a box that hides whatever does. What only a reader's voice shall find is a pixel small.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one), hides = (axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
    if (!one.checkVisibility() || one.matches(".sr, svg, svg *") || !(hides("X") || hides("Y"))) return false;
    const box = one.getBoundingClientRect(), words = document.createRange();
    words.selectNodeContents(one);
    return [...words.getClientRects()].some((rect) =>
        (hides("X") && (rect.left < box.left - 1 || rect.right > box.right + 1)) ||
        (hides("Y") && (rect.top < box.top - 1 || rect.bottom > box.bottom + 1)));
}).map((one) => one.outerHTML.slice(0, 160))"""
# What is drawn and not written must differ from what it lies on, of which only the system's own colour is left.
UNSEEN = """() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const shapes = [...document.querySelectorAll("main svg, main .tick")].filter((one) => one.checkVisibility());
    const inks = (one) => {
        const drawn = one.matches("svg") ? [...one.querySelectorAll("*")] : [one];
        return drawn.flatMap((part) => {
            const style = getComputedStyle(part);
            return one.matches("svg") ? [style.fill, style.stroke] : [getComputedStyle(part, "::before").borderTopColor];
        });
    };
    return shapes.filter((one) => inks(one).every((ink) => ink === "none" || ink === paper)).map((one) => one.outerHTML.slice(0, 160));
}"""


@pytest.mark.parametrize("address", ["/", f"/people/{BUSIEST}", f"/people/{BUSIEST}/brief"])
def test_a_page_that_one_takes_along_is_printed_on_one_sheet(reader, address):
    reader.goto(address)
    assert len(SHEET.findall(reader.pdf(format="A4", prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("width", [1280, 360], ids=["desk", "phone"])
def test_letters_twice_as_large_are_all_there(browse, reading, width):
    page = browse(reading, width=width)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": TWICE})
    wrong = []
    for address in PAGES:
        page.goto(address)
        page.evaluate(UNFOLD)
        assert page.evaluate(LETTER) == TWICE["standard"]
        wrong += [f"{address}: {said}" for look in (OVERFLOW, CUT_OFF) for said in page.evaluate(look)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_colours_of_the_system_leave_nothing_unseen_or_unnamed(browse, reading):
    page = browse(reading, forced_colors="active")
    wrong = []
    for address in PAGES:
        page.goto(address)
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        wrong += [f"{address}: {said}" for said in (*page.evaluate(RUN, ALL), *page.evaluate(UNSEEN))]
    assert not wrong, "\n" + "\n".join(wrong)

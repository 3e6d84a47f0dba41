"""Two ways to use the pages: by keys alone, where every stop of the focus must be seen; and by forms alone, unscripted."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 150  # of the focus on one page; who tabs further is trapped
# What the focus is on, or what is wrong with how it is shown.
FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: "", wrong: "" };
    const name = at.outerHTML.slice(0, 120);
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!isRinged) return { name, wrong: "bears no ring" };
    if (!at.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 1) return { name, wrong: "is hidden" };
    if (at.id === "main") return { name, wrong: "" };
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth - 1)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight - 1)];
    if (right <= left || bottom <= top) return { name, wrong: "is out of sight" };
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [left + x * (right - left), top + y * (bottom - top)]));
    const shown = points.some(([x, y]) => { const hit = document.elementFromPoint(x, y); return hit && (at.contains(hit) || hit.contains(at)); });
    return { name, wrong: shown ? "" : "lies under something else" };
}"""
IS_BEFORE = (
    "(wanted) => Boolean(wanted.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
)
# A page that came whole into the middle of the one before has everything twice.
TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    return [...new Set(ids.filter((id, nth) => ids.indexOf(id) !== nth))];
}"""
HAS_FOCUS = "(one) => document.activeElement === one"


@dataclass
class Hand:
    """What both ways have in common: a page, and the place on it that is meant."""

    page: Page
    place: Locator | None = field(default=None)

    @property
    def at(self) -> Locator:
        return self.place or self.page.locator("body")

    def open(self, address: str) -> None:
        """Type an address, as both may."""
        self.page.goto(address)
        self.place = None

    def arrive(self, title: str) -> None:
        """Wait until a page is there, and see that it is there once."""
        expect(self.page).to_have_title(f"{title} · Kithbook")
        assert self.page.evaluate(TWICE) == [], f"there twice, at {self.page.url}"
        self.place = None

    def says(self, words: str) -> None:
        """Wait for the toast that says what was done, with its way back."""
        self.place = None
        toast = self.page.locator("#toast .toast")
        expect(toast).to_contain_text(words)
        expect(toast.get_by_role("button", name="Undo")).to_be_visible()

    def undo(self) -> None:
        """Take back what the toast names, and wait until it says so."""
        before = self.page.locator("#toast .toast [name=decision]").last.get_attribute("value")
        self._undo()
        now = self.page.locator("#toast .toast [name=decision]").last
        expect(now).not_to_have_value(before or "")

    def named(self, words: str, role: str = "") -> Locator:
        """Find the button or link of some words, at the place that is meant."""
        wanted = re.compile(rf"^\W*{re.escape(words)}(?!\w)")
        found = [self.at.get_by_role(one, name=wanted) for one in ([role] if role else ["button", "link"])]
        found += [] if role else [self.at.locator("summary").filter(has_text=words)]
        every = found[0]
        for one in found[1:]:
            every = every.or_(one)
        return every.filter(visible=True).first

    def _undo(self) -> None:
        raise NotImplementedError


class Keys(Hand):
    """By keys alone: whatever gets the focus must be seen to have it."""

    def look(self) -> str:
        """Say what has the focus; fails where one cannot see that it has."""
        said = self.page.evaluate(FOCUS)
        assert not said["wrong"], f"{said['name']} {said['wrong']}, at {self.page.url}"
        return said["name"]

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
        self.look()

    def reach(self, wanted: Locator) -> None:
        """Go to something as people do: Tab, or back with Shift, until it has the focus."""
        expect(wanted).to_be_visible()
        key = "Shift+Tab" if wanted.evaluate(IS_BEFORE) else "Tab"
        for _ in range(MOST_STOPS):
            if wanted.evaluate(HAS_FOCUS):
                return
            self.press(key)
        raise AssertionError(f"{wanted} cannot be reached by {key}, at {self.page.url}")

    def go(self, place: str) -> None:
        """Go to a place of the rail by `g` and its letter."""
        link = self.page.locator("#rail [data-go]").filter(has_text=place)
        letter = link.get_attribute("data-go")
        self.page.keyboard.press("g")
        self.page.keyboard.press(letter or "")
        self.place = None

    def row(self, words: str) -> None:
        """Move the cursor to the row that says these words."""
        self.place = None
        for _ in range(MOST_STOPS):
            self.press("j")
            at = self.page.locator("[data-row].at")
            if words in at.inner_text():
                self.place = at
                return
        raise AssertionError(f"No row says {words!r}, at {self.page.url}")

    def do(self, words: str, key: str) -> None:
        """Press the key of something that is there."""
        expect(self.named(words)).to_have_attribute("data-key", key)
        self.press(key)

    def choose(self, words: str) -> None:
        """Press a button, follow a link or unfold something that has no key."""
        self.reach(self.named(words))
        self.page.keyboard.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Go to a field and type."""
        self.reach(self.at.get_by_label(label).filter(visible=True).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.look()

    def tick(self, box: Locator) -> None:
        """Go to a box or one of several choices, and take it; arrows go from choice to choice."""
        if box.get_attribute("type") == "radio":
            first = self.page.locator(f'input[name="{box.get_attribute("name")}"]').first
            self.reach(first)
            self.page.keyboard.press("Space")
            for _ in range(MOST_STOPS):
                if box.is_checked():
                    return
                self.press("ArrowDown")
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def give(self, label: str, file: Path) -> None:
        """Open the file chooser and choose."""
        self.reach(self.at.get_by_label(label))
        with self.page.expect_file_chooser() as chooser:
            # Keys go another way to the page than the wish to be given its chooser, and may overtake it; an answer cannot.
            self.look()
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def find(self, words: str, whom: str) -> None:
        """Find somebody with the finder, over whatever page is open."""
        self.page.keyboard.press("Control+K")
        expect(self.page.locator("#finder input[type=search]")).to_be_focused()
        self.look()
        self.page.keyboard.type(words)
        choice = self.page.locator("#finder [data-choice]").filter(has_text=whom).first
        expect(choice).to_be_visible()
        for _ in range(MOST_STOPS):
            if choice.evaluate(HAS_FOCUS):
                break
            self.press("ArrowDown")
        else:
            raise AssertionError(f"{whom} cannot be chosen, at {self.page.url}")
        self.page.keyboard.press("Enter")

    def _undo(self) -> None:
        self.page.keyboard.press("u")


class Forms(Hand):
    """By links and forms alone, as a browser without scripts has them."""

    def go(self, place: str) -> None:
        """Follow a link of the rail."""
        self.page.locator("#rail").get_by_role("link", name=place, exact=True).click()
        self.place = None

    def row(self, words: str) -> None:
        """Mean the row that says these words."""
        self.place = self.page.locator("[data-row]").filter(has_text=words).first
        expect(self.place).to_be_visible()

    def do(self, words: str, key: str) -> None:
        """Press the button, or follow the link."""
        self.named(words).click()

    def choose(self, words: str) -> None:
        """Press a button, follow a link or unfold something."""
        self.named(words).click()

    def fill(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.at.get_by_label(label).filter(visible=True).first.fill(text)

    def tick(self, box: Locator) -> None:
        """Take a box or one of several choices."""
        box.check()

    def give(self, label: str, file: Path) -> None:
        """Choose a file."""
        self.at.get_by_label(label).set_input_files(file)

    def find(self, words: str, whom: str) -> None:
        """Find somebody on the finder's own page."""
        self.page.locator("#rail").get_by_role("link", name="Find or do").click()
        field = self.page.locator("main input[type=search]")
        field.fill(words)
        field.press("Enter")
        self.page.locator("[data-choice]").filter(has_text=whom).first.click()

    def _undo(self) -> None:
        self.page.locator("#toast").get_by_role("button", name="Undo").click()

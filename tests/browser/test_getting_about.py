"""Getting about: the way back, addresses, titles, where the focus is after an update, and every key of a list."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hands import FOCUS, MOST_STOPS, Keys
from playwright.sync_api import expect
from screens import kind, screens

SCREENS = (
    "/",
    "/people",
    "/people/lena-vogel",
    "/people/lena-vogel/fix",
    "/questions",
    "/import",
    "/history",
    "/settings",
    "/find",
)
# What a page is, whichever way one came to it.
SHOWN = """() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id).sort();
    return { title: document.title, heads: texts("h1, h2"), current: texts("[aria-current]"), ids };
}"""
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]:not([download], [data-finder])')].map((one) => one.getAttribute('href'))"
FOLLOW = (
    "(address) => [...document.querySelectorAll('a[href]')].find((one) => one.getAttribute('href') === address).click()"
)
AT = "() => document.activeElement === document.body ? '' : document.activeElement.id || document.activeElement.textContent.trim()"


@pytest.fixture
def keys(reader):
    """Give the keyboard before the village that all share."""
    reader.goto("/")
    return Keys(reader)


def arrived(hand, title, address):
    """Wait for a page by its title, and see that its address is its own."""
    hand.arrive(title)
    expect(hand.page).to_have_url(re.compile(rf"{re.escape(address)}$"))


# -- addresses, titles and the way back --------------------------------------------------------------------


def test_every_step_has_an_address_and_the_way_back_is_right(keys):
    page = keys.page
    keys.go("People")
    arrived(keys, "People", "/people")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("header.who h1")).to_be_visible()
    person = page.title()
    keys.do("Brief", key="b")
    expect(page).to_have_title(re.compile("^Brief"))
    page.keyboard.press("?")
    arrived(keys, "Keys", "/help/keys")
    page.go_back()
    expect(page).to_have_title(re.compile("^Brief"))
    expect(page.locator("article.brief")).to_be_visible()
    page.go_back()
    expect(page).to_have_title(person)
    expect(page.locator("header.who h1")).to_be_visible()
    page.go_back()
    arrived(keys, "People", "/people")
    expect(page.locator("table.list")).to_be_visible()
    page.go_back()
    arrived(keys, "Today", "/")
    page.go_forward()
    arrived(keys, "People", "/people")
    assert page.locator("main").count() == 1
    page.reload()
    arrived(keys, "People", "/people")


def test_whatever_is_used_renews_the_page_and_does_not_load_it_anew(page):
    page.goto("/")
    keys = Keys(page)
    page.evaluate("window.same = 1")
    page.locator("[data-go='p']").click()
    arrived(keys, "People", "/people")
    keys.go("Today")
    arrived(keys, "Today", "/")
    keys.press("j")
    keys.do("Later", key="s")
    page.keyboard.press("1")  # a button among others of its form: what it says counts
    keys.says("until")
    keys.undo()
    page.locator("article.card h2 a").first.press("Enter")
    expect(page.locator("header.who h1")).to_be_visible()
    page.keyboard.press("?")  # an address that no link of the page has
    arrived(keys, "Keys", "/help/keys")
    assert page.evaluate("window.same") == 1


def test_a_link_that_is_used_gives_the_page_of_its_address(browse, reading, watch):
    watch.allow("status of 40")  # pages that say that there is none, and those that want to be asked something
    used, typed = browse(reading), browse(reading)
    seen, wrong = set(), []
    for screen in screens(reading):
        used.goto(screen.address)
        for address in used.evaluate(LINKS):
            if kind(address) in seen:
                continue
            seen.add(kind(address))
            used.goto(screen.address)
            used.evaluate(FOLLOW, address)
            used.wait_for_url(lambda url, address=address: url.endswith(address))
            typed.goto(address)
            expect(used).to_have_title(typed.title())
            found, wanted = used.evaluate(SHOWN), typed.evaluate(SHOWN)
            wrong += [f"{screen.address} to {address}: {part}" for part in wanted if found[part] != wanted[part]]
    assert len(seen) > 30
    assert wrong == []


def test_search_as_you_type_is_in_the_address_and_one_step_back(keys):
    page = keys.page
    keys.go("People")
    keys.arrive("People")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("marchetti")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=marchetti"))
    expect(page.locator("#q")).to_be_focused()
    address = page.url
    page.keyboard.press("Escape")
    keys.row("Sofia Marchetti")
    page.keyboard.press("Enter")
    keys.arrive("Sofia Marchetti")
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator("#q")).to_have_value("marchetti")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.go_back()
    arrived(keys, "Today", "/")


class Held:
    """What a page asks for at addresses like this, held back until it is let go, in the order in which it was asked.

    It opens the page anew: a browser tells a page that stands already that it is watched, and does not wait until the
    page has heard it. What that page asked at once went by unheld, on a busy machine one time in twenty.
    """

    def __init__(self, keys, pattern, address="/"):
        self.page, self.routes = keys.page, []
        keys.page.route(pattern, self._hold)
        keys.open(address)

    def _hold(self, route):
        self.routes.append(route)

    def wait(self, count=1):
        for _ in range(1000):
            if len(self.routes) >= count:
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"only {len(self.routes)} of {count} were asked")

    def let_go(self, nth=0):
        self.wait(nth + 1)
        self.routes[nth].continue_()

    def asked(self):
        return [parse_qs(urlsplit(route.request.url).query)["q"] for route in self.routes]


def test_quick_letters_break_nothing_off_and_the_last_answer_stands(keys):
    page, broken = keys.page, []
    page.on("requestfailed", lambda request: broken.append(request.url) if "/people" in request.url else None)
    held = Held(keys, "**/people?*", "/people")
    keys.press("/")
    page.keyboard.type("m")
    held.wait()
    page.keyboard.type("archetti")  # all of it sooner than the first answer
    held.let_go()
    held.let_go(1)
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=marchetti$"))
    expect(page.locator("[data-row]")).to_contain_text("Sofia Marchetti")
    assert (held.asked(), broken) == ([["m"], ["marchetti"]], [])


def test_whoever_chooses_while_a_later_answer_comes_goes_on_choosing(keys):
    page = keys.page
    held = Held(keys, "**/find?*")
    keys.press("Control+k")
    field = page.locator("#finder input[type=search]")
    expect(field).to_be_focused()
    page.keyboard.type("marchett")
    held.let_go()  # the answer to the first letter
    held.let_go(1)  # and to all that came meanwhile
    choice = page.locator("#finder [data-choice]").filter(has_text="Sofia Marchetti").first
    expect(choice).to_be_visible()
    expect(page.locator("#finder [data-query]")).to_have_attribute("data-query", "marchett")
    page.keyboard.type("i")
    held.wait(3)
    keys.press("ArrowDown")
    expect(choice).to_be_focused()
    held.let_go(2)
    expect(page.locator("#finder [data-query]")).to_have_attribute("data-query", "marchetti")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    keys.arrive("Sofia Marchetti")


def test_an_answer_that_comes_after_the_page_was_left_changes_nothing(keys):
    page = keys.page
    held = Held(keys, "**/people?*", "/people")
    keys.press("/")
    page.keyboard.type("m")
    held.wait()
    page.locator("[data-go='h']").click()
    arrived(keys, "History", "/history")
    with page.expect_response("**/people?*"):
        held.let_go()
    page.wait_for_load_state("networkidle")
    arrived(keys, "History", "/history")
    expect(page.locator("#facets")).to_have_count(0)


def test_a_page_comes_whole_though_what_asked_for_it_has_gone(keys):
    page = keys.page
    people, found = Held(keys, "**/people/*"), Held(keys, "**/find?*")
    keys.press("Control+k")
    expect(page.locator("#finder input[type=search]")).to_be_focused()
    page.keyboard.type("march")
    found.let_go()
    found.let_go(1)
    choice = page.locator("#finder [data-choice]").filter(has_text="Sofia Marchetti").first
    expect(choice).to_be_visible()
    expect(page.locator("#finder [data-query]")).to_have_attribute("data-query", "march")
    page.keyboard.type("e")
    found.wait(3)
    choice.click()
    people.wait()
    found.let_go(2)  # takes the place of the choice
    expect(page.locator("#finder [data-query]")).to_have_attribute("data-query", "marche")
    people.let_go()
    arrived(keys, "Sofia Marchetti", "/people/sofia-marchetti")
    page.go_back()
    arrived(keys, "Today", "/")


# -- where the focus is ------------------------------------------------------------------------------------


def test_after_a_page_came_the_focus_is_at_its_start(keys):
    page = keys.page
    keys.go("History")
    keys.arrive("History")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_after_a_card_went_the_focus_is_at_the_next(page):
    page.goto("/")
    keys = Keys(page)
    names = page.locator("article.card h2").all_inner_texts()
    keys.press("j")
    keys.do("Later", key="s")
    page.keyboard.press("1")
    keys.says("until")
    at = page.evaluate("document.activeElement.closest('[data-row]')?.querySelector('h2').textContent.trim()")
    assert at in page.locator("article.card h2").all_inner_texts()
    assert at != names[1]
    keys.look()


@pytest.mark.parametrize("address", SCREENS)
def test_the_focus_goes_round_every_screen_and_is_always_seen(reader, address):
    reader.goto(address)
    wrong, seen = [], set()
    for _ in range(4 * MOST_STOPS):
        reader.keyboard.press("Tab")
        said = reader.evaluate(FOCUS)
        mark = reader.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)")
        if mark in seen or not said["name"]:
            break
        seen.add(mark)
        wrong += [f"{said['name']} {said['wrong']}"] if said["wrong"] else []
    else:
        raise AssertionError("the focus never comes round")
    assert wrong == []
    stops = reader.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden], [type=radio]), textarea, select, summary")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).length"""
    )
    assert len(seen) >= stops


def test_a_menu_takes_the_focus_and_gives_it_back(keys):
    page = keys.page
    keys.open("/people/lena-vogel")
    keys.do("More", key="m")
    page.wait_for_function("document.querySelector('#do-more').contains(document.activeElement)")  # told a task later
    page.keyboard.press("Escape")
    expect(page.locator("#do-more")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.key") == "m"
    keys.look()


# -- keys --------------------------------------------------------------------------------------------------


def test_single_keys_can_be_switched_off_and_then_do_nothing(browse, reading):
    page = browse(reading)
    page.goto("/settings#browser")
    keys = Keys(page)
    box = page.get_by_label("Single keys act")
    keys.reach(box)
    page.keyboard.press("Space")
    keys.place = page.locator("#browser")
    keys.choose("Keep")
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    page.goto("/")
    expect(page.locator("article.card kbd").first).to_be_hidden()
    before = page.content()
    for key in ("j", "s", "x", "d", "e", "?", "u", "/"):
        page.keyboard.press(key)
    page.keyboard.press("g")
    page.keyboard.press("p")
    assert page.content() == before
    assert page.evaluate(AT) == ""
    page.keyboard.press("Control+K")  # no single key: it stays
    expect(page.locator("#finder input")).to_be_focused()


def test_the_finder_is_gone_through_by_arrows_and_left_by_escape(keys):
    page = keys.page
    keys.press("j")
    row = page.evaluate(AT)
    page.keyboard.press("Control+K")
    field = page.locator("#finder input[type=search]")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    first = page.evaluate(AT)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(AT) != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate(AT) == first
    page.keyboard.press("Escape")
    expect(page.locator("#finder")).to_be_hidden()
    assert page.evaluate(AT) == row
    page.keyboard.press("Control+K")
    expect(field).to_be_focused()
    page.keyboard.type("backup")
    expect(page.locator("#finder [data-choice]").filter(has_text="Make a backup")).to_be_visible()
    page.keyboard.press("Enter")  # the first that was found, without going there
    keys.arrive("Backup")
    expect(page.locator("#finder")).to_be_hidden()
    page.go_back()
    keys.arrive("Today")
    page.reload()
    page.keyboard.press("Control+K")
    page.keyboard.type("samuel levi")  # sooner than the field
    expect(field).to_have_value("samuel levi")
    page.keyboard.press("Enter")  # sooner than the answer
    keys.arrive("Samuel Levi")


def test_the_focus_leaves_the_finder_as_it_closes(keys):
    page = keys.page
    page.keyboard.press("Control+K")
    expect(page.locator("#finder input[type=search]")).to_be_focused()
    left = page.evaluate("""() => {
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
        return document.activeElement === document.body;
    }""")
    assert left  # at once, so that the next key acts on the page
    keys.press("j")
    expect(page.locator("[data-row].at")).to_have_count(1)


def test_enter_in_the_finder_waits_for_the_answer_to_all_letters(keys):
    page = keys.page
    held = Held(keys, "**/find?*")
    page.keyboard.press("Control+K")
    expect(page.locator("#finder input[type=search]")).to_be_focused()
    page.keyboard.type("s")  # whose answer is somebody else
    held.wait()
    page.keyboard.type("amuel levi")
    page.keyboard.press("Enter")
    held.let_go()
    held.wait(2)
    expect(page.locator("#finder")).to_be_visible()
    held.let_go(1)
    keys.arrive("Samuel Levi")


def test_escape_leaves_the_letter_in_two_steps(keys):
    page = keys.page
    keys.row("Amara Okafor")
    keys.do("Draft", key="d")
    expect(page.locator("#letter-text")).to_be_focused()
    page.keyboard.type("Dear Amara")
    page.keyboard.press("Escape")
    keys.look()
    expect(page.locator("#letter-text")).to_have_value(re.compile("Dear Amara"))
    page.keyboard.press("Escape")
    expect(page.locator(".letter")).to_have_count(0)
    keys.look()
    assert page.evaluate(AT) == "Amara Okafor"


def test_pages_of_a_list_are_turned_by_brackets(keys):
    page = keys.page
    keys.open("/people?sort=name")
    first = page.locator("[data-row] a").first.inner_text()
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile("start=50"))
    expect(page.locator("[data-row] a").first).not_to_have_text(first)
    page.keyboard.press("[")
    expect(page.locator("[data-row] a").first).to_have_text(first)


def test_several_are_chosen_by_star_tagged_and_all_taken_back(page):
    page.goto("/people")
    keys = Keys(page)
    for key in ("j", "*", "j", "*"):
        keys.press(key)
    chosen = page.locator("[name=who]:checked")
    expect(chosen).to_have_count(2)
    names = page.locator("[data-row]:has(:checked) [data-focus]").all_inner_texts()
    keys.do("Tag", key="t")
    keys.fill("Tag them with", "choir")
    keys.place = page.locator("#do-tag")
    keys.choose("Tag")
    keys.says("and 1 more")
    keys.open("/people?tag=choir")
    assert sorted(page.locator("[data-row] [data-focus]").all_inner_texts()) == sorted(names)
    page.go_back()
    keys.says("and 1 more")
    keys.undo()
    keys.open("/people?tag=choir")
    expect(page.locator("[data-row]")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
def test_the_menu_of_a_phone_leads_on(browse, reading, script):
    page = browse(reading, width=360, script=script)
    page.goto("/")
    rail = page.locator("#rail")
    expect(rail).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(rail).to_be_visible()
    rail.get_by_role("link", name="People").click()
    expect(page).to_have_title("People · Kithbook")
    expect(rail).to_be_hidden()
    page.get_by_role("button", name="Narrow").click()
    page.locator("#facets").get_by_role("link", name=re.compile("^Dormant")).click()
    expect(page).to_have_url(re.compile("state=dormant"))
    expect(page.locator("[data-row]").first).to_be_visible()
    expect(page.locator("#facets")).to_be_hidden()

"""The ground itself: the page comes up, and what a page must not do is seen."""

import pytest
from playwright.sync_api import expect

WORDS_BROKEN = """() => [...document.querySelectorAll(".manual td:first-child")].flatMap((cell) => {
    const text = cell.firstChild, words = text?.nodeType === Node.TEXT_NODE ? [...text.data.matchAll(/[a-z]+/g)] : [];
    const range = document.createRange();
    const lines = (word) => {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length;
    };
    return words.filter((word) => lines(word) > 1).map((word) => word[0]);
})"""


@pytest.mark.parametrize("kind", [{}, {"width": 360}, {"scheme": "dark"}, {"script": False}], ids=str)
def test_the_first_page_comes_up(browse, reading, kind):
    page = browse(reading, **kind)
    page.goto("/")
    expect(page).to_have_title("Today · Kithbook")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_browser_that_brings_no_key_sees_nothing(browse, reading, watch):
    page = browse(reading, is_in=False)
    watch.allow("401")
    page.goto(f"{reading.base}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The door is closed")


def test_a_page_that_asks_elsewhere_is_seen(browse, reading, watch):
    page = browse(reading)
    page.goto("/")
    page.evaluate("fetch('https://example.org/').catch(() => null)")
    assert any("example.org" in one for one in watch.wrong)
    with pytest.raises(AssertionError, match="example"):
        watch.check()
    watch.allow("example.org")


def test_an_error_of_a_script_is_seen(browse, reading, watch):
    page = browse(reading)
    page.goto("/")
    with page.expect_event("console"):
        page.evaluate("console.error('something broke')")
    with pytest.raises(AssertionError, match="something broke"):
        watch.check()
    watch.allow("something broke")


def test_a_script_in_a_page_is_stopped_and_seen(browse, reading, watch):
    page = browse(reading)
    page.goto("/")
    with page.expect_event("console"):
        page.evaluate("""try { document.body.innerHTML += '<img src="data:," onerror="broken = true">'; } catch {}""")
    assert page.evaluate("window.broken") is None
    with pytest.raises(AssertionError, match="TrustedHTML"):
        watch.check()
    watch.allow("TrustedHTML")


def test_on_a_phone_the_next_step_has_the_width_of_the_page(browse, reading):
    page = browse(reading, width=360)
    page.goto("/people/jonas-weber")
    words, why = (page.locator(f".next {one}").first.bounding_box() for one in ("p", "summary"))
    assert words["y"] + words["height"] <= why["y"], "its button does not stand beside it"


def test_on_a_phone_a_table_of_the_manual_breaks_no_word_of_what_a_row_is_about(browse, reading):
    page = browse(reading, width=360)
    page.goto("/help/agenda")
    assert page.evaluate(WORDS_BROKEN) == []

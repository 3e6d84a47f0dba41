"""What a person does most, by the keyboard alone and again without scripts: the effect in the book, and its undo."""

import re
import shutil
from contextlib import closing
from email import message_from_string, policy

import pytest
import served
from hands import Forms, Keys
from playwright.sync_api import expect

from kithbook.actions.brief import brief
from kithbook.actions.demo import Village
from kithbook.actions.history import paged
from kithbook.actions.matters import matters
from kithbook.actions.show import show
from kithbook.actions.today import today
from kithbook.store import open_book

NOW = Village.find().now


class Told:
    """What the book itself says, while it is served."""

    def __init__(self, server):
        self.folder = server.folder

    def ask(self, action, *what):
        with closing(open_book(self.folder, now=NOW)) as book:
            return action(book, *what, now=NOW)

    def who(self, name):
        return self.ask(show, name)

    def agenda(self):
        return [item.person.name for item in self.ask(today).items]

    def promises(self):
        return [one.text for one in self.ask(matters).promises]

    def deeds(self):
        with closing(open_book(self.folder, now=NOW)) as book:
            return [step.said for step in paged(book, limit=20).steps if not step.undone]


@pytest.fixture(scope="module")
def busy(village_book, tmp_path_factory):
    """Serve one village to all tasks of this module: each takes back what it did."""
    folder = tmp_path_factory.mktemp("busy") / "book"
    shutil.copytree(village_book, folder)
    with served.village(folder) as one:
        yield one


@pytest.fixture
def told(busy):
    return Told(busy)


@pytest.fixture(params=["keys", "forms"])
def hand(request, browse, busy):
    page = browse(busy, script=request.param == "keys")
    page.goto("/")
    return Keys(page) if request.param == "keys" else Forms(page)


# -- whom, and what to know before a call ------------------------------------------------------------------


def test_somebody_is_found_by_a_misspelt_name(hand):
    hand.find("Lina Fogel", "Lena Vogel")
    hand.arrive("Lena Vogel")


def test_the_brief_is_opened(hand, told):
    hand.open("/people/lena-vogel")
    hand.do("Brief", key="b")
    hand.arrive("Brief: Lena Vogel")
    last = told.ask(brief, "lena-vogel").last
    expect(hand.page.locator("article.brief")).to_contain_text(last.subject or "Last")


# -- what one says of a person -----------------------------------------------------------------------------


def test_a_meeting_is_logged_with_a_natural_date(hand, told):
    before = told.who("Tom Brennan").last_interaction
    hand.open("/people/tom-brennan")
    hand.do("In touch", key="l")
    hand.fill("When", "yesterday")
    hand.fill("About what", "The harbour walk")
    hand.choose("Log it")
    hand.says("Tom Brennan")
    assert (NOW.date() - told.who("Tom Brennan").last_interaction).days == 1
    expect(hand.page.locator("#between")).to_contain_text("The harbour walk")
    hand.undo()
    assert told.who("Tom Brennan").last_interaction == before


def test_a_rhythm_is_set(hand, told):
    hand.open("/people/sofia-marchetti")
    hand.do("More", key="m")
    hand.choose("Rhythm")
    hand.fill("Be in touch every … days, or none", "45")
    hand.choose("Set")
    hand.says("Sofia Marchetti")
    assert told.who("Sofia Marchetti").rhythm_days == 45
    hand.undo()
    assert told.who("Sofia Marchetti").rhythm_days is None


def test_a_promise_is_marked(hand, told):
    hand.open("/people/priya-raman")
    hand.do("More", key="m")
    hand.choose("Promise")
    hand.fill("What was promised", "The tide tables")
    hand.fill("By when", "in 2 weeks")
    hand.choose("Keep it")
    hand.says("Priya Raman")
    assert "The tide tables" in told.promises()
    hand.undo()
    assert "The tide tables" not in told.promises()


def test_a_promise_is_kept(hand, told):
    words = "I'll send you the new captions by Friday."
    assert words in told.promises()
    hand.choose(f"Kept: {words}")
    hand.says("a promise was kept")
    assert words not in told.promises()
    hand.undo()
    assert words in told.promises()


# -- the cards of the day ----------------------------------------------------------------------------------


def test_a_card_is_put_off(hand, told):
    hand.row("Amara Okafor")
    hand.do("Later", key="s")
    hand.do("In a week", key="2")
    hand.says("Amara Okafor")
    assert "Amara Okafor" not in told.agenda()
    hand.undo()
    expect(hand.page.get_by_role("heading", name="Amara Okafor")).to_be_visible()
    assert "Amara Okafor" in told.agenda()


def test_a_card_is_rejected_with_a_reason(hand, told):
    hand.row("Gita Rao")
    hand.do("Not this", key="x")
    hand.fill("What is wrong with it?", "I thanked her at the door")
    hand.choose("Not this reason for Gita Rao")
    hand.says("Gita Rao")
    assert "Gita Rao" not in told.agenda()
    with closing(open_book(told.folder, now=NOW)) as book:
        assert "I thanked her at the door" in str(book.evidence.decisions()[-1].fields)
    hand.undo()
    assert "Gita Rao" in told.agenda()


def test_a_card_is_done_and_one_more_key_logs_it(hand, told):
    before = told.who("Gita Rao").last_interaction
    hand.row("Gita Rao")
    hand.do("Done", key="e")
    hand.says("Gita Rao")
    assert told.who("Gita Rao").last_interaction == before
    hand.do("We were in touch", key="l")
    hand.says("Gita Rao")
    expect(hand.page.locator("#toast")).not_to_contain_text("We were in touch")
    assert told.who("Gita Rao").last_interaction == NOW.date()
    hand.undo()
    assert told.who("Gita Rao").last_interaction == before
    hand.go("History")
    hand.arrive("History")
    hand.row("ended a suggestion about Gita Rao")
    hand.choose("Undo")
    hand.says("Gita Rao")
    assert "Gita Rao" in told.agenda()


def test_a_draft_is_made_and_nothing_is_logged(hand, told):
    deeds = told.deeds()
    hand.row("Amara Okafor")
    hand.do("Draft", key="d")
    letter = hand.page.get_by_label("Draft to Amara Okafor")
    expect(letter).to_be_visible()
    hand.place = letter
    hand.fill("Letter", "Dear Amara, yes, the sensors may stay.")
    with hand.page.expect_download() as download:
        hand.choose("Save as file")
    kept = message_from_string(download.value.path().read_text(encoding="utf-8"), policy=policy.default)
    assert "the sensors may stay" in kept.get_content()
    hand.choose("Close the draft")
    expect(letter).to_have_count(0)
    assert told.deeds() == deeds


# -- who is who --------------------------------------------------------------------------------------------


def test_two_are_made_one_and_split_again(hand, told):
    one, other = told.who("hanna-korhonen"), told.who("hanna-virtanen")
    hand.open("/people/hanna-korhonen")
    hand.do("More", key="m")
    hand.do("Fix, merge or split", key="f")
    hand.arrive("Fix Hanna Korhonen")
    hand.place = hand.page.locator("#merge-with")
    hand.fill("Find the other", "Hanna Virtanen")
    hand.choose("Find")
    expect(hand.page).to_have_url(re.compile(r"q=Hanna"))
    hand.place = None
    hand.tick(hand.page.locator(f'[name=other][value="{other.id}"]'))
    hand.choose("Make them one")
    hand.says("Hanna")
    joined = told.who(one.id)
    assert {card.id for card in joined.cards} == {card.id for card in (*one.cards, *other.cards)}
    hand.undo()
    assert told.who(one.id).id != told.who(other.id).id


def test_one_is_made_two(hand, told):
    who = next(
        found for name in ("Lena Vogel", "Samuel Levi", "Grace Mbeki") if len((found := told.who(name)).cards) > 1
    )
    card = who.cards[-1]
    hand.open(f"/people/{who.slug}/fix")
    hand.tick(hand.page.locator(f'[name=card][value="{card.id}"]'))
    hand.choose("Split them off")
    hand.says(who.name)
    assert (
        card.id not in {one.id for one in told.who(who.id).cards}
        or told.who(card.id).id != told.who(who.cards[0].id).id
    )
    hand.undo()
    assert told.who(card.id).id == told.who(who.cards[0].id).id


# -- taking along, and safe keeping ------------------------------------------------------------------------


def test_one_person_is_taken_along(hand, told):
    hand.open("/people/lena-vogel")
    hand.do("More", key="m")
    hand.choose("Take along")
    hand.arrive("Take Lena Vogel along")
    with hand.page.expect_download() as download:
        hand.choose("Contact card")
    assert download.value.suggested_filename == "lena-vogel.vcf"
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCARD")
    assert told.who("Lena Vogel").name in text


def test_a_backup_is_made_and_verified(hand, told, tmp_path):
    file = tmp_path / "kept.db"
    hand.go("Settings")
    hand.arrive("Settings")
    hand.choose("Backup")
    hand.arrive("Backup")
    hand.fill("Into this file", str(file))
    hand.choose("Make and verify a backup")
    made = hand.page.locator(".deeds li").filter(has_text=str(file))
    expect(made).to_contain_text("verified", timeout=60_000)
    assert file.stat().st_size > 0


def test_the_last_import_is_taken_back_and_brought_back(hand, told):
    hand.go("Import")
    hand.arrive("Import")
    run = hand.page.locator("#runs ~ .deeds li").first
    said = run.inner_text()
    hand.choose("Undo")
    hand.says("")
    expect(hand.page.locator(".deeds li.undone")).to_have_count(1)
    hand.undo()
    expect(hand.page.locator(".deeds li.undone")).to_have_count(0)
    assert run.inner_text() == said

"""What a day's page rests on: why a thing is suggested, what else stands, and how often two were in touch."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kithbook.actions import manual
from kithbook.actions.about import About
from kithbook.actions.kept import kept
from kithbook.actions.matters import matters
from kithbook.actions.promise import promise
from kithbook.actions.pulse import MONTHS, pulse_of
from kithbook.actions.remind import remind
from kithbook.actions.today import today
from kithbook.actions.why import why
from kithbook.insight.nudges import nudges
from kithbook.store import open_book


@pytest.fixture
def book(village_book, tmp_path, noon):
    shutil.copytree(village_book, tmp_path / "book")
    one = open_book(tmp_path / "book", now=noon)
    yield one
    one.close()


def test_every_suggestion_shows_its_records_and_its_rule(book, noon):
    for item in today(book, now=noon, record=False).items:
        told = why(book, item)
        assert told.title and told.rule
        assert told.records
        assert {one.id for one in told.records} <= set(item.evidence)
        moments = [str(one.at) for one in told.records]
        assert moments == sorted(moments, reverse=True)


def test_a_sentence_and_the_letter_that_holds_it_are_one_record(book, noon):
    found = [item for item in today(book, now=noon, record=False).items if item.nudge == "promise_due"]
    told = why(book, found[0])
    assert len(told.records) == 1 < len(found[0].evidence)
    assert told.records[0].said in found[0].why
    assert "“" in told.records[0].title


def test_what_was_forgotten_since_is_left_out(book, noon):
    item = today(book, now=noon, record=False).items[0]
    told = why(book, replace(item, evidence=(*item.evidence, "iaaaaaaaaaaaaaaaa")))
    assert len(told.records) == len(why(book, item).records)


def test_a_reminder_behind_a_suggestion_is_called_one(book, noon):
    before = noon - timedelta(days=1)
    remind(book, "naomi-stern", "today", now=before, text="call")
    (item,) = (one for one in today(book, now=noon, record=False).items if one.person.slug == "naomi-stern")
    (beside,) = (one for one in item.also if one.nudge == "reminder")
    told = why(book, replace(item, nudge=beside.nudge, evidence=beside.evidence))
    assert [(one.title, one.said) for one in told.records] == [("You entered a reminder", "call")]


def test_every_nudge_says_its_name_and_rule_in_a_sentence():
    for name, nudge in nudges().items():
        assert nudge.HEADING and nudge.HEADING[0].isupper(), name
        assert nudge.RULE.endswith(".") and len(nudge.RULE) < 120, name


class TestMatters:
    def test_meetings_of_today_and_tomorrow_with_known_people(self, book, noon):
        found = matters(book, now=noon).meetings
        assert found
        assert all(one.people and one.day in {noon.date(), noon.date() + timedelta(1)} for one in found)
        assert [(one.day, one.at) for one in found] == sorted((one.day, one.at) for one in found)

    def test_a_promise_stands_until_it_is_kept(self, book, noon):
        made = promise(book, "jonas-weber", "Send the map", now=noon, due="in 3 days")
        mine = [one for one in matters(book, now=noon).promises if one.id == made.decision]
        assert [(one.text, one.theirs, one.due) for one in mine] == [
            ("Send the map", False, noon.date() + timedelta(3))
        ]
        kept(book, made.decision, now=noon)
        assert made.decision not in [one.id for one in matters(book, now=noon).promises]

    def test_those_due_first_stand_first(self, book, noon):
        days = [one.due or one.said for one in matters(book, now=noon).promises]
        assert len(days) > 1 and days == sorted(days)

    def test_a_promise_in_a_letter_lapses(self, book, noon):
        found = {one.id for one in matters(book, now=noon).promises}
        assert not found & {one.id for one in matters(book, now=noon + timedelta(60)).promises}


class TestPulse:
    def test_its_months_are_those_of_the_contact_days(self, book, noon):
        told = pulse_of(About.of(book, "jonas-weber", now=noon))
        person = book.digest.resolve("jonas-weber")[0]
        days = book.digest.contact_days(until=noon.date(), person=person.number)
        assert told.days == len(days) and len(told.counts) == MONTHS
        assert told.first == date(noon.year - 2, noon.month + 1, 1)
        assert 0 < sum(told.counts) <= told.days

    def test_silence_is_no_day(self, book, noon):
        latent = next(one for one in book.digest.people() if not book.digest.contact_days(person=one.number))
        told = pulse_of(About.of(book, latent.slug, now=noon))
        assert (told.days, told.since, told.gap_days, sum(told.counts)) == (0, None, None, 0)


def test_the_manual_has_a_title_for_every_page():
    topics = manual.topics()
    assert {"agenda", "tutorial", "reference"} <= set(topics)
    assert all(title and manual.read(name) for name, title in topics.items())

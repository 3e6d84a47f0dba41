"""Two tabs: what one left alone is not put back over what the other changed, and a clash is said."""

import html
import re

from kithbook.actions.me import me
from kithbook.store import open_book

PERSON = "/people/jonas-weber"


def filled(page, action):
    """Give the fields of a form as a browser would send them, untouched; texts and hidden values."""
    form = re.search(rf'<form[^>]* action="{action}".*?</form>', page.text, re.DOTALL)[0]
    inputs = re.findall(r'<input(?: class="in"| type="hidden")? name="(\w+)" value="([^"]*)"', form)
    texts = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', form)
    chosen = re.findall(r'<select[^>]* name="(\w+)">.*?<option value="(\w+)" selected', form, re.DOTALL)
    return {name: html.unescape(value) for name, value in (*inputs, *texts, *chosen) if name != "token"}


def standing(asker):
    book = open_book(asker.folder, now=asker.now)
    found = me(book, now=asker.now)
    book.close()
    return found


def fixed(asker):
    return filled(asker.get(f"{PERSON}/fix"), f"{PERSON}/edit")


def test_fields_left_alone_keep_what_another_tab_said_meanwhile(asker):
    stale = fixed(asker)
    asker.post(f"{PERSON}/edit", {**fixed(asker), "location": "Westmark"})
    asker.post(f"{PERSON}/edit", {**stale, "position": "Warden"})
    assert (fixed(asker)["location"], fixed(asker)["position"]) == ("Westmark", "Warden")


def test_a_field_that_both_changed_is_said_and_the_second_word_counts(asker):
    stale = fixed(asker)
    asker.post(f"{PERSON}/edit", {**fixed(asker), "location": "Westmark"})
    clash = asker.post(f"{PERSON}/edit", {**stale, "location": "Eastmark"})
    assert clash.status == 422 and "changed to Westmark" in clash.text
    again = filled(clash, f"{PERSON}/edit")
    assert (again["location"], again["shown_location"]) == ("Eastmark", "Westmark")
    asker.post(f"{PERSON}/edit", again)
    assert fixed(asker)["location"] == "Eastmark"


def test_addresses_of_ego_that_another_tab_added_stay(asker):
    stale = filled(asker.get("/settings"), "/settings/you")
    asker.post("/settings/you", {**stale, "emails": f"{stale['emails']}\nada@third.example"})
    asker.post("/settings/you", {**stale, "name": "Ada L."})
    asker.post("/settings/you", {**stale, "emails": f"{stale['emails']}\nada@fourth.example"})
    found = standing(asker)
    assert found.name == "Ada L."
    assert {"ada@third.example", "ada@fourth.example", *stale["emails"].split()} <= {one.value for one in found.handles}


def test_an_address_taken_away_is_gone(asker):
    page = filled(asker.get("/settings"), "/settings/you")
    asker.post("/settings/you", {**page, "emails": f"{page['emails']}\nada@third.example"})
    later = filled(asker.get("/settings"), "/settings/you")
    asker.post("/settings/you", {**later, "emails": page["emails"]})
    assert "ada@third.example" not in {one.value for one in standing(asker).handles}


def test_aims_and_days_of_two_tabs_add_up(asker):
    aims, day = (filled(asker.get("/settings"), f"/settings/{name}") for name in ("aims", "day"))
    asker.post("/settings/aims", {**aims, "other": f"{aims['other']}\nplant a tree"})
    asker.post("/settings/aims", {**aims, "other": f"{aims['other']}\nlearn to sail"})
    asker.post("/settings/day", {**day, "quiet": "sun"})
    asker.post("/settings/day", {**day, "capacity": "2"})
    found = standing(asker)
    assert {"plant a tree", "learn to sail"} <= set(found.goals)
    assert (found.capacity, found.quiet) == (2, ("sun",))


def test_an_address_with_two_strokes_leads_to_no_other_host(reader):
    page = reader.get("//people/jonas-weber")
    assert not re.search(r'(?:href|action|value)="//', page.text)


def test_a_name_of_many_digits_is_nobody(reader):
    assert reader.get("/people/" + "1" * 50_000).status == 404

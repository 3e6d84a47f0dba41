"""Monica's export: contacts with their rhythm, what was done with them, and what was noted about them."""

import json
import tracemalloc

from contract import SourceContract

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed
from kithbook.sources import monica
from kithbook.sources.opening import open_tree

BAO, CLEO, DAN = (f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in "bcd")


def collection(kind, *values):
    return {"count": len(values), "type": kind, "values": list(values)}


def thing(uuid=None, /, **properties):
    return {"uuid": uuid or None, "created_at": "2021-01-02T03:04:05.000000Z", "properties": properties}


def contact(uuid, *data, **properties):
    return {**thing(uuid, **properties), "data": list(data)}


def export(*data, **more):
    instance = {"contact_field_types": [
        {"uuid": "t-mail", "properties": {"name": "Email", "protocol": "mailto:", "type": "email"}},
        {"uuid": "t-tel", "properties": {"name": "Phone", "protocol": "tel:", "type": "phone"}},
        {"uuid": "t-in", "properties": {"name": "LinkedIn"}},
    ]}  # fmt: skip
    return {"version": "1.0-preview.1", "app_version": "4.1.2", "export_date": "2026-02-03T10:00:00Z",
            "account": {"uuid": "a", "data": list(data), "properties": {}, "instance": instance}, **more}  # fmt: skip


def sample(contacts="contact"):
    return export(
        collection("user", thing("u1", first_name="Ada", last_name="Moss", email="Ada@Example.org")),
        collection(
            contacts,
            contact(
                BAO,
                collection("contact_field", thing("f1", data="Bao@Example.org", type="t-mail"), thing("f2", data="+44 20 7946 0001", type="t-tel"), thing("f3", data="bao-linh", type="t-in")),
                collection("call", thing("k1", called_at="2024-05-01 10:00:00", content="We talked about the plan", contact_called=True)),
                collection("note", thing("n1", body="Likes tea"), thing("n2")),
                collection("reminder", thing("r1", initial_date="2026-05-01", title="Ask about the move", frequency_type="year", frequency_number=1)),
                collection("task", thing("t1", title="Send the book", completed=True)),
                collection("gift", thing("g1", name="A book", status="given", date="2023-12-24")),
                collection("debt", thing("d1", amount=20, currency="EUR", in_debt=True)),
                collection("address", thing("x1", name="home", street="1 High St", city="London", country="GB")),
                collection("life_event", thing("l1", name="New job", happened_at="2022-03-01")),
                collection("conversation", thing("c1", happened_at="2024-06-01", messages=[
                    thing("m1", content="Hello?", written_at="2024-06-01 09:00:00", written_by_me=True),
                    thing("m2", content="Yes!", written_at="2024-06-01 09:05:00", written_by_me=False)])),
                {"count": 1, "type": "activity", "values": ["act1"]},
                first_name="Bao", last_name="Linh", job="Engineer", company="Example Ltd", stay_in_touch_frequency=30, tags=["climbing"],
                birthdate={"is_age_based": False, "is_year_unknown": True, "date": "2000-12-09T00:00:00Z"}, food_preferences="no fish",
                is_starred=True,
            ),
            contact(CLEO, {"type": "activity", "values": ["act1"]}, first_name="Cleo", is_dead=True, birthdate={"is_age_based": True, "date": "1970-01-01"}),
            contact(DAN, first_name="Dan", is_partial=True),
            "nonsense",
        ),
        collection("activity", thing("act1", summary="Lunch", description="Talked about her new office", happened_at="2024-07-01"), thing("act2", summary="Nobody", happened_at="2024-07-01")),
        collection("relationship", thing("rel1", type="sibling", contact_is=BAO, of_contact=DAN)),
        collection("photo", thing("p1", dataUrl="data:image/jpeg;base64,AAAA")),
    )  # fmt: skip


class TestMonicaContract(SourceContract):
    source = monica

    def write_sample(self, folder):
        path = folder / "monica.json"
        path.write_text(json.dumps(sample()))
        return path


def read(tmp_path, document):
    path = tmp_path / "monica.json"
    path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    tree = open_tree(path)
    return [seen for found in monica.identify(tree) for seen in monica.observe(tree, found)]


def by_key(seen):
    return {one.record.key: dict(one.record.content) for one in seen if isinstance(one, Observed)}


def kinds(seen):
    return [one.record.kind for one in seen if isinstance(one, Observed)]


def test_a_contact_becomes_a_card_with_its_rhythm(tmp_path):
    card = by_key(read(tmp_path, sample()))[f"monica:{BAO}"]
    assert card == {
        "name": "Bao Linh",
        "names": {"given": "Bao", "family": "Linh"},
        "handles": [["email", "bao@example.org"], ["phone", "+44 20 7946 0001"], ["linkedin", "bao-linh"]],
        "organisation": "Example Ltd",
        "title": "Engineer",
        "birthday": "--12-09",
        "addresses": [{"street": "1 High St", "city": "London", "country": "GB", "type": "home"}],
        "tags": ["climbing"],
        "rhythm_days": 30,
        "fields": {"food_preferences": "no fish", "is_starred": "yes"},
        "relation": "contact",
    }


def test_what_is_known_by_age_is_a_year_and_the_dead_are_marked(tmp_path):
    card = by_key(read(tmp_path, sample()))[f"monica:{CLEO}"]
    assert card["birthday"] == "1970"
    assert card["fields"] == {"deceased": "yes"}


def test_partial_contacts_and_pictures_are_skipped_and_bad_items_are_faults(tmp_path):
    seen = read(tmp_path, sample())
    assert sorted(one.reason for one in seen if isinstance(one, Skipped)) == ["partial contact", "photo"]
    assert sorted(one.reason for one in seen if isinstance(one, Fault)) == [
        "a contact that is no object", "a note that says nothing", "an activity without a day or without anybody",
    ]  # fmt: skip


def test_activities_name_everybody_who_was_there_by_the_key_of_their_card(tmp_path):
    seen = read(tmp_path, sample())
    lunch = by_key(seen)["monica:activity:act1"]
    assert lunch["people"] == [["uid", f"monica:{BAO}", "Bao Linh"], ["uid", f"monica:{CLEO}", "Cleo"]]
    assert (lunch["at"], lunch["channel"], lunch["title"]) == ("2024-07-01", "activity", "Lunch")
    keys = by_key(seen)
    assert all(person[1] in keys for person in lunch["people"])
    call = keys["monica:call:k1"]
    assert (call["at"], call["channel"], call["text"]) == ("2024-05-01T10:00:00Z", "call", "We talked about the plan")


def test_what_was_noted_stands_as_remarks_about_the_card(tmp_path):
    remarks = {
        one["sort"]: one
        for one in (
            dict(s.record.content)
            for s in read(tmp_path, sample())
            if isinstance(s, Observed) and s.record.kind == "remark"
        )
    }
    assert set(remarks) == {"note", "reminder", "task", "gift", "debt", "event", "relationship"}
    assert all(one["about"][:2] == ["uid", f"monica:{BAO}"] for one in remarks.values())
    assert remarks["note"]["text"] == "Likes tea"
    assert remarks["reminder"]["due"] == "2026-05-01"
    assert remarks["reminder"]["fields"] == {"every": "1", "unit": "year"}
    assert remarks["task"]["done"] is True
    assert remarks["gift"]["at"] == "2023-12-24"
    assert remarks["debt"]["text"] == "you owe 20 EUR"
    assert remarks["event"]["at"] == "2022-03-01"
    assert remarks["relationship"]["text"] == "sibling of Dan"
    assert remarks["relationship"]["fields"]["of"] == f"monica:{DAN}"


def test_conversations_are_messages_with_their_direction_and_the_words_for_the_readers(tmp_path):
    messages = [one for one in read(tmp_path, sample()) if isinstance(one, Observed) and one.record.kind == "message"]
    out, back = (dict(one.record.content) for one in messages)
    assert out["sent"] is True and out["to"] == [["uid", f"monica:{BAO}", "Bao Linh"]] and "sender" not in out
    assert back["sender"] == ["uid", f"monica:{BAO}", "Bao Linh"] and "sent" not in back
    assert out["thread"] == back["thread"] and out["channel"] == "chat"
    assert [one.text for one in messages] == ["Hello?", "Yes!"]


def test_the_account_s_owner_is_ego(tmp_path):
    assert by_key(read(tmp_path, sample()))["monica:user:u1"] == {
        "name": "Ada Moss",
        "handles": [["email", "ada@example.org"]],
    }


def test_types_may_be_written_in_the_plural(tmp_path):
    one, two = read(tmp_path, sample("contact")), read(tmp_path, sample("contacts"))
    assert [s.record.id for s in one if isinstance(s, Observed)] == [
        s.record.id for s in two if isinstance(s, Observed)
    ]


def test_it_is_dated_by_its_own_statement(tmp_path):
    path = tmp_path / "monica.json"
    path.write_text(json.dumps(sample()))
    assert str(monica.identify(open_tree(path))[0].as_of.day) == "2026-02-03"
    named = path.rename(tmp_path / "monica-2026-03-01.json")
    assert str(monica.identify(open_tree(named))[0].as_of.day) == "2026-03-01"


def head():
    return json.dumps(export())[:-1].encode()


def test_a_nesting_bomb_is_one_fault(tmp_path):
    for bomb in (b"[" * 100_000, b'{"a":' * 100_000, b"[" * 65 + b"]" * 65):
        (seen,) = read(tmp_path, head() + b', "x": ' + bomb + b"}")
        assert isinstance(seen, Fault) and "nested" in seen.reason
    assert all(
        "nested" not in getattr(one, "reason", "") for one in read(tmp_path, head() + b', "x": "' + b"[" * 500 + b'"}')
    )


def test_pictures_of_megabytes_are_not_held(tmp_path):
    document = export(
        collection("contact", contact(BAO, first_name="Bao", vcard="x" * 100)),
        collection("photo", thing("p", dataUrl="A" * 3_000_000)),
    )
    seen = read(tmp_path, document)
    assert by_key(seen)[f"monica:{BAO}"]["raw"] == "x" * 100
    assert [one.reason for one in seen if isinstance(one, Skipped)] == ["photo"]


WRONG = [None, True, 7, -1, 1e308, "x", "", [], {}, [[]], [None], {"a": 1}, "\ud800", 10**30]


def test_a_contact_without_an_id_lends_its_name_to_nobody(tmp_path):
    lost = contact(None, first_name="Nobody", last_name="Known")
    found = read(tmp_path, export(collection("contact", contact(BAO, first_name="Bao", last_name="Li"), lost)))
    cards = [one.record.content for one in found if isinstance(one, Observed)]
    assert [card["name"] for card in cards] == ["Bao Li"]
    assert "Nobody" not in str(cards)


def test_wrong_types_everywhere_become_faults_or_nothing(tmp_path):
    """Each value of a whole export in turn is replaced by something else."""
    checks = TestMonicaContract()
    text = json.dumps(sample())
    places = list(paths(json.loads(text)))
    for number, place in enumerate(places):
        document = json.loads(text)
        inner = document
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = WRONG[number % len(WRONG)]
        for seen in read(tmp_path, document):
            checks.check(seen)


def paths(value, at=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*at, step)
        yield from paths(one, (*at, step))


def test_a_small_export_takes_little_memory(tmp_path):
    tracemalloc.start()
    read(tmp_path, sample())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000

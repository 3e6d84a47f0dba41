"""An import and a rebuild give the same digest, whatever was seen and ruled, in whatever steps."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithbook.actions.refresh import rebuild, refresh
from kithbook.model import decision, ids, record
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
NAMES = ["Ann Smith", "Bao Tran", "Cleo Diaz", "Ann Smith", "Dr. Eve Okafor", "Jürgen Weiß", "Jurgen Weiss", "Li Na"]
ADDRESSES = ["ann@acme.example", "bao@acme.example", "cleo@free.example", "ann.smith@mail.example", "info@acme.example"]
ME = "ada@own.example"


def dump(book):
    """Everything in the digest, with cards named by id instead of by number."""
    connection = book.digest._connection
    names = {n: ids.spell("c", raw) for n, raw in connection.execute("SELECT number, raw FROM card")}
    texts = dict(connection.execute("SELECT number, text FROM text"))
    passed = {n: ids.spell("i", raw) for n, raw in connection.execute("SELECT number, raw FROM interaction")}
    tables = {
        "card": (("number", "person"), names),
        "handle": (("card",), names),
        "position": (("card",), names),
        "change": (("card",), names),
        "block": (("card",), names),
        "counted": (("card",), names),
        "person": (("number",), names),
        "contact_day": (("person",), names),
        "question": (("card_a", "card_b"), names),
        "organisation": ((), names),
        "spelling": ((), names),
    }
    found = {}
    for table, (columns, known) in tables.items():
        heads = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]
        only = "WHERE content IS NOT NULL" if table == "card" else ""
        found[table] = sorted(
            (
                tuple(known.get(v, v) if h in columns else v for h, v in zip(heads, row, strict=True))
                for row in connection.execute(f'SELECT * FROM "{table}" {only}')
            ),
            key=repr,
        )
    found["match"] = sorted(
        (tuple(sorted((names[a], names[b]))), round(w, 9), *rest)
        for a, b, w, *rest in connection.execute("SELECT * FROM match")
    )
    found["interaction"] = sorted(
        (ids.spell("i", row[1]), *row[2:6], texts[row[6]], *row[7:13], texts[row[13]], texts.get(row[14]), *row[15:])
        for row in connection.execute("SELECT * FROM interaction")
    )
    found["participant"] = sorted(
        (passed[i], names[c], role, texts[name]) for i, c, role, name in connection.execute("SELECT * FROM participant")
    )
    found["hint"] = sorted((passed[i], s, texts[v]) for i, s, v in connection.execute("SELECT * FROM hint"))
    found["finding"] = sorted(
        (passed[i], nth, texts[reader], *rest) for i, nth, reader, *rest in connection.execute("SELECT * FROM finding")
    )
    found["search"] = sorted(
        (word, tuple(person.id for person in book.digest.search(word, known=None))) for word in ("ann", "weiss", "acme")
    )
    return found


def person(kind, value, name):
    return [kind, value, name]


addresses = st.sampled_from(ADDRESSES)
names = st.sampled_from(NAMES)
days = st.integers(0, 400).map(lambda n: (date(2025, 10, 1) + timedelta(days=n)).isoformat())


@st.composite
def messages(draw):
    other = person("email", draw(addresses), draw(st.sampled_from([*NAMES, ""])))
    me = person("email", ME, "Ada")
    third = person("email", draw(addresses), draw(names))
    is_mine = draw(st.booleans())
    at = f"{draw(days)}T{draw(st.integers(0, 23)):02d}:30:00Z"
    to = [other] if is_mine else [me]
    if draw(st.booleans()) and third[1] != other[1]:
        to.append(third)
    content = {"at": at, "channel": "mail", "sender": me if is_mine else other, "to": to, "recipients": len(to)}
    content |= {"subject": draw(st.sampled_from(["Hello", "Budget", "Re: Budget"])), "delivered_to": [ME]}
    content |= {"sent": True} if is_mine else {}
    content |= {"bulk": "List-Id"} if draw(st.integers(0, 9)) == 0 else {}
    readings = ()
    if draw(st.booleans()):
        readings = (
            Reading("question", 1, "en", "Could you send it?", {}),
            Reading("signature", 1, "en", "x", {"title": "CTO", "organisation": "Acme"}),
        )
    return Record(record.MESSAGE, f"mail:{draw(st.integers(0, 30))}@x", content), readings


@st.composite
def meetings(draw):
    """Some lie ahead of the day of which the calendar speaks."""
    people = [[*person("email", draw(addresses), draw(names)), "accepted", "person"] for _ in range(2)]
    content = {"at": f"{draw(days)}T10:00:00Z", "title": "Review", "uid": "u", "attendees": people}
    return Record(record.MEETING, f"cal:{draw(st.integers(0, 5))}", content), ()


@st.composite
def cards(draw):
    slug = draw(st.sampled_from(["ann-1", "ann-2", "bao", "cleo", "jw"]))
    content = {"name": draw(names), "handles": [["linkedin", slug]], "relation": "connection"}
    key = f"linkedin:{slug}" if draw(st.booleans()) else f"vcard:{draw(st.integers(0, 3))}"
    if key.startswith("vcard:") and draw(st.booleans()):
        content |= {"handles": [], "relation": "contact"}  # an entry of a list of contacts
    content |= {
        "organisation": draw(st.sampled_from(["Acme GmbH", "Acme", "Initrode Systems", "Initrobe Systems"])),
        "title": draw(st.sampled_from(["CTO", "Engineer"])),
    }
    content |= {"since": draw(days)} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        content["handles"].append(["email", draw(addresses)])
    if draw(st.booleans()):
        content["handles"].append(["phone", draw(st.sampled_from(["+4915112345678", "+4915187654321"]))])
    if draw(st.booleans()):
        content["birthday"] = draw(st.sampled_from(["1980-02-29", "--05-05"]))
    return Record(record.CARD, key, content), ()


def selves():
    return st.just((Record(record.SELF, "self:ada", {"name": "Ada Owner", "handles": [["email", ME]]}), ()))


@st.composite
def steps(draw):
    sort = draw(st.sampled_from(["import", "import", "import", "rule", "undo"]))
    if sort == "import":
        seen = draw(st.lists(st.one_of(messages(), messages(), meetings(), cards(), selves()), min_size=1, max_size=8))
        return sort, (draw(days), seen, draw(st.booleans()))
    return sort, (
        draw(st.integers(0, 10**6)),
        draw(st.sampled_from(["merge", "split", "edit", "add", "tag", "note", "done", "log", "disown"])),
    )


def read(book, day, seen, complete):
    run = book.evidence.start_run(
        source="linkedin", account="ada", path="x", as_of=AsOf(date.fromisoformat(day), BY_NAME),
        fingerprint=f"{day}{len(seen)}{[r.id for r, _ in seen]}", at=NOW,
    )  # fmt: skip
    sightings = [Sighting(found, "x", n, readings) for n, (found, readings) in enumerate(seen)]
    book.evidence.keep(run, sightings, [], checkpoint={})
    facts = {"finished": {"connections": sum(r.kind == record.CARD for r, _ in seen)}} if complete else {}
    book.evidence.finish_run(run, as_of=AsOf(date.fromisoformat(day), BY_NAME), account="ada", facts=facts, at=NOW)


def rule(book, chance, verb):
    people = book.digest.people(known=None)
    if not people and verb != "add":
        return
    pick = people[chance % len(people)] if people else None
    other = people[(chance // 7) % len(people)] if people else None
    decide = lambda v, f: book.evidence.decide(v, f, at=NOW)  # noqa: E731
    if verb == "merge" and pick is not other:
        decide(decision.MERGE, {"a": pick.founder, "b": other.founder})
    elif verb == "split":
        found = [card.id for card in book.digest.cards(pick.number)]
        if len(found) > 1:
            decide(decision.SPLIT, {"cards": found[:1], "others": found[1:]})
    elif verb == "edit":
        decide(
            decision.EDIT,
            {"card": pick.founder, "set": {"organisation": "Initech"}, "add": {"email": ["new@initech.example"]}},
        )
    elif verb == "disown":
        decide(decision.EDIT, {"card": pick.founder, "remove": {"email": [ADDRESSES[chance % 4]]}})
    elif verb == "add":
        decide(decision.ADD, {"name": NAMES[chance % 8], "email": ADDRESSES[chance % 4], "organisation": "Acme"})
    elif verb == "tag":
        decide(decision.TAG, {"card": pick.founder, "add": ["friend"], "remove": []})
    elif verb == "note":
        decide(decision.NOTE, {"card": pick.founder, "text": "likes weiss wine"})
    elif verb == "done":
        decide(decision.DONE, {"item": "a", "nudge": "drifting", "card": pick.founder, "occasion": "1"})
    elif verb == "log":
        decide(decision.LOG, {"card": pick.founder, "kind": "call", "at": "2026-05-05", "text": "about it"})


def undo(book, chance):
    runs = [run.id for run in book.evidence.runs() if not run.is_undone]
    rulings = [ruling.id for ruling in decision.standing(book.evidence.decisions()) if ruling.verb != decision.UNDO]
    choice = [*(("run", r) for r in runs), *(("decision", r) for r in rulings)]
    if choice:
        field, what = choice[chance % len(choice)]
        book.evidence.decide(decision.UNDO, {field: what}, at=NOW)


def take(book, step):
    sort, (first, *rest) = step
    if sort == "import":
        read(book, first, *rest)
    elif sort == "rule":
        rule(book, first, *rest)
    else:
        undo(book, first)
    refresh(book)


def hold_equal(book):
    """Hold the digest as it stands against one that is made anew."""
    stepwise = dump(book)
    rebuild(book)
    anew = dump(book)
    for table in anew:
        more, less = (
            [row for row in one[table] if row not in other[table]]
            for one, other in ((stepwise, anew), (anew, stepwise))
        )
        assert not more, f"{table}: only stepwise {more}, only anew {less}"
        assert not less, f"{table}: only anew {less}"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps(), min_size=1, max_size=7))
def test_steps_give_what_a_rebuild_gives(tmp_path_factory, steps):
    book = open_book(tmp_path_factory.mktemp("book") / "b", now=NOW)
    try:
        for step in steps:
            take(book, step)
        hold_equal(book)
    finally:
        book.close()


def entry(key):
    content = {"name": "Ornella Featherstone", "organisation": "Acme", "relation": "contact"}
    return Record(record.CARD, f"vcard:{key}", content), ()


def test_an_entry_is_parted_from_its_namesake_once_a_later_list_holds_both(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    try:
        for seen, persons in (([entry(1)], 1), ([entry(2)], 1), ([entry(1), entry(2)], 2)):
            take(book, ("import", ("2026-01-05", seen, False)))
            assert len(book.digest.people(known=None)) == persons
            hold_equal(book)
        undo(book, 2)  # the list that held both
        refresh(book)
        assert len(book.digest.people(known=None)) == 1
        hold_equal(book)
    finally:
        book.close()


def contact(key, **more):
    name = "Ornella Featherstone"
    return Record(record.CARD, key, {"name": name, "relation": "contact", **more}), ()


def test_a_second_bearer_parts_cards_that_bear_no_mark_of_one(tmp_path):
    """Two cards without a mobile number are compared anew when two others under their name turn out to be two."""
    book = open_book(tmp_path / "book", now=NOW)
    try:
        lists = [[contact(f"vcard:{n}", organisation="Acme")] for n in (1, 2)]
        lists.append([contact("vcard:3")])  # so that no other count passes a power of two with the last
        lists += [[contact(f"vcard:{n}", handles=[["phone", f"+491511234567{n}"]])] for n in (4, 5)]
        for nth, (seen, persons) in enumerate(zip(lists, (1, 1, 2, 3, 5), strict=True)):
            take(book, ("import", (f"2026-01-0{nth + 1}", seen, False)))
            assert len(book.digest.people(known=None)) == persons
            hold_equal(book)
        undo(book, 4)  # the second number
        refresh(book)
        assert len(book.digest.people(known=None)) == 3
        hold_equal(book)
    finally:
        book.close()

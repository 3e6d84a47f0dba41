"""What every engine must do: one suite for the evidence of all of them. A subclass gives the `book` fixture."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model import decision as verbs
from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.reading import QUESTION, SNIPPET, Reading
from kithbook.model.record import CARD, MESSAGE, Record
from kithbook.model.run import BY_CONTENT, BY_FILE, BY_NAME, UNKNOWN, AsOf, Sighting
from kithbook.store.evidence import AgendaEntry, Kept

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def as_of(day):
    return AsOf(date.fromisoformat(day), BY_NAME) if day else AsOf(None, UNKNOWN)


def card(key="ann", **content):
    return Record(CARD, key, {"name": "Ann Example", **content})


def sighting(record, *readings, file="Connections.csv", position=1):
    return Sighting(record, file, position, readings)


def snippet(words, version=1):
    return Reading(SNIPPET, version, "en", words)


def begin(book, name="march", *, day="2026-03-12", source="linkedin"):
    return book.evidence.start_run(
        source=source, account="ada", path=f"{name}.zip", as_of=as_of(day), fingerprint=name, at=NOW
    )


def bring(book, *seen, name="march", day="2026-03-12", left=(), facts=None, source="linkedin"):
    """Import some sightings as one whole run; give what was kept and the run."""
    run = begin(book, name, day=day, source=source)
    kept = book.evidence.keep(run, list(seen), list(left), checkpoint={})
    return kept, book.evidence.finish_run(run, as_of=as_of(day), account="ada", facts=facts or {}, at=NOW)


def undo(book, **what):
    return book.evidence.decide(verbs.UNDO, what, at=NOW)


def current(book, key="ann", kind=CARD):
    """Give the contents of a key as the live runs saw them, oldest first."""
    return [v.record.content for _, _, found in book.evidence.versions([(kind, key)]) for v in found]


def dump(book):
    """Give all that the evidence says of keys, without numbers."""
    return [
        (kind, key, v.record.text, v.seen, [reading for _, reading in v.readings])
        for kind, key, found in book.evidence.versions()
        for v in found
    ]


texts = st.text(st.characters(exclude_categories=()), max_size=30)  # lone surrogates and NUL too


class EvidenceContract:
    # -- kept once ---------------------------------------------------------------------------------------

    def test_what_a_record_holds_is_found_whatever_its_case_and_letters(self, book):
        bring(
            book, sighting(card("a", note="met ANN Quux"), snippet("so said Zoë")), sighting(card("b", note="Straße"))
        )
        held = book.evidence.holding
        assert held(["ann quux", "nn quu", "never"]) == [(CARD, "a")]
        assert held(["zoë"]) == [(CARD, "a")]
        assert held(["strasse", "nobody"]) == [(CARD, "b")]  # case is folded, not only lowered
        assert held(["quux", "strasse"]) == [(CARD, "a"), (CARD, "b")]
        assert held(["nobody"]) == held([]) == []

    def test_a_text_is_found_that_is_one_as_a_whole_however_its_blanks_lie(self, book):
        bring(
            book,
            sighting(card("a", name=" Ann\n\tQuux ", note="Zoë\u00a0Zed came")),
            sighting(card("b", note="with Ann Quux"), snippet("“Ann Quux”")),
            sighting(card("c", name="Jo", note="\1Jo")),
        )
        held = book.evidence.holding
        assert held([], texts=["ann quux"]) == [(CARD, "a")]
        assert held(["ann quux"]) == [(CARD, "a"), (CARD, "b")]
        assert held(["zoë zed"], texts=["jo"]) == [(CARD, "a"), (CARD, "c")]
        assert held([], texts=["ann", "quux", "linkedin:a"]) == []

    def test_what_a_record_says_is_found_after_it_was_read_again_and_after_another_stands_in_its_place(self, book):
        run = begin(book)
        book.evidence.keep(run, [sighting(card("a")), sighting(card("b"), snippet("Quux"))], [], checkpoint={})
        again = Reading(SNIPPET, 2, "en", "Vexel")
        book.evidence.keep(run, [sighting(card("b"), again)], [], checkpoint={}, readers={SNIPPET: 2})
        held = book.evidence.holding
        assert (held(["quux"]), held(["vexel"])) == ([], [(CARD, "b")])
        assert book.ailments(deep=True) == []
        stays = Record(CARD, "b", {"name": "Zed"})
        book.evidence.forget([(CARD, "a")], [(CARD, "b", stays)], [b"somebody"])
        assert (held(["vexel"]), held([], texts=["zed"])) == ([], [(CARD, "b")])
        assert book.ailments(deep=True) == []

    def test_what_is_seen_is_new_then_changed_then_unchanged(self, book):
        run = begin(book)
        first = book.evidence.keep(run, [sighting(card())], [], checkpoint={})
        second = book.evidence.keep(run, [sighting(card(title="CTO")), sighting(card())], [], checkpoint={})
        assert first == Kept(new=1, changed=0, unchanged=0, reread=0)
        assert second == Kept(new=0, changed=1, unchanged=1, reread=0)

    def test_what_was_observed_is_the_new_the_changed_and_the_unchanged(self, book):
        bring(book, sighting(card()), sighting(card("bob")))
        _, run = bring(book, sighting(card()), sighting(card("bob", title="CTO")), sighting(card("cleo")), name="april")
        names = ("observed", "new", "changed", "unchanged")
        assert [run.counts.get(name) for name in names] == [3, 1, 1, 1]

    def test_the_same_record_twice_in_one_batch_is_unchanged_the_second_time(self, book):
        kept, run = bring(book, sighting(card(), position=1), sighting(card(), position=7))
        assert kept == Kept(1, 0, 1, 0)
        _, places, _ = book.evidence.record_by_id(card().id)
        assert [(p.source, p.file, p.position) for p in places] == [("linkedin", "Connections.csv", 1)]
        assert run.counts["observed"] == 2

    def test_contents_that_differ_under_one_key_in_one_run_all_stand(self, book):
        bring(book, sighting(card(title="CTO")), sighting(card(title="CEO")))
        assert {content["title"] for content in current(book)} == {"CTO", "CEO"}

    def test_one_key_of_two_kinds_is_two_things(self, book):
        kept, _ = bring(book, sighting(card("x")), sighting(Record(MESSAGE, "x", {"channel": "mail"})))
        assert kept.new == 2
        assert [(kind, key) for kind, key, _ in book.evidence.versions()] == [(CARD, "x"), (MESSAGE, "x")]

    def test_counts_add_up(self, book):
        left = [Fault("a", 3, "broken"), Skipped("a", 4, "spam"), Skipped("a", 5, "spam"), Skipped("a", 6, "draft")]
        _, run = bring(book, sighting(card()), sighting(card("bob")), sighting(card()), left=left)
        counts = run.counts
        assert counts["observed"] == 7 == counts["new"] + counts["unchanged"] + counts["faults"] + 3
        assert (counts["skipped:spam"], counts["skipped:draft"]) == (2, 1)
        assert book.evidence.faults() == [(run.id, left[0])] == book.evidence.faults(run.id)

    @settings(max_examples=40)  # each is a durable write
    @given(key=texts, words=texts, file=texts, account=texts)
    def test_any_text_survives(self, book, key, words, file, account):
        run = book.evidence.start_run(
            source="s",
            account=account,
            path=file,
            as_of=as_of(""),
            fingerprint=repr((key, words, file, account)),
            at=NOW,
        )
        record = Record(CARD, key, {"name": words, "big": 2**80, "deep": [[None, 1.5, True]]})
        book.evidence.keep(
            run, [sighting(record, snippet(words), file=file)], [Fault(file, 1, words)], checkpoint={"f": file}
        )
        assert book.evidence.checkpoint(run) == {"f": file}
        found, places, readings = book.evidence.record_by_id(record.id)
        assert (found, found.id, file in {place.file for place in places}) == (record, record.id, True)
        assert SNIPPET in {reading.reader for reading in readings}
        assert any((fault.file, fault.reason) == (file, words) for _, fault in book.evidence.faults(run))
        assert (account, file) in {(r.account, r.path) for r in book.evidence.runs()}
        assert record in [v.record for _, _, found in book.evidence.versions([(CARD, key)]) for v in found]

    def test_what_is_no_id_names_no_record(self, book):
        for wrong in ("", "nonsense", "r" + "1" * 16, "p" + card().id[1:], card().id, "é" * 17):
            assert book.evidence.record_by_id(wrong) is None

    # -- runs --------------------------------------------------------------------------------------------

    def test_importing_again_changes_nothing_but_the_runs_own_row(self, book):
        left = [Fault("a", 3, "broken")]
        _, first = bring(book, sighting(card(), snippet("hello")), left=left)
        mark, before = book.evidence.mark, dump(book)
        kept, second = bring(book, sighting(card(), snippet("hello")), left=left)
        assert kept == Kept(0, 0, 1, 0)
        assert second.id == first.id
        assert (first.counts["new"], second.counts["new"], second.counts["unchanged"]) == (1, 0, 1)
        assert (book.evidence.mark, dump(book), len(book.evidence.runs())) == (mark, before, 1)
        assert list(book.evidence.touched_since(mark)) == []
        assert len(book.evidence.faults()) == 1

    def test_a_run_that_was_interrupted_is_taken_up_again(self, book):
        run = begin(book)
        book.evidence.keep(run, [sighting(card())], [Skipped("a", 1, "spam")], checkpoint={"position": 17})
        assert book.evidence.runs()[0].finished_at is None
        again = begin(book)
        assert (again, book.evidence.checkpoint(again)) == (run, {"position": 17})
        book.evidence.keep(again, [sighting(card("bob"))], [], checkpoint={"position": 99})
        done = book.evidence.finish_run(again, as_of=as_of("2026-03-12"), account="ada", facts={}, at=LATER)
        assert (done.counts["observed"], done.counts["new"], done.finished_at) == (3, 2, LATER)
        assert book.evidence.checkpoint(again) == {}

    def test_a_second_reading_that_was_interrupted_begins_anew(self, book):
        bring(book, sighting(card()))
        run = begin(book)
        book.evidence.keep(run, [sighting(card())], [], checkpoint={"position": 1})
        assert book.evidence.runs()[0].counts["new"] == 1  # what it says is still that of the whole reading
        assert book.evidence.checkpoint(begin(book)) == {}

    def test_another_source_or_file_is_another_run(self, book):
        ids = {bring(book, name="a")[1].id, bring(book, name="b")[1].id, bring(book, name="a", source="mbox")[1].id}
        assert len(ids) == 3 == len(book.evidence.runs())

    def test_finishing_says_what_the_run_proved(self, book):
        run = begin(book, day="")
        book.evidence.keep(run, [sighting(card())], [], checkpoint={})
        when = AsOf(date(2026, 2, 1), BY_CONTENT)
        done = book.evidence.finish_run(run, as_of=when, account="ada-l", facts={"connections_complete": True}, at=NOW)
        assert (done.as_of, done.account) == (when, "ada-l")
        assert book.evidence.run_facts(run) == {"connections_complete": True}
        assert book.evidence.runs() == [done]

    def test_a_run_that_is_not_there_is_a_user_error(self, book):
        with pytest.raises(UserError):
            book.evidence.keep("nowhere", [], [], checkpoint={})

    # -- versions ----------------------------------------------------------------------------------------

    def test_a_b_a_is_two_changes_in_whatever_order_they_come(self, book):
        a, b = card(title="CTO"), card(title="CEO")
        bring(book, sighting(a), name="three", day="2026-03-01")
        bring(book, sighting(b), name="two", day="2026-02-01")
        bring(book, sighting(a), name="one", day="2026-01-01")
        ((_, _, versions),) = book.evidence.versions([(CARD, "ann")])
        assert [v.record.content["title"] for v in versions] == ["CEO", "CTO"]
        assert [seen[1].day.month for seen in versions[1].seen] == [1, 3]
        assert [seen[2] for seen in versions[0].seen] == ["linkedin"]

    def test_an_unknown_day_is_older_than_any_and_of_one_day_the_greater_id_is_the_later(self, book):
        one, two, three = card(title="a"), card(title="b"), card(title="c")
        bring(book, sighting(one), name="1", day="2026-01-01")
        bring(book, sighting(two), name="2", day="2026-01-01")
        bring(book, sighting(three), name="3", day="")
        titles = [content["title"] for content in current(book)]
        later = sorted((one, two), key=lambda record: record.raw_id)
        assert titles == ["c", *(record.content["title"] for record in later)]

    def test_versions_come_by_kind_and_key_and_only_those_that_are_asked_for(self, book):
        keys = ["b", "a", "\ud800", "é", "z", "", "aa"]
        bring(book, *(sighting(card(key)) for key in keys), sighting(Record(MESSAGE, "m", {"channel": "mail"})))
        assert [key for _, key, _ in book.evidence.versions(kinds=[CARD])] == sorted(keys)
        wanted = [(CARD, "z"), (MESSAGE, "m"), (CARD, "a"), (CARD, "a"), (CARD, "nobody")]
        found = [(kind, key) for kind, key, _ in book.evidence.versions(wanted)]
        assert found == [(CARD, "a"), (CARD, "z"), (MESSAGE, "m")]
        assert [key for _, key, _ in book.evidence.versions(wanted, kinds=[MESSAGE])] == ["m"]
        assert list(book.evidence.versions([])) == []

    def test_a_walk_sees_one_state_though_others_write_meanwhile(self, book):
        bring(book, *(sighting(card(f"{n:04}")) for n in range(2000)))
        walk = book.evidence.versions()
        first = next(walk)
        bring(book, *(sighting(card(f"{n:04}x")) for n in range(2000)), name="other")
        assert first[1] == "0000"
        assert len(list(walk)) == 1999

    # -- readings ----------------------------------------------------------------------------------------

    def test_readings_have_numbers_of_their_own(self, book):
        bring(
            book,
            sighting(card(), snippet("a"), Reading(QUESTION, 2, "en", "b?", {"what": "b"})),
            sighting(card("bob"), snippet("c")),
        )
        numbered = [pair for _, _, found in book.evidence.versions() for v in found for pair in v.readings]
        assert len({number for number, _ in numbered}) == 3
        assert Reading(QUESTION, 2, "en", "b?", {"what": "b"}) in [reading for _, reading in numbered]
        assert book.evidence.reader_versions() == {(SNIPPET, 1): 2, (QUESTION, 2): 1}

    def test_a_reader_that_grew_reads_again_and_nothing_else_changes(self, book):
        bring(book, sighting(card(), snippet("old")))
        mark = book.evidence.mark
        kept, run = bring(book, sighting(card(), snippet("new", version=2)))
        assert kept == Kept(0, 0, 1, reread=1)
        assert run.counts["reread"] == 1
        assert book.evidence.record_by_id(card().id)[2] == (snippet("new", version=2),)
        assert book.evidence.reader_versions() == {(SNIPPET, 2): 1}
        assert list(book.evidence.touched_since(mark)) == [(CARD, "ann")]

    def test_an_older_reader_does_not_take_back_what_a_newer_one_read(self, book):
        bring(book, sighting(card(), snippet("new", version=2)))
        kept, _ = bring(book, sighting(card(), snippet("old")), name="other")
        assert kept.reread == 0
        assert book.evidence.record_by_id(card().id)[2] == (snippet("new", version=2),)

    def test_the_order_of_two_copies_with_other_words_does_not_matter(self, book):
        one = (snippet("aaa"), Reading(QUESTION, 1, "en", "b?"))
        for key, order in (("ann", ("aaa", "bbb")), ("bob", ("bbb", "aaa"))):
            for words in order:
                found = one if words == "aaa" else (snippet("bbb"),)
                bring(book, sighting(card(key), *found), name=f"{key}{words}")
        ann, bob = (book.evidence.record_by_id(card(key).id)[2] for key in ("ann", "bob"))
        assert ann == bob == (one[1], snippet("bbb"))

    def test_a_copy_without_text_takes_nothing_away(self, book):
        bring(book, sighting(card(), snippet("words")))
        bring(book, sighting(card()), name="headers only")
        assert book.evidence.record_by_id(card().id)[2] == (snippet("words"),)

    def test_what_a_grown_reader_no_longer_finds_goes(self, book):
        bring(book, sighting(card(), snippet("words"), Reading(QUESTION, 1, "en", "no question")))
        run = begin(book)
        again = [sighting(card(), snippet("words"))]
        assert book.evidence.keep(run, again, [], checkpoint={}, readers={QUESTION: 1}).reread == 0
        assert book.evidence.keep(run, again, [], checkpoint={}, readers={QUESTION: 2}).reread == 1
        assert book.evidence.record_by_id(card().id)[2] == (snippet("words"),)
        assert book.evidence.reader_versions() == {(SNIPPET, 1): 1}
        assert book.evidence.run_readers(run) == {QUESTION: 2}

    # -- marks -------------------------------------------------------------------------------------------

    def test_the_mark_grows_with_each_change_and_tells_what_was_touched(self, book):
        start = book.evidence.mark
        bring(book, sighting(card()), sighting(card("bob")))
        after = book.evidence.mark
        assert after > start
        assert sorted(book.evidence.touched_since(start)) == [(CARD, "ann"), (CARD, "bob")]
        bring(book, sighting(card("bob", title="CTO")), name="april", day="2026-04-12")
        assert list(book.evidence.touched_since(after)) == [(CARD, "bob")]
        assert list(book.evidence.touched_since(book.evidence.mark)) == []
        ruled = book.evidence.mark
        book.evidence.decide(verbs.ZONE, {"zone": "Europe/Berlin"}, at=NOW)
        assert book.evidence.mark > ruled

    def test_after_each_change_nothing_is_left_to_digest_beyond_the_mark(self, book):
        steps = [
            lambda: begin(book),
            lambda: book.evidence.keep(begin(book), [sighting(card()), sighting(card("bob"))], [], checkpoint={}),
            lambda: book.evidence.keep(begin(book), [sighting(card(title="CTO"))], [], checkpoint={}),
            lambda: book.evidence.finish_run(begin(book), as_of=as_of("2026-03-13"), account="", facts={}, at=NOW),
            lambda: undo(book, run=begin(book)),
            lambda: book.evidence.forget([(CARD, "ann")], replaced=[], tombstones=[]),
        ]
        for step in steps:
            before = book.evidence.mark
            step()
            assert book.evidence.mark > before
            assert list(book.evidence.touched_since(book.evidence.mark)) == []

    def test_it_counts_what_it_holds(self, book):
        assert book.evidence.counts() == dict.fromkeys(("records", "keys", "runs", "decisions", "forgotten"), 0)
        bring(book, sighting(card()), sighting(card(title="CTO")), sighting(card("bob")))
        book.evidence.decide(verbs.ZONE, {"zone": "Europe/Berlin"}, at=NOW)
        expected = {"records": 3, "keys": 2, "runs": 1, "decisions": 1, "forgotten": 0}
        assert book.evidence.counts() == expected
        book.evidence.forget([(CARD, "bob")], replaced=[], tombstones=[book.evidence.tombstone("email", "bob@x.org")])
        assert book.evidence.counts() == {**expected, "records": 2, "keys": 1, "forgotten": 1}

    def test_a_day_found_at_the_end_of_a_run_touches_all_its_keys(self, book):
        run = begin(book, day="")
        book.evidence.keep(run, [sighting(card())], [], checkpoint={})
        mark = book.evidence.mark
        book.evidence.finish_run(run, as_of=AsOf(date(2026, 2, 1), BY_FILE), account="", facts={}, at=NOW)
        assert list(book.evidence.touched_since(mark)) == [(CARD, "ann")]

    def test_keys_of_run(self, book):
        _, run = bring(book, sighting(card()), sighting(card(title="x")), sighting(card("bob")))
        bring(book, sighting(card("cleo")), name="other")
        assert sorted(book.evidence.keys_of_run(run.id)) == [(CARD, "ann"), (CARD, "bob")]

    # -- undo --------------------------------------------------------------------------------------------

    def test_an_undone_run_does_not_count_and_its_undo_can_be_undone(self, book):
        bring(book, sighting(card()), name="one")
        _, run = bring(book, sighting(card(title="CTO")), sighting(card("bob")), name="two", day="2026-04-12")
        mark = book.evidence.mark
        ruling = undo(book, run=run.id)
        assert [r.is_undone for r in book.evidence.runs()] == [False, True]
        assert current(book) == [{"name": "Ann Example"}]
        assert current(book, "bob") == []
        assert sorted(book.evidence.touched_since(mark)) == [(CARD, "ann"), (CARD, "bob")]
        undo(book, decision=ruling.id)
        assert [r.is_undone for r in book.evidence.runs()] == [False, False]
        assert len(current(book)) == 2

    def test_importing_an_undone_file_again_is_a_fresh_run(self, book):
        _, first = bring(book, sighting(card()), left=[Fault("a", 1, "broken")])
        undo(book, run=first.id)
        assert book.evidence.faults() == []
        assert book.evidence.record_by_id(card().id)[1] == []
        kept, second = bring(book, sighting(card()), sighting(card()))
        assert (kept, second.id != first.id, second.is_undone) == (Kept(1, 0, 1, 0), True, False)
        assert current(book) == [{"name": "Ann Example"}]

    def test_after_an_undo_new_and_changed_are_told_by_what_still_counts(self, book):
        bring(book, sighting(card()), name="one")
        _, run = bring(book, sighting(card(title="CTO")), sighting(card("bob")), name="two")
        undo(book, run=run.id)
        kept, _ = bring(book, sighting(card(title="CTO")), sighting(card("bob", title="x")), name="three")
        assert kept == Kept(new=1, changed=1, unchanged=0, reread=0)

    # -- decisions and agenda ----------------------------------------------------------------------------

    def test_decisions_are_kept_in_order_with_ids_of_their_own(self, book):
        made = [book.evidence.decide(verbs.NOTE, {"card": "c", "text": "same \ud800\0"}, at=NOW) for _ in range(3)]
        assert book.evidence.decisions() == made
        assert len({ruling.id for ruling in made}) == 3
        mark = book.evidence.mark
        last = book.evidence.decide(verbs.TAG, {"card": "c", "add": ["x"]}, at=LATER)
        assert book.evidence.decisions(since=mark) == [last]

    def test_the_agenda_of_a_day_is_remembered_and_replaced(self, book):
        day = date(2026, 11, 23)
        entries = [AgendaEntry(day, f"a{n}", "dormant", "c1", "x\ud800", {"why": "é", "n": n}) for n in (2, 1)]
        assert book.evidence.agenda_mark(day) is None
        book.evidence.log_agenda(entries, day=day, mark=7)
        assert (book.evidence.agenda(day), book.evidence.agenda_mark(day)) == (entries, 7)
        book.evidence.log_agenda([], day=day, mark=8)
        assert (book.evidence.agenda(date.min), book.evidence.agenda_mark(day)) == ([], 8)
        assert book.evidence.agenda_mark(date(2026, 11, 24)) is None

    def test_meta(self, book):
        assert book.evidence.meta("colour") is None
        book.evidence.set_meta("colour", "blue")
        book.evidence.set_meta("colour", "\ud800 green")
        assert book.evidence.meta("colour") == "\ud800 green"

    # -- forgetting --------------------------------------------------------------------------------------

    def test_forgetting_erases_replaces_and_remembers_only_hashes(self, book):
        mail = Record(MESSAGE, "m", {"channel": "mail", "subject": "Ann and Bob"})
        bring(book, sighting(card(), snippet("I am Ann")), sighting(mail, snippet("Ann said")), sighting(card("bob")))
        lineage, hashed = book.evidence.lineage, book.evidence.tombstone("card", "ann")
        blank = Record(MESSAGE, "m", {"channel": "mail"})
        book.evidence.forget([(CARD, "ann"), (CARD, "nobody")], [(MESSAGE, "m", blank)], [hashed])
        assert current(book) == []
        assert current(book, "m", MESSAGE) == [{"channel": "mail"}]
        assert book.evidence.record_by_id(mail.id) is None
        _, places, readings = book.evidence.record_by_id(blank.id)
        assert (len(places), readings) == (1, ())
        assert book.evidence.tombstones() == {hashed}
        assert book.evidence.lineage != lineage
        assert book.evidence.reader_versions() == {}
        assert bring(book, sighting(card("dora")), name="next")[0].new == 1

    def test_forgetting_keeps_the_versions_of_what_it_blanks_apart(self, book):
        texts = ("one Ann", "two Ann")
        for month, text in enumerate(texts, start=1):
            bring(book, sighting(card("bob", note=text)), name=text, day=f"2026-0{month}-01")
        stay = card("bob", note="one someone")
        new = [(CARD, "bob", stay), (CARD, "bob", card("bob", note="two someone"))]
        book.evidence.forget([], new, [], readings={stay.id: [snippet("stays")]})
        assert [content["note"] for content in current(book, "bob")] == ["one someone", "two someone"]
        ((_, _, versions),) = book.evidence.versions([(CARD, "bob")])
        assert [len(v.seen) for v in versions] == [1, 1]
        assert [reading for _, reading in versions[0].readings] == [snippet("stays")]

    def test_forgetting_blanks_rulings_and_shown_items(self, book):
        day, ann, bob = date(2026, 11, 23), "c-ann", "c-bob"
        rulings = [
            book.evidence.decide(verb, fields, at=NOW)
            for verb, fields in (
                (verbs.NOTE, {"card": ann, "text": "secret"}),
                (verbs.MERGE, {"a": bob, "b": ann}),
                (verbs.SPLIT, {"cards": [ann, bob], "others": ["c-dora"]}),
                (verbs.NOTE, {"card": bob, "text": "knows Ann"}),
            )
        ]
        shown = [("c-ann", {}), ("c-bob", {"with": "c-ann"}), ("c-bob", {"with": "c-dora"})]
        book.evidence.log_agenda(
            [AgendaEntry(day, f"a{n}", "x", who, "", content) for n, (who, content) in enumerate(shown)],
            day=day,
            mark=1,
        )
        book.evidence.forget([], [], [], cards=[ann], rulings={rulings[3].id: {"card": bob, "text": "knows someone"}})
        assert [(r.verb, r.fields) for r in book.evidence.decisions()] == [
            (verbs.FORGOTTEN, {}),
            (verbs.FORGOTTEN, {}),
            (verbs.SPLIT, {"cards": [bob], "others": ["c-dora"]}),
            (verbs.NOTE, {"card": bob, "text": "knows someone"}),
        ]
        assert [entry.content for entry in book.evidence.agenda(day)] == [{"with": "c-dora"}]

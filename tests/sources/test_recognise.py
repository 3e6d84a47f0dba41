"""What a person gives is recognised; what nobody reads is explained."""

import zipfile
from types import SimpleNamespace

import pytest
from linkedin_sample import FILES, write_sample

from kithbook.model.fault import UserError
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.sources import Found, recognise
from kithbook.sources.opening import open_tree
from kithbook.sources.recognise import all_sources, source_named
from kithbook.sources.unread import explain


def sources_of(path, **options):
    return [found.source for found in recognise.recognise(path, **options).found]


def put(folder, name, data=b"x"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def invented(monkeypatch):
    """Put sources of our own in the place of the real ones."""

    def install(*made):
        monkeypatch.setattr(recognise, "all_sources", lambda: made)

    return install


def source(name, ending, **more):
    def identify(tree):
        mine = tuple(member.name for member in tree.members() if member.name.endswith(ending))
        return [Found(name, "", mine, AsOf(None, UNKNOWN), name)] if mine else []

    return SimpleNamespace(NAME=name, TITLE=name, VERSION=1, identify=identify, observe=None, **more)


def test_linkedin_is_asked_before_those_that_guess():
    order = [one.NAME for one in all_sources()]
    assert order[0] == "linkedin" and len(order) == len(set(order))
    ranks = [getattr(one, "RANK", recognise.RANK) for one in all_sources()]
    assert ranks == sorted(ranks)


def test_a_source_is_found_by_its_name():
    assert source_named("LinkedIn").NAME == "linkedin"
    with pytest.raises(UserError) as raised:
        source_named("fax")
    assert "linkedin" in raised.value.do


def test_of_several_tables_it_is_said_which_is_which(tmp_path):
    for name in ("clients.csv", "inner/friends.csv"):
        put(tmp_path / "lists", name, b"Name,Email\nAnn Lee,ann@example.org\n")
    put(tmp_path / "lists", "work.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    found = recognise.recognise(tmp_path / "lists").found
    assert sorted(one.what for one in found if one.source == "addressbook") == [
        "Contacts (CSV), clients.csv",
        "Contacts (CSV), friends.csv",
    ]
    (alone,) = recognise.recognise(tmp_path / "lists" / "clients.csv").found
    assert alone.what == "Contacts (CSV)"


def test_an_archive_is_whole_its_own(tmp_path):
    write_sample(tmp_path / "a")
    found = recognise.recognise(tmp_path / "a")
    assert [one.source for one in found.found] == ["linkedin"]
    assert found.unread == []
    closed = {"Ad_Targeting.csv", "Logins.csv", "SearchQueries.csv", "Verifications/Verifications.csv"}
    assert set(found.closed) == {*closed, "Jobs/Job Applicant Saved Answers.csv"}
    assert set(found.closed) | set(found.found[0].members) == set(FILES)


def test_a_part_that_is_not_known_is_told(tmp_path):
    write_sample(tmp_path / "a")
    put(tmp_path / "a", "Something New.csv", b"A,B\n1,2\n")
    (unread,) = recognise.recognise(tmp_path / "a").unread
    assert unread.name == "Something New.csv" and "not known" in unread.what


def test_what_one_source_claims_the_next_does_not_see(tmp_path, invented):
    for name in ["a.one", "b.two", "c.one.two"]:
        put(tmp_path, name)
    invented(source("first", ".one"), source("second", ".two"))
    assert [one.members for one in recognise.recognise(tmp_path).found] == [("a.one",), ("b.two", "c.one.two")]
    invented(source("second", ".two"), source("first", "e.two"), source("third", ""))
    assert [one.members for one in recognise.recognise(tmp_path).found] == [("b.two", "c.one.two"), ("a.one",)]


def test_claims_may_be_wider_than_what_is_read(tmp_path, invented):
    for name in ["a.one", "b.two"]:
        put(tmp_path, name)
    wide = source("wide", ".one", claims=lambda tree, found: {"a.one", "b.two"}, private=lambda tree: ["b.two"])
    invented(wide, source("second", ".two"))
    found = recognise.recognise(tmp_path)
    assert [one.source for one in found.found] == ["wide"] and found.closed == ["b.two"] and found.unread == []


def test_a_kind_lets_one_source_alone_say(tmp_path, invented, monkeypatch):
    put(tmp_path, "a.one")
    one, two = source("first", ".one"), source("second", "one")
    invented(one, two)
    assert sources_of(tmp_path) == ["first"]
    assert sources_of(tmp_path, kind="second") == ["second"]
    invented(source("third", ".three"), one)
    with pytest.raises(UserError, match="cannot be read as third"):
        recognise.recognise(tmp_path, kind="third")


def test_the_source_of_another_package_is_found_or_its_failure_told(monkeypatch):
    import importlib.metadata

    def entry(load):
        return SimpleNamespace(name="other", load=load)

    made = source("other", ".x")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [entry(lambda: made)])
    all_sources.cache_clear()
    try:
        assert source_named("other") is made
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [entry(lambda: 1 / 0)])
        all_sources.cache_clear()
        with pytest.raises(UserError, match="other of another package"):
            all_sources()
    finally:
        all_sources.cache_clear()


CHAT = b"12/05/2023, 14:03 - Ann: hello\n12/05/2023, 14:05 - Bo: hi\n"


@pytest.mark.parametrize(
    ("name", "data", "what", "do"),
    [
        ("mail.pst", b"!BDN", "Outlook data file", "readpst"),
        ("renamed.bin", b"!BDN1234", "Outlook data file", "readpst"),
        ("mail.olm", b"PK\x03\x04", "Outlook for Mac", "mbox"),
        ("one.msg", b"\xd0\xcf\x11\xe0", "Outlook message", "msgconvert"),
        ("_chat.txt", CHAT, "WhatsApp", "not read"),
        (
            "chat.txt",
            b"[12.05.23, 14:03:11] Ann: hello\n\xe2\x80\x8e[12.05.23, 14:03:12] Bo: hi\n",
            "WhatsApp",
            "not read",
        ),
        ("result.json", b'{"name": "A", "type": "personal_chat", "messages": []}', "Telegram", "not read"),
        ("people.xlsx", b"PK\x03\x04", "Excel", "CSV"),
        ("people.numbers", b"PK\x03\x04", "Numbers", "CSV"),
        ("cv.pdf", b"%PDF-1.7", "PDF", "export"),
        ("renamed", b"%PDF-1.7", "PDF", "export"),
        ("page.zip", b"<!DOCTYPE html><html>Sign in</html>", "web page", "download again"),
        ("empty.xyz", b"", "an empty file", ""),
        ("hurt.vcf.gz", b"\x1f\x8b\x08damaged", "damaged or cut short", ""),
    ],
)
def test_what_nobody_reads_is_explained(tmp_path, invented, name, data, what, do):
    invented(source("mail", ".eml"))
    path = put(tmp_path, name, data)
    if not name.endswith((".xlsx", ".numbers")):
        member = open_tree(path).members()[0]
        assert what in explain(member).what and do in explain(member).do
    with pytest.raises(UserError) as raised:
        recognise.recognise(tmp_path)
    assert what in raised.value.what and (do or "mail") in raised.value.do


def test_beside_what_is_read_the_rest_is_listed(tmp_path, invented):
    invented(source("mail", ".eml"))
    for name in ["a.eml", "old.pst", "photo.jpg"]:
        put(tmp_path, name)
    unread = recognise.recognise(tmp_path).unread
    assert [(one.name, bool(one.do)) for one in unread] == [("old.pst", True), ("photo.jpg", False)]


def test_thousands_of_unread_files_are_counted_not_opened(tmp_path, invented):
    invented(source("mail", ".eml"))
    put(tmp_path, "a.eml")
    for number in range(300):
        put(tmp_path, f"{number:03}.bin")
    unread = recognise.recognise(tmp_path).unread
    assert len(unread) == 201 and unread[-1].what == "100 more files"


def test_nothing_at_all_is_a_user_error(tmp_path, invented):
    invented(source("mail", ".eml"))
    with pytest.raises(UserError, match="is empty"):
        recognise.recognise(tmp_path)


def test_a_link_inside_is_told(tmp_path, invented):
    invented(source("mail", ".eml"))
    put(tmp_path, "a.eml")
    (tmp_path / "b.eml").symlink_to(tmp_path / "a.eml")
    assert [one.name for one in recognise.recognise(tmp_path).unread] == ["b.eml"]


def test_two_archives_in_one_zip_are_two_runs(tmp_path):
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as out:
        for day in ("01-31-2026", "02-28-2026"):
            for name in ("Connections.csv", "Profile.csv"):
                out.writestr(f"Basic_LinkedInDataExport_{day}/{name}", FILES[name])
    found = recognise.recognise(tmp_path / "both.zip").found
    assert [(one.source, str(one.as_of.day), one.as_of.basis) for one in found] == [
        ("linkedin", "2026-01-31", "name"),
        ("linkedin", "2026-02-28", "name"),
    ]

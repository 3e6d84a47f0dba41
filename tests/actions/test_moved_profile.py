"""A connection whose profile got another address between two archives: one person, who never ceased to be connected."""

from datetime import UTC, date, datetime

import pytest
from owned import owned

from kithbook.actions.bring import bring
from kithbook.actions.questions import questions
from kithbook.actions.refresh import rebuild
from kithbook.actions.show import show

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PROFILE = "First Name,Last Name,Maiden Name,Headline\nAda,Owner,,Owner\n"
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
OTHERS = "".join(f"P{n},Q{n},https://www.linkedin.com/in/p{n},,Co{n},Head,12 Mar 2019\n" for n in range(9))


@pytest.fixture
def book(tmp_path):
    with owned(tmp_path / "book", NOW) as made:
        yield made


def line(slug, since="05 May 2020", name="Ann,Lee", company="Acme"):
    return f"{name},https://www.linkedin.com/in/{slug},,{company},Cook,{since}\n"


def archive(book, folder, day, *lines):
    path = folder / f"Complete_LinkedInDataExport_{day:%m-%d-%Y}"
    path.mkdir()
    (path / "Profile.csv").write_text(PROFILE)
    (path / "Connections.csv").write_text(HEAD + "".join(lines) + OTHERS)
    bring(book, [path], now=NOW, watch=lambda _step: None)


def named(book, name="Ann Lee"):
    return sorted(person.slug for person in book.digest.people(known=None) if person.name == name)


@pytest.mark.parametrize("company", ["Acme", "Beta"])
@pytest.mark.parametrize("is_late", [False, True])
def test_one_connection_under_two_addresses_is_one_person(book, tmp_path, is_late, company):
    archives = [(date(2026, 1, 5), line("ann-lee-123")), (date(2026, 11, 5), line("annlee", company=company))]
    for day, one in reversed(archives) if is_late else archives:
        archive(book, tmp_path, day, one)
    (slug,) = named(book)
    assert not questions(book)
    found = show(book, slug, now=NOW)
    assert found.changes == ()  # least of all that they are no longer connected
    assert found.organisation == company
    assert len(found.positions) == (1 if company == "Acme" else 2)
    rebuild(book)
    assert len(named(book)) == 1


def test_two_lines_of_one_archive_are_two_people(book, tmp_path):
    archive(book, tmp_path, date(2026, 1, 5), line("ann-lee-123"), line("annlee"))
    archive(book, tmp_path, date(2026, 11, 5), line("annlee"))
    assert len(named(book)) == 2


@pytest.mark.parametrize(
    "other", [line("annlee", since="06 May 2020", company="Beta"), line("bob", name="Bob,Ray", company="Beta")]
)
def test_since_another_day_or_under_another_name_it_is_somebody_else(book, tmp_path, other):
    archive(book, tmp_path, date(2026, 1, 5), line("ann-lee-123"))
    archive(book, tmp_path, date(2026, 11, 5), other)
    assert not questions(book)
    assert len(book.digest.people(known=True)) == 11
    (gone,) = show(book, "ann-lee", now=NOW).changes
    assert gone.words == "no longer among your connections"

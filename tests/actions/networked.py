"""A small network in a real book: places, organisations, tags, notes, talks; and the statements that it is asked."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from kithbook.actions.refresh import refresh
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
PEOPLE = (
    # name, organisation, title, place, days since the talks
    ("Zoë Müller", "Acme GmbH", "Editor", "Lisbon", (3, 10, 17)),
    ("João Sørensen", "Acme", "Engineer", "Lisbon", (500, 520, 540)),
    ("Ann Abbott", "Umbra", "Nurse", "Porto", (40,)),
    ("Ann Becker", "Umbra", "Teacher", "Lisbon", ()),
    ("Сергей Иванов", "Umbra", "Chemist", "Riga", ()),
    ("Jan in 't Veld", "", "", "", (5,)),
)


def made(folder, *, more=0):
    """Make the book; `more` people of no note beside the cast."""
    book = open_book(folder, now=NOW)
    for name, organisation, title, place, talks in PEOPLE:
        card = entered(book, name, organisation=organisation, title=title, location=place)
        for ago in talks:
            day = (NOW - timedelta(days=ago)).date().isoformat()
            book.evidence.decide(verbs.LOG, {"card": card, "kind": "call", "at": day, "text": "talked"}, at=NOW)
    for number in range(more):
        entered(book, f"Extra Person{number:03}", organisation=f"House {number % 40}", location=f"Town {number % 30}")
    refresh(book)
    return book


def entered(book, name, **fields):
    """Enter somebody, and name their card."""
    said = {key: value for key, value in fields.items() if value}
    email = "".join(mark for mark in name.lower() if mark.isascii() and mark.isalnum()) + "@post.example"
    ruling = book.evidence.decide(verbs.ADD, {"name": name, "email": email, **said}, at=NOW)
    return ids.make(ids.CARD, f"owner:{ruling.id}")


@contextmanager
def asked(book):
    """List the statements that the digest is asked."""
    statements = []
    connection = book.digest._connection
    connection.set_exec_trace(lambda _cursor, sql, _values: statements.append(sql) or True)
    try:
        yield statements
    finally:
        connection.set_exec_trace(None)

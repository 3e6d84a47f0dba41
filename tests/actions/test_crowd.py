"""A crowd of one name at one organisation: few pairs are compared, and steps still give what a rebuild gives."""

from test_refresh import NOW, dump, read

from kithbook.actions.refresh import rebuild, refresh
from kithbook.digest.pairs import BLOCK_LIMIT, CROWD, NEIGHBOURS
from kithbook.model import decision, record
from kithbook.model.record import Record
from kithbook.store import open_book


def crowd(numbers, organisation="Acme"):
    content = {"name": "Ann Smith", "relation": "contact", "organisation": organisation}
    return [(Record(record.CARD, f"vcard:{number}", {**content, "note": str(number)}), ()) for number in numbers]


def compare(book):
    refresh(book)
    stepwise = dump(book)
    rebuild(book)
    anew = dump(book)
    for table in anew:
        assert stepwise[table] == anew[table], table
    return anew


def test_steps_give_what_a_rebuild_gives_in_a_crowd(tmp_path):
    book = open_book(tmp_path / "b", now=NOW)
    most = max(BLOCK_LIMIT, CROWD)
    try:
        read(book, "2025-10-01", crowd(range(most - 2)), complete=False)
        refresh(book)
        assert len(dump(book)["match"]) == (most - 2) * (most - 3) // 2  # nobody is left out of a small group
        read(book, "2025-10-02", crowd(range(most - 2, most + 3)), complete=False)  # now they are a crowd
        refresh(book)
        assert len(dump(book)["match"]) <= (most + 3) * NEIGHBOURS
        read(book, "2025-10-03", crowd([most + 3, most + 4]), complete=False)  # two come in between the others
        read(book, "2025-10-04", crowd([7, 8], "Globex"), complete=False)  # and two leave
        assert len(compare(book)["match"]) <= (most + 5) * NEIGHBOURS
        for run in book.evidence.runs()[1:3]:
            book.evidence.decide(decision.UNDO, {"run": run.id}, at=NOW)
        assert len(compare(book)["match"]) > most * NEIGHBOURS  # all with all again
    finally:
        book.close()

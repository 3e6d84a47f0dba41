"""People as a table (CSV, RFC 4180) that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.model import handle
from kithbook.model.card import Card
from kithbook.model.person import Person
from kithbook.store.book import Book

HEADER: Final = (
    "Name", "Given Name", "Family Name", "Organisation", "Title", "Emails", "Phones", "LinkedIn", "URLs", "Birthday",
    "Location", "Address", "Connected", "Tags", "Notes",
)  # fmt: skip
BETWEEN: Final = " ; "  # between several values in one cell
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def people_csv(book: Book, people: Sequence[Person], *, raw: bool = False) -> Iterator[bytes]:
    """Give the table, a row a person; `raw` leaves cells that begin like a formula as they are."""
    yield b"\xef\xbb\xbf" + line(HEADER, raw=raw).encode()  # by this mark spreadsheets know UTF-8
    for person in people:
        yield line(row(person, book.digest.cards(person.number)), raw=raw).encode("utf-8", "replace")


def row(person: Person, cards: Sequence[Card]) -> list[str]:
    """Write a person as cells, in the order of HEADER: what stands for them, else what their cards say side by side.

    Of one thing there is one: where they work now, as what, and where they live are as the book shows them, in which
    the owner's words win. What the owner took away is left out.
    """
    names = [card.names for card in cards]
    addresses = [
        ", ".join(part for part in (address.get(p, "") for p in _PARTS) if part)
        for c in cards
        for address in c.addresses
    ]
    return [
        person.name,
        _first(said.get("given", "") for said in names),
        _first(said.get("family", "") for said in names),
        person.organisation,
        person.title,
        _all(cards, handle.EMAIL),
        _all(cards, handle.PHONE),
        _all(cards, handle.LINKEDIN, before="https://www.linkedin.com/in/"),
        _all(cards, handle.URL),
        person.birthday,
        person.location,
        BETWEEN.join(dict.fromkeys(address for address in addresses if address)),
        person.since,
        BETWEEN.join(person.tags),
        "\n\n".join(dict.fromkeys(card.note for card in cards if card.note)),
    ]


_PARTS: Final = ("street", "city", "region", "postcode", "country")


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _all(cards: Sequence[Card], kind: str, *, before: str = "") -> str:
    return BETWEEN.join(dict.fromkeys(before + value for card in cards for sort, value in card.handles if sort == kind))


def line(cells: Sequence[str], *, raw: bool = False) -> str:
    """Write a row; a cell that a spreadsheet would compute gets an apostrophe, unless `raw`."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell if raw else harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Put an apostrophe before what begins like a formula."""
    cell = cell.replace("\0", "")
    return "'" + cell if cell.startswith(_FORMULA) else cell

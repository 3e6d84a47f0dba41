"""export: what the book holds, for other programs, for safe keeping, and for comparing two books."""

from collections.abc import Iterator
from typing import Final

from kithbook.actions import who
from kithbook.model.fault import UserError
from kithbook.store.book import Book

CANONICAL: Final = "canonical"
FORMATS: Final = (CANONICAL, "vcard3", "vcard4", "json", "csv")


def export(book: Book, whom: str | None = None, *, form: str = CANONICAL, raw: bool = False) -> Iterator[bytes]:
    """Give a book, or one person, in a format, chunk by chunk.

    canonical: sorted JSON lines without local ids or times of import. json: everything, which `kith import` takes back.
    vcard3, vcard4: the people known, every property kept. csv: a row a person.
    """
    if form not in FORMATS:
        raise UserError(f"There is no format {form!r}.", do=f"Say one of {', '.join(FORMATS)}.")
    person = who.one(book, whom) if whom else None
    if form == CANONICAL:
        from kithbook.actions.export import canonical

        return canonical.canonical_of(book, person) if person else canonical.canonical(book)
    if form == "json":
        from kithbook.actions.export import archive

        return archive.archive_of(book, person) if person else archive.archive(book)
    people = [person] if person else book.digest.people()
    if form == "csv":
        from kithbook.actions.export import tables

        return tables.people_csv(book, people, raw=raw)
    from kithbook.actions.export import vcards

    return vcards.cards(book, people, version=form.removeprefix("vcard"))

"""A book whose owner has said who they are."""

from contextlib import closing, contextmanager

from kithbook.actions.me import Wanted, me
from kithbook.store import open_book


@contextmanager
def owned(folder, now):
    """Open a new book of Ada's, in no zone but UTC, and close it."""
    with closing(open_book(folder, now=now)) as made:
        me(made, Wanted(name="Ada Owner", emails=("ada@own.example",), zone="UTC"), now=now)
        yield made

"""All cards matched, abreast of their laying: what is found is laid as it comes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final, TypeVar

from kithbook.actions.digesting import settle
from kithbook.actions.digesting.abreast import is_worth_it
from kithbook.actions.digesting.beside import Beside, LostError
from kithbook.actions.digesting.matching import Matcher, Matching
from kithbook.actions.digesting.setting import Setting
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

ROWS: Final = 20_000  # laid between two signs of progress
Row = TypeVar("Row")


@contextmanager
def matcher(book: Book, setting: Setting) -> Iterator[Matcher]:
    """Give what matches all cards: a second process where it is worth it, which is ended on the way out."""
    if is_worth_it(book):
        with Beside(setting) as beside:
            yield beside
    else:
        yield Matching(setting)


def match_all(file: DigestFile, setting: Setting, found: Matcher, tick: Callable[[int], None]) -> list[list[int]]:
    """Lay what the cards that were added come to; give the groups of those that are sure to be one person."""
    try:
        return _laid(file, setting, found, tick)
    except LostError:
        again = Matching(setting)
        again.add(file.laying.all_cards())
        return _laid(file, setting, again, tick)


def _laid(file: DigestFile, setting: Setting, found: Matcher, tick: Callable[[int], None]) -> list[list[int]]:
    left_out = settle.ruled(file, setting)
    found.sort()
    for blocks in _some(found.blocks()):
        file.linking.put_blocks(blocks)
        tick(0)  # nothing is matched yet, but it goes on
    for counted in _some(found.counted()):
        file.linking.put_counted(counted)
        tick(0)
    for rows in found.matches():
        file.linking.put_matches(rows)
        tick(len(rows))
    return list(found.groups(left_out))


def _some(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield some

"""The sieve: what records say, folded, many together, so that a name is found without unpacking every record.

A line is a record's texts with their case and blanks folded. Lines of records that follow each other by number lie
packed together: they are unpacked in an eighth of the time of the records themselves, and nothing in them is parsed.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, Final

import apsw

from kithbook.model.reading import Reading
from kithbook.store.sqlite import codec, readings

LINES: Final = 256  # packed together: fewer pack badly, of more too much is unpacked where one is changed
AT_ONCE: Final = 20 * LINES  # brought up in one transaction: a fraction of a second
INSTANT: Final = "at"  # a field that names nobody, and is in every message

_TEXT: Final = "\0"  # around every text of a line; no blank, which folding would take away
_END: Final = "\1"  # between two lines


def line(content: Mapping[str, Any], said: Sequence[Reading]) -> str:
    """Write what a record says as its line: every text in it at any depth, and what was read in it."""
    texts: list[str] = []
    for name, value in content.items():
        if name != INSTANT:
            _gather(value, texts)
    quotes = sorted([one.quote for one in said], key=len, reverse=True)
    for number, quote in enumerate(quotes):
        if not any(quote in longer for longer in quotes[:number]):  # a sentence stands in the snippet, too
            texts.append(quote)
    for one in said:
        if one.fields:
            _gather(one.fields, texts)
    return folded(*texts)


def _gather(value: Any, texts: list[str]) -> None:
    sort = type(value)
    if sort is str:
        texts.append(value)
    elif sort is list:
        for one in value:
            if type(one) is str:
                texts.append(one)
            else:
                _gather(one, texts)
    elif isinstance(value, Mapping):  # asked last: it takes as long as all else
        for one in value.values():
            _gather(one, texts)
    elif isinstance(value, str | tuple):
        _gather(str(value) if isinstance(value, str) else list(value), texts)


def folded(*texts: str) -> str:
    """Fold case and blanks of texts, as they stand in a line."""
    # lower() is a tenth of the time of casefold(), and most texts are plain English.
    low = _TEXT.join([text.lower() if text.isascii() else text.casefold() for text in texts])
    plain = " ".join(low.replace(_END, " ").split())
    return f"{_TEXT}{plain}{_TEXT}".replace(f"{_TEXT} ", _TEXT).replace(f" {_TEXT}", _TEXT)


def lay(connection: apsw.Connection, lines: Sequence[tuple[int, str]]) -> None:
    """Lay the lines of new records, given by number in rising order."""
    rows = []
    for _, run in groupby(enumerate(lines), lambda one: one[1][0] - one[0]):  # numbers that follow each other
        part = [numbered for _, numbered in run]
        for start in range(0, len(part), LINES):
            some = part[start : start + LINES]
            rows.append((some[0][0], some[-1][0], _packed([text for _, text in some])))
    connection.executemany("INSERT INTO sieve (first, last, lines) VALUES (?, ?, ?)", rows)


def change(connection: apsw.Connection, lines: Mapping[int, str]) -> None:
    """Put other lines in the place of those of records that changed: "" for one that went."""
    fresh = []
    wanted = deque(sorted(lines.items()))
    while wanted:
        number, text = wanted[0]
        row = connection.execute(
            "SELECT first, last, lines FROM sieve WHERE first <= ? ORDER BY first DESC LIMIT 1", (number,)
        ).fetchone()
        if row is None or row[1] < number:
            wanted.popleft()
            fresh += [(number, text)] if text else []
            continue
        first, last, packed = row
        kept = _unpacked(packed)
        while wanted and wanted[0][0] <= last:
            number, text = wanted.popleft()
            kept[number - first] = text
        if any(kept):
            connection.execute("UPDATE sieve SET lines = ? WHERE first = ?", (_packed(kept), first))
        else:
            connection.execute("DELETE FROM sieve WHERE first = ?", (first,))
    lay(connection, fresh)


def bring_up(connection: apsw.Connection) -> int:
    """Lay lines of records that have none, those of a book of before there was a sieve; say of how many, 0 at the end.

    Some at once, so that others can write meanwhile.
    """
    count = 0
    for first, last in list(_gaps(connection)):
        rows = connection.execute("SELECT number, content FROM record WHERE number BETWEEN ? AND ?", (first, last))
        some = [(number, line(*readings.parse(packed))) for number, packed in islice(rows, AT_ONCE - count)]
        lay(connection, some)
        count += len(some)
        if count == AT_ONCE:
            break
    return count


def holding(connection: apsw.Connection, parts: Collection[str], texts: Collection[str] = ()) -> Iterator[int]:
    """Give the numbers of the records of which a text holds one of these parts, or is one of these texts."""
    is_held = _finder([*map(_bare, parts), *(folded(text) for text in texts)])
    end = codec.to_bytes(_END)
    for first, packed in connection.execute("SELECT first, lines FROM sieve ORDER BY first"):
        raw = codec.unpacked(packed)
        if is_held(raw):
            yield from (first + nth for nth, one in enumerate(raw.split(end)) if is_held(one))
    for first, last in _gaps(connection):
        for number, packed in connection.execute(
            "SELECT number, content FROM record WHERE number BETWEEN ? AND ?", (first, last)
        ):
            if is_held(codec.to_bytes(line(*readings.parse(packed)))):
                yield number


def _bare(part: str) -> str:
    return folded(part).strip(_TEXT)


def _finder(wanted: Collection[str]) -> Callable[[bytes], bool]:
    """Make what looks for parts in lines: of two parts of which one holds the other, the shorter finds both."""
    few = [part for part in wanted if not any(other != part and other in part for other in wanted)]
    raw = [codec.to_bytes(part) for part in dict.fromkeys(few)]

    def is_held(lines: bytes) -> bool:
        for part in raw:  # noqa: SIM110 - half the time of any(), for every row there is
            if part in lines:
                return True
        return False

    return is_held


def _gaps(connection: apsw.Connection) -> Iterator[tuple[int, int]]:
    """Give from which number to which records have no line."""
    follows = 0
    for first, last in connection.execute("SELECT first, last FROM sieve ORDER BY first"):
        if first > follows:
            yield follows, first - 1
        follows = last + 1
    yield follows, (1 << 63) - 1


def faults(connection: apsw.Connection) -> Iterator[int]:
    """Give the numbers of the records of which the sieve does not hold all that they say."""
    for first, last, packed in connection.execute("SELECT first, last, lines FROM sieve ORDER BY first"):
        lines = _unpacked(packed)
        for number, content in connection.execute(
            "SELECT number, content FROM record WHERE number BETWEEN ? AND ?", (first, last)
        ):
            laid = set(lines[number - first].split(_TEXT)) if number - first < len(lines) else set()
            if not laid.issuperset(line(*readings.parse(content)).split(_TEXT)):
                yield number


def is_readable(connection: apsw.Connection) -> bool:
    """Say whether every row can be unpacked and holds as many lines as it says; raises ValueError for damage."""
    rows = connection.execute("SELECT first, last, lines FROM sieve")
    return all(len(_unpacked(packed)) == last - first + 1 for first, last, packed in rows)


def _packed(lines: Sequence[str]) -> bytes:
    return codec.pack_long(_END.join(lines))


def _unpacked(packed: bytes) -> list[str]:
    return codec.unpack(packed).split(_END)

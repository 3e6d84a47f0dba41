"""Writing interactions and cards into the digest."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import apsw

from kithbook.model import ids
from kithbook.model.card import Card
from kithbook.model.digested import Made, Mention, Part, Row
from kithbook.model.position import Position
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes, mentions
from kithbook.store.sqlite.digest.numbering import Numbers
from kithbook.store.sqlite.digest.texts import Texts

_write: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


class Laying:
    """Lays rows of interactions and cards. All methods stand inside a transaction that the caller holds.

    is_new: the digest is made anew from the start, so that what is laid need not be asked of the file again.
    """

    def __init__(self, connection: apsw.Connection, *, is_new: bool = False) -> None:
        self._connection = connection
        self._texts = Texts(connection)
        self._numbers = Numbers(connection, is_new=is_new)
        self._is_new = is_new
        self._laid: set[int] = set()  # cards that may have handles, positions and changes
        self._held: dict[int, Made] = {}

    def forget_numbers(self) -> None:
        """Forget what was kept in memory: after a transaction that may have been undone it need not be true."""
        self._numbers.forget()
        self._texts = Texts(self._connection)

    # -- cards by number -------------------------------------------------------------------------------
    def card_number(self, key: str, handle: tuple[str, str] | None = None) -> int:
        """Give the number of the card with this key (or, after ``=``, this id), making an empty one if need be."""
        return self._numbers.of(key, handle)

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """Give the numbers of those of these cards that exist."""
        return self._numbers.among(keys)

    def by_id(self, cards: Collection[str]) -> dict[str, int]:
        """Give the numbers of those of these cards (by id) that stand."""
        query = "SELECT number FROM card WHERE content IS NOT NULL AND raw = ?"
        rows = {card: self._connection.execute(query, (ids.unspell(card)[1],)).fetchone() for card in sorted(cards)}
        return {card: int(row[0]) for card, row in rows.items() if row}

    # -- interactions ----------------------------------------------------------------------------------
    def drop_interactions(self, raws: Sequence[bytes]) -> set[int]:
        """Take interactions out; give the cards that took part in them."""
        affected: set[int] = set()
        for start in range(0, len(raws), CHUNK):
            some = raws[start : start + CHUNK]
            numbers = [
                row[0]
                for row in self._connection.execute(
                    f"SELECT number FROM interaction WHERE raw IN ({marks(len(some))})", some
                )
            ]
            held = marks(len(numbers))
            affected |= {
                row[0]
                for row in self._connection.execute(
                    f"SELECT card FROM participant WHERE interaction IN ({held})", numbers
                )
            }
            for table in ("participant", "hint", "finding"):
                self._connection.execute(f"DELETE FROM {table} WHERE interaction IN ({held})", numbers)
            self._connection.execute(f"DELETE FROM interaction WHERE number IN ({held})", numbers)
        return affected

    def put_interactions(self, rows: Sequence[Row]) -> set[int]:
        """Lay interactions that are not there yet; give the cards that take part in them."""
        ((first,),) = self._connection.execute("SELECT ifnull(max(number), 0) + 1 FROM interaction")
        numbered = list(enumerate(rows, int(first)))
        self._connection.executemany(
            "INSERT INTO interaction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [self._interaction(number, row) for number, row in numbered],
        )
        parts = [part for number, row in numbered for part in self._parts(number, row.parts)]
        self._numbers.flush()
        self._connection.executemany("INSERT OR IGNORE INTO participant VALUES (?, ?, ?, ?)", parts)
        self._connection.executemany(
            "INSERT OR IGNORE INTO hint VALUES (?, ?, ?)",
            [(number, sort, self._texts.number(value)) for number, row in numbered for sort, value in row.hints],
        )
        self._connection.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?)",
            [
                (number, nth, self._texts.number(found.reader), codes.clean(found.quote), _json(found.fields))
                for number, row in numbered
                for nth, found in enumerate(row.findings)
            ],
        )
        return {part[1] for part in parts}

    def _interaction(self, number: int, row: Row) -> tuple[Any, ...]:
        return (
            number,
            row.raw,
            row.at,
            row.day,
            row.is_day,
            codes.KIND_OF[row.kind],
            self._texts.number(row.channel),
            codes.DIRECTION_OF[row.direction],
            codes.clean(row.subject),
            ids.hashed(row.thread) if row.thread else 0,
            row.recipients,
            row.is_bulk,
            b"".join(row.records),
            self._texts.number(" ".join(row.sources)),
            self._texts.number(_json(row.signature)) if row.signature else None,
            row.place,
            row.is_to_ego_alone,
        )

    def _parts(self, number: int, parts: Sequence[Part]) -> Iterator[tuple[int, int, int, int]]:
        for part in parts:
            card = self._numbers.of(part.key, part.handle)
            yield number, card, codes.ROLE_OF[part.role], self._texts.number(part.name)

    def has_messages_of_unknown_direction(self) -> bool:
        """Say whether any message is laid of which it is not known whether ego wrote it."""
        query = "SELECT 1 FROM interaction WHERE kind = 0 AND direction = 0 LIMIT 1"
        return self._connection.execute(query).fetchone() is not None

    def has_answers(self, channel: str, least: int) -> bool:
        """Say whether at least so many messages that ego wrote are laid in a channel."""
        query = (
            "SELECT 1 FROM interaction WHERE kind = 0 AND direction = 1 "
            "AND channel = (SELECT number FROM text WHERE text = ?) LIMIT 1 OFFSET ?"
        )
        return self._connection.execute(query, (channel, least - 1)).fetchone() is not None

    def hints(self) -> list[tuple[str, str, int]]:
        """Count what messages say of who ego is."""
        return mentions.hints(self._connection)

    # -- mentions --------------------------------------------------------------------------------------
    def mentions(self, cards: Collection[int]) -> Iterator[tuple[int, Mention]]:
        """Sum up how cards occur in interactions, by card."""
        return mentions.mentions(self._connection, cards)

    # -- cards -----------------------------------------------------------------------------------------
    def cards(self, numbers: Iterable[int]) -> dict[int, Card]:
        """Read cards as they stand in the digest; those not made yet are left out."""
        return {number: made.card for number, made in self.made(numbers).items()}

    def made(self, numbers: Iterable[int]) -> dict[int, Made]:
        """Read cards with what persons are made of."""
        wanted = list(numbers)
        found = {number: self._held[number] for number in wanted if number in self._held}
        left = [number for number in wanted if number not in found] if len(found) < len(wanted) else []
        for start in range(0, len(left), CHUNK):
            some = left[start : start + CHUNK]
            query = (
                "SELECT number, key, content, place, is_known, known_from, stated FROM card WHERE content IS NOT NULL "
                f"AND number IN ({marks(len(some))})"
            )
            for number, key, content, place, is_known, known_from, stated in self._connection.execute(query, some):
                day = date.fromordinal(stated) if stated else None
                card = codes.card_of(key, content)
                found[number] = Made(card, place, is_known=bool(is_known), known_from=known_from, stated=day)
        return found

    def unmade(self) -> list[int]:
        """List the cards that are named but do not stand, by number."""
        self._numbers.flush()
        query = "SELECT number FROM card WHERE content IS NULL ORDER BY number"
        return [row[0] for row in self._connection.execute(query)]

    def all_numbers(self) -> list[int]:
        """List all cards that stand, by number."""
        query = "SELECT number FROM card WHERE content IS NOT NULL ORDER BY number"
        return [row[0] for row in self._connection.execute(query)]

    def all_cards(self) -> Iterator[tuple[int, Card]]:
        """Give all cards by number."""
        numbers = self.all_numbers()
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            found = self.cards(some)
            yield from ((number, found[number]) for number in some)

    def keys(self, cards: Collection[int]) -> dict[int, str]:
        """Give the keys of cards."""
        found: dict[int, str] = {}
        wanted = list(cards)
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            found.update(
                self._connection.execute(f"SELECT number, key FROM card WHERE number IN ({marks(len(some))})", some)
            )
        return found

    def own(self, handles: Collection[tuple[str, str]]) -> set[int]:
        """Give the cards that are the owner's: they say so, or bear one of these handles."""
        found = {
            row[0] for row in self._connection.execute("SELECT number FROM card WHERE is_self AND content IS NOT NULL")
        }
        for kind, value in sorted(handles):
            query = "SELECT card FROM handle WHERE kind = ? AND value = ?"
            found |= {row[0] for row in self._connection.execute(query, (kind, codes.clean(value)))}
        return found

    def variants(self, keys: Iterable[str]) -> set[int]:
        """Give the cards that stand under these keys, also where one key held several people."""
        found = set()
        for key in keys:
            clean = codes.clean(key)
            query = "SELECT number FROM card WHERE key = ? OR (key > ? AND key < ?)"
            found |= {row[0] for row in self._connection.execute(query, (clean, f"{clean}#", f"{clean}$"))}
        return found

    def put_cards(self, made: Sequence[tuple[int, Made, Sequence[Position]]]) -> None:
        """Lay cards over what stood under their numbers."""
        self._numbers.flush()
        self._clear([number for number, _, _ in made])
        texts = {number: codes.card_text(one.card) for number, one, _ in made}
        if self._is_new:
            self._hold(made, texts)
        self._connection.executemany(
            "UPDATE card SET key = ?, place = ?, content = ?, records = ?, is_known = ?, known_from = ?, stated = ?, is_bulk = ?, "
            "is_self = ?, is_wish = ? WHERE number = ?",
            [
                (
                    codes.clean(one.card.key), one.order, codes.clean(texts[number]), b"".join(one.records), one.is_known, one.known_from,
                    one.stated.toordinal() if one.stated else None, one.card.is_bulk, one.card.is_self, one.card.is_wish, number,
                )
                for number, one, _ in made
            ],
        )  # fmt: skip
        self._connection.executemany(
            "INSERT OR IGNORE INTO handle VALUES (?, ?, ?)",
            [(kind, codes.clean(value), number) for number, one, _ in made for kind, value in _looked_up(one.card)],
        )
        self._connection.executemany(
            "INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_position(number, nth, p) for number, _, positions in made for nth, p in enumerate(positions)],
        )
        self._connection.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, nth, one.at.toordinal() if one.at else None, one.since.toordinal() if one.since else None,
                    one.field, codes.clean(one.before), codes.clean(one.after), one.source, " ".join(one.records),
                )
                for number, card, _ in made
                for nth, one in enumerate(card.changes)
            ],
        )  # fmt: skip

    def drop_cards(self, numbers: Sequence[int]) -> None:
        """Take out cards of which no evidence is left."""
        self._clear(numbers)
        self._numbers.forget()
        listed = [(number,) for number in numbers]
        self._connection.executemany(
            "DELETE FROM card WHERE number = ? AND NOT EXISTS (SELECT 1 FROM participant WHERE card = number)", listed
        )
        self._connection.executemany(  # what was logged may still name it: it waits, in case it comes back
            "UPDATE card SET content = NULL, place = NULL, records = x'', is_known = 0, known_from = NULL, stated = NULL, "
            "is_bulk = 0, is_self = 0, is_wish = 0, person = NULL WHERE number = ?",
            listed,
        )

    def _hold(self, made: Sequence[tuple[int, Made, Sequence[Position]]], texts: Mapping[int, str]) -> None:
        """Keep in memory, until others are laid, what would read back the same: all but what cannot lie as it is."""
        self._held = {
            number: Made(one.card, one.order, is_known=one.is_known, known_from=one.known_from, stated=one.stated)
            for number, one, _ in made
            if codes.is_clean(texts[number]) and codes.is_clean(one.card.key)
        }

    def _clear(self, numbers: Sequence[int]) -> None:
        if self._is_new:
            again = [number for number in numbers if number in self._laid]
            self._laid.update(numbers)
            numbers = again
        for table in ("handle", "position", "change"):
            self._connection.executemany(f"DELETE FROM {table} WHERE card = ?", [(number,) for number in numbers])


def _json(fields: Mapping[str, Any]) -> str:
    return codes.clean(_write(dict(fields))) if fields else "{}"


def _looked_up(card: Card) -> Iterator[tuple[str, str]]:
    """Give the handles as one may type them: a telephone by its digits."""
    for kind, value in card.handles:
        if kind == "phone":
            digits = "".join(filter(str.isdigit, value)).lstrip("0")
            if digits:
                yield kind, digits
        else:
            yield kind, value


def _position(card: int, nth: int, position: Position) -> tuple[Any, ...]:
    return (
        card, nth, codes.clean(position.organisation), codes.clean(position.organisation_key), codes.clean(position.title),
        position.start, position.end, position.kind, position.source,
        ids.unspell(position.record)[1] if position.record else None, position.is_current,
    )  # fmt: skip

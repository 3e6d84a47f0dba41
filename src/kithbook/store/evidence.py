"""What the evidence of a book can do: the protocol that every engine fulfils, and the shapes that cross its edge."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from kithbook.model.decision import Decision
from kithbook.model.fault import Fault, Skipped
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import AsOf, Run, Sighting


@dataclass(frozen=True, slots=True)
class Kept:
    """What a batch of sightings came to. observed = new + changed + unchanged."""

    new: int  # the key was not known
    changed: int  # the key was known with other content
    unchanged: int  # this very record was known
    reread: int  # of the unchanged, those whose readings were refreshed


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a key, as the live runs saw it."""

    record: Record
    record_number: int
    seen: tuple[tuple[str, AsOf, str], ...]  # (run id, as-of, source) of every live run that saw it, oldest as-of first
    readings: tuple[tuple[int, Reading], ...]  # (number, reading)


@dataclass(frozen=True, slots=True)
class Portion:
    """Some keys that follow one another in a walk. Their versions are read only when asked for, within the walk."""

    numbers: tuple[int, ...]  # of the keys, in their order: the same portion in another walk has the same
    read: Callable[[], list[tuple[str, str, list[Version]]]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stood, for `kith evidence`."""

    source: str
    file: str
    position: int


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A suggestion that was shown on a day, and so counts for cooldown, fairness and learning."""

    day: date
    item: str
    nudge: str
    card: str  # founder card of the person
    occasion: str
    content: Mapping[str, Any]  # the item as shown, to show it again unchanged


@dataclass(frozen=True, slots=True)
class Imprint:
    """What two equal books share: how many rows of evidence each table holds, and the hash of all of them."""

    counts: Mapping[str, int]
    hash: str


class Evidence(Protocol):
    """Records, runs, readings, decisions, agenda log and tombstones: added to, migrated, backed up."""

    # -- runs and records ------------------------------------------------------------------------------
    def start_run(self, *, source: str, account: str, path: str, as_of: AsOf, fingerprint: str, at: datetime) -> str:
        """Open a run and give its id. An unfinished live run of this source and fingerprint is taken up again."""
        ...

    def checkpoint(self, run: str) -> Mapping[str, Any]:
        """Give what the last `keep` of an unfinished run wrote as its checkpoint ({} at the start)."""
        ...

    def keep(
        self,
        run: str,
        seen: Sequence[Sighting],
        left: Sequence[Fault | Skipped],
        *,
        checkpoint: Mapping[str, Any],
        readers: Mapping[str, int] | None = None,
    ) -> Kept:
        """Keep a batch durably in one transaction: records, sightings, readings, faults, skips, counts, checkpoint.

        `readers`: the version of each reader that ran on the texts. Where one has grown and finds nothing any more
        in a text in which others do find something, what it found before is taken away.
        """
        ...

    def bring_up(self) -> Iterator[int]:
        """Lay what an older version of the program did not lay beside its records: of how many at each step."""
        ...

    def finish_run(self, run: str, *, as_of: AsOf, account: str, facts: Mapping[str, Any], at: datetime) -> Run:
        """Close a run. `facts`: what it proved as a whole, such as {"connections_complete": true}."""
        ...

    def runs(self) -> list[Run]:
        """List all runs, oldest first, undone ones too."""
        ...

    def run_facts(self, run: str) -> Mapping[str, Any]: ...

    def faults(self, run: str | None = None) -> list[tuple[str, Fault]]: ...

    def touched_since(self, mark: int) -> Iterator[tuple[str, str]]:
        """Give (kind, key) of every key whose live versions or readings may have changed after the mark."""
        ...

    def keys_of_run(self, run: str) -> Iterator[tuple[str, str]]: ...

    def seen_by(self, runs: Sequence[str]) -> int:
        """Count the records that any of these runs saw."""
        ...

    def versions(
        self, keys: Iterable[tuple[str, str]] | None = None, *, kinds: Sequence[str] = (), also_undone: bool = False
    ) -> Iterator[tuple[str, str, list[Version]]]:
        """Give (kind, key, live versions oldest first), ordered by kind and key; undone runs do not count, or do."""
        ...

    def portions(self, *, kinds: Sequence[str] = ()) -> Iterator[Portion]:
        """Walk as `versions` does, in portions, so that several processes can share what is read."""
        ...

    def holding(self, parts: Collection[str], *, texts: Collection[str] = ()) -> list[tuple[str, str]]:
        """Give (kind, key) of every key of which a record has a text that holds one of `parts`, or is one of `texts`.

        Texts are those of its content at any depth and of its readings; neither case nor how blank a blank is counts.
        Records of undone runs are looked through, too.
        """
        ...

    def record_by_id(self, record_id: str) -> tuple[Record, list[Place], tuple[Reading, ...]] | None: ...

    def run_readers(self, run: str) -> Mapping[str, int]:
        """Give the readers that last went over a run's texts, with their versions: old ones repay a rereading."""
        ...

    def reader_versions(self) -> dict[tuple[str, int], int]:
        """Count the readings for each reader and version, for `kith doctor`."""
        ...

    # -- decisions -------------------------------------------------------------------------------------
    def decide(self, verb: str, fields: Mapping[str, Any], *, at: datetime) -> Decision:
        """Add one ruling durably and give it its id."""
        ...

    def decisions(self, *, since: int = 0) -> list[Decision]:
        """List all rulings in order, undone ones and undos too (see `standing` in model.decision)."""
        ...

    # -- agenda log ------------------------------------------------------------------------------------
    def log_agenda(self, entries: Sequence[AgendaEntry], *, day: date, mark: int) -> None:
        """Record the day's agenda, made on evidence up to `mark`; replaces an earlier one of that day."""
        ...

    def agenda(self, since: date) -> list[AgendaEntry]: ...

    def agenda_mark(self, day: date) -> int | None:
        """Give the mark on which the day's recorded agenda was made; None if there is none."""
        ...

    # -- the rest --------------------------------------------------------------------------------------
    @property
    def mark(self) -> int:
        """A number that grows with every change of records, readings, runs or decisions."""
        ...

    @property
    def lineage(self) -> str:
        """Other after a restore or an erasure: a digest made under another lineage must be made anew as a whole."""
        ...

    def meta(self, name: str) -> str | None: ...

    def set_meta(self, name: str, value: str) -> None: ...

    def tombstones(self) -> frozenset[bytes]:
        """Keyed hashes of handles and card keys of people who were forgotten."""
        ...

    def counts(self, *names: str) -> dict[str, int]:
        """Count records, keys, runs, decisions and what was forgotten: these alone, or all."""
        ...

    def tombstone(self, kind: str, value: str) -> bytes:
        """Hash a handle or a card key with this book's own secret."""
        ...

    def forget(
        self,
        keys: Sequence[tuple[str, str]],
        replaced: Sequence[tuple[str, str, Record]],
        tombstones: Sequence[bytes],
        *,
        cards: Collection[str] = (),
        readings: Mapping[str, Sequence[Reading]] | None = None,
        rulings: Mapping[str, Mapping[str, Any]] | None = None,
        is_telling: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Erase the records of these keys and put others in place of `replaced`, leaving no byte behind.

        Of a key in `replaced` all records go; where as many come as there were, each takes over the sightings of one,
        in the order in which they were first kept, and else each takes all. Readings go with their records, but for
        those given in `readings` under the id of the replacing record. Rulings and shown items that are about one of
        `cards` (ids) are blanked; of other rulings that name the person, `rulings` gives the fields that may stay, by
        decision id. Names of files of which `is_telling` says that they tell of the person are blanked. Backups in the
        book's folder go. The digest is the caller's affair.
        """
        ...

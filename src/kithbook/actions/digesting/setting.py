"""What holds for the whole digest: the standing rulings, the zone, who ego is, which lists were read whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithbook.digest import ego as egos
from kithbook.digest import rulings
from kithbook.digest.cards import Complete
from kithbook.digest.ego import Ego, Self
from kithbook.digest.interactions import Zone
from kithbook.digest.rulings import Rulings
from kithbook.model import ids, record
from kithbook.store.evidence import Evidence

CONNECTIONS: Final = "connections"
ZONE: Final = "zone"  # of the book, as the first import found the system's
FINISHED: Final = "finished"  # the fact of a run: which sections it read to the end, with how many items


@dataclass(frozen=True)
class Setting:
    """What every step of the digest is given."""

    rulings: Rulings
    zone: Zone
    zone_name: str
    ego: Ego
    complete: tuple[Complete, ...]

    @property
    def stamp(self) -> str:
        """Name what, when it changes, makes the whole digest change."""
        handles = [f"{kind}:{value}" for kind, value in sorted(self.ego.handles)]
        known = ("sent" if self.ego.has_sent else "", *sorted(self.ego.strangers))
        return ids.make("s", self.zone_name, *handles, "", *sorted(self.ego.names), "", *known)


def setting(evidence: Evidence, ruled: Rulings, hints: Iterable[tuple[str, str, int]]) -> Setting:
    """Gather the setting as it is now. hints: what messages say of who ego is, as far as digested."""
    return setting_of(evidence, ruled, egos.find(selves(evidence), hints, ruled.ego, ruled.archives))


def setting_of(evidence: Evidence, ruled: Rulings, ego: Ego) -> Setting:
    """Gather the setting where it is known already who ego is."""
    name = ruled.zone or evidence.meta(ZONE) or rulings.DEFAULT_ZONE
    return Setting(rulings=ruled, zone=_zone(name), zone_name=name, ego=ego, complete=tuple(_complete(evidence)))


def _zone(name: str) -> Zone:
    try:
        return Zone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return Zone(ZoneInfo(rulings.DEFAULT_ZONE))


def selves(evidence: Evidence) -> list[Self]:
    """Give what archives say of their own member."""
    return [
        Self(ids.make(ids.CARD, key), min(one.record_number for one in versions), versions[-1].record.content)
        for _, key, versions in evidence.versions(kinds=(record.SELF,))
    ]


def _complete(evidence: Evidence) -> Iterable[Complete]:
    for run in evidence.runs():
        if run.finished_at and not run.is_undone:
            count = evidence.run_facts(run.id).get(FINISHED, {}).get(CONNECTIONS)
            if count is not None:
                yield Complete(run.id, run.account, run.as_of, int(count))

"""What another program keeps about people, brought to the cards that it is about."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from kithbook.model import record
from kithbook.store.digesting import DigestFile
from kithbook.store.evidence import Evidence

NOTE: Final = "remarks"  # the digest's note of them: the key of each, and that of the card it is about

About = dict[str, str]
Told = Mapping[str, list[Mapping[str, Any]]]  # by the key of the card


def every(evidence: Evidence) -> tuple[About, Told]:
    """Read all remarks: about which card each is, and what is said of each card."""
    return _read(evidence, None)


def noted(file: DigestFile) -> About:
    """Give about which card each remark is that the digest knows."""
    return dict(json.loads(file.noted(NOTE) or "{}"))


def written(about: About) -> str:
    """Write about which card each remark is, for the next digesting."""
    return json.dumps(about, ensure_ascii=False, sort_keys=True)


def again(evidence: Evidence, before: About, touched: Collection[str]) -> tuple[About, set[str]]:
    """Read the touched remarks again: about which card each is now, and the cards of which something else is said."""
    if not touched:
        return before, set()
    found, _ = _read(evidence, touched)
    about = {key: card for key, card in before.items() if key not in touched} | found
    return about, {card for key in touched for card in (before.get(key), found.get(key)) if card}


def of_cards(evidence: Evidence, about: About, cards: Collection[str]) -> Told:
    """Read what is said of some cards."""
    wanted = [key for key, card in about.items() if card in cards]
    return _read(evidence, wanted)[1] if wanted else {}


def _read(evidence: Evidence, keys: Iterable[str] | None) -> tuple[About, Told]:
    wanted = None if keys is None else [(record.REMARK, key) for key in keys]
    about: About = {}
    told: dict[str, list[Mapping[str, Any]]] = {}
    for _, key, versions in evidence.versions(wanted, kinds=(record.REMARK,)):
        last = versions[-1].record
        about[key] = card = str(last.content["about"][1])
        said = {name: value for name, value in last.content.items() if name != "about"}
        told.setdefault(card, []).append({**said, "record": last.id})
    return about, told

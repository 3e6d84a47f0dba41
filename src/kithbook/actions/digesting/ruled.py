"""Rulings after which nobody is another: digested at once, and what is remembered stays true."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from kithbook.actions import matters, measured, owing
from kithbook.actions.digesting import settle
from kithbook.actions.digesting.setting import setting_of
from kithbook.digest import rulings
from kithbook.digest.ego import Ego
from kithbook.digest.rulings import Rulings
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision, effective, standing
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

EGO: Final = "ego"  # the digest's note of who that is
# What is remembered of a day, and the rulings that it rests on; all else that is remembered ends with any ruling.
RESTS_ON: Final[Mapping[str, frozenset[str]]] = {
    measured.NAME: frozenset({verbs.RHYTHM}),
    owing.NAME: frozenset({verbs.PROMISE, verbs.KEPT}),
    matters.NAME: frozenset(),
}


@dataclass(frozen=True)
class Ruled:
    """All rulings in order, how many the digest knows, and what stands: of those it knows (old), and of all (new)."""

    decisions: list[Decision]
    known: int
    old: Rulings
    new: Rulings

    @classmethod
    def read(cls, book: Book, file: DigestFile, *, old: Rulings | None = None) -> "Ruled":
        """Read them once for a digesting. old: where what the digest knows is no longer to be found as it was."""
        decisions, known = book.evidence.decisions(), int(file.noted("decisions") or 0)
        new = sorted_rulings(decisions)
        return cls(
            decisions, known, old or (new if known == len(decisions) else sorted_rulings(decisions[:known])), new
        )


def lay_rulings(book: Book, file: DigestFile, ruled: Ruled, mark: int) -> bool:
    """Digest rulings where no key of evidence was touched; False (and nothing changed) where they change more.

    Of what the digest is made from, only tags and notes may be other than before; a `done` changes nothing in it.
    """
    decisions, known, ego = ruled.decisions, ruled.known, noted_ego(file)
    is_more = _whole(ruled.old) != _whole(ruled.new) or _elsewhere(decisions[:known]) != _elsewhere(decisions)
    if ego is None or is_more:
        return False
    verbs_since = _verbs(decisions, known)
    with file.changing(keeps=[name for name, needed in RESTS_ON.items() if not needed & verbs_since]):
        cards = dressed(file, ruled.old, ruled.new)
        if cards:
            settle.settle_some(file, setting_of(book.evidence, ruled.new, ego), cards, bereft=())
        file.note(mark=mark, decisions=len(decisions))
    return True


def sorted_rulings(decisions: Sequence[Decision]) -> Rulings:
    """Sort what stands of these decisions."""
    return rulings.sort(standing(decisions))


def dressed(file: DigestFile, old: Rulings, new: Rulings) -> set[int]:
    """Give the cards whose tags or notes are other now."""
    cards = differing(old.tags, new.tags) | differing(old.notes, new.notes)
    return set(file.laying.by_id(cards).values())


def differing(old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    """Give the keys under which something else stands."""
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def _whole(found: Rulings) -> Rulings:
    return replace(found, tags={}, notes={})


def _elsewhere(decisions: Sequence[Decision]) -> tuple[dict[str, object], set[str]]:
    """Give what the digest takes from rulings beside their sorting: put-off questions, and imports taken back."""
    answers = {
        str(one.fields.get("question")): one.fields.get("answer")
        for one in standing(decisions)
        if one.verb == verbs.ANSWER
    }
    return answers, verbs.undone_runs(decisions)


def _verbs(decisions: Sequence[Decision], known: int) -> set[str]:
    """Name the verbs of the rulings that came since, and of those that stood or did not and now are the other way."""
    was, now = ({one.id for one in effective(some)} for some in (decisions[:known], decisions))
    return {one.verb for one in decisions if (one.id in was) != (one.id in now)}


def noted_ego(file: DigestFile) -> Ego | None:
    """Give who ego is as the last digesting found it; None where it did not say."""
    found = file.noted(EGO)
    if found is None:
        return None
    fields = json.loads(found)
    return Ego(
        handles=frozenset((kind, value) for kind, value in fields["handles"]),
        names=frozenset(fields["names"]),
        has_sent=fields["has_sent"],
        strangers=frozenset(fields["strangers"]),
        stranger_handles=frozenset((kind, value) for kind, value in fields["stranger_handles"]),
        stranger_names=frozenset(fields["stranger_names"]),
    )


def written_ego(ego: Ego) -> str:
    """Write who ego is, for the next digesting."""
    fields = asdict(ego)
    return json.dumps({name: sorted(one) if isinstance(one, frozenset) else one for name, one in fields.items()})

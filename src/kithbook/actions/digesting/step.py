"""Some of it: the digest changed in place for the keys touched and for what is ruled since."""

from typing import Final

from kithbook.actions.digesting import gather, remarks, settle
from kithbook.actions.digesting.compared import compared
from kithbook.actions.digesting.finish import ANSWERS, complete, finish, notes
from kithbook.actions.digesting.rematch import Changed, match_some
from kithbook.actions.digesting.ruled import Ruled, differing, dressed
from kithbook.actions.digesting.setting import Setting, setting
from kithbook.digest import interactions
from kithbook.digest.cards import MAIL, source_key
from kithbook.digest.rulings import Rulings
from kithbook.model import record
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

BEING_ERASED: Final = "being erased"  # the lineage of no evidence


def lay_step(
    book: Book, file: DigestFile, touched: list[tuple[str, str]], ruled: Ruled, *, mark: int, is_erasing: bool = False
) -> bool:
    """Digest the touched keys and the new rulings; False (and nothing changed) where all must be made anew.

    mark: up to which `touched` was gathered; is_erasing: something was erased, and the digest follows from this
    evidence only once the caller says so.
    """
    lineage = BEING_ERASED if is_erasing else book.evidence.lineage
    try:
        with file.changing():
            new = _lay_some(book, file, touched, ruled)
            finish(file, new, ruled.decisions)
            file.note(**notes(mark, lineage, new, ruled.decisions))
    except AllAnewError:
        return False
    return True


class AllAnewError(Exception):
    """What changed changes everything."""


def _lay_some(book: Book, file: DigestFile, touched: list[tuple[str, str]], ruled: Ruled) -> Setting:
    evidence, laying, old = book.evidence, file.laying, ruled.old
    before = setting(evidence, ruled.new, laying.hints())
    if before.stamp != file.noted("stamp"):
        raise AllAnewError
    logs = differing({d.id: d for d in old.logs}, {d.id: d for d in before.rulings.logs})
    passed = [(kind, key) for kind, key in touched if kind in interactions.KINDS]
    raws = [raw for kind, key in passed for raw in interactions.raw_ids(kind, key)]
    raws += [interactions.raw_id(f"log:{one}") for one in sorted(logs)]
    affected = laying.drop_interactions(raws)
    affected |= gather.lay_interactions(evidence, laying, before, keys=passed, tick=lambda _: None)
    affected |= gather.lay_logs(laying, before, logs)
    new = setting(evidence, ruled.new, laying.hints())
    has_answers = laying.has_answers(MAIL, ANSWERS)
    if new.stamp != before.stamp or str(has_answers) != file.noted("has_answers"):
        raise AllAnewError
    keys = {key for kind, key in touched if kind in gather.CARD_KINDS}
    keys |= {source_key(key) for key in laying.keys(affected).values()}
    about, remarked = remarks.again(
        evidence, remarks.noted(file), {key for kind, key in touched if kind == record.REMARK}
    )
    keys |= differing(old.own, new.rulings.own) | _lists(book, file, new) | remarked
    file.note(**{remarks.NOTE: remarks.written(about)})
    _relink(book, file, new, keys, has_answers=has_answers, rulings=(old, new.rulings), affected=affected)
    return new


def _relink(
    book: Book,
    file: DigestFile,
    new: Setting,
    keys: set[str],
    *,
    has_answers: bool,
    rulings: tuple[Rulings, Rulings],
    affected: set[int],
) -> None:
    laying = file.laying
    numbers = laying.variants(keys)
    was = {n: compared(card, new) for n, card in laying.cards(numbers).items()}
    told = remarks.of_cards(book.evidence, remarks.noted(file), keys)
    standing, gone = gather.relay_cards(book.evidence, laying, new, keys=keys, remarks=told, has_answers=has_answers)
    cards = laying.cards(standing)
    now = {n: compared(card, new) for n, card in cards.items()}
    changed = {n: Changed(was.get(n), now.get(n)) for n in {*was, *now, *gone} if was.get(n) != now.get(n) or n in gone}
    bereft = set(file.linking.person_of(gone).values())
    laying.drop_cards(sorted(gone))
    again = match_some(file, new, changed)
    settle.settle_some(file, new, (again | standing | affected | _ruled(file, *rulings)) - gone, bereft=bereft)


def _ruled(file: DigestFile, old: Rulings, new: Rulings) -> set[int]:
    """Give the cards about which something else is ruled now."""
    pairs = set(old.must) ^ set(new.must) | set(old.must_not) ^ set(new.must_not)
    cards = {card for pair in pairs for card in pair}
    return set(file.laying.by_id(cards).values()) | dressed(file, old, new)


def _lists(book: Book, file: DigestFile, new: Setting) -> set[str]:
    """Give the keys of whole lists of connections, when there is another: who is absent from it is touched too."""
    if file.noted("complete") == complete(new):
        return set()
    return {
        key for one in new.complete for kind, key in book.evidence.keys_of_run(one.run) if kind in gather.CARD_KINDS
    }

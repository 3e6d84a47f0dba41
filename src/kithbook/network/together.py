"""Where two people both are or were, as positions of both state it."""

from collections.abc import Iterable, Iterator, Mapping

from kithbook.model.position import Position, SharedPlace


def places(own: Iterable[Position], theirs: Iterable[Position]) -> list[SharedPlace]:
    """List the organisations of both ego and somebody else, each once a kind, in the order of the other's positions.

    Where one worked where the other studied, the place has no kind.
    """
    mine, others = _stated(own), _stated(theirs)
    return [place for key, there in others.items() if (here := mine.get(key)) for place in _alike(here, there)]


def _stated(positions: Iterable[Position]) -> dict[str, dict[str, Position]]:
    """Give the position that stands for each organisation and kind: of several a present one, else the first.

    What only the use of an address tells rests on no record, so nobody can be shown that they were there.
    """
    found: dict[str, dict[str, Position]] = {}
    for one in positions:
        if one.organisation_key and one.record:
            stands = found.setdefault(one.organisation_key, {}).setdefault(one.kind, one)
            if one.is_current and not stands.is_current:
                found[one.organisation_key][one.kind] = one
    return found


def _alike(here: Mapping[str, Position], there: Mapping[str, Position]) -> Iterator[SharedPlace]:
    kinds = [kind for kind in there if kind in here]
    yield from (_place(here[kind], there[kind], kind) for kind in kinds)
    if not kinds:
        yield _place(next(iter(here.values())), next(iter(there.values())), None)


def _place(own: Position, theirs: Position, kind: str | None) -> SharedPlace:
    return SharedPlace(
        name=own.organisation,
        kind=kind,
        is_present=own.is_current and theirs.is_current,
        evidence=tuple(dict.fromkeys((theirs.record, own.record))),
    )

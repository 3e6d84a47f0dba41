"""Lifting: what a suggestion gains where it fits an aim of the owner, or where somebody matters to them; and saying so.

Nothing is suggested for an aim alone: a suggestion has its own reason before, and keeps it. What is binding is no
matter of aims; of two things equally binding, the one with whoever matters comes first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from kithbook.insight import aims, phrases
from kithbook.insight.aims import Aim, Said
from kithbook.insight.suggestion import Suggestion
from kithbook.insight.ties import Ties
from kithbook.network.network import Network

LEAST: Final = 0.05  # what changes so little is left alone, and nothing is said of it
FEW_SAID: Final = 3  # texts that are repeated of one person


def nothing_said(_person: int) -> Sequence[Said]:
    """Stand for a book that says nothing of anybody."""
    return ()


@dataclass(frozen=True, slots=True)
class Fit:
    """One way in which a suggestion fits: how far (0-1), in words, and the ids that say so."""

    share: float
    why: str
    evidence: tuple[str, ...]


NO_FIT: Final = Fit(0.0, "", ())


@dataclass(frozen=True)
class Wishes:
    """What the owner aims at, who matters to them (with the ruling that says so), and what is said of people."""

    aims: Sequence[Aim] = ()
    mattering: Mapping[int, str] = field(default_factory=dict)
    said: Callable[[int], Sequence[Said]] = field(default=nothing_said)


def lifted(suggestions: Iterable[Suggestion], wishes: Wishes, network: Network, ties: Ties) -> list[Suggestion]:
    """Give the same suggestions, those that fit with their relevance, the reason for it and what it rests on."""
    lifting = _Lifting(wishes, network, ties)
    return [lifting.of(one) for one in suggestions]


@dataclass(frozen=True)
class _Lifting:
    wishes: Wishes
    network: Network
    ties: Ties

    def of(self, one: Suggestion) -> Suggestion:
        fits = [fit for fit in self._fits(one) if fit.share >= LEAST]
        if not fits:
            return one
        evidence = (ids for fit in fits for ids in fit.evidence)
        return replace(
            one,
            why=" ".join([one.why, *(fit.why for fit in fits)]),
            evidence=tuple(dict.fromkeys([*one.evidence, *evidence])),
            relevance=aims.relevance(fit.share for fit in fits),
        )

    def _fits(self, one: Suggestion) -> Iterator[Fit]:
        if not one.is_hard:
            yield from (self._fit(aim, one) for aim in self.wishes.aims)
        if one.person in self.wishes.mattering:
            yield Fit(aims.HALF, "You said that they matter to you.", (self.wishes.mattering[one.person],))

    def _fit(self, aim: Aim, one: Suggestion) -> Fit:
        """Say how far a suggestion fits one aim."""
        about = Fit(aims.HALF, "", ()) if one.nudge in aim.reasons else NO_FIT
        found = [fit for fit in (about, self._by_words(aim, one.person), self._by_tie(aim, one.person)) if fit.share]
        told = "; ".join(fit.why for fit in found if fit.why)
        return Fit(
            aims.relevance(fit.share for fit in found),
            f"Fits your aim: {phrases.shortened(aim.text)}{f' ({told})' if told else ''}.",
            (*(ids for fit in found for ids in fit.evidence), aim.ruling),
        )

    def _by_words(self, aim: Aim, person: int) -> Fit:
        found = aims.bearing(aim, self.wishes.said(person)) if aim.words else {}
        places = dict.fromkeys(
            f"{token} in a note" if said.is_note else phrases.shortened(said.text) for token, said in found.values()
        )
        evidence = dict.fromkeys(said.evidence for _, said in found.values())
        return Fit(aims.words_fit(len(found)), ", ".join(list(places)[:FEW_SAID]), tuple(evidence))

    def _by_tie(self, aim: Aim, person: int) -> Fit:
        """Say how a tie that is not close serves an aim at work. Colleagues of theirs stand for contacts in common."""
        if not aim.is_at_work or not self.ties.is_far(person):
            return NO_FIT
        counts = [(self._sizes[name] - 1, name) for name in self.network.circles.of(person)]
        share, others, name = max(
            ((aims.weak_tie_fit(count), count, name) for count, name in counts), default=(0, 0, "")
        )
        if share < LEAST:
            return NO_FIT
        people = "one other" if others == 1 else f"{others:,} others"
        why = f"not close, and {people} whom you know {'is or was' if others == 1 else 'are or were'} at {name}"
        return Fit(share, why, (self._standing_at(person, name),))

    @cached_property
    def _sizes(self) -> dict[str, int]:
        circles = self.network.circles
        return dict(zip(circles.names, circles.size().tolist(), strict=True))

    def _standing_at(self, person: int, name: str) -> str:
        """Give the record that states a person's position somewhere, else the card they are known by."""
        held = self.network.positions.get(person, ())
        records = (one.record for one in held if one.record and one.organisation.casefold() == name.casefold())
        return next(records, self.network.people[person].founder)

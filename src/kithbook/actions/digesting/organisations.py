"""Which spellings are one organisation: resolved over the whole book, whenever another is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kithbook.digest.pairs import rounded
from kithbook.identity.normalise import work_domain
from kithbook.identity.organise import domain_fit, organisation_key
from kithbook.identity.resolve import resolve
from kithbook.model import ids
from kithbook.model.organisation import Organisation
from kithbook.store.digesting import DigestFile

STAMP: Final = "spellings"  # under which the digest notes what its organisations were resolved from
WHOLLY: Final = 2  # a domain that is spelt like the organisation's name is its own


def name_organisations(file: DigestFile) -> None:
    """Give every position the key of its organisation, and lay the organisations by their usual spelling.

    Only the spellings of known people are compared with one another: strangers write tens of thousands. Their counts
    are rounded, so that one more card seldom makes all of them be compared anew.
    """
    spelt = file.linking.spellings()
    names = {name: rounded(known) for name, _, known in spelt if known}
    domains = _domains(file)
    stamp = ids.make("s", *(f"{n}={c}" for n, c in sorted(names.items())), "", *_lines(domains))
    keys: dict[str, str] = {}
    if file.noted(STAMP) == stamp:
        keys = file.linking.resolved()
    else:
        keys = resolve(names, domains)
        file.note(**{STAMP: stamp})
    whole = {name: keys.get(name) or organisation_key(name) for name, _, _ in spelt}
    file.linking.put_resolved({name: key for name, key in keys.items() if name in whole}, whole)
    file.linking.put_organisations(_organisations(spelt, whole, domains))


def _domains(file: DigestFile) -> dict[str, list[str]]:
    """Give the mail domains of work that occur with a spelling, among known people."""
    found: dict[str, set[str]] = {}
    for name, address in file.linking.addresses_at_organisations():
        if domain := work_domain(address):
            found.setdefault(name, set()).add(domain)
    return {name: sorted(domains) for name, domains in sorted(found.items())}


def _lines(domains: Mapping[str, Sequence[str]]) -> Iterable[str]:
    return (f"{name}@{' '.join(found)}" for name, found in domains.items())


def _organisations(
    spelt: Sequence[tuple[str, int, int]], keys: Mapping[str, str], domains: Mapping[str, Sequence[str]]
) -> Iterable[Organisation]:
    together: dict[str, list[tuple[str, int]]] = {}
    for name, count, _ in spelt:
        if keys[name]:
            together.setdefault(keys[name], []).append((name, count))
    for key, found in sorted(together.items()):
        usual, _ = min(found, key=lambda one: (-one[1], one[0]))
        own = {domain for name, _ in found for domain in domains.get(name, ()) if domain_fit(domain, key) == WHOLLY}
        yield Organisation(key, usual, tuple(sorted(own)), sum(count for _, count in found))

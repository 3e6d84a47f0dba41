"""Identity at size: processor time and memory for 100,000 cards of the mixture, and for 10,000 of one name.

Run: .venv/bin/python benchmarks/identity_scale.py [PEOPLE]
"""

import gc
import resource
import sys
from time import process_time

import mixture
from identity_resolve import candidate_pairs, counts_of
from kithbook.identity.cluster import cluster
from kithbook.identity.compare import compare
from kithbook.identity.features import features
from kithbook.model.card import Card


def step(title, action):
    start = process_time()
    result = action()
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {title:<12} {seconds:8.2f} s   {len(result):>10,}   peak {peak:,} MB")
    return result


def run(title, cards):
    print(f"\n{title}: {len(cards):,} cards")
    found = step("features", lambda: [features(card) for card in cards])
    counts = step("counts", lambda: counts_of(found))
    pairs = step("blocks", lambda: candidate_pairs(found))
    matches = step("compare", lambda: [match for a, b in pairs if (match := compare(found[a], found[b], counts))])
    known = {one.card: one for one in found}
    step("cluster", lambda: cluster(list(known), matches, features=known).groups)


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 45_000
    gc.disable()  # as the digest does: nothing here makes cycles
    mixture.NAMESAKE_SHARE = 0.0  # so many people have namesakes enough
    run("the mixture", mixture.World(people, 1).cards)
    run("one name", [Card(f"vcard:{number}", "vcard", name="Ann Smith") for number in range(10_000)])
    same = [Card(f"vcard:{number}", "vcard", name="Ann Smith", organisation="Acme") for number in range(10_000)]
    run("one name at one organisation", same)


if __name__ == "__main__":
    main()

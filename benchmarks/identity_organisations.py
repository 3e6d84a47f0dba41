"""Organisations, measured: pairs of spellings of one organisation among 1,008 affiliations (CC BY 4.0, Leipzig).

Run: .venv/bin/python benchmarks/identity_organisations.py [DATA FOLDER]

The rules were written looking at one half of the organisations only (by a hash of their label); the other half is
what counts.
"""

import csv
import hashlib
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from time import perf_counter

from rapidfuzz import fuzz

from identity_resolve import joined_pairs, scores
from kithbook.identity.organise import organisation_key
from kithbook.identity.resolve import resolve

DATA = Path(__file__).parents[1].parent / "shared" / "data"


def is_seen(label):
    """Say whether an organisation belongs to the half that was looked at."""
    return hashlib.blake2b(label.encode(), digest_size=2).digest()[0] % 2 == 0


def pairs_by(names, key):
    groups = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return joined_pairs(groups.values())


def fuzzy(names, threshold):
    """Cluster by rapidfuzz token_set_ratio: what a quick script would do."""
    root = {name: name for name in names}

    def find(name):
        while root[name] != name:
            name = root[name]
        return name

    for one, two in combinations(names, 2):
        if fuzz.token_set_ratio(one.lower(), two.lower()) >= threshold:
            root[find(one)] = find(two)
    return pairs_by(names, find)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    path = folder / "er-org-affiliations" / "affiliations.csv"
    if not path.exists():
        print(f"Nothing was measured: er-org-affiliations is not in {folder.name}/. Give its folder.")
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for title, wanted in (("half that was looked at", True), ("half that was not", False)):
        labels = {row["affiliation"]: row["label_true"] for row in rows if is_seen(row["label_true"]) == wanted}
        true = pairs_by(labels, labels.get)
        print(
            f"\n{title}: {len(labels)} spellings, {len(set(labels.values()))} organisations, {len(true):,} true pairs"
        )
        start = perf_counter()
        found = resolve(dict.fromkeys(labels, 1))
        seconds = perf_counter() - start
        for name, pairs in (
            ("kithbook", pairs_by(labels, lambda name, found=found: found.get(name, name))),
            ("same canonical key only", pairs_by(labels, organisation_key)),
            ("token_set_ratio at 95", fuzzy(list(labels), 95)),
            ("token_set_ratio at 85", fuzzy(list(labels), 85)),
        ):
            precision, recall, f1 = scores(pairs, true)
            print(f"  {name:<26} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        print(f"  {seconds:.3f} s")


if __name__ == "__main__":
    main()

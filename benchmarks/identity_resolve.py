"""Resolution of a whole list of cards in memory, as the digest does it: blocks, counts, comparisons, clusters."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from time import perf_counter

from kithbook.digest.pairs import groups, is_crowd, within
from kithbook.identity.cluster import Clusters, cluster
from kithbook.identity.compare import compare
from kithbook.identity.features import features


@dataclass
class Resolved:
    """What came of it, with the seconds that each step took."""

    features: dict
    matches: list
    clusters: Clusters
    loose: Clusters  # what would be if every question were answered with yes
    pairs: int
    seconds: dict


def counts_of(all_features):
    values = defaultdict(set)
    for found in all_features:
        for key, value in found.counted:
            values[key].add(value)
    return {key: 1 << (len(held).bit_length() - 1) for key, held in values.items()}


def candidate_pairs(all_features):
    blocks = defaultdict(list)
    for number, found in enumerate(all_features):
        for block in found.blocks:
            blocks[block].append(number)
    size = len(all_features)
    narrow = {number: found.narrow for number, found in enumerate(all_features)}
    order = {number: found.card for number, found in enumerate(all_features)}
    pairs = set()
    for members in blocks.values():
        for group in groups(members, narrow):
            near = within(group, order if is_crowd(members, group) else None)
            pairs.update(a * size + b for a, b in near)
    return [divmod(pair, size) for pair in pairs]


def resolve(cards, *, with_questions=True):
    start = perf_counter()
    found = [features(card) for card in cards]
    counts = counts_of(found)
    after_features = perf_counter()
    pairs = candidate_pairs(found)
    after_blocks = perf_counter()
    matches = [match for a, b in pairs if (match := compare(found[a], found[b], counts))]
    after_compare = perf_counter()
    known = {one.card: one for one in found}
    clusters = cluster(list(known), matches, features=known)
    after_cluster = perf_counter()
    loose = clusters
    if with_questions:
        loose = cluster(list(known), [], must=[(match.a, match.b) for match in matches])
    seconds = {
        "features": after_features - start,
        "blocks": after_blocks - after_features,
        "compare": after_compare - after_blocks,
        "cluster": after_cluster - after_compare,
        "all": after_cluster - start,
    }
    return Resolved(known, matches, clusters, loose, len(pairs), seconds)


def joined_pairs(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def chains(pairs):
    """Group cards that a chain of pairs joins."""
    root = {}

    def find(card):
        while root.setdefault(card, card) != card:
            card = root[card]
        return card

    for a, b in sorted(pairs):
        root[find(a)] = find(b)
    groups = defaultdict(list)
    for card in list(root):
        groups[find(card)].append(card)
    return groups.values()


def scores(found, true):
    hits = len(found & true)
    precision = hits / len(found) if found else 1.0
    recall = hits / len(true) if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0

"""Who is who, measured: precision, recall and F1 on public data beside splink on the same data in the same run.

Run: .venv/bin/python benchmarks/identity.py [DATA FOLDER]
"""

import contextlib
import csv
import io
import logging
import sys
import warnings
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from time import perf_counter

from identity_resolve import joined_pairs, resolve, scores
from kithbook.model import handle
from kithbook.model.card import CONTACT, Card

DATA = Path(__file__).parents[1].parent / "shared" / "data"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [{name.strip(): (value or "").strip() for name, value in row.items()} for row in csv.DictReader(file)]


def day(text):
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else ""


def febrl_card(row, number):
    street = f"{row['street_number']} {row['address_1']}, {row['address_2']}".strip(" ,")
    address = {
        "street": street,
        "city": row["suburb"],
        "region": row["state"],
        "postcode": row["postcode"],
    }
    return Card(
        key=f"row:{number}",
        source="febrl",
        name=f"{row['given_name']} {row['surname']}".strip(),
        names={"given": row["given_name"], "family": row["surname"]},
        birthday=day(row["date_of_birth"]),
        addresses=({name: value for name, value in address.items() if value},),
        relation=CONTACT,
    )


def fake_card(row, number):
    address = handle.email(row["email"])
    return Card(
        key=f"row:{number}",
        source="fake1000",
        name=f"{row['first_name']} {row['surname']}".strip(),
        names={"given": row["first_name"], "family": row["surname"]},
        birthday=row["dob"],
        location=row["city"],
        handles=((handle.EMAIL, address),) if address else (),
        relation=CONTACT,
    )


def true_pairs(cards, labels):
    people = defaultdict(list)
    for card, label in zip(cards, labels, strict=True):
        people[label].append(card.id)
    return {pair for ids in people.values() for pair in combinations(sorted(ids), 2)}


def show(name, found, true, seconds):
    precision, recall, f1 = scores(found, true)
    print(f"  {name:<34} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {seconds:6.2f} s")


def ours(cards, true):
    resolved = resolve(cards)
    show("kithbook, automatic", joined_pairs(resolved.clusters.groups), true, resolved.seconds["all"])
    show("kithbook, with questions", joined_pairs(resolved.loose.groups), true, resolved.seconds["all"])
    print(f"  {resolved.pairs:,} pairs compared, {len(resolved.clusters.questions):,} questions")


def splink_pairs(frame, settings, training):
    """Train splink on the data without labels as its documentation does, and cluster at two thresholds."""
    from splink import DuckDBAPI, Linker

    start = perf_counter()
    db = DuckDBAPI()
    linker = Linker(db.register(frame), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.2)
    found = {}
    for threshold in (0.95, 0.5):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        groups = defaultdict(list)
        for row in clusters.as_record_list():
            groups[row["cluster_id"]].append(row["unique_id"])
        found[threshold] = joined_pairs(groups.values())
    return found, perf_counter() - start


def beside_splink(name, frame, settings, training, true):
    with contextlib.redirect_stdout(io.StringIO()):
        found, seconds = splink_pairs(frame, settings, training)
    for threshold, pairs in found.items():
        show(f"splink, {name} at {threshold}", pairs, true, seconds)


def febrl_settings():
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("date_of_birth"),
            block_on("given_name", "surname"),
            block_on("surname", "postcode"),
            block_on("given_name", "postcode"),
            block_on("address_1", "street_number"),
            block_on("suburb", "street_number"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("address_1", [1, 3]),
            cl.ExactMatch("street_number"),
            cl.LevenshteinAtThresholds("suburb", [1, 3]),
            cl.LevenshteinAtThresholds("postcode", 1),
        ],
        retain_intermediate_calculation_columns=False,
    ), [block_on("date_of_birth"), block_on("surname", "postcode")]


def fake_settings():
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"),
            block_on("first_name", "dob"),
            block_on("surname", "dob"),
            block_on("email"),
            block_on("dob"),
        ],
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("dob", [1, 2]),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        retain_intermediate_calculation_columns=False,
    ), [block_on("first_name", "surname"), block_on("email")]


def run_febrl(folder, name, *, with_splink):
    import pandas as pd

    table = rows(folder / "er-febrl" / f"{name}.csv")
    cards = [febrl_card(row, number) for number, row in enumerate(table)]
    labels = [row["rec_id"].split("-")[1] for row in table]
    true = true_pairs(cards, labels)
    print(f"\nFebrl {name}: {len(cards):,} rows, {len(true):,} true pairs")
    ours(cards, true)
    if with_splink:
        names = ["given_name", "surname", "street_number", "address_1", "suburb", "postcode", "date_of_birth"]
        frame = pd.DataFrame(
            [
                {"unique_id": card.id, **{n: row[n] or None for n in names}}
                for card, row in zip(cards, table, strict=True)
            ]
        )
        beside_splink("EM on the same rows,", frame, *febrl_settings(), true)


def run_fake(folder, *, with_splink):
    import pandas as pd

    table = rows(folder / "er-splink-fake1000" / "fake_1000.csv")
    cards = [fake_card(row, number) for number, row in enumerate(table)]
    true = true_pairs(cards, [row["cluster"] for row in table])
    print(f"\nsplink fake_1000: {len(cards):,} rows, {len(true):,} true pairs")
    ours(cards, true)
    if with_splink:
        names = ["first_name", "surname", "dob", "city", "email"]
        frame = pd.DataFrame(
            [
                {"unique_id": card.id, **{n: row[n] or None for n in names}}
                for card, row in zip(cards, table, strict=True)
            ]
        )
        beside_splink("EM on the same rows,", frame, *fake_settings(), true)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else DATA
    if not (folder / "er-febrl").is_dir():
        print(
            f"Nothing was measured: the data (er-febrl, er-splink-fake1000) is not in {folder.name}/. Give its folder."
        )
        return
    with_splink = "--without-splink" not in sys.argv
    if with_splink:
        try:
            import splink  # noqa: F401
        except ModuleNotFoundError:
            print("splink is not installed (uv sync --group bench); Kithbook is measured alone.")
            with_splink = False
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    for name in ("dataset1", "dataset2", "dataset3"):
        run_febrl(folder, name, with_splink=with_splink)
    run_fake(folder, with_splink=with_splink)


if __name__ == "__main__":
    main()

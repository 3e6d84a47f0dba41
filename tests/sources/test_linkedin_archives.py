"""The invented archives of the benchmarks are what they claim: the same every time, and as uneven as real ones."""

import csv
import io
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from kithbook.model.record import CARD, MESSAGE, Finished, Observed
from kithbook.sources import linkedin
from kithbook.sources.opening import open_tree

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from archives import linkedin_files, write_linkedin


def read(path):
    tree = open_tree(path)
    (found,) = linkedin.identify(tree)
    return found, list(linkedin.observe(tree, found))


def cards(items):
    return {
        seen.record.key: seen.record.content
        for seen in items
        if isinstance(seen, Observed) and seen.record.kind == CARD
    }


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    one, two, other = (
        write_linkedin(tmp_path / f"{n}.zip", people=50, messages=100, seed=seed).read_bytes()
        for n, seed in enumerate([1, 1, 2])
    )
    assert one == two != other


def test_every_row_is_read_and_the_owner_known(tmp_path):
    found, items = read(write_linkedin(tmp_path / "Basic_LinkedInDataExport_03-12-2026.zip", people=300, messages=2000))
    assert found.account == "ada invented" and str(found.as_of.day) == "2026-03-12"
    kinds = Counter(type(seen).__name__ for seen in items)
    assert kinds["Fault"] == 0 and sum(isinstance(s, Observed) and s.record.kind == MESSAGE for s in items) > 1900
    sent = [s.record.content for s in items if isinstance(s, Observed) and s.record.content.get("sent")]
    assert len(sent) > 500 and all(one["sender"][1] == "ada-invented" for one in sent)
    assert all(one["to"] for one in sent if "to" in one)


def test_the_rates_are_those_of_real_files():
    text = linkedin_files(people=4000, messages=0)["Connections.csv"]
    rows = list(csv.DictReader(io.StringIO(text.split("\n\n", 1)[1])))
    named = [row for row in rows if row["URL"]]
    share = lambda good: sum(map(bool, map(good, named))) / len(named)  # noqa: E731
    assert 0.01 <= share(lambda row: row["Email Address"]) <= 0.04
    assert 0.02 <= share(lambda row: not row["Company"]) <= 0.11
    assert 0 < 1 - len(named) / len(rows) <= 0.019
    assert 0.009 <= share(lambda row: "%" in row["URL"]) <= 0.25
    assert 0.01 <= share(lambda row: row["First Name"] != row["First Name"].strip()) <= 0.04
    names = Counter((row["First Name"], row["Last Name"]) for row in named)
    assert 0.02 <= sum(count for count in names.values() if count > 1) / len(named) <= 0.9
    assert len({row["URL"] for row in named}) == len(named), "no address occurs twice"
    assert 0.3 <= len({row["Company"] for row in named}) / len(named) <= 0.7
    assert rows == sorted(rows, key=lambda row: date_of(row["Connected On"]), reverse=True)


def date_of(text):
    from datetime import datetime

    return datetime.strptime(text, "%d %b %Y").date()


def test_a_later_archive_is_the_same_network_later_on(tmp_path):
    _, early = read(write_linkedin(tmp_path / "early", people=400, messages=50, day=date(2024, 3, 12)))
    _, late = read(write_linkedin(tmp_path / "late", people=400, messages=50, day=date(2026, 3, 12)))
    before, after = cards(early), cards(late)
    assert len(after) > len(before) and len(before.keys() - after.keys()) < 0.1 * len(before)
    moved = [
        key for key in before.keys() & after.keys() if before[key].get("organisation") != after[key].get("organisation")
    ]
    assert 0.2 < len(moved) / len(before) < 0.8
    assert all(before[key]["since"] == after[key]["since"] for key in before.keys() & after.keys())
    assert [s.count for s in early if isinstance(s, Finished)] == [len(before)]

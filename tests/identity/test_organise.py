from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity.institution import own_words
from kithbook.identity.organise import domain_fit, domain_label, is_domain_of, organisation_key
from kithbook.identity.resolve import resolve

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "er-org-affiliations"


@pytest.mark.parametrize(
    "names",
    [
        (
            "Acme",
            "ACME GmbH",
            "Acme GmbH & Co. KG",
            "acme, inc.",
            "Acme (formerly Umbra)",
            "Acmé S.A.",
            "The Acme Group",
        ),
        ("Univ. of Utah", "University of Utah"),
        ("Bell Labs", "Bell Laboratories"),
        ("Ernst & Young", "Ernst and Young", "Ernst + Young"),
    ],
)
def test_spellings_of_one_organisation_share_a_key(names):
    assert len({organisation_key(name) for name in names}) == 1


@pytest.mark.parametrize("name", ["", "Self-employed", "Freelance", "n/a", "Stealth Startup", "-", "🚀"])
def test_what_is_no_organisation_has_no_key(name):
    assert organisation_key(name) == ""


def test_sisters_keep_their_own_keys():
    assert organisation_key("Siemens") != organisation_key("Siemens Energy")
    assert organisation_key("王") == "王"
    assert len(organisation_key("x " * 1_000_000)) < 300


@pytest.mark.parametrize(
    ("domain", "name", "fit"),
    [
        ("acme.example", "Acme GmbH", 2),
        ("mail.acme.co.uk", "Acme Ltd", 2),
        ("acme-group.com", "Acme", 2),
        ("ibm.com", "International Business Machines", 2),
        ("bell-labs.com", "Bell Laboratories", 2),
        ("acme.example", "Acme Consulting", 1),
        ("acmeconsulting.example", "Acme Consulting", 2),
        ("nordwindlogistik.example", "Nordwind", 1),
        ("deltacarto.example", "Delta Cartography", 2),
        ("coastlaw.example", "Coastal Law Chambers", 2),
        ("deltaca-x.example", "Delta Cartography", 0),
        ("westmark.example", "City of Westmark", 1),
        ("westmark.example", "Bridges of Westmark", 0),
        ("umbra.example", "Acme", 0),
        ("x.org", "X", 0),
        ("nonsense", "", 0),
    ],
)
def test_domains_fit_their_organisations(domain, name, fit):
    assert domain_fit(domain, organisation_key(name)) == fit
    assert is_domain_of(domain, organisation_key(name)) == bool(fit)


def test_the_label_of_a_domain_is_its_owners_word():
    assert [domain_label(text) for text in ("acme.com", "mail.acme.co.uk", "a-b.de", "localhost")] == [
        "acme", "acme", "ab", "localhost",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("TU Dresden", "Technische Universität Dresden, 01062 Dresden, Germany"),
        ("Dept. of CS, Univ. of Utah, Salt Lake City, UT", "University of Utah"),
        ("UC Irvine", "University of California, Irvine, CA"),
        ("Intel Corp., Santa Clara", "Microarchitecture Research Lab, Intel Corporation, USA"),
        ("Institut für Informatik, TU München", "Technical University of Munich, Germany"),
    ],
)
def test_affiliations_name_their_institution(one, two):
    assert sorted(own_words(one)) == sorted(own_words(two))


def test_houses_of_one_university_are_told_apart():
    assert own_words("University of California, Irvine") != own_words("University of California, Davis")


def test_variants_are_resolved_to_the_most_frequent_spelling():
    names = {
        "Acme GmbH": 9,
        "ACME": 1,
        "Umbra Logistics": 3,
        "Umbra Logistcs": 1,
        "Worcester Polytechnic Institute": 4,
        "WPI": 2,
    }
    found = resolve(names)
    assert found["ACME"] == found["Acme GmbH"] == "acme"
    assert found["Umbra Logistcs"] == found["Umbra Logistics"] == "umbra logistics"
    assert found["WPI"] == found["Worcester Polytechnic Institute"]
    assert len(set(found.values())) == 3


def test_a_shared_domain_joins_a_name_and_its_acronym_but_not_a_tenant():
    names = {"International Business Machines": 2, "IBM": 5, "Umbra": 1}
    domains = dict.fromkeys(names, ("ibm.com",))
    found = resolve(names, domains)
    assert found["IBM"] == found["International Business Machines"] == "ibm"
    assert found["Umbra"] == "umbra"
    free = resolve({"Acme Mail": 1, "Acme Post": 1}, dict.fromkeys(("Acme Mail", "Acme Post"), ("gmail.com",)))
    assert len(set(free.values())) == 2


@given(st.dictionaries(st.text(max_size=30), st.integers(1, 5), max_size=12))
def test_every_organisation_has_one_key_whatever_the_order(names):
    found = resolve(names)
    assert set(found) == {name for name in names if organisation_key(name)}
    assert found == resolve(dict(reversed(names.items())))


def test_affiliations_are_resolved_as_measured():
    if not DATA.exists():
        pytest.skip("the affiliations lie only in ../shared/data")
    import csv

    with (DATA / "affiliations.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["affiliation"]: row["label_true"] for row in csv.DictReader(file)}
    found = resolve(dict.fromkeys(labels, 1))

    def pairs(groups):
        members = {}
        for name, group in groups.items():
            members.setdefault(group, []).append(name)
        return {frozenset((a, b)) for group in members.values() for a in group for b in group if a < b}

    ours, true = pairs(found), pairs(labels)
    assert len(ours & true) / len(ours) > 0.85
    assert len(ours & true) / len(true) > 0.6

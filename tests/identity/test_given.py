"""The given name that a whole name shows: only where no other part could be taken for it."""

import pytest

from kithbook.identity.given import certain, in_order


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Anna Rossi", "Anna"), ("ANNA ROSSI", ""), ("Prof. Dr. Anna Rossi, PhD", "Anna"), ("Anna van der Berg", "Anna"),
        ("Anna M. Rossi", "Anna"), ("A. Rossi", ""), ("J. Anna Rossi", ""), ("José García López", "José"), ("Rossi, Anna", "Anna"),
        ("Rossi, Anna, MBA", "Anna"), ("Anna Rossi-Conti (she/her)", "Anna"), ("Thomas Weber", "Thomas"), ("Martin Keller", ""),
        ("Wei Chen", "Wei"), ("Chen Wei", ""), ("Nguyen Van An", ""), ("Kim Min Su", ""), ("Anna", ""), ("Acme GmbH", ""),
        ("anna@acme.example", ""), ("", ""), ("Anna Sales Team", ""), ("Иван Петров", "Иван"),
    ],
)  # fmt: skip
def test_it_is_given_only_where_it_is_certain(name, given):
    assert certain(name) == given


@pytest.mark.parametrize(
    ("name", "ordered"),
    [
        ("Okafor, Amara", "Amara Okafor"), ("Okafor, Amara J.", "Amara J. Okafor"), ("Amara Okafor, MBA", "Amara Okafor, MBA"),
        ("Okafor, Jr.", "Okafor, Jr."), ("Sales, Acme Inc", "Sales, Acme Inc"), (",", ","), ("Okafor,", "Okafor,"), ("王小明", "王小明"),
    ],
)  # fmt: skip
def test_a_name_behind_a_comma_is_turned_round(name, ordered):
    assert in_order(name) == ordered

"""Addresses and names: as the standard library reads them where it is right, and as people meant them elsewhere."""

from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model import handle
from kithbook.sources.mail import addresses


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ann@example.org", [("ann@example.org", "")]),
        ("<ann@example.org>", [("ann@example.org", "")]),
        ("Ann Lee <Ann@Example.ORG>", [("ann@example.org", "Ann Lee")]),
        ('"Lee, Ann" <ann@example.org>', [("ann@example.org", "Lee, Ann")]),
        ('"Ann \\"A\\" Lee" <ann@example.org>', [("ann@example.org", 'Ann "A" Lee')]),
        ("=?utf-8?q?Lee=2C_Ann?= <ann@example.org>, b@x.org", [("ann@example.org", "Lee, Ann"), ("b@x.org", "")]),
        ("=?utf-8?Q?Lee,_Ann?= <ann@example.org>, b@x.org", [("ann@example.org", "Lee, Ann"), ("b@x.org", "")]),
        ('"=?iso-8859-1?Q?J=FCrgen?=" <j@example.org>', [("j@example.org", "Jürgen")]),
        ("=?GB2312?B?wt67qg==?= <l@example.org>", [("l@example.org", "罗华")]),
        ("=?koi8-r?B?6dfBzg==?= <i@example.org>", [("i@example.org", "Иван")]),
        ("=?x-unknown?Q?J=FCrgen?= <j@example.org>", [("j@example.org", "Jürgen")]),
        ("J\u00c3\u00bcrgen <j@example.org>", [("j@example.org", "Jürgen")]),  # raw UTF-8, taken over byte by byte
        ("J\u00fcrgen <j@example.org>", [("j@example.org", "Jürgen")]),  # raw Latin-1
        ("'ann@example.org' <ann@example.org>", [("ann@example.org", "")]),
        ("bo@other.org <ann@example.org>", [("ann@example.org", "")]),
        ("ann@example.org (Ann Lee)", [("ann@example.org", "Ann Lee")]),
        ("(the (old) boss) ann@example.org", [("ann@example.org", "the old boss")]),
        ("Ann Lee ann@example.org", [("ann@example.org", "Ann Lee")]),
        ("undisclosed-recipients:;", []),
        ("Undisclosed recipients: ;", []),
        ("friends: ann@example.org, Bo <bo@x.org>;, cy@x.org", [("ann@example.org", ""), ("bo@x.org", "Bo"), ("cy@x.org", "")]),
        ("ann@example.org; bo@x.org", [("ann@example.org", ""), ("bo@x.org", "")]),
        ("<@relay.org,@other.org:ann@example.org>", [("ann@example.org", "")]),
        ("mailto:ann@example.org", [("ann@example.org", "")]),
        ("Ann <ann@example.org", [("ann@example.org", "Ann")]),
        (",, ann@example.org,,", [("ann@example.org", "")]),
        ("'Ann Lee' <ann@example.org>", [("ann@example.org", "Ann Lee")]),
        ("O'Neill, Bo <bo@x.org>", [("", "O'Neill"), ("bo@x.org", "Bo")]),
        ("Ann <>", [("", "Ann")]),
        ("Ann <an\x16n@example.org>", [("", "Ann")]),
        ("", []),
    ],
)  # fmt: skip
def test_addresses(value, found):
    assert list(addresses.read(value)) == found


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ann Lee via Team", "Ann Lee"),
        ("'Ann Lee' via Team List", "Ann Lee"),
        ("Ann Lee", "Ann Lee"),
        ("Via Roma", "Via Roma"),
    ],
)
def test_via_is_taken_off(name, plain):
    assert addresses.without_via(name) == (plain, name != plain)


PLAIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
ADDRESS = st.builds("{}.{}@{}.org".format, PLAIN, PLAIN, PLAIN)
NAME = st.text("abcäöü ,.()<>\"\\'é-", max_size=12).map(lambda text: " ".join(text.split()))


def written(name, address):
    if not name:
        return address
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(NAME, ADDRESS), min_size=1, max_size=6), st.sampled_from([", ", ",", " ,\t"]))
def test_what_is_written_by_the_standard_is_read_back(people, between):
    value = between.join(written(name, address) for name, address in people)
    assert [address for address, _ in addresses.read(value)] == [address for _, address in people]
    library = [(address, " ".join(name.split())) for name, address in getaddresses([value])]
    stripped = [(address, name.strip("'\" ")) for address, name in addresses.read(value)]
    assert stripped == [(address, name.strip("'\" ")) for address, name in library]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text("ab@.<>\"'(),;:\\[]=?q \t\x00é\xff\x85", max_size=60))
def test_anything_is_read_without_harm(value):
    for address, name in addresses.read(value):
        assert not address or handle.email(address) == address
        assert name == name.strip() and "\x00" not in name and "\x85" not in name

"""Ids are hashes of what a thing is, spelt short."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.model import ids

TEXT = st.text(st.characters(codec=None))


@given(st.binary(min_size=ids.DIGEST_BYTES, max_size=ids.DIGEST_BYTES))
def test_an_id_is_spelt_in_base_32_and_read_back(raw):
    text = ids.spell(ids.CARD, raw)
    assert text == "c" + base64.b32encode(raw).decode().lower()
    assert ids.unspell(text) == (ids.CARD, raw)
    assert ids.is_id(text)
    assert all(ids.may_begin(text[:length]) for length in range(1, ids.LENGTH + 1))


def test_what_is_longer_or_shorter_is_spelt_too():
    assert ids.spell(ids.RUN, b"\x00\xff") == "n" + base64.b32encode(b"\x00\xff").decode().lower()


@pytest.mark.parametrize("text", ["", "c", "c" + "a" * 15, "c" + "a" * 17, "c" + "1" * 16, "c" + "ä" * 16])
def test_what_is_no_id_is_refused(text):
    assert not ids.is_id(text)
    with pytest.raises(ValueError):
        ids.unspell(text)


@pytest.mark.parametrize("text", ["", "1", "cA", "c1", "c" + "a" * 17, "c-"])
def test_an_id_does_not_begin_like_this(text):
    assert not ids.may_begin(text)


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_different_parts_make_different_ids(one, two):
    assert (ids.make("r", *one) == ids.make("r", *two)) == (one == two)


def test_parts_are_not_run_together():
    assert ids.make("r", "ab", "c") != ids.make("r", "a", "bc")
    assert ids.make("r", "a") != ids.make("c", "a")


def test_content_is_written_in_one_way():
    assert ids.canonical({"b": [1, None, True], "a": "ä"}) == '{"a":"ä","b":[1,null,true]}'

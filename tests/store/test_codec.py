"""What lies in books today must be read for ever."""

from contextlib import suppress
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.store.sqlite import codec

texts = st.text(st.characters(exclude_categories=()), max_size=400)


@given(texts)
def test_any_text_comes_back(text):
    assert codec.unpack(codec.pack(text)) == text
    assert codec.to_text(codec.to_bytes(text)) == text


@given(st.binary(max_size=60))
def test_damaged_bytes_are_a_value_error_and_nothing_else(raw):
    with suppress(ValueError):
        assert isinstance(codec.unpack(raw), str)


def test_cut_short_is_not_taken_for_whole():
    packed = codec.pack('{"channel":"mail"}' * 9)
    for length in range(len(packed)):
        with pytest.raises(ValueError):
            codec.unpack(packed[:length])


def test_the_dictionary_never_changes():
    assert blake2b(codec.DICTIONARY_1, digest_size=8).hexdigest() == "a550bf3d6fda278d"
    packed = bytes.fromhex("01434ed598090511b350dbd13d0cf701c8e187572ad50200")
    assert codec.unpack(packed) == '{"at":"2026-11-23T09:30:00Z","channel":"mail","recipients":1,"subject":"Re: é"}'


def test_a_later_packing_is_told():
    with pytest.raises(ValueError, match="later version"):
        codec.unpack(b"\x07whatever")


def test_usual_contents_take_less_than_half():
    text = (
        '{"at":"2024-05-06T07:08:09Z","channel":"mail","labels":["Inbox","Important"],"message_id":"x1@mail.gmail.com",'
        '"recipients":1,"sender":["email","ann@example.org","Ann"],"subject":"Re: next week","to":[["email","bo@x.org",""]]}'
    )
    assert len(codec.pack(text)) < len(text) / 2


def test_what_does_not_shrink_lies_as_it_is():
    assert codec.pack("é") == codec.PLAIN + "é".encode()
    assert codec.pack("") == codec.PLAIN


@given(texts)
def test_a_long_text_comes_back_whatever_it_holds(text):
    assert codec.unpack(codec.pack_long(text)) == text


def test_a_long_text_that_was_damaged_is_no_text():
    with pytest.raises(ValueError, match="damaged"):
        codec.unpack(codec.pack_long("quux" * 900)[:-3])

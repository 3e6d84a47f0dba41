from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import Sighting
from kithbook.work import wire

TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
VALUES = st.recursive(TEXTS | st.integers() | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=6)


class Marked(str):
    """A text of a subclass, as parsers make them."""

    __slots__ = ()


def sent(seen):
    return wire.unpack_sighting(wire.unframe(wire.frame("items", wire.pack_sighting(seen))[wire.PREFIX.size :])[1])


@settings(max_examples=100, derandomize=True, deadline=None)
@given(TEXTS, st.dictionaries(TEXTS, VALUES, max_size=4), TEXTS)
def test_a_sighting_comes_out_as_it_went_in(key, content, quote):
    seen = Sighting(
        Record("message", key, content), "a.mbox", 7, (Reading("snippet", 1, "en", quote, {"what": quote}),)
    )
    got = sent(seen)
    assert got == seen
    assert (got.record.id, got.record.text) == (seen.record.id, seen.record.text)
    assert got.record.id == Record("message", key, dict(got.record.content)).id
    assert wire.position_of(wire.pack_sighting(seen)) == 7


def test_the_content_is_a_mapping_of_plain_values():
    got = sent(Sighting(Record("kept", "k", {"section": Marked("odd"), "fields": {"a": [1]}}), "f", 0)).record.content
    assert {**got} == {"section": "odd", "fields": {"a": [1]}}
    assert (len(got), got.get("none"), type(got["section"])) == (2, None, str)

"""A worker that a hostile file has taken over can only die: what it says is bounded, and nonsense is a death."""

import pytest

from kithbook.work import wire
from kithbook.work.worker import LARGEST_FRAME, DiedError, _cut


def test_whole_frames_are_cut_and_the_rest_waits():
    stream = bytearray(wire.frame(wire.ITEMS, 1) + wire.frame(wire.END) + b"\x05")
    assert list(_cut(stream)) == [(wire.ITEMS, 1), (wire.END,)]
    assert stream == b"\x05"


@pytest.mark.parametrize("body", [b"", b"\xff\xff", b"i\x01", b"garbage" * 100])
def test_nonsense_is_a_death(body):
    with pytest.raises(DiedError):
        list(_cut(bytearray(wire.PREFIX.pack(len(body)) + body)))


def test_a_huge_length_is_a_death_before_anything_is_gathered():
    with pytest.raises(DiedError):
        list(_cut(bytearray(wire.PREFIX.pack(LARGEST_FRAME + 1))))

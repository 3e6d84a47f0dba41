"""The first of the sender's own words, for pages that show what a message was about."""

from collections.abc import Iterator
from typing import Final

from kithbook.model.reading import SNIPPET, Reading
from kithbook.reading.words import Words

READER: Final = SNIPPET
VERSION: Final = 1

LENGTH: Final = 160
_CONTROLS: Final = {
    **dict.fromkeys(range(32), " "),
    **dict.fromkeys(range(127, 160), " "),
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x2028, 0x2029]),
}  # zero-width and direction marks are dropped: they could make a page say another thing than the mail


def find(words: Words) -> Iterator[Reading]:
    """Give the first 160 characters of the own words; of any language."""
    text = " ".join(words.text[: LENGTH * 4].split())
    if not text.isprintable():
        text = " ".join(text.translate(_CONTROLS).split())
    snippet = text[:LENGTH].rstrip()
    if snippet:
        yield Reading(READER, VERSION, words.language, snippet)

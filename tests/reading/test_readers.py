from datetime import date

import held_out
import last
import pytest
import said
import wild

from kithbook import reading
from kithbook.reading import Heard

DAY = date(2026, 11, 4)  # a Wednesday
SENTENCE_READERS = ("question", "promise", "introduction", "opening", "thanks")
FILLER = "We talked about this in the office, and it was a good day for all of us."


def sentences(block):
    return [line for line in block.strip().splitlines() if line.strip()]


def cases(table, reader):
    texts = table[reader]
    if reader == "signature":
        return texts
    return [(f"Dear Tom,\n\n{FILLER}\n\n{line}\n\nBest regards,\nAnn", "Ann Example") for line in sentences(texts)]


def found(reader, text, sender, **more):
    heard = Heard(DAY, sender_name=sender, **more)
    return [one for one in reading.read(text, heard) if one.reader == reader]


def wrong(reader, tables):
    """List what was missed and what was found where nothing is."""
    positive, negative = (cases(table, reader) for table in tables)
    missed = [text for text, sender in positive if not found(reader, text, sender)]
    false = [text for text, sender in negative if found(reader, text, sender)]
    return missed, false, len(positive), len(negative)


@pytest.mark.parametrize("reader", [*SENTENCE_READERS, "signature"])
def test_every_reader_finds_what_is_there_and_nothing_else(reader):
    missed, false, positive, negative = wrong(reader, (said.FOUND, said.NOT))
    assert (missed, false) == ([], [])
    assert min(positive, negative) >= (25 if reader in SENTENCE_READERS else 10)


@pytest.mark.parametrize("reader", SENTENCE_READERS)
def test_loose_writing_costs_findings_but_makes_none_up(reader):
    missed, false, positive, _ = wrong(reader, (wild.FOUND, wild.NOT))
    assert false == []
    assert len(missed) <= positive / 2


@pytest.mark.parametrize("reader", [*SENTENCE_READERS, "signature"])
def test_sentences_set_aside_are_read_with_precision_first(reader):
    tables = [held_out] if reader == "signature" else [held_out, last]
    counts = [wrong(reader, (table.FOUND, table.NOT)) for table in tables]
    assert sum(len(false) for _, false, _, _ in counts) <= 1
    assert sum(len(missed) for missed, *_ in counts) <= sum(positive for *_, positive, _ in counts) / 6

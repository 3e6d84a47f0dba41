"""The real sources on the village's files: what kills a worker there costs itself alone, whichever source reads it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kithbook.model.fault import Fault
from kithbook.work.parse import parse, recognise_apart

FILES = Path(__file__).parents[2] / "examples" / "village" / "files"


def places(batches):
    return [(s.file, s.position, s.record.id) for batch in batches for s in batch.sightings]


@pytest.fixture(scope="module")
def found():
    return {one.members[0].partition("/")[0]: one for one in recognise_apart(FILES).found}


@pytest.mark.parametrize(
    "name", ["calendar.ics", "contacts.vcf", "meetup-signup.csv", "Sent.mbox", "Complete_LinkedInDataExport_10-30-2026"]
)
def test_every_source_goes_on_behind_what_kills(found, name):
    one = found[name]
    whole = places(parse(FILES, one))
    spots = sorted({(file, position) for file, position, _ in whole})
    deadly = {spots[0], spots[len(spots) // 2], spots[len(spots) // 2 + 1], spots[-1]}
    options = {
        **one.options,
        "inner": one.source,
        "deadly": "|".join(f"{file}@{position}" for file, position in deadly),
    }
    batches = list(parse(FILES, replace(one, source="deadly", options=options), module="deadly_source"))
    assert sorted(places(batches)) == sorted(place for place in whole if place[:2] not in deadly)
    faults = [item for batch in batches for item in batch.left if isinstance(item, Fault)]
    assert {(fault.file, fault.position) for fault in faults} == deadly


@pytest.mark.parametrize("name", ["contacts.vcf", "Complete_LinkedInDataExport_10-31-2025"])
def test_every_source_resumes_behind_any_checkpoint(found, name):
    whole = places(parse(FILES, found[name]))
    marks = [place[:2] for place in whole]
    for mark in dict.fromkeys([marks[0], marks[len(marks) // 3], marks[-1]]):
        last = len(marks) - 1 - marks[::-1].index(mark)
        assert places(parse(FILES, found[name], after=mark)) == whole[last + 1 :]

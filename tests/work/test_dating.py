"""Which records show of what day their source speaks."""

import pytest

from kithbook.model import record as records
from kithbook.model.record import Observed, Record
from kithbook.work.child import Outlet


@pytest.mark.parametrize(
    ("kind", "content", "newest"),
    [
        (records.MESSAGE, {"at": "2026-03-01T10:00:00Z"}, "2026-03-01"),
        (records.MESSAGE, {"at": "2027-03-01T10:00:00Z"}, ""),  # behind the day of the import: no evidence
        (records.CARD, {"since": "2026-02-01"}, "2026-02-01"),
        (records.MEETING, {"at": "2026-03-01T10:00:00Z"}, ""),  # it may have been planned long before
        (records.CARD, {"name": "Bo"}, ""),
    ],
)
def test_the_newest_date_inside(tmp_path, kind, content, newest):
    with (tmp_path / "pipe").open("wb") as pipe:
        outlet = Outlet(pipe.fileno(), careful=0, until="2026-12-01")
        outlet.put(Observed(Record(kind, "k", content), "f", 1))
        assert outlet._newest == newest


@pytest.mark.parametrize("kind", [records.CARD, records.POST, records.KEPT])
def test_what_is_said_to_nobody_passes_no_reader(tmp_path, kind):
    with (tmp_path / "pipe").open("wb") as pipe:
        outlet = Outlet(pipe.fileno(), careful=0, until="")
        for one in (kind, records.MESSAGE):
            outlet.put(Observed(Record(one, "k", {}), "f", 1, "Could you send me the plan?"))
        read = [bool(packed[-1]) for packed in outlet._sightings]
        assert read == [False, True]

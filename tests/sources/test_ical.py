"""Calendars: occurrences become meetings, birthdays cards, and a broken event costs only itself."""

import time
from pathlib import Path

import pytest
from contract import SourceContract

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed, is_floating
from kithbook.sources import ical
from kithbook.sources.opening import open_tree

SAMPLE = b"""BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:ada@example.org
BEGIN:VTIMEZONE
TZID:Own Time
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Own Time:20260701T100000
DURATION:PT1H
SUMMARY:Plan
ORGANIZER;CN=Ada:mailto:ada@example.org
ATTENDEE;CN=Bao Linh;PARTSTAT=DECLINED:MAILTO:Bao@Example.org
ATTENDEE;CN=Room 5;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:room5@example.org
DESCRIPTION:Could you bring the numbers?
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20260101T000000Z
DTSTART:20260105T090000Z
DTEND:20260105T093000Z
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE:20260112T090000Z
SUMMARY:Standup
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20260101T000000Z
RECURRENCE-ID:20260119T090000Z
DTSTART:20260119T140000Z
SUMMARY:Standup, moved
END:VEVENT
BEGIN:VEVENT
UID:b1
DTSTART;VALUE=DATE:20260312
RRULE:FREQ=YEARLY
SUMMARY:Cleo Marsh's birthday
END:VEVENT
BEGIN:VEVENT
UID:broken
DTSTART:yesterday
END:VEVENT
BEGIN:VTODO
UID:todo
END:VTODO
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260401
SUMMARY:Offsite
END:VEVENT
END:VCALENDAR
"""


class TestIcalContract(SourceContract):
    source = ical

    def write_sample(self, folder):
        path = folder / "work.ics"
        path.write_bytes(SAMPLE)
        return path


DATA = Path(__file__).parents[2].parent / "shared" / "data" / "ical-icalendar"


def read(tmp_path, data, name="work.ics"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_path(path)


def read_path(path):
    tree = open_tree(path)
    return [seen for found in ical.identify(tree) for seen in ical.observe(tree, found)]


def calendar(*parts, head=""):
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + head + "".join(parts) + "END:VCALENDAR\n"


def event(*lines, uid="1", stamp="20260101T000000Z"):
    first = [f"UID:{uid}"] if uid else []
    return "\n".join(["BEGIN:VEVENT", *first, f"DTSTAMP:{stamp}", *lines, "END:VEVENT", ""])


def contents(seen, kind="meeting"):
    return [dict(one.record.content) for one in seen if isinstance(one, Observed) and one.record.kind == kind]


def starts(seen):
    return [content["at"] for content in contents(seen)]


def reasons(seen, sort):
    return [one.reason for one in seen if isinstance(one, sort)]


def test_a_meeting_names_who_was_asked_and_what_they_said(tmp_path):
    seen = read(tmp_path, SAMPLE)
    plan = contents(seen)[0]
    assert plan == {
        "at": "2026-07-01T08:00:00Z", "end": "2026-07-01T09:00:00Z", "uid": "one@example.org", "title": "Plan",
        "organiser": ["email", "ada@example.org", "Ada"],
        "attendees": [["email", "bao@example.org", "Bao Linh", "declined", "person"], ["email", "room5@example.org", "Room 5", "accepted", "room"]],
        "calendar": "ada@example.org", "owner": "ada@example.org", "zone": "Own Time",
    }  # fmt: skip
    assert seen[0].text == "Could you bring the numbers?"
    assert seen[0].record.key == "meeting:one@example.org|"
    assert ical.identify(open_tree(tmp_path / "work.ics"))[0].account == "ada@example.org"


def test_a_series_with_one_dropped_and_one_moved(tmp_path):
    series = [one for one in contents(read(tmp_path, SAMPLE)) if one.get("series")]
    assert [(one["instance"], one["at"], one["title"]) for one in series] == [
        ("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", "Standup"),
        ("2026-01-19T09:00:00Z", "2026-01-19T14:00:00Z", "Standup, moved"),
        ("2026-01-26T09:00:00Z", "2026-01-26T09:00:00Z", "Standup"),
    ]


def test_the_rest_of_the_sample(tmp_path):
    seen = read(tmp_path, SAMPLE)
    assert contents(seen, "card") == [{"name": "Cleo Marsh", "birthday": "--03-12", "relation": "seen"}]
    assert reasons(seen, Skipped) == ["task"] and reasons(seen, Fault) == ["not a time: 'yesterday'"]
    offsite = contents(seen)[-1]
    assert offsite == {
        "at": "2026-04-01",
        "title": "Offsite",
        "calendar": "ada@example.org",
        "owner": "ada@example.org",
    }


@pytest.mark.parametrize(
    ("line", "at", "zone"),
    [
        ("DTSTART:20260701T100000Z", "2026-07-01T10:00:00Z", "UTC"),
        ("DTSTART:20260701T100000", "2026-07-01T10:00:00Z", "floating"),
        ("DTSTART;TZID=Europe/Berlin:20260701T100000", "2026-07-01T08:00:00Z", "Europe/Berlin"),
        ('DTSTART;TZID="Europe/Berlin":20260101T100000', "2026-01-01T09:00:00Z", "Europe/Berlin"),
        ("DTSTART;TZID=W. Europe Standard Time:20260701T100000", "2026-07-01T08:00:00Z", "Europe/Berlin"),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260701T100000",
            "2026-07-01T08:00:00Z",
            "Europe/Berlin",
        ),
        (
            'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20260701T100000',
            "2026-07-01T09:00:00Z",
            "(UTC+01:00) Amsterdam, Berlin",
        ),
        ("DTSTART;TZID=Nowhere/Land:20260701T100000", "2026-07-01T10:00:00Z", "Nowhere/Land"),
        ("DTSTART;TZID=../../etc/passwd:20260701T100000", "2026-07-01T10:00:00Z", "../../etc/passwd"),
        ("DTSTART;VALUE=DATE:20260701", "2026-07-01", None),
        ("DTSTART:20260701", "2026-07-01", None),
    ],
)
def test_times_in_all_their_spellings(tmp_path, line, at, zone):
    (content,) = contents(read(tmp_path, calendar(event(line))))
    assert content["at"] == at and content.get("zone") == zone
    assert is_floating(content) == (zone in {"floating", "Nowhere/Land", "../../etc/passwd"})


def test_an_own_zone_is_followed_over_its_changes(tmp_path):
    zone = SAMPLE.decode().split("BEGIN:VTIMEZONE")[1].split("END:VTIMEZONE")[0]
    own = f"BEGIN:VTIMEZONE{zone}END:VTIMEZONE\n"
    days = ("20260328T120000", "20260329T120000", "20261024T120000", "20261025T120000")
    seen = read(tmp_path, calendar(own, *(event(f"DTSTART;TZID=Own Time:{day}", uid=day) for day in days)))
    assert [at[11:13] for at in starts(seen)] == ["11", "10", "10", "11"]
    seen = read(
        tmp_path,
        calendar(event("DTSTART;TZID=Own Time:20260701T100000", "RRULE:FREQ=DAILY;UNTIL=20260702T080000Z"), own),
    )
    assert starts(seen) == ["2026-07-01T08:00:00Z", "2026-07-02T08:00:00Z"]  # defined behind its use


def test_a_series_keeps_its_local_time_over_the_change_of_clocks(tmp_path):
    seen = read(tmp_path, calendar(event("DTSTART;TZID=Europe/Berlin:20260323T100000", "RRULE:FREQ=WEEKLY;COUNT=2")))
    assert starts(seen) == ["2026-03-23T09:00:00Z", "2026-03-30T08:00:00Z"]


def test_cancelled_meetings_keep_that_status(tmp_path):
    (content,) = contents(read(tmp_path, calendar(event("DTSTART:20260701T100000Z"), head="METHOD:CANCEL\n")))
    assert content["status"] == "cancelled"
    (content,) = contents(read(tmp_path, calendar(event("DTSTART:20260701T100000Z", "STATUS:CANCELLED"))))
    assert content["status"] == "cancelled"


@pytest.mark.parametrize(
    ("method", "is_letter"), [("", False), ("PUBLISH", False), ("CANCEL", False), ("request", True), ("REPLY", True)]
)
def test_a_message_about_an_event_is_told_from_a_calendar_that_holds_it(tmp_path, method, is_letter):
    head = f"METHOD:{method}\n" if method else ""
    (content,) = contents(read(tmp_path, calendar(event("DTSTART:20260701T100000Z"), head=head)))
    assert content.get("letter", False) is is_letter


@pytest.mark.parametrize(
    ("said", "is_busy"), [("BUSY", True), ("oof", True), ("TENTATIVE", False), ("FREE", False), ("", False)]
)
def test_outlook_keeps_its_owner_s_yes_in_the_time_it_shows_as_taken(tmp_path, said, is_busy):
    lines = ["DTSTART:20260701T100000Z", "ORGANIZER:mailto:dan@acme.example", f"X-MICROSOFT-CDO-BUSYSTATUS:{said}"]
    (content,) = contents(read(tmp_path, calendar(event(*lines))))
    assert content.get("busy", False) is is_busy


def test_a_later_version_in_the_file_supersedes(tmp_path):
    first = calendar(event("DTSTART:20260701T100000Z", "SEQUENCE:0", "SUMMARY:Old"), head="METHOD:REQUEST\n")
    then = calendar(event("DTSTART:20260701T100000Z", "SEQUENCE:1", "SUMMARY:Off"), head="METHOD:CANCEL\n")
    for text in (first + then, then + first):
        seen = read(tmp_path, text)
        assert [(one["title"], one["status"]) for one in contents(seen)] == [("Off", "cancelled")]
        assert reasons(seen, Skipped) == ["superseded"]


def test_two_events_of_one_uid_that_say_nothing_of_order_both_stand(tmp_path):
    seen = read(tmp_path, calendar(event("DTSTART:20260701T100000Z"), event("DTSTART:20260801T100000Z")))
    assert starts(seen) == ["2026-07-01T10:00:00Z", "2026-08-01T10:00:00Z"]


@pytest.mark.parametrize("uid", ["1", "null", ""])
def test_a_uid_that_every_calendar_may_hold_keeps_no_meeting_in_the_place_of_another(tmp_path, uid):
    moments = ("DTSTART:20260701T100000Z", "DTSTART:20260702T100000Z")
    one, two, again = (
        read(tmp_path, calendar(event(at, "SUMMARY:Plan", uid=uid)))[0].record.key for at in (*moments, moments[0])
    )
    assert one == again != two


def test_a_meeting_of_a_uid_of_its_own_may_be_moved(tmp_path):
    keys = {
        read(tmp_path, calendar(event(f"DTSTART:2026070{day}T100000Z", uid="7@acme.example")))[0].record.key
        for day in (1, 2)
    }
    assert keys == {"meeting:7@acme.example|"}


def test_participants_of_every_sort(tmp_path):
    people = [
        "ATTENDEE;CN=ann@example.org:MAILTO:Ann@Example.org", "ATTENDEE;CN=ann:mailto:ann@example.org", 'ATTENDEE;CN="Lee, Bo";PARTSTAT=NEEDS-ACTION:mailto:bo@example.org',
        "ATTENDEE;CUTYPE=GROUP;CN=Team:mailto:team@example.org", "ATTENDEE;CUTYPE=RESOURCE;CN=Beamer:mailto:beamer@example.org",
        "ATTENDEE;CN=Hall:mailto:abc@resource.calendar.google.com", "ATTENDEE;PARTSTAT=DELEGATED;CN=Cy:mailto:cy@example.org",
        "ATTENDEE;CN=Dee;EMAIL=dee@example.org:urn:uuid:123", "ATTENDEE;CN=Eve:/aba/principals/eve", "ATTENDEE:invalid:nomail", "ATTENDEE:tel:+4930123456",
    ]  # fmt: skip
    (content,) = contents(read(tmp_path, calendar(event("DTSTART:20260701T100000Z", *people))))
    assert content["attendees"] == [
        ["email", "ann@example.org", "", "", "person"], ["email", "bo@example.org", "Lee, Bo", "needs-action", "person"],
        ["email", "team@example.org", "Team", "", "group"], ["email", "beamer@example.org", "Beamer", "", "resource"],
        ["email", "abc@resource.calendar.google.com", "Hall", "", "resource"], ["email", "cy@example.org", "Cy", "declined", "person"],
        ["email", "dee@example.org", "Dee", "", "person"], ["name", "", "Eve", "", "person"], ["phone", "+4930123456", "", "", "person"],
    ]  # fmt: skip


def test_added_dates_periods_and_excepted_days(tmp_path):
    seen = read(
        tmp_path,
        calendar(
            event(
                "DTSTART:20260701T100000Z",
                "RDATE:20260703T100000Z,20260704T100000Z",
                "RDATE;VALUE=PERIOD:20260705T100000Z/PT1H,rubbish",
                "EXDATE;VALUE=DATE:20260704",
            )
        ),
    )
    assert starts(seen) == ["2026-07-01T10:00:00Z", "2026-07-03T10:00:00Z", "2026-07-05T10:00:00Z"]


def test_from_one_occurrence_onwards(tmp_path):
    seen = read(tmp_path, calendar(
        event("DTSTART:20260701T100000Z", "RRULE:FREQ=DAILY;COUNT=4", "SUMMARY:Early"),
        event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260703T100000Z", "DTSTART:20260703T120000Z", "SUMMARY:Late"),
    ))  # fmt: skip
    assert [(one["at"][8:13], one["title"]) for one in contents(seen)] == [
        ("01T10", "Early"),
        ("02T10", "Early"),
        ("03T12", "Late"),
        ("04T12", "Late"),
    ]


def test_an_exception_without_its_series_stands_alone(tmp_path):
    (one,) = list(read(tmp_path, calendar(event("RECURRENCE-ID:20260703T100000Z", "DTSTART:20260703T120000Z"))))
    assert one.record.key.endswith("|2026-07-03T10:00:00Z")


def test_rules_that_would_never_end_are_cut_or_refused(tmp_path):
    start = time.process_time()
    for rule, most in (
        ("FREQ=SECONDLY", 1), ("FREQ=MINUTELY;COUNT=100000", 1), ("FREQ=HOURLY", 1), ("FREQ=DAILY", 1000), ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("FREQ=YEARLY;BYDAY=53MO;BYMONTH=2", 1), ("FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))), 1000),
        ("FREQ=DAILY;INTERVAL=999999999", 1), ("FREQ=DAILY;COUNT=99999999999999", 1), ("FREQ=NEVER", 1), ("rubbish", 1), ("FREQ=DAILY;BYMONTH=13", 1),
    ):  # fmt: skip
        seen = read(tmp_path, calendar(event("DTSTART:00010101T000000Z", f"RRULE:{rule}")))
        assert 1 <= len(contents(seen)) <= most, rule
    assert time.process_time() - start < 5
    assert reasons(read(tmp_path, calendar(event("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY"))), Fault) == [
        "a rule that repeats secondly is not followed"
    ]


def test_of_a_long_series_the_latest_are_kept_and_the_rest_is_said(tmp_path):
    seen = read(tmp_path, calendar(event("DTSTART:20160101T090000Z", "RRULE:FREQ=DAILY")))
    assert len(contents(seen)) == 1000 and starts(seen)[-1] == "2027-01-01T09:00:00Z"
    assert len(reasons(seen, Fault)) == 1 and "earlier occurrences" in reasons(seen, Fault)[0]


def test_how_far_a_series_goes_is_fixed_by_the_file_itself(tmp_path):
    text = calendar(event("DTSTART:20260101T090000Z", "RRULE:FREQ=MONTHLY"))
    assert starts(read(tmp_path, text))[-1] == "2027-01-01T09:00:00Z"
    later = calendar(
        event("DTSTART:20260101T090000Z", "RRULE:FREQ=MONTHLY"), event("DTSTART:20260601T000000Z", uid="2")
    )
    assert starts(read(tmp_path, later))[-2] == "2027-06-01T09:00:00Z"
    never = calendar(
        event("DTSTART:20260101T090000Z", "RRULE:FREQ=MONTHLY"), event("DTSTART:45010101T000000Z", uid="2")
    )
    assert starts(read(tmp_path, never))[-2] == "2027-01-01T09:00:00Z"


@pytest.mark.parametrize(
    ("title", "name", "birthday"),
    [("Cleo Marsh's birthday", "Cleo Marsh", "--03-12"), ("Cleo Marsh’s Birthday", "Cleo Marsh", "--03-12"), ("Geburtstag von Jürgen Groß", "Jürgen Groß", "--03-12"),
     ("Jürgen Groß hat Geburtstag", "Jürgen Groß", "--03-12"), ("Anniversaire de Zoé", "Zoé", "--03-12"), ("🎂 Cleo Marsh – Birthday (1980)", "Cleo Marsh", "1980-03-12"),
     ("Birthday: Cleo Marsh", "Cleo Marsh", "--03-12"), ("Cumpleaños de Ana", "Ana", "--03-12")],
)  # fmt: skip
def test_birthdays_in_words(tmp_path, title, name, birthday):
    seen = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20260312", f"SUMMARY:{title}")))
    assert contents(seen, "card") == [{"name": name, "birthday": birthday, "relation": "seen"}] and not contents(seen)


def test_birthday_calendars_and_what_only_looks_like_one(tmp_path):
    seen = read(
        tmp_path,
        calendar(
            event("DTSTART;VALUE=DATE:20260312", "SUMMARY:Cleo Marsh", uid="a"),
            event("DTSTART;VALUE=DATE:20270312", "SUMMARY:Cleo Marsh", uid="b"),
            head="X-WR-CALNAME:Birthdays\n",
        ),
    )
    assert len({one.record.id for one in seen}) == 1  # each year's event says the same
    party = event("DTSTART:20260312T180000Z", "SUMMARY:Cleo's birthday party", "ATTENDEE:mailto:ada@example.org")
    wedding = event("DTSTART;VALUE=DATE:20260312", "SUMMARY:Our wedding anniversaire", uid="2")
    seen = read(tmp_path, calendar(party, wedding))
    assert len(contents(seen)) == 2 and not contents(seen, "card")


def test_a_broken_event_costs_only_itself(tmp_path):
    good = event("DTSTART:20260701T100000Z", uid="good1"), event("DTSTART:20260702T100000Z", uid="good2")
    for bad in ("BEGIN:VEVENT\nUID:x\n", event("DTSTART:99999999T999999Z"), event("DTSTART:00000000T000000"), "BEGIN:VEVENT\n\x00\x01:;;;\nEND:VEVENT\n", "END:VEVENT\n",
                event("DTSTART:20260701T100000Z", "DTEND:rubbish", "RRULE:;;;", "EXDATE:", "RDATE:x", "ATTENDEE", "DURATION:-P99999W"), "BEGIN:VALARM\n"):  # fmt: skip
        seen = read(tmp_path, calendar(good[0], bad, good[1]))
        kept = [one["uid"] for one in contents(seen) if one["uid"].startswith("good")]
        assert kept[0] == "good1" and (kept[1:] == ["good2"] or "VALARM" in bad), bad


def test_alarms_and_attachments_inside_an_event_are_not_its_own(tmp_path):
    alarm = "BEGIN:VALARM\nDESCRIPTION:Wake up\nATTENDEE:mailto:robot@example.org\nEND:VALARM"
    seen = read(
        tmp_path,
        calendar(
            event(
                "DTSTART:20260701T100000Z",
                alarm,
                "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 3_000_000,
                "DESCRIPTION:Mine",
            )
        ),
    )
    assert seen[0].text == "Mine" and "attendees" not in contents(seen)[0]
    long = event("DTSTART:20260701T100000Z", "DESCRIPTION:" + "x" * 2_000_000, uid="2")
    seen = read(tmp_path, calendar(long, event("DTSTART:20260702T100000Z")))
    assert [type(one) for one in seen] == [Fault, Observed]


def test_a_reason_is_one_line(tmp_path):
    seen = read(tmp_path, calendar(event("DTSTART:20260701T100000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXD")))
    assert reasons(seen, Fault) == ["not a number: 4 EXD"]


def test_an_event_without_uid_is_known_by_what_it_says(tmp_path):
    one, two = (
        read(tmp_path, calendar(event("DTSTART:20260701T100000Z", "SUMMARY:Plan", extra, uid="")))
        for extra in ("LOCATION:A", "LOCATION:B")
    )
    assert one[0].record.key == two[0].record.key and one[0].record.id != two[0].record.id


def test_wide_encodings_and_code_pages(tmp_path):
    text = calendar(event("DTSTART:20260701T100000Z", "SUMMARY:Größe")).replace("\n", "\r\n")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"):
        assert [one["title"] for one in contents(read(tmp_path, text.encode(encoding)))] == ["Größe"], encoding


def test_a_library_s_worst_cases_never_raise_and_count_plausibly():
    if not DATA.exists():
        pytest.skip("the calendars of many programs lie only in ../shared/data")
    checks, counts = TestIcalContract(), {}
    for path in sorted(DATA.rglob("*.ics")):
        seen = read_path(path)
        counts[path.name] = len(contents(seen))
        for one in seen:
            checks.check(one)
    assert sum(count > 0 for count in counts.values()) >= 80
    assert counts["issue_466_respect_unique_timezone.ics"] == 53  # every Friday of a year
    assert counts["event_with_recurrence.ics"] == 97  # a hundred days less three
    assert counts["x_location.ics"] == 264


def test_it_agrees_with_another_implementation():
    """Occurrences as recurring-ical-events has them, wherever it reads the file at all."""
    if not DATA.exists():
        pytest.skip("the calendars of many programs lie only in ../shared/data")
    icalendar = pytest.importorskip("icalendar")
    pytest.importorskip("recurring_ical_events")
    # Read differently on purpose: names of zones that only that library knows, and days added to series with times.
    other = {"issue_526", "issue_1633", "multiple_calendar_components"}
    compared = 0
    for path in sorted(DATA.rglob("*.ics")):
        mine = {(one["at"], one.get("title", "")) for one in contents(read_path(path))}
        if not mine or any(path.name.startswith(name) for name in other):
            continue
        theirs = occurrences_elsewhere(icalendar, path)
        if theirs is not None:
            compared += 1
            assert mine == theirs, path.name
    assert compared >= 60


def occurrences_elsewhere(icalendar, path):
    import warnings
    from datetime import UTC, datetime

    import recurring_ical_events

    from kithbook.sources.ical.survey import look_over

    with path.open("rb") as stream:
        until = look_over(stream).newest + ical.AHEAD
    found = set()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for one in icalendar.Calendar.from_ical(path.read_bytes(), multiple=True):
                whole = one
                if one.name != "VCALENDAR":
                    whole = icalendar.Calendar()
                    whole.add_component(one)
                for occurrence in recurring_ical_events.of(whole).between(datetime(1600, 1, 1, tzinfo=UTC), until):
                    found.add((written(occurrence["DTSTART"].dt), " ".join(str(occurrence.get("SUMMARY", "")).split())))
    except Exception:  # noqa: BLE001 - these files are made to break it
        return None
    return found


def written(start):
    from datetime import UTC, datetime

    if not isinstance(start, datetime):
        return start.isoformat()
    moment = start.astimezone(UTC) if start.tzinfo else start
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def test_two_thousand_events_in_seconds(tmp_path):
    text = calendar(
        *(
            event(
                f"DTSTART;TZID=Europe/Berlin:2025{n % 12 + 1:02d}{n % 28 + 1:02d}T100000",
                "SUMMARY:Plan",
                "ATTENDEE;CN=Ann:mailto:ann@example.org",
                "DESCRIPTION:" + "x" * 100,
                uid=str(n),
            )
            for n in range(2000)
        )
    )
    path = tmp_path / "many.ics"
    path.write_text(text)
    start = time.process_time()
    assert len(read_path(path)) == 2000
    assert time.process_time() - start < 1.5


def test_a_bad_event_of_a_series_is_one_fault_at_its_own_place(tmp_path):
    rule = event("UID:weekly", "DTSTART:20260701T100000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    bad = [event("UID:weekly", f"RECURRENCE-ID:2026070{day}T100000Z", "DTSTART:never") for day in (1, 8)]
    seen = read(tmp_path, calendar(rule, *bad))
    faults = [one for one in seen if isinstance(one, Fault)]
    assert len(faults) == len({one.position for one in faults}) == 2
    assert starts(seen) == ["2026-07-01T10:00:00Z", "2026-07-08T10:00:00Z", "2026-07-15T10:00:00Z"]
    assert len({one.position for one in seen if isinstance(one, Observed)}) == 1


def test_two_masters_cut_alike_are_one_fault(tmp_path):
    rules = [event("UID:a", f"DTSTART:2026070{day}T100000Z", "RRULE:FREQ=HOURLY") for day in (1, 2)]
    seen = read(tmp_path, calendar(*rules))
    assert len(reasons(seen, Fault)) == 1 and len(starts(seen)) == 2


def test_thousands_of_exceptions_of_one_series_take_time_that_grows_with_their_number(tmp_path):
    times = [f"20260701T{n // 3600:02}{n // 60 % 60:02}{n % 60:02}Z" for n in range(3000)]
    parts = [event("UID:a", f"RECURRENCE-ID:{moment}", f"DTSTART:{moment}") for moment in times]
    began = time.process_time()
    assert len(starts(read(tmp_path, calendar(*parts)))) == 3000
    assert time.process_time() - began < 10

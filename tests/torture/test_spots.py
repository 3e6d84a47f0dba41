"""Clocks, zones, strange dates, texts and repetitions: no storm of reminders, nothing raised, nothing hangs (R12, R13, R15, R16)."""

import time
from datetime import date, timedelta

import pytest
import small_world
from torturing import asked, assert_clean, quick, slowness

DAYS = [
    date(2024, 2, 29),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(1900, 1, 1),
    date(2100, 2, 28),
    date(2100, 12, 31),
]
ZONES = ["Europe/Berlin", "America/St_Johns", "Pacific/Apia"]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    made = folder / "book"
    asked(made, "import", *small_world.write(folder, people=40, messages=120))
    people = asked(made, "people")
    for number, one in enumerate(people[:20]):
        assert quick(made, "remind", one["id"], f"2027-03-{10 + number % 5}", "ask")[0] == 0
        assert quick(made, "rhythm", one["id"], "14")[0] == 0
    return made


def test_the_check_up_is_quick(book):
    begun = time.perf_counter()
    assert_clean(book, deep=False)
    assert time.perf_counter() - begun < 10 * slowness()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_any_day_has_an_agenda_within_its_bounds(book, day):
    answer = asked(book, "today", "--date", day.isoformat())
    assert answer["date"] == day.isoformat()
    assert len(answer["items"]) <= 5
    asked(book, "ties", "--as-of", day.isoformat())


@pytest.mark.parametrize("zone", ZONES)
def test_both_days_of_the_changing_clock_in_many_zones(book, zone):
    asked(book, "me", "--zone", zone)
    for day in (date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)):
        assert len(asked(book, "today", "--date", day.isoformat())["items"]) <= 5
    assert_clean(book, deep=False)


def test_a_clock_that_jumps_brings_no_storm(book):
    day, seen = date(2027, 3, 12), []
    for jump in (0, -365, 3652, 1, -3652):
        day += timedelta(days=jump)
        answer = asked(book, "today", "--date", day.isoformat())
        seen.append(answer["items"])
        assert len(answer["items"]) <= 5
    assert asked(book, "today", "--date", "2027-03-12")["items"] == seen[0]


# -- strange dates, texts, identities and repetitions --------------------------------------------------

DATES = [
    "Thu, 1 Jan 1970 00:00:00 +0000", "Fri, 31 Dec 2099 23:59:59 +0000", "Mon, 5 Jan 2026 10:00:00 +9999", "Mon, 5 Jan 0000 10:00:00 +0000",
    "Thu, 29 Feb 2024 10:00:00 -1200", "Wed, 29 Feb 2023 10:00:00 +0000", "Sun, 29 Mar 2026 02:30:00 +0100", "yesterday", "", "5 Jan 1900 10:00:00 GMT",
    "Mon, 99 Foo 2026 99:99:99 +0000", "Mon, 5 Jan 99999 10:00:00 +0000",
]  # fmt: skip
BODIES = {
    "charset=no-such-charset": b"Gr\xfc\xdfe", "charset=utf-8": b"\xed\xa0\x80 surrogate \xff", "charset=utf-16": "Grüße".encode("utf-16"),
    "charset=us-ascii": b"nul \x00 here", "charset=utf-7": b"+/v8-", 'charset=""': b"empty", "charset=idna": b"x" * 3000, "charset=rot13": b"uryyb",
}  # fmt: skip


def odd_mail():
    parts = [
        f"From x Mon Jan  5 10:00:00 2026\nFrom: Ann <ann{n}@work.example>\nTo: {small_world.EGO}\nDate: {day}\nSubject: d{n}\nMessage-ID: <d{n}@x>\n\nHi\n\n".encode()
        for n, day in enumerate(DATES)
    ]
    parts += [
        f"From x Mon Jan  5 10:00:00 2026\nFrom: Ann <b{n}@work.example>\nTo: {small_world.EGO}\nDate: {DATES[4]}\nSubject: b{n}\n"
        f"Message-ID: <b{n}@x>\nContent-Type: text/plain; {kind}\n\n".encode() + body + b"\n\n"
        for n, (kind, body) in enumerate(BODIES.items())
    ]  # fmt: skip
    return parts


RULES = [
    "FREQ=SECONDLY", "FREQ=SECONDLY;UNTIL=20991231T000000Z", "FREQ=MINUTELY;INTERVAL=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=999999999",
    "FREQ=HOURLY;BYSECOND=" + ",".join(map(str, range(60))), "FREQ=YEARLY;BYDAY=53MO;BYWEEKNO=53;BYSETPOS=366", "FREQ=NEVER", "FREQ=WEEKLY;INTERVAL=99999999999999999999",
]  # fmt: skip


def odd_calendar():
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//E//EN\r\n"
    bombs = "".join(
        f"BEGIN:VEVENT\r\nUID:bomb{n}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20250101T100000Z\r\nSUMMARY:Bomb {n}\r\nRRULE:{rule}\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:b{n}@work.example\r\nEND:VEVENT\r\n"
        for n, rule in enumerate(RULES)
    )
    odd = "".join(
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART{start}\r\nSUMMARY:Odd {n}\r\nATTENDEE:mailto:o{n}@work.example\r\nEND:VEVENT\r\n"
        for n, (uid, start) in enumerate([
            ("", ":20260105T100000"), ("same", ":20260105T100000Z"), ("same", ":20260106T100000Z"), ("tz", ";TZID=Mars/Olympus:20260105T100000"),
            ("win", ";TZID=W. Europe Standard Time:20260105T100000"), ("leap", ":20240229T100000Z"), ("gap", ";TZID=Europe/Berlin:20260329T023000"),
            ("old", ":19000101T000000Z"), ("far", ":21001231T235959Z"), ("bad", ":20261345T999999Z"),
        ])
    )  # fmt: skip
    return (head + bombs + odd + "END:VCALENDAR\r\n").encode()


def odd_cards():
    return "\ufeff".encode() + b"".join([
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:same\r\nFN:Ann One\r\nEMAIL:one@work.example\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:same\r\nFN:Zoe Two\r\nEMAIL:two@work.example\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:No Uid\nEMAIL:three@work.example\nEND:VCARD\n",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=WINDOWS-1252:M\xfcller;J\xf6rg\r\nTEL:99999999999999999999999999999\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:nul\r\nFN:Nul \x00 Ned\r\nBDAY:2023-02-29\r\nREV:99999999999999999999\r\nEND:VCARD\r\n",
    ])  # fmt: skip


def test_odd_dates_texts_and_repetitions(tmp_path):
    given, book = tmp_path / "given", tmp_path / "book"
    given.mkdir()
    (given / "odd.mbox").write_bytes(b"".join(odd_mail()))
    (given / "odd.ics").write_bytes(odd_calendar())
    (given / "odd.vcf").write_bytes(odd_cards())
    (given / "utf16.csv").write_bytes(
        "First Name,Last Name,E-mail Address\r\nJörg,Sechzehn,j16@work.example\r\n".encode("utf-16")
    )
    (given / "wide.csv").write_bytes(
        b"\xef\xbb\xbfFirst Name,Last Name,E-mail Address,Notes\rAnn,Wide,w@work.example,"
        + b"x" * 200_000
        + b"\rBo,Next,n@work.example,\r"
    )
    begun = time.perf_counter()
    answer = asked(book, "import", given)
    assert time.perf_counter() - begun < 20 * slowness()
    by_source = {}
    for one in answer["runs"]:
        assert (
            one["observed"]
            == one["new"] + one["changed"] + one["unchanged"] + sum(one["skipped"].values()) + one["fault_count"]
        )
        by_source.setdefault(one["source"], []).append(one)
    assert by_source["mbox"][0]["observed"] >= len(DATES) + len(BODIES)
    assert by_source["vcard"][0]["new"] >= 4
    names = {one["name"] for one in asked(book, "people", "--limit", "500")}
    assert {"Jörg Sechzehn", "Ann Wide", "Bo Next", "Ann One", "Zoe Two"} <= names
    for day in ("2026-01-05", "2099-12-31"):
        assert len(asked(book, "today", "--date", day)["items"]) <= 5
    assert all("1970" not in (one["last_interaction"] or "") for one in asked(book, "ties"))
    assert_clean(book)

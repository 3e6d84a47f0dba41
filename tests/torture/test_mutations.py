"""Damaged files: no crash, no hang, the undamaged items are read, and what is not read is listed (R4)."""

import json
import random
import resource
import time
import zipfile
from dataclasses import dataclass, field

import pytest
import small_world
from torturing import assert_clean, quick, report, some

from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.record import Observed
from kithbook.sources.recognise import recognise, source_named

SECONDS_AN_ITEM = 2.0
READ_SHARE = 0.99
MOST_MEGABYTES = 300
ITEMS = 24
INSERTED = [
    b"\x00", b"\x00" * 40, b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xe2\x80\xae", b'"', b"'", b"\\", b"\n", b"\r\n", b"\r",
    b",", b";", b":", b"=", b"=?utf-8?q?=00=ff?=", b"A" * 9000, b"(" * 3000, b"9" * 400, b"2024-13-45T99:99:99Z", b"\x1a", b"<p>",
]  # fmt: skip


@dataclass
class Sample:
    """A file as its items, each with a word that occurs in it alone, and how they are put together."""

    source: str
    name: str
    items: list[bytes]
    head: bytes = b""
    tail: bytes = b""
    is_broken = staticmethod(lambda _path: False)
    known: dict[int, set[bytes]] = field(default_factory=dict)  # item → ids of its records

    def write(self, folder, items):
        path = folder / self.name
        path.write_bytes(self.head + b"".join(items) + self.tail)
        return path


class Zipped(Sample):
    """Each item a member of its own."""

    def write(self, folder, items):
        path = folder / self.name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, item in enumerate(items):
                archive.writestr(zipfile.ZipInfo(f"mail/{number:03d}.eml", (2026, 1, 1, 0, 0, 0)), item)
        return path


class Folder(Sample):
    """Each item a file of its own."""

    def write(self, folder, items):
        path = folder / self.name
        path.mkdir(exist_ok=True)
        for number, item in enumerate(items):
            (path / f"{number:03d}.eml").write_bytes(item)
        return path


class Listed(Sample):
    """Items of one document: where its syntax is damaged nothing of it can be read, and that is said."""

    def is_broken(self, path):
        try:
            json.loads(path.read_bytes().decode("utf-8", "replace"), strict=False)
        except ValueError:
            return True
        return False

    def write(self, folder, items):
        path = folder / self.name
        path.write_bytes(self.head + b",\n".join(items) + self.tail)
        return path


def word(number):
    return f"tok{number:04d}x"


def mail(number):
    return (
        f"From: Ann {word(number)} <ann{number}@work.example>\nTo: Ada <{small_world.EGO}>\nDate: Mon, 5 Jan 2026 10:{number:02d}:00 +0000\n"
        f"Subject: About {word(number)}\nMessage-ID: <{word(number)}@work.example>\n\nHello,\n\ncould you send me the figures?\n\nBest\nAnn\n"
    ).encode()


def samples():
    numbers = range(ITEMS)
    mails = [mail(n) for n in numbers]
    contacts = [
        {"uuid": f"{n:08d}-1111-4111-8111-111111111111", "created_at": "2024-01-01T00:00:00.000000Z", "data": [],
         "properties": {"first_name": "Ann", "last_name": word(n), "job": "Cook"}} for n in numbers
    ]  # fmt: skip
    vcard = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{0}\r\nFN:Ann {0}\r\nN:{0};Ann;;;\r\nEMAIL:{0}@work.example\r\nEND:VCARD\r\n"
    )
    event = (
        "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTAMP:20260105T080000Z\r\nDTSTART:20260105T100000Z\r\nDTEND:20260105T110000Z\r\nSUMMARY:Tea {0}\r\n"
        "ORGANIZER:mailto:ada@example.org\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=Ann:mailto:{0}@work.example\r\nEND:VEVENT\r\n"
    )
    return {
        "csv": Sample("linkedin", "Connections.csv", [f"Ann,{word(n)},https://www.linkedin.com/in/{word(n)},,Acme,Cook,0{1 + n % 9} Mar 2024\n".encode() for n in numbers],
                      b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"),
        "table": Sample("addressbook", "contacts.csv", [f"Ann,{word(n)},{word(n)}@work.example,+44 20 7946 0{n:03d}\n".encode() for n in numbers],
                        b"First Name,Last Name,E-mail Address,Phone\n"),
        "mbox": Sample("mbox", "mail.mbox", [b"From ann@work.example Mon Jan  5 10:00:00 2026\n" + one + b"\n" for one in mails]),
        "eml": Folder("eml", "letters", mails),
        "vcf": Sample("vcard", "cards.vcf", [vcard.format(word(n)).encode() for n in numbers]),
        "ics": Sample("ical", "calendar.ics", [event.format(word(n)).encode() for n in numbers], b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//E//EN\r\n", b"END:VCALENDAR\r\n"),
        "zip": Zipped("eml", "letters.zip", mails),
        "json": Listed("monica", "monica.json", [json.dumps(one).encode() for one in contacts],
                       b'{"version": "1.0-preview.1", "app_version": "4", "export_date": "2026-02-03T10:00:00Z", "account": {"uuid": "a", "properties": {}, "instance": {}, "data": [{"type": "contact", "count": 24, "values": [\n', b"\n]}]}}"),
    }  # fmt: skip


SAMPLES = samples()


def seen(source, path):
    """Read a file by its source; give what came out, and the longest time that one item took."""
    out, longest = [], 0.0
    begun = time.process_time()
    try:
        recognised = recognise(path, kind=source)
    except UserError:
        return None, time.process_time() - begun
    reader = source_named(source)
    for found in recognised.found:
        for one in reader.observe(recognised.tree, found):
            out.append(one)
            longest, begun = max(longest, time.process_time() - begun), time.process_time()
    return out, max(longest, time.process_time() - begun)


def ids(out):
    return {one.record.raw_id for one in out if isinstance(one, Observed)}


@pytest.fixture(scope="module", params=list(SAMPLES))
def sample(request, tmp_path_factory):
    one = SAMPLES[request.param]
    out, _ = seen(one.source, one.write(tmp_path_factory.mktemp("whole"), one.items))
    for number in range(ITEMS):
        mark = word(number)
        one.known[number] = {
            each.record.raw_id
            for each in out
            if isinstance(each, Observed) and mark in f"{each.record.key} {each.record.content}"
        }
        assert one.known[number], (request.param, number)
    return request.param, one


def damaged(item, chance):
    """Damage one item once or twice, within it."""
    for _ in range(chance.choice([1, 1, 2])):
        at = chance.randrange(len(item))
        way = chance.choice(["flip", "flip", "insert", "delete", "repeat", "cut"])
        if way == "flip":
            item = item[:at] + bytes([item[at] ^ (1 << chance.randrange(8))]) + item[at + 1 :]
        elif way == "insert":
            item = item[:at] + chance.choice(INSERTED) + item[at:]
        elif way == "delete":
            item = item[:at] + item[at + chance.randint(1, 12) :] or b"x"
        elif way == "repeat":
            item = item[:at] + item[max(0, at - 40) : at] * 3 + item[at:]
        else:
            item = item[:at] or b"x"
    return item


def mutate(sample, folder, seed):
    """Damage one item in three, at the most, at places that do not touch; give the file and who is undamaged."""
    chance = random.Random(seed)
    hurt = set(chance.sample(range(ITEMS), chance.choice([1, 1, 2, 4])))
    items = [damaged(item, chance) if number in hurt else item for number, item in enumerate(sample.items)]
    near = hurt | {number + 1 for number in hurt} | {number - 1 for number in hurt}
    return sample.write(folder, items), sorted(set(range(ITEMS)) - near), sorted(hurt)


def torture(name, sample, folder, seeds):
    """Read damaged files; count the undamaged items that were read, and those missing without a word."""
    read = whole = silent = 0
    slowest = 0.0
    for seed in seeds:
        path, sound, hurt = mutate(sample, folder, seed)
        out, seconds = seen(sample.source, path)
        slowest = max(slowest, seconds)
        assert seconds < SECONDS_AN_ITEM, (name, seed)
        if sample.is_broken(path):
            assert out is None or [type(one) for one in out] == [Fault], (name, seed)
            continue
        found = ids(out or [])
        whole += len(sound)
        read += sum(sample.known[number] <= found for number in sound)
        if out is not None:
            said = [one for one in out if isinstance(one, Fault | Skipped)]
            assert all(one.file is not None and one.position >= 0 and one.reason for one in said), (name, seed)
            gone = sum(1 for number in sound if not sample.known[number] <= found)
            silent += gone > 0 and not said
        for number in hurt:
            if path.is_dir():
                (path / f"{number:03d}.eml").write_bytes(sample.items[number])
    return read / whole, silent, slowest


def anywhere(sample, folder, seeds):
    """Damage the file wherever it is, heads and directories included: it may be refused, never break anything."""
    slowest = 0.0
    for seed in seeds:
        path = sample.write(folder, sample.items)
        if path.is_dir():
            return 0.0
        path.write_bytes(damaged(path.read_bytes(), random.Random(f"anywhere {seed}")))
        slowest = max(slowest, seen(sample.source, path)[1])
        assert slowest < SECONDS_AN_ITEM * ITEMS, seed
    return slowest


def test_damaged_files_give_all_that_is_undamaged(tmp_path, sample):
    name, one = sample
    share, silent, _ = torture(name, one, tmp_path, range(60))
    assert share >= READ_SHARE
    assert silent == 0


def test_damage_anywhere_breaks_nothing(tmp_path, sample):
    anywhere(sample[1], tmp_path, range(40))


@pytest.mark.long
def test_ten_thousand_damaged_files(tmp_path, sample):
    name, one = sample
    within, without = some(range(9000)), some(range(1000))
    share, silent, slowest = torture(name, one, tmp_path, within)
    slowest = max(slowest, anywhere(one, tmp_path, without))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        f"R4: {name}: {len(within) + len(without):,} damaged files, {share:.3%} of undamaged items read, "
        f"slowest item {slowest * 1e3:.0f} ms, at most {peak:.0f} MB"
    )
    assert share >= READ_SHARE
    assert silent == 0
    assert peak < MOST_MEGABYTES


def test_a_folder_of_damaged_files_through_the_program(tmp_path):
    folder, book = tmp_path / "given", tmp_path / "book"
    for name, one in SAMPLES.items():
        there = folder / name
        there.mkdir(parents=True)
        mutate(one, there, 7)
    code, out, err = quick(book, "import", folder, "--json")
    assert code in {0, 3}, err
    document = json.loads(out)
    for one in document["runs"]:
        assert (
            one["observed"]
            == one["new"] + one["changed"] + one["unchanged"] + sum(one["skipped"].values()) + one["fault_count"]
        )
        assert all(fault["reason"] and fault["position"] >= 0 for fault in one["faults"])
    assert len(json.loads(quick(book, "faults", "--json")[1])) == sum(one["fault_count"] for one in document["runs"])
    assert_clean(book)

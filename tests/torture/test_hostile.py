"""Hostile files and names through the real program: each costs itself, and no name steers the terminal (R4, S5, S6)."""

import csv
import io
import json
import re
import struct
import time
import zipfile

import pytest
import small_world
from torturing import asked, assert_clean, quick, run, slowness

# Whatever moves the cursor, colours the screen, turns the direction or hides: none may leave in plain output.
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
NAMES = [
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "{{7*7}}", '=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0",
    "-2+3", "@SUM(1)", "\tTabbed Tess", "Bidi \u202egnp.exe", "Isolated \u2067Ida\u2069", "Zero\u200bWidth Zoe", "\u200b", "Red \x1b[31mRob\x1b[0m",
    "Title \x1b]0;owned\x07 Tim", "Bell\x07 Bob", "Back\x08\x08\x08Space", "C1 \x9b31m Cid", "Nul\x00Ned", "Line\u2028Sep", "BOM\ufeffBen",
    "Zalgo " + "Z" + "\u0301\u0316\u0489" * 200, "Аnn Smith", "🚀🚀🚀", "A" * 1_000_000, "Tag\U000e0041\U000e0042 Tom", "None", "null", "../../etc/passwd",
    "%s%s%n", "$(touch /tmp/owned)", "`id`", "'; DROP TABLE card; --", "Ann\r\nBcc: evil@evil.example", "Ünï Cödé", "ﷺ" * 30,
]  # fmt: skip
PLAIN = [
    ["people"],
    ["people", "--state", "seen"],
    ["ties"],
    ["today", "--date", "2026-03-12"],
    ["questions"],
    ["duplicates"],
    ["history"],
    ["sources"],
    ["faults"],
    ["me"],
]


def card(number, name):
    kept = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "").replace(";", "\\;")
    return (
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u{number}\r\nFN:{kept}\r\nEMAIL:h{number}@work.example\r\nORG:{kept}\r\nTITLE:{kept}\r\n"
        f"NOTE:{kept}\r\nNICKNAME:{kept}\r\nEND:VCARD\r\n"
    )


def letter(number, name):
    safe = name.replace("\n", " ").replace("\r", " ")[:3000]
    return (
        f"From x Mon Jan  5 10:00:00 2026\nFrom: {json.dumps(safe, ensure_ascii=False)} <h{number}@work.example>\nTo: Ada <{small_world.EGO}>\n"
        f"Delivered-To: {small_world.EGO}\nDate: Mon, 5 Jan 2026 1{number % 10}:00:00 +0000\nSubject: {safe}\nMessage-ID: <m{number}@x>\n\n"
        f"Could you send {safe[:200]} to me by Friday?\n\nBest\n{safe}\n\n"
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "cards.vcf").write_bytes(
        "".join(card(n, name) for n, name in enumerate(NAMES)).encode("utf-8", "replace")
    )
    (folder / "mail.mbox").write_bytes(
        "".join(letter(n, name) for n, name in enumerate(NAMES)).encode("utf-8", "replace")
    )
    rows = io.StringIO()
    csv.writer(rows).writerows([["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"],
        *([name, "Hostile", f"https://www.linkedin.com/in/h{n}", "", name, name, "05 Jan 2026"] for n, name in enumerate(NAMES) if len(name) < 10_000)])  # fmt: skip
    (folder / "Connections.csv").write_text(rows.getvalue().replace("\x00", ""), encoding="utf-8")
    made = folder / "book"
    code, out, err = quick(made, "import", folder / "cards.vcf", folder / "mail.mbox", folder / "Connections.csv")
    assert code in {0, 3}, err
    assert not STEERING.search(out + err)
    quick(made, "me", "--email", small_world.EGO)
    return made


def test_no_name_steers_the_terminal(book):
    assert len(asked(book, "people", "--limit", "1000")) > 20
    for words in PLAIN:
        code, out, err = quick(book, *words)
        assert code == 0, err
        assert not STEERING.search(out + err), (words, STEERING.search(out + err))


def test_no_person_shown_steers_the_terminal(book):
    for number in range(len(NAMES)):
        for words in (["show", f"h{number}@work.example"], ["show", f"h{number}@work.example", "--cards"]):
            code, out, err = quick(book, *words)
            assert code in {0, 1}, err
            assert not STEERING.search(out + err), number


def test_errors_that_repeat_a_name_do_not_steer_either(book):
    for words in (
        ["show", "\x1b[31mred\x07"],
        ["people", "\u202egnp"],
        ["merge", "\x9b31m", "x"],
        ["import", "/nowhere/\x1b]0;x\x07.vcf"],
    ):
        _, out, err = quick(book, *words)
        assert not STEERING.search(out + err), words


def test_json_says_exactly_what_is_there(book):
    names = {one["name"] for one in asked(book, "people", "--limit", "1000")}
    assert any("<script>" in name for name in names)
    for words in (["show", "h0@work.example"], ["ties"], ["today", "--date", "2026-03-12"]):
        asked(book, *words)


def test_no_cell_of_a_table_is_a_formula(book):
    code, out, err = quick(book, "export", "--format", "csv")
    assert code == 0, err
    for row in list(csv.reader(io.StringIO(out, newline="")))[1:]:
        assert [cell for cell in row if cell[:1] in set("=+-@\t\r")] == []


def test_no_value_of_a_card_breaks_its_line(book):
    for form in ("vcard3", "vcard4"):
        code, out, err = quick(book, "export", "--format", form)
        assert code == 0, err
        lines = out.replace("\r\n ", "").split("\r\n")
        assert all(re.match(r"(?:[A-Za-z0-9.-]+[;:]|$)", line) for line in lines)
        assert not any(line.lower().startswith("bcc") for line in lines)


# -- archives ------------------------------------------------------------------------------------------

GOOD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nBao,Good,https://www.linkedin.com/in/bao,,Acme,Cook,05 Jan 2024\n"


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def link(name, where):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry, where


def nested(depth):
    inner = zipped(("Connections.csv", GOOD))
    for _ in range(depth):
        inner = zipped(("inner.zip", inner))
    return inner


def overlapping():
    """Let all entries of the directory point at the bytes of the first."""
    data = bytearray(zipped(*((f"{n}.csv", "x" * 60_000) for n in range(40)), ("Connections.csv", GOOD)))
    place = 0
    for _ in range(40):
        place = data.index(b"PK\x01\x02", place) + 4
        struct.pack_into("<I", data, place + 38, 0)
    return bytes(data)


def lying():
    data = bytearray(zipped(("Connections.csv", GOOD), ("messages.csv", "x" * 5000)))
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)
    return bytes(data)


def checked_wrongly():
    data = bytearray(zipped(("Connections.csv", GOOD), ("Skills.csv", "Name\nTea\n")))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 16, 12345)
    return bytes(data)


def archives():
    whole = zipped(("Connections.csv", GOOD))
    return {
        "bomb": zipped(("messages.csv", bytes(60_000_000)), ("Connections.csv", GOOD)),
        "bomb in a mailbox": zipped(("mail.mbox", b"From x Mon Jan  5 10:00:00 2026\n" + bytes(60_000_000)), ("Connections.csv", GOOD)),
        "nested": nested(60),
        "overlap": overlapping(),
        "lying size": lying(),
        "wrong checksum": checked_wrongly(),
        "traversal": zipped(("../../../../tmp/kith-owned.csv", "x"), ("/etc/kith-owned", "x"), ("..\\..\\kith-owned", "x"), ("Connections.csv", GOOD)),
        "link": zipped(link("Skills.csv", "/etc/passwd"), ("Connections.csv", GOOD)),
        "twice the name": zipped(("Connections.csv", GOOD), ("connections.csv", GOOD)),
        "hostile name": zipped(("\x1b[31m\u202egnp.csv", "x"), ("Connections.csv", GOOD)),
        "many": zipped(*((f"{n}.csv", "") for n in range(3000)), ("Connections.csv", GOOD)),
        **{f"cut at {n}": whole[: len(whole) * n // 10] for n in range(0, 10, 6)},
        "nothing": b"",
        "no zip": b"PK\x03\x04" + b"\x00" * 5000,
    }  # fmt: skip


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archives")
    for name, data in archives().items():
        (folder / f"{name}.zip").write_bytes(data)
    return folder


@pytest.mark.parametrize("name", archives(), ids=str)
def test_a_hostile_archive_costs_only_itself(tmp_path, given, name):
    book, begun = tmp_path / "book", time.perf_counter()
    code, out, err = quick(book, "import", given / f"{name}.zip")
    assert time.perf_counter() - begun < 20 * slowness()
    assert code in {0, 1, 3}
    assert not STEERING.search(out + err)
    assert "Traceback" not in err
    assert not list(tmp_path.glob("**/*owned*"))
    if name in {
        "bomb",
        "bomb in a mailbox",
        "traversal",
        "link",
        "wrong checksum",
        "twice the name",
        "hostile name",
        "many",
    }:
        assert "Bao Good" in {one["name"] for one in asked(book, "people")}
    if name in {"bomb", "bomb in a mailbox", "wrong checksum", "overlap"}:
        assert code == 3  # done, with faults
        assert asked(book, "faults")
    if code == 1:
        assert len(err.strip().splitlines()) >= 2  # what happened, and what is safe or to be done
    assert_clean(book)


def test_all_of_them_in_one_folder(tmp_path, given):
    code, out, err = run(tmp_path / "book", "import", given, "--json")
    assert code in {0, 3}, err
    assert "zip bomb" in out
    assert not STEERING.search(out + err)
    assert_clean(tmp_path / "book")

"""vCard files: what every client writes is read, nothing is lost, and a corrupt card costs only itself."""

import time
from pathlib import Path

import pytest
from contract import SourceContract
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed
from kithbook.sources import vcard
from kithbook.sources.contentline import decode, encode, properties, split, unescape
from kithbook.sources.draft import clean
from kithbook.sources.opening import open_tree

SAMPLE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:11111111-2222-3333-4444-555555555555\r\nN:Bao;Linh;;;\r\nFN:Linh Bao\r\n"
    b"EMAIL;TYPE=INTERNET;TYPE=WORK:linh@example.org\r\nTEL;TYPE=CELL:+44 20 7946 0001\r\nORG:Example\\, Ltd;Design\r\n"
    b"TITLE:Engineer\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-01-22\r\nitem1.X-ABDATE:1975-03-01\r\n"
    b"item1.X-ABLabel:_$!<Anniversary>!$_\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + b"QUJD" * 30 + b"\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\nTEL;CELL:030 123456\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Friends\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Example Ltd\r\nTEL:+44 20 7946 0000\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\nstray words\r\n"
)


class TestVcardContract(SourceContract):
    source = vcard

    def write_sample(self, folder):
        path = folder / "contacts.vcf"
        path.write_bytes(SAMPLE)
        return path

    def write_many(self, folder, count):
        path = folder / "many.vcf"
        path.write_bytes(
            b"".join(
                b"BEGIN:VCARD\nVERSION:3.0\nFN:Person %d\nEMAIL:p%d@example.org\nNOTE:%s\nEND:VCARD\n"
                % (n, n, b"x" * 200)
                for n in range(count)
            )
        )
        return path


DATA = Path(__file__).parents[2].parent / "shared" / "data" / "vcard-client-samples"


def read(tmp_path, data, name="contacts.vcf"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_path(path)


def read_path(path):
    tree = open_tree(path)
    return [seen for found in vcard.identify(tree) for seen in vcard.observe(tree, found)]


def cards(seen):
    return [dict(one.record.content) for one in seen if isinstance(one, Observed) and one.record.kind == "card"]


def card(*lines, version="3.0"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def samples():
    if not DATA.exists():
        pytest.skip("the cards of many clients lie only in ../shared/data")
    return DATA


def test_the_sample_says_what_it_says(tmp_path):
    seen = read(tmp_path, SAMPLE)
    first, second = cards(seen)
    assert first["name"] == "Linh Bao" and first["birthday"] == "--01-22"
    assert (first["organisation"], first["department"], first["title"]) == ("Example, Ltd", "Design", "Engineer")
    assert first["fields"]["X-ABDATE/Anniversary"] == "1975-03-01"
    assert seen[0].record.key == "vcard:11111111-2222-3333-4444-555555555555"
    assert second["name"] == "Jürgen Müller" and second["note"] == "one\ntwo"
    assert second["handles"] == [["phone", "030 123456"]]
    assert [one.reason for one in seen if isinstance(one, Skipped)] == ["group"]
    assert [one.reason for one in seen if isinstance(one, Fault)] == [
        "a card without name, address or number",
        "text that belongs to no card",
    ]
    assert [
        one.record.content["fields"]["name"] for one in seen if isinstance(one, Observed) and one.record.kind == "kept"
    ] == ["Example Ltd"]


def test_all_clients_cards_are_read_without_a_fault():
    counts = {path.name: read_path(path) for path in sorted(samples().glob("*.vcf"))}
    assert not [one for seen in counts.values() for one in seen if not isinstance(one, Observed)]
    assert len(counts["John_Doe_ANDROID.vcf"]) == 6 and len(counts["gmail-list.vcf"]) == 3
    assert sum(map(len, counts.values())) == 26


def test_eight_clients_write_one_john_doe():
    for path in sorted(samples().glob("John_Doe_*.vcf")):
        if "ANDROID" in path.name:
            continue
        (content,) = cards(read_path(path))
        assert content["names"]["family"] == "Doe" and content["names"]["given"].lower() == "john", path.name
        if "BLACK" not in path.name:
            assert content["organisation"] == "IBM"
            assert any(value.startswith("john.doe@ibm.c") for kind, value in content["handles"] if kind == "email")


def test_every_property_of_every_client_survives():
    """Each property's value stands in the raw card, and every unknown one among the fields."""
    for path in sorted(samples().glob("*.vcf")):
        for content in cards(read_path(path)):
            raw = content["raw"].encode()
            for one in properties(raw):
                if one.name.startswith("X-") and one.name not in {"X-ABLABEL", "X-ABADR"} and one.text.strip():
                    shown = [value for label, value in content["fields"].items() if label.split("/")[0] == one.name]
                    flat = [text for value in shown for text in (value if isinstance(value, list) else [value])]
                    assert clean(one.text) in flat, (path.name, one.name)


def test_raw_is_the_card_byte_for_byte_without_its_large_photos():
    for path in sorted(samples().glob("*.vcf")):
        data = path.read_bytes()
        for content in cards(read_path(path)):
            if "left out" not in content["raw"]:
                raw = encode(content["raw"], content.get("fields", {}).get("ENCODING", "utf-8"))
                wanted = b"\n".join(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
                assert raw.split(b"\n", 1)[1].rsplit(b"\n", 2)[0] in wanted, path.name


def test_a_large_photo_is_replaced_by_its_length_and_hash(tmp_path):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["A" * 70] * 1000)
    (content,) = cards(read(tmp_path, card("FN:Ann", photo, "TEL:030 123456")))
    assert "left out: 70000 characters" in content["raw"] and len(content["raw"]) < 300
    assert content["handles"] == [["phone", "030 123456"]]
    small = "PHOTO;ENCODING=b:" + "A" * 5000
    (content,) = cards(read(tmp_path, card("FN:Ann", small)))
    assert small in content["raw"] and "PHOTO" not in content.get("fields", {})


def test_a_corrupt_card_costs_only_itself(tmp_path):
    good = card("FN:Ann", "EMAIL:ann@example.org")
    for bad in (
        "BEGIN:VCARD\r\nVERSION:3.0\r\n",
        "BEGIN:VCARD\r\n\x00\x01\x02:::;;;\r\nEND:VCARD\r\n",
        "END:VCARD\r\n",
        "rubbish\r\n",
        'BEGIN:VCARD\r\nN;X="open:a;b\r\nEND:VCARD\r\n',
    ):
        seen = read(tmp_path, good + bad + good.replace("Ann", "Bob"))
        assert [content["name"] for content in cards(seen) if content.get("name") in {"Ann", "Bob"}] == [
            "Ann",
            "Bob",
        ], bad


def test_a_card_without_end_keeps_its_whole_lines(tmp_path):
    seen = read(tmp_path, card("FN:Ann", "EMAIL:ann@example.org").replace("END:VCARD\r\n", "") + card("FN:Bob"))
    assert [content["name"] for content in cards(seen)] == ["Ann", "Bob"]
    (cut,) = cards(read(tmp_path, "BEGIN:VCARD\nFN:Ann\nEMAIL:ann@examp"))
    assert cut["name"] == "Ann" and "handles" not in cut


def test_line_ends_and_encodings_of_all_sorts(tmp_path):
    text = card("FN:Jürgen Größl", "EMAIL:j@example.org", "NOTE:one", " two")
    for data in (
        text.encode(), text.replace("\r\n", "\n").encode(), text.replace("\r\n", "\r").encode(), text.replace("\r\n", "\n", 3).encode(),
        text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-8-sig"), text.encode("cp1252"),
    ):  # fmt: skip
        (content,) = cards(read(tmp_path, data))
        assert content["name"] == "Jürgen Größl" and content["note"] == "onetwo", data[:20]


def test_a_fold_inside_a_character_and_two_encodings_in_one_card(tmp_path):
    whole = "FN:Jürgen".encode()
    data = (
        b"BEGIN:VCARD\r\n"
        + whole[:5]
        + b"\r\n "
        + whole[5:]
        + b"\r\nNOTE:caf\xe9\r\nORG:Gr\xc3\xb6\xc3\x9fe\r\nEND:VCARD\r\n"
    )
    (content,) = cards(read(tmp_path, data))
    assert (content["name"], content["note"], content["organisation"]) == ("Jürgen", "café", "Größe")
    assert encode(content["raw"], content["fields"]["ENCODING"]) == data.replace(b"\r\n", b"\n")


def test_charsets_true_unknown_and_false(tmp_path):
    for line in (
        b"FN;CHARSET=ISO-8859-1:Jos\xe9",
        b"FN;CHARSET=x-nonsense:Jos\xc3\xa9",
        b"FN;CHARSET=US-ASCII:Jos\xc3\xa9",
        b"FN;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9",
        b"FN;CHARSET=WINDOWS-1252;QUOTED-PRINTABLE:Jos=E9",
    ):
        (content,) = cards(read(tmp_path, b"BEGIN:VCARD\n" + line + b"\nEND:VCARD\n"))
        assert content["name"] == "José", line


def test_names_shown_composed_and_missing(tmp_path):
    for lines, name in (
        (["FN:Doe John", "N:Doe;John;;;"], "Doe John"), (["N:Doe;John;Q;Dr.;"], "John Q Doe"), (["FN:j@example.org", "N:Doe;John"], "John Doe"),
        (["NICKNAME:Jo"], "Jo"), (["FN:", "EMAIL:j@example.org"], None), (["FN:Ann\\, MBA"], "Ann, MBA"),
    ):  # fmt: skip
        (content,) = cards(read(tmp_path, card(*lines)))
        assert content.get("name") == name


def test_a_profile_points_at_the_person_and_a_placeholder_at_nobody(tmp_path):
    lines = ["FN:Ann", "URL:http\\://www.linkedin.com/in/Ann-Lee/", "X-SOCIALPROFILE;type=linkedin;x-user=annlee2:http://www.linkedin.com/in/annlee2",
             "X-SOCIALPROFILE;type=twitter;x-user=ann:https://twitter.com/ann", "URL:https://www.linkedin.com/in/", "URL;TYPE=WORK:https://www.example.com"]  # fmt: skip
    (content,) = cards(read(tmp_path, card(*lines)))
    assert content["handles"] == [["linkedin", "ann-lee"], ["linkedin", "annlee2"], ["url", "https://twitter.com/ann"]]
    assert content["fields"]["URL/work"] == "https://www.example.com"


def test_numbers_of_machines_and_of_others_point_at_nobody(tmp_path):
    lines = [
        "FN:Ann",
        "TEL;TYPE=WORK,FAX:030 111111",
        "TEL;TYPE=PAGER:030 222222",
        "item1.TEL:030 333333",
        "item1.X-ABLabel:_$!<AssistantPhone>!$_",
        "TEL;TYPE=CELL:030 444444",
    ]
    (content,) = cards(read(tmp_path, card(*lines)))
    assert content["handles"] == [["phone", "030 444444"]]
    assert content["fields"]["TEL/AssistantPhone"] == "030 333333"


@pytest.mark.parametrize(
    ("line", "birthday"),
    [("BDAY:1980-03-22", "1980-03-22"), ("BDAY:19800322", "1980-03-22"), ("BDAY:--0203", "--02-03"), ("BDAY:--02-03", "--02-03"), ("BDAY:1604-01-22", "--01-22"),
     ("BDAY:1980-03-22T00:00:00Z", "1980-03-22"), ("BDAY:1980-03", "1980-03"), ("BDAY:1980", "1980"), ("BDAY:1980-02-31", None), ("BDAY;VALUE=text:circa 1800", None), ("BDAY:0000-00-00", None)],
)  # fmt: skip
def test_birthdays_known_in_part(tmp_path, line, birthday):
    (content,) = cards(read(tmp_path, card("FN:Ann", line)))
    assert content.get("birthday") == birthday


def test_one_uid_with_two_people_stands_twice_under_one_key(tmp_path):
    uid = "UID:7@acme.example"
    seen = read(tmp_path, card(uid, "FN:Ann") + card(uid, "FN:Bob"))
    assert [one.record.key for one in seen] == ["vcard:7@acme.example"] * 2 and len(
        {one.record.id for one in seen}
    ) == 2


def test_a_uid_that_every_file_counts_from_one_tells_nobody_from_whom_another_file_holds(tmp_path):
    one, two, moved = (
        read(tmp_path, card("UID:1", *lines))[0].record.key
        for lines in (["FN:Ann", "EMAIL:a@example.org"], ["FN:Bob"], ["FN:Ann", "EMAIL:ann@new.example"])
    )
    assert one == moved != two


def test_without_uid_the_key_rests_on_name_and_addresses(tmp_path):
    one, two, three = (
        read(tmp_path, card(*lines))[0].record.key
        for lines in (
            ["FN:Ann", "EMAIL:a@example.org", "NOTE:x"],
            ["NOTE:y", "EMAIL:A@Example.org", "FN:Ann "],
            ["FN:Ann", "EMAIL:b@example.org"],
        )
    )
    assert one == two != three


def test_without_an_address_either_nobody_is_taken_for_another_on_a_name_alone(tmp_path):
    born, other = card("FN:Ann", "BDAY:1970-01-02"), card("FN:Ann", "BDAY:1981-05-06")
    placed, noted = card("FN:Ann", "ADR:;;1 Road;Leeds;;;"), card("FN:Ann", "NOTE:sails")
    keys = [one.record.key for one in read(tmp_path, born + other + placed + noted + born)]
    assert len(set(keys)) == 4
    assert keys[0] == keys[4]


def test_exports_of_two_days_are_two_accounts(tmp_path):
    for name in ("contacts-2026-03-01.vcf", "contacts-20260401.vcf", "more-2026-03-01.vcf", "undated.vcf"):
        (tmp_path / name).write_text(card("FN:Ann"))
    found = vcard.identify(open_tree(tmp_path))
    assert [(str(one.as_of.day), one.as_of.basis, len(one.members)) for one in found] == [
        ("None", "unknown", 1),
        ("2026-03-01", "name", 2),
        ("2026-04-01", "name", 1),
    ]


def test_each_phone_book_of_a_folder_is_an_account_and_files_of_one_card_are_one_together(tmp_path):
    for name, names in {"phone.vcf": "Ann Bob", "google.vcf": "Ann Cy", "1.vcf": "Dee", "2.vcf": "Eli"}.items():
        (tmp_path / name).write_text("".join(card(f"FN:{one}") for one in names.split()))
    found = vcard.identify(open_tree(tmp_path))
    assert [one.members for one in found] == [("google.vcf",), ("phone.vcf",), ("1.vcf", "2.vcf")]


def test_an_agent_inside_a_card_is_no_card_of_its_own(tmp_path):
    seen = read(tmp_path, card("FN:Ann", "AGENT:", "BEGIN:VCARD", "FN:Max", "END:VCARD", version="2.1"))
    assert [content["name"] for content in cards(seen)] == ["Ann"]


def test_a_card_beyond_all_sizes_is_one_fault(tmp_path, monkeypatch):
    monkeypatch.setattr("kithbook.sources.vcard.cards.LARGEST_CARD", 10_000)
    seen = read(tmp_path, card("FN:Ann", "NOTE:" + "x" * 20_000) + card("FN:Bob"))
    assert [type(one) for one in seen] == [Fault, Observed]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
    st.text(alphabet='\\;,:"n= \n', max_size=20),
)
def test_what_is_escaped_comes_back(words, signs):
    text = words + signs
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")
    assert unescape(escaped) == text
    assert split(f"{escaped};{escaped}") == [text, text]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_bytes_of_any_sort_come_back(raw):
    text, encoding = decode(raw)
    assert encode(text, encoding) == raw


def test_ten_thousand_cards_in_seconds(tmp_path):
    text = card(
        "UID:u%d",
        "N:Lee%d;Ann;;;",
        "FN:Ann Lee%d",
        "EMAIL;TYPE=WORK:ann%d@example.org",
        "TEL;TYPE=CELL:+44 20 7946 0000",
        "ORG:Example Ltd",
    )
    path = tmp_path / "many.vcf"
    path.write_text("".join(text % (n, n, n, n) for n in range(10_000)))
    start = time.process_time()
    assert len(read_path(path)) == 10_000
    assert time.process_time() - start < 3

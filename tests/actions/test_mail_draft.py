"""A draft as a mail program takes it: nothing in it can become a header, an option or a second recipient."""

import email
from email import policy
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.actions import mail_draft
from kithbook.actions.answers import PersonRef
from kithbook.actions.draft import By, DraftShown
from kithbook.model.fault import UserError

HOSTILE = [
    "Bcc: all@example.org", "=?utf-8?q?a=0d=0aBcc:x?=", "&bcc=eve@example.org", "?cc=eve@example.org", "%0d%0aBcc: x",
    "Ann\u202egro", "<script>alert(1)</script>", "=HYPERLINK(1)", "Zoë 🎯 李", "\udcff", "\x00", "a" * 3000, "",
]  # fmt: skip
BREAKS = ["\r\nBcc: eve@example.org", "\nBcc: eve@example.org", "\rX: y", "\x0bX", "\u2028X", "\x85X", "\x00"]
WORDS = st.one_of(st.text(max_size=300), st.sampled_from(HOSTILE))
LINES = st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=200)


def opened(address):
    """Read a mailto: address as a mail program does."""
    parts = urlsplit(address)
    return unquote(parts.path), parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)


@settings(max_examples=150)
@given(subject=LINES, text=WORDS)
def test_a_mailto_address_says_what_was_written_and_nothing_else(subject, text):
    address = mail_draft.mailto("ann@example.org", subject, text)
    assert address.isascii()
    assert len(address) <= mail_draft.LONGEST_MAILTO
    assert not set(address) & set(' "<>\r\n#')
    to, fields = opened(address)
    assert to == "ann@example.org"
    assert fields.keys() == {"subject", "body"}
    assert fields["subject"] == [subject]
    if mail_draft.fits("ann@example.org", subject, text):
        assert fields["body"][0].replace("\r\n", "\n") == "\n".join(mail_draft._plain(text).splitlines())
    else:
        assert fields["body"][0].endswith("…")


@settings(max_examples=150)
@given(subject=LINES, text=WORDS)
def test_a_message_file_has_four_headers_and_the_text(subject, text):
    raw = mail_draft.eml("ann@example.org", subject, text)
    head = raw.partition(b"\r\n\r\n")[0]
    read = email.message_from_bytes(raw, policy=policy.default)
    assert set(read.keys()) == {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert head.isascii()
    assert (read["To"], read["X-Unsent"], read["Bcc"], read["From"]) == ("ann@example.org", "1", None, None)
    assert " ".join(str(read["Subject"]).split()) == " ".join(subject.split())
    assert read.get_content().splitlines() == (mail_draft._plain(text).splitlines() or [""])


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("write", [mail_draft.mailto, mail_draft.eml])
def test_a_break_in_an_address_or_a_subject_is_refused(write, broken):
    for to, subject in ((f"ann@example.org{broken}", "x"), ("ann@example.org", f"Hello{broken}")):
        with pytest.raises(UserError):
            write(to, subject, "text")


@pytest.mark.parametrize(
    "to", ["ann", "ann@", "a@b, eve@x", "ann@example.org;eve@x.org", "Ann <ann@example.org>", "a b@c.org"]
)
@pytest.mark.parametrize("write", [mail_draft.mailto, mail_draft.eml])
def test_what_is_not_one_address_is_refused(write, to):
    with pytest.raises(UserError):
        write(to, "Hello", "text")


def test_signs_with_a_meaning_in_an_address_lose_it():
    address = mail_draft.mailto("a?cc=eve%40x&b@example.org", "a&b=c?d#e", "x&bcc=eve@example.org")
    assert address.startswith("mailto:a%3Fcc%3Deve%2540x%26b@example.org?subject=a%26b%3Dc%3Fd%23e&body=x%26bcc%3D")


def test_an_address_beyond_ascii_and_none_at_all():
    assert opened(mail_draft.mailto("jürgen@bücher.example", "x", "y"))[0] == "jürgen@bücher.example"
    assert "jürgen@bücher.example".encode() in mail_draft.eml("jürgen@bücher.example", "x", "y")
    assert mail_draft.mailto(None, "x", "y") == "mailto:?subject=x&body=y"
    assert b"To:" not in mail_draft.eml(None, "x", "y")


def test_a_long_text_is_cut_at_a_word_and_said_not_to_fit():
    text = "wörter " * 1000
    address = mail_draft.mailto("ann@example.org", "x", text)
    assert mail_draft.LONGEST_MAILTO - 40 < len(address) <= mail_draft.LONGEST_MAILTO
    assert opened(address)[1]["body"][0].endswith("wörter …")
    assert not mail_draft.fits("ann@example.org", "x", text)
    assert mail_draft.fits("ann@example.org", "x", "short")


def shown(text="Hi Ann,\n\nHello.\n", why_not=None):
    ann = PersonRef("p", "ann", "Ann")
    by = By("mail", "ann@example.org")
    return DraftShown(None, ann, "ann@example.org", "Hello", text, (), "letter", ("plain",), 0, (), by, (), why_not)


def test_a_saved_draft_is_the_owner_s_alone_and_overwrites_nothing(tmp_path):
    file = tmp_path / "ann.eml"
    assert mail_draft.save(shown(), file) == file
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"Hello." in file.read_bytes()
    before = file.read_bytes()
    for wrong in (file, tmp_path / "none" / "ann.eml", tmp_path):
        with pytest.raises(UserError):
            mail_draft.save(shown("other words"), wrong)
    assert file.read_bytes() == before
    with pytest.raises(UserError, match="died"):
        mail_draft.save(shown("", "A source says that they have died."), tmp_path / "x.eml")

"""Bodies: which words are the sender's, how they are encoded, and how many files came along."""

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.sources.mail import body, header, markup


def walk(raw):
    raw = raw.encode("utf-8") if isinstance(raw, str) else raw
    fields, at = header.scan(raw)
    return body.walk(fields, raw[at:])


def text(raw, *, is_bulk=False):
    return body.text(walk(raw), is_bulk=is_bulk)


def part(kind, content, extra=""):
    return f"--x\nContent-Type: {kind}\n{extra}\n{content}\n"


def mixed(*parts, kind="mixed"):
    return f'Content-Type: multipart/{kind}; boundary="x"\n\npreamble\n' + "".join(parts) + "--x--\nepilogue\n"


def test_plain_text_is_taken_before_html():
    both = mixed(part("text/html", "<p>rich</p>"), part("text/plain", "plain"), kind="alternative")
    assert text(both) == "plain"
    assert text(mixed(part("text/html", "<p>rich</p>"))) == "rich"
    assert text(mixed(part("text/plain", "  "), part("text/html", "<p>rich</p>"))) == "rich"
    assert text(mixed(part("image/png", "AA"))) is None


def test_an_attached_text_is_a_file_and_not_the_words():
    attached = part("text/plain", "a file", 'Content-Disposition: attachment; filename="a.txt"\n')
    found = walk(mixed(attached, part("text/plain", "words")))
    assert body.text(found, is_bulk=False) == "words"
    assert found.attachments == 1


@pytest.mark.parametrize(
    ("kind", "extra", "count"),
    [
        ("application/pdf", "", 1), ("image/png", "Content-Disposition: inline\nContent-ID: <a>\n", 0),
        ('image/png; name="photo.png"', "", 1), ("application/pgp-signature", "", 0), ("text/calendar", "", 0),
        ("application/pkcs7-signature; name=smime.p7s", "Content-Disposition: attachment\n", 0),
        ("message/rfc822", "", 1), ("text/csv; name=a.csv", "", 1), ("text/plain", "", 0),
        ("application/pdf", "Content-Disposition: inline; filename=a.pdf\n", 1),
    ],
)  # fmt: skip
def test_what_counts_as_attachment(kind, extra, count):
    assert walk(mixed(part("text/plain", "words"), part(kind, "AA", extra))).attachments == count


def test_a_message_that_is_only_a_file_has_one_and_no_words():
    found = walk("Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n")
    assert found.attachments == 1 and body.text(found, is_bulk=False) is None


def test_a_boundary_that_begins_with_another_does_not_end_it():
    inner = 'Content-Type: multipart/alternative; boundary="xy"\n\n--xy\n\ninner\n--xy--\n'
    assert text(f'Content-Type: multipart/mixed; boundary="x"\n\n--x\n{inner}\n--x--\n') == "inner"


def test_a_multipart_without_its_end_is_still_read():
    assert text('Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nwords\n') == "words"
    assert text("Content-Type: multipart/mixed\n\nno boundary, words\n") == "no boundary, words"


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.text(st.characters(codec="cp1252", categories=("L", "N", "P", "Zs")), min_size=1, max_size=80),
    st.sampled_from(["utf-8", "cp1252", "iso-8859-1", "utf-16", "utf-7"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_encodings_are_undone(words, charset, encoding):
    try:
        raw = words.encode(charset)
    except UnicodeEncodeError:
        return
    if encoding == "8bit" and b"\n" in raw:
        return
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding](raw)
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    assert (text(head + coded) or "").strip() == words.strip()


def test_a_wrong_character_set_is_read_as_well_as_can_be():
    assert text("Content-Type: text/plain; charset=us-ascii\n\nGrüße") == "Grüße"
    assert text(b"Content-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe") == "Grüße"
    assert text(b"Content-Type: text/plain; charset=nobody\n\n\x93Gr\xfc\xdfe\x94") == "“Grüße”"
    assert text(b"Content-Type: text/plain; charset=gb2312\n\n" + "镕".encode("gbk")) == "镕"


def test_text_is_capped_and_that_of_bulk_earlier():
    long = "Content-Type: text/plain\n\n" + "word " * 100_000
    assert len(text(long)) == 64 << 10
    assert len(text(long, is_bulk=True)) == 8 << 10


HTML = """<html><head><title>no</title><style>p {color: red}</style></head><body>
<div style="display:none">preheader</div><script>alert(1)</script><p>Dear <b>Ann</b>,
how are you?</p><p hidden>secret</p><ul><li>one</li><li>two &amp; three</li></ul>
<a href="javascript:alert(1)">link</a><img src="https://track.example/x.gif" alt="pixel"><br>Bo
<table><tr><td>Bo Cho</td><td>Head of Research</td></tr></table>
<blockquote>On Monday Ann wrote:<br>old words<blockquote>older</blockquote></blockquote></body></html>"""


def test_html_is_reduced_to_what_a_person_sees():
    lines = markup.text(HTML).split("\n")
    assert lines == [
        "Dear Ann, how are you?", "one", "two & three", "link", "Bo", "Bo Cho", "Head of Research",
        "> On Monday Ann wrote:", "> old words", "> older",
    ]  # fmt: skip
    assert text("Content-Type: text/html; charset=utf-8\n\n" + HTML).split("\n") == lines
    assert text("Content-Type: text/plain\n\n" + HTML).split("\n") == lines  # said to be plain, and is not


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from("<p> </p> <div> <td> <table> <blockquote> </blockquote> <!-- --> <style> &amp; x <b <a\x00 \ue001 </html> <svg> <li>".split()), max_size=30))  # fmt: skip
def test_any_html_gives_text_without_tags_or_marks(parts):
    found = markup.text(" ".join(parts))
    assert not {"\ue000", "\ue001", "\ue002"} & set(found)
    assert "<p>" not in found

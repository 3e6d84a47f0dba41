"""What people bring that is not read here: recognised, and answered with how to turn it into something that is."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from kithbook.sources.tree import BadMember, Member


@dataclass(frozen=True, slots=True)
class Unread:
    """A member that nobody reads: what it is, and what to do about it ('' where nothing is known)."""

    name: str
    what: str
    do: str = ""
    is_damaged: bool = False  # a fault: it may have been something that is read


_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what no text holds, in whichever one-byte encoding
_OFFICE: Final = "Open it and save the sheet as CSV (UTF-8), then import that."

# By the end of the name.
_ENDINGS: Final[dict[str, tuple[str, str]]] = {
    ".pst": (
        "an Outlook data file",
        "Convert it with `readpst -r FILE.pst` (package pst-utils) and import the mbox files that it writes.",
    ),
    ".ost": (
        "an Outlook cache file",
        "Export the mailbox from Outlook as .pst, convert that with `readpst -r` and import the result.",
    ),
    ".olm": (
        "an Outlook for Mac archive",
        "Import it into Apple Mail or Thunderbird and export the mailboxes from there as mbox.",
    ),
    ".msg": (
        "a single Outlook message",
        "Convert it with `msgconvert FILE.msg` (package libemail-outlook-message-perl) and import the .eml.",
    ),
    ".nsf": ("a Notes database", "Export the mail from Notes as .eml files and the contacts as vCard."),
    ".emlxpart": ("a part of a message of Apple Mail", ""),
    ".abbu": ("an Apple Contacts archive", "In Contacts choose File, Export, Export vCard, and import that."),
    ".contact": ("a Windows contact", "Export the contacts as vCard or CSV."),
    ".wab": ("a Windows address book", "Export it as CSV."),
    ".mab": ("an old Thunderbird address book", "In Thunderbird's address book choose Export, vCard or CSV."),
    ".xlsx": ("an Excel workbook", _OFFICE),
    ".xlsm": ("an Excel workbook", _OFFICE),
    ".xls": ("an Excel workbook", _OFFICE),
    ".ods": ("a spreadsheet", _OFFICE),
    ".numbers": ("a Numbers spreadsheet", "In Numbers choose File, Export to, CSV, and import that."),
    ".pdf": (
        "a PDF document",
        "It holds pages, not data: export the same as CSV, vCard or iCalendar where it came from.",
    ),
    ".docx": ("a Word document", "It holds pages, not data: save a table in it as CSV."),
    ".doc": ("a Word document", "It holds pages, not data: save a table in it as CSV."),
    ".sqlite": ("a database", "Export what is in it as CSV, with the program that it belongs to."),
    ".db": ("a database", "Export what is in it as CSV, with the program that it belongs to."),
    ".rar": ("an archive", "Unpack it and give the folder."),
    ".7z": ("an archive", "Unpack it and give the folder."),
    ".tar": ("an archive", "Unpack it and give the folder."),
    ".tgz": ("an archive", "Unpack it and give the folder."),
}

_IMAGES: Final = frozenset(".jpg .jpeg .png .gif .webp .heic .svg .bmp .tiff .mp4 .mov .mp3 .m4a .opus".split())

# "12/05/2023, 14:03 - Ann: hello", "[12.05.23, 14:03:11] Ann: hello": how WhatsApp writes a chat.
_WHATSAPP = re.compile(
    rb"^\W{0,4}\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?.{0,6}?\]?(?: -)? [^\n:]{1,80}:? ",
    re.MULTILINE,
)
_CHATS: Final = "Chats are not read yet. Keep the file: the people in it can be added with `kith add`."


def explain(member: Member) -> Unread:
    """Say what a member is that nobody reads, by its name and its first bytes."""
    path = PurePosixPath(member.name.lower())
    if "/index/" in f"/{path}" and path.suffix == ".iwa":
        return Unread(member.name, "a part of a Numbers document", "")
    if path.suffix in _ENDINGS:
        return Unread(member.name, *_ENDINGS[path.suffix])
    if path.suffix in _IMAGES:
        return Unread(member.name, "a picture or a recording")
    return _by_head(member, member.head(4096))


def _by_head(member: Member, start: bytes) -> Unread:
    name, plain = member.name, start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return damaged(member) or Unread(name, "an empty file")
    if start[:4] == b"!BDN":
        return Unread(name, *_ENDINGS[".pst"])
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return Unread(name, "an old Office document or an Outlook message", _OFFICE)
    if start[:4] == b"PK\x03\x04":
        return Unread(name, "an Excel workbook or another packed document", _OFFICE)
    if start[:5] == b"%PDF-":
        return Unread(name, *_ENDINGS[".pdf"])
    if start[:15] == b"SQLite format 3":
        return Unread(name, *_ENDINGS[".db"])
    if len(_WHATSAPP.findall(start)) >= 2 or (name.lower().endswith("_chat.txt")):
        return Unread(name, "a WhatsApp chat", _CHATS)
    if plain[:1] in {b"{", b"["}:
        return _json(name, plain)
    if plain[:1] == b"<" and re.search(rb"<(?:!doctype html|html)", plain[:500], re.IGNORECASE):
        return _page(name, plain)
    return Unread(name, "a file of an unknown kind" if _BINARY.search(start[:512]) else "a text of an unknown kind")


def damaged(member: Member) -> Unread | None:
    """Say why nothing can be read of a member; None where it can be, or there is nothing in it."""
    try:
        with member.open() as stream:
            stream.read(1)
    except BadMember as error:
        return Unread(member.name, f"a file that cannot be read: {error.reason}", is_damaged=True)
    return None


def _json(name: str, plain: bytes) -> Unread:
    if b'"messages"' in plain and (b'"personal_chat"' in plain or b'"date_unixtime"' in plain or b'"chats"' in plain):
        return Unread(name, "a Telegram export", _CHATS)
    if b'"participants"' in plain and b'"messages"' in plain:
        return Unread(name, "a Facebook or Instagram chat", _CHATS)
    return Unread(name, "JSON of an unknown kind")


def _page(name: str, plain: bytes) -> Unread:
    if b"tgme" in plain or b"telegram" in plain.lower():
        return Unread(name, "a Telegram export", _CHATS)
    return Unread(
        name,
        "a web page",
        "If it should have been a download, it may be the page that says so: sign in and download again.",
    )

"""mail_draft: a draft as a mail program takes it: a mailto: address, or an .eml file that opens unsent."""

import os
import re
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kithbook.actions.draft import DraftShown
from kithbook.model import handle
from kithbook.model.fault import UserError
from kithbook.work import private

LONGEST_MAILTO: Final = 1900  # characters: some systems hand over no more than 2,048 of an address
LONGEST_SUBJECT: Final = 400
_BREAKS: Final = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_UNSAFE: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
CUT: Final = " …"


def mailto(to: str | None, subject: str, text: str) -> str:
    """Write a mailto: address (RFC 6068) that opens the mail program with these words, unsent.

    What makes it longer than systems hand over is cut from the end of the text, at a word, with an ellipsis.
    """
    address = _address(to) if to else ""
    head = f"mailto:{quote(address, safe='@')}?subject={_encoded(_subject(subject))}&body="
    body = _encoded(_lines(text))
    if len(head) + len(body) <= LONGEST_MAILTO:
        return head + body
    return head + _shortened(_lines(text), LONGEST_MAILTO - len(head))


def fits(to: str | None, subject: str, text: str) -> bool:
    """Say whether a mailto: address holds all of it."""
    return mailto(to, subject, text).endswith(_encoded(_lines(text)))


def eml(to: str | None, subject: str, text: str) -> bytes:
    """Write a message file that mail programs open as a draft (X-Unsent), without sender and date."""
    message = EmailMessage(policy=policy.SMTP if (to or "").isascii() else policy.SMTPUTF8)
    try:
        if to:
            local, _, domain = _address(to).rpartition("@")
            message["To"] = Address(username=local, domain=domain)
        message["Subject"] = _subject(subject)
        message["X-Unsent"] = "1"
        message.set_content("\n".join([*_plain(text).splitlines(), ""]), cte="quoted-printable")
        return message.as_bytes()
    except (ValueError, MessageError) as error:
        raise UserError("The draft's address or subject cannot stand in a letter.", do="Shorten or mend it.") from error


def save(draft: DraftShown, file: Path) -> Path:
    """Save a draft as an .eml file; a file that is there is not overwritten."""
    if not draft.text:
        raise UserError(f"There are no words to save: {draft.why_not}", do="Write in words of your own.")
    content = eml(draft.to, draft.subject, draft.text)
    try:
        with os.fdopen(private.create(file), "wb") as out:
            out.write(content)
    except FileExistsError as error:
        raise UserError(f"{file} is there already.", do="Choose another name.") from error
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror}.", do="Choose another place.") from error
    return file


def _address(text: str) -> str:
    """Check an address: one, whole, without a break that could begin another header."""
    if _BREAKS.search(text) or _UNSAFE.search(text) or handle.email(text) != text.lower():
        raise UserError(f"{text!r} is no single e-mail address.", do="Write it as ann@example.org.")
    return text


def _subject(text: str) -> str:
    """Check a subject: a break in it could begin another header."""
    if _BREAKS.search(text):
        raise UserError("A subject is one line.", do="Take the line break out of it.")
    return _UNSAFE.sub("\ufffd", text)[:LONGEST_SUBJECT]


def _lines(text: str) -> str:
    """End lines as RFC 6068 wants them."""
    return "\r\n".join(_plain(text).splitlines())


def _plain(text: str) -> str:
    """Leave out what no letter can hold."""
    return _CONTROLS.sub("", _UNSAFE.sub("\ufffd", text))


def _encoded(text: str) -> str:
    return quote(text, safe="")


def _shortened(text: str, room: int) -> str:
    """Encode as many whole words as there is room for."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(_encoded(text[:middle] + CUT)) <= room:
            low = middle
        else:
            high = middle - 1
    kept = text[:low].rsplit(None, 1)[0] if " " in text[:low] else text[:low]
    return _encoded(kept + CUT)

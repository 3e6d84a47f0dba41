"""One message: from its bytes to the record that a source yields."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from kithbook.model import handle, ids, record
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import MESSAGE, Observed, Record
from kithbook.sources.mail import addresses, body, bulk, dates, folders, forged, header, words
from kithbook.sources.mail.addresses import Mailbox
from kithbook.sources.mail.header import Fields

LONGEST_SUBJECT: Final = 1000
LONGEST_ID: Final = 200  # beyond, a hash stands for it: RFC 5322 allows a line of 998, real ones have 30 to 120
MOST_PARENTS: Final = 20
MOST_DELIVERED: Final = 10

_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_BLANKS = re.compile(r"[\s\x00-\x20\x7f-\x9f]+")
_DELIVERED: Final = ("delivered-to", "x-original-to", "envelope-to", "x-delivered-to", "x-apparently-to")


class Head(NamedTuple):
    """The decoded header of a message."""

    sender: Mailbox
    to: list[Mailbox]
    cc: list[Mailbox]
    recipients: int
    subject: str
    message_id: str
    parents: list[str]
    when: dates.Moment
    is_via: bool


def _identifier(text: str) -> str:
    """Tidy a Message-ID: no blanks, its domain in lower case, a hash in place of one too long to be true."""
    found = text if text.isascii() else words.raw_text(text)
    if not found.isprintable() or " " in found:
        found = _BLANKS.sub("", found)
    if len(found) > LONGEST_ID:
        return f"long:{ids.digest(found).hex()}"
    local, at, domain = found.rpartition("@")
    return found if not at or domain.islower() else f"{local}@{domain.lower()}"


def _message_id(fields: Fields) -> str:
    """Read the Message-ID without its brackets; '' where there is none."""
    if "message-id" not in fields:
        return ""
    value = fields["message-id"][0]
    found = _IN_BRACKETS.search(value)
    return _identifier(found[1] if found else value.strip("<>").partition(" ")[0])


def _parents(fields: Fields, own: str) -> list[str]:
    """Read References and In-Reply-To, oldest first; of very many the first and the last."""
    values = fields.get("references", []) + fields.get("in-reply-to", [])
    if not values:
        return []
    found = {_identifier(text): None for value in values for text in _IN_BRACKETS.findall(value)}
    found.pop(own, None)
    found.pop("", None)
    listed = list(found)
    half = MOST_PARENTS // 2
    return listed if len(listed) <= MOST_PARENTS else listed[:half] + listed[-half:]


def _people(fields: Fields, name: str) -> tuple[list[Mailbox], int]:
    """Read the people of all fields of a name, and how many there were in all."""
    values = fields.get(name)
    if not values:
        return [], 0
    value = values[0] if len(values) == 1 else ", ".join(values)
    found = addresses.read(value)
    return [mailbox for mailbox in found if mailbox[0]], addresses.count(value, sum(1 for m in found if m[0]))


def _sender(fields: Fields) -> tuple[Mailbox, bool]:
    """Read who wrote it, and whether a list did so in the writer's name."""
    for name in ("from", "sender"):
        found = addresses.read(fields[name][0]) if name in fields else ()
        if found:
            break
    else:
        return ("", ""), False
    address, written = next((mailbox for mailbox in found if mailbox[0]), found[0])
    plain, is_via = addresses.without_via(written)
    if is_via and "x-original-from" in fields:
        original = addresses.read(fields["x-original-from"][0])
        if original and original[0][0]:
            return (original[0][0], original[0][1] or plain), True
    return (address, plain), is_via


def read_head(fields: Fields, separator: bytes = b"") -> Head:
    """Decode the header: who, to whom, when, about what, in answer to what."""
    sender, is_via = _sender(fields)
    to, to_count = _people(fields, "to")
    cc, cc_count = _people(fields, "cc")
    bcc, bcc_count = _people(fields, "bcc")  # stands only in ego's own copies
    own = _message_id(fields)
    when = dates.moment(
        fields["date"][0] if "date" in fields else "",
        fields.get("received", ()),
        separator,
        is_resent="resent-date" in fields,
    )
    subject = words.line(fields["subject"][0], LONGEST_SUBJECT) if "subject" in fields else ""
    return Head(
        sender, to, cc + bcc, to_count + cc_count + bcc_count, subject, own, _parents(fields, own), when, is_via
    )


def _listed(mailboxes: Iterable[Mailbox]) -> list[record.Person]:
    return [[handle.EMAIL, address, name] for address, name in mailboxes]


def _delivered_to(fields: Fields) -> list[str]:
    """Read the addresses under which it reached the mailbox."""
    found: dict[str, None] = {}
    for field_name in _DELIVERED:
        for value in fields.get(field_name, ()):
            if not value.startswith("mailing list"):
                found.update((address, None) for address, _ in addresses.read(value[:1000]) if address)
    return list(found)[:MOST_DELIVERED]


def _key(head: Head, thread: str, text: str | None, *, is_chat: bool) -> str:
    """Name the message: by its Message-ID, else by who wrote when about what to whom.

    A time that only the container knows is no part of it, nor is a name. Where no time is known the words are.
    """
    if head.message_id and not is_chat:
        return f"mail:{head.message_id}"
    when = head.when
    at = dates.written(when.at) if when.at and (when.is_of_message or is_chat) else ""
    others = ",".join(sorted({address for address, _ in head.to + head.cc}))
    said = (text or "") if is_chat or not at else ""
    parts = (head.sender[0] or head.sender[1], at, head.subject, others, thread if is_chat else "", said)
    return f"{'chat' if is_chat else 'mail'}:{ids.digest(*parts).hex()}"


def _content(head: Head, fields: Fields, labels: list[str]) -> dict[str, Any]:
    """Write down what the header says, leaving out what it does not say."""
    content: dict[str, Any] = {"channel": "mail"}
    address, written = head.sender
    if address:
        content["sender"] = [handle.EMAIL, address, written]
    elif written:
        content["sender"] = [handle.NAME, "", written]
    _put_time(content, head.when.at, head.when)
    optional = {
        "recipients": head.recipients,
        "to": _listed(head.to),
        "cc": _listed(head.cc),
        "subject": head.subject,
        "message_id": head.message_id,
        "parents": head.parents,
        "labels": labels,
        "bulk": bulk.evidence(fields, address or written, is_via=head.is_via),
        "delivered_to": _delivered_to(fields),
        "doubted": forged.evidence(fields),
    }
    content.update((name, value) for name, value in optional.items() if value)
    thread = folders.of_gmail(fields, folders.THREAD)
    if thread.isdecimal():
        content["thread"] = f"gmail:{thread[:24]}"
    return content


def _put_time(content: dict[str, Any], at: datetime | None, when: dates.Moment) -> None:
    if at is not None:
        content["at"] = dates.written(at)
        if when.is_guessed:
            content["guessed"] = True
        if when.zone_minutes is not None:
            content["zone_minutes"] = when.zone_minutes


def plain_breaks(raw: bytes) -> bytes:
    """Turn every kind of line end into a line feed."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw


def observe(
    raw: bytes, *, file: str, position: int, place: folders.Place, separator: bytes = b""
) -> Observed | Fault | Skipped:
    """Turn the bytes of one message into its record, with its words; or into the reason why not."""
    raw = plain_breaks(raw)
    fields, at = header.scan(raw)
    if not fields:
        return Fault(file, position, "not a message: it has no header")
    labels = folders.labels(fields)
    skip = place.skip or folders.skip_reason(fields, labels)
    if skip:
        return Skipped(file, position, skip)
    head = read_head(fields, separator)
    content = _content(head, fields, labels)
    meanings = {folders.meaning(label) for label in labels}
    is_chat = folders.CHAT in meanings
    if is_chat:
        content["channel"] = "chat"
        content.pop("guessed", None)  # the separator's is the time under which the service keeps a chat
    if place.is_sent or folders.SENT in meanings:
        content["sent"] = True
    elif "delivered_to" not in content and ("received" in fields or place.is_inbox or folders.INBOX in meanings):
        content["arrived"] = True
    words_found = body.walk(fields, body.unquoted(raw[at:]) if separator else raw[at:])
    if words_found.attachments:
        content["attachments"] = words_found.attachments
    text = body.text(words_found, is_bulk="bulk" in content)
    key = _key(head, content.get("thread", ""), text, is_chat=is_chat)
    return Observed(Record(MESSAGE, key, content), file, position, text)

"""Mailboxes in one file: mbox in its kinds, Thunderbird's folders, Takeout's mail."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from kithbook.model.fault import Fault
from kithbook.sources import Found, Seen, announce
from kithbook.sources.mail import accounts, box, folders, letter, split
from kithbook.sources.tree import BadMember, Member, Tree

NAME: Final = "mbox"
TITLE: Final = "Mailbox (mbox)"
VERSION: Final = 2
RANK: Final = 40  # its first bytes are unmistakable, but archives that hold a mailbox are asked before

# What is never a mailbox, so that its head need not be read; ``.eml`` files may begin with a separator too.
_OTHERS: Final = frozenset(
    """.eml .emlx .msf .csv .json .html .htm .vcf .ics .zip .gz .jpg .jpeg .png .gif .pdf .xml .xlsx .docx .dat
    .sqlite .db .js .css .py .md .tsv .msg .pst .ost .olm""".split()
)


def _is_mailbox(member: Member) -> bool:
    """Say whether a member begins as a mailbox does; an empty file named ``.mbox`` is one without messages."""
    path = PurePosixPath(member.name)
    if path.suffix.lower() in _OTHERS or path.parent.name in {"cur", "new", "tmp"}:
        return False
    head = member.head(4096).lstrip(b"\xef\xbb\xbf\r\n")
    if not head:
        return path.suffix.lower() in {".mbox", ".mbx"} and member.size == 0
    return head.startswith(b"From ") and split.is_separator(head, 0)


def identify(tree: Tree) -> list[Found]:
    """Find the mailboxes of a tree, account by account."""
    mailboxes = [member for member in tree.members() if _is_mailbox(member)]
    return [
        Found(NAME, account, tuple(member.name for member in inside), box.as_of(tree, inside), _what(inside))
        for account, inside in accounts.parted(mailboxes, box.HEAD_BYTES)
    ]


def _what(mailboxes: list[Member]) -> str:
    is_takeout = any("Takeout" in PurePosixPath(member.name).parts for member in mailboxes)
    kind = "Google Takeout mail" if is_takeout else "mailbox (mbox)"
    return kind if len(mailboxes) == 1 else f"{kind}, {len(mailboxes)} files"


def _forward(stream: BinaryIO, to: int) -> None:
    """Bring a stream to a position; one from an archive can only be read up to there."""
    if stream.seekable():
        stream.seek(to)
        return
    while to > 0 and (part := stream.read(min(to, split.CHUNK))):
        to -= len(part)


def _messages(member: Member, place: folders.Place, start: int | None) -> Iterator[Seen]:
    """Read one mailbox, behind the message that begins at `start` if that is given."""
    position = start or 0
    try:
        with member.path.open("rb") if member.path else member.open() as stream:
            _forward(stream, position)
            announce(member.name, position)
            for piece in split.split(stream, position):
                if piece.offset == start:
                    continue
                position = piece.offset
                announce(member.name, position)
                yield letter.observe(
                    piece.raw, file=member.name, position=position, place=place, separator=piece.separator or b"From -"
                )
    except BadMember as error:
        yield Fault(member.name, position, error.reason)
    except OSError as error:
        yield Fault(member.name, position, f"it could not be read: {error.strerror or 'input error'}")


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Read the mailboxes one behind the other, each as a stream."""
    names = box.behind(found.members, after)
    for member in box.opened(tree, names):
        if isinstance(member, Fault):
            yield member
            continue
        start = after[1] if after and member.name == after[0] else None
        yield from _messages(member, box.place(tree, member.name), start)

"""vCard files (2.1, 3.0 and 4.0) of any client: each card is what an address book says of one person."""

from collections.abc import Iterator
from typing import Final

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import CARD, KEPT, Observed, Record
from kithbook.sources import Found, Seen, announce
from kithbook.sources.contentline import opened
from kithbook.sources.dated import as_of, snapshots
from kithbook.sources.tree import BadMember, Member, Tree
from kithbook.sources.vcard.cards import Cut, cut
from kithbook.sources.vcard.content import PERSON, VCard, content, draw_up, key

NAME: Final = "vcard"
TITLE: Final = "Contacts (vCard)"
VERSION: Final = 2
RANK: Final = 40

HEAD_BYTES: Final = 256 << 10  # looked at for a second card; a first one with a photo seldom reaches so far

_SUFFIXES = (".vcf", ".vcard")


def identify(tree: Tree) -> list[Found]:
    """Claim the vCard files, each phone book an account; files of one card each are one book together.

    Of two entries of one book nobody knows whether they are one person; of two books the one may hold whom the other
    does. Files of single cards of different days are versions.
    """
    members = [member for member in tree.members() if _is_vcard(member)]
    books = [[member] for member in members if _is_book(member)]
    singles = snapshots(member for member in members if not _is_book(member))
    return [
        Found(NAME, "", tuple(member.name for member in inside), as_of(tree, inside), _what(len(inside)))
        for inside in (*books, *singles)
    ]


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Give a record for each card; groups are skipped, cards of organisations kept aside."""
    members = {member.name: member for member in tree.members()}
    names = list(found.members)
    start = names.index(after[0]) if after and after[0] in names else 0
    for name in names[start:]:
        behind = after[1] if after and after[0] == name else -1
        yield from _cards(members[name], behind) if name in members else [Fault(name, 0, "the file is gone")]


def _is_book(member: Member) -> bool:
    """Say whether a file holds several cards, as far as a look at its head tells."""
    return member.head(HEAD_BYTES).replace(b"\0", b"").upper().count(b"BEGIN:VCARD") > 1


def _what(count: int) -> str:
    return "contacts (vCard)" if count == 1 else f"contacts (vCard, {count} files)"


def _is_vcard(member: Member) -> bool:
    head = member.head().replace(b"\0", b"").upper()
    start = head[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"BEGIN:VCARD") or (member.name.lower().endswith(_SUFFIXES) and b"BEGIN:VCARD" in head)


def _cards(member: Member, behind: int) -> Iterator[Seen]:
    try:
        with opened(member) as stream:
            for one in cut(stream):
                if one.position > behind:
                    announce(member.name, one.position)
                    yield _seen(member.name, one)
    except BadMember as error:
        yield Fault(member.name, 0, f"the file cannot be read: {error.reason}")


def _seen(file: str, one: Cut) -> Seen:
    if one.fault:
        return Fault(file, one.position, one.fault)
    card = VCard(one.raw)
    if card.kind == "group":
        return Skipped(file, one.position, "group")
    draft = draw_up(card)
    if card.kind != PERSON:
        return Observed(_kept(card), file, one.position)
    if draft.is_empty:
        return Fault(file, one.position, "a card without name, address or number")
    return Observed(Record(CARD, key(card, draft), dict(content(card, draft))), file, one.position)


def _kept(card: VCard) -> Record:
    """Keep the card of an organisation, a place or a thing: it is no person."""
    said = {"kind": card.kind, "name": card.first("FN") or card.first("ORG"), "raw": card.raw}
    fields = {label: value for label, value in said.items() if value}
    uid = card.first("UID") or ids.digest(card.raw).hex()
    return Record(KEPT, f"vcard:{uid}", {"section": "organisation-cards", "fields": fields})

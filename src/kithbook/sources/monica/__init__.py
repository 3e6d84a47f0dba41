"""Monica's export (version 4, JSON): its contacts, what was done with them, and what was noted about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from kithbook.model import handle
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import CARD, SELF, Observed, Person, Record
from kithbook.model.run import BY_MEMBER, UNKNOWN, AsOf
from kithbook.sources import Found, Seen, announce
from kithbook.sources.dated import as_of
from kithbook.sources.draft import tidy
from kithbook.sources.monica import happenings, people
from kithbook.sources.monica.document import Object, child, collections, load, mapping, text
from kithbook.sources.tree import BadMember, Member, Tree, whole

NAME: Final = "monica"
TITLE: Final = "Monica (JSON export)"
VERSION: Final = 3
RANK: Final = 30

_EXPORT_DATE = re.compile(rb'"export_date"\s*:\s*"(\d{4}-\d{2}-\d{2})')
# What says nothing about people, or would say it twice.
_PASSED: Final = frozenset({"contact_field", "address", "pet", "activity", "address_book", "addressbook"})


def identify(tree: Tree) -> list[Found]:
    """Claim each export."""
    return [
        Found(NAME, "", (member.name,), _as_of(tree, member), "Monica export (JSON)")
        for member in tree.members()
        if _is_export(member)
    ]


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Give each contact, then what is kept about them; the position is the number of the item in the document."""
    members = {member.name: member for member in tree.members()}
    names = list(found.members)
    start = names.index(after[0]) if after and after[0] in names else 0
    for name in names[start:]:
        behind = after[1] if after and after[0] == name else 0
        if name not in members:
            yield Fault(name, 0, "the file is gone")
            continue
        for seen in _document(members[name]):
            if isinstance(seen, Observed | Fault | Skipped) and seen.position > behind:
                announce(name, seen.position)
                yield seen


def _is_export(member: Member) -> bool:
    if not member.name.lower().endswith(".json"):
        return False
    head = member.head()
    return b'"app_version"' in head and b'"export_date"' in head and b'"account"' in head


def _as_of(tree: Tree, member: Member) -> AsOf:
    """Date an export by its name, else by the day that it states itself."""
    stated = _EXPORT_DATE.search(member.head())
    named = as_of(tree, [member])
    if named.basis in {UNKNOWN, BY_MEMBER} and stated:
        try:
            return AsOf(date.fromisoformat(stated[1].decode()), BY_MEMBER)
        except ValueError:
            return named
    return named


@dataclass(slots=True)
class _Account:
    """An export's account: whom it names, and what its types mean."""

    names: dict[str, str] = field(default_factory=dict)  # uuid → name
    present: dict[str, list[str]] = field(default_factory=dict)  # activity → contacts
    types: dict[str, str] = field(default_factory=dict)

    def person(self, uuid: str) -> Person:
        return people.named(uuid, self.names)


def _document(member: Member) -> Iterator[Seen]:
    announce(member.name, 0)
    try:
        document = load(whole(member))
    except BadMember as error:
        yield Fault(member.name, 1, f"the file cannot be read: {error.reason}")
        return
    except ValueError as error:
        yield Fault(member.name, 1, tidy(str(error))[:300])
        return
    root = child(document, "account") or document
    account = _survey(root)
    number = 0
    for kind, values in collections(root):
        for value in values:
            for seen in _item(kind, value, account):
                number += 1
                yield _placed(seen, member.name, number)


def _survey(root: Object) -> _Account:
    """Look over all contacts first: what follows names them by their ids."""
    account = _Account(types=people.field_types(root))
    for kind, values in collections(root):
        for value in values if kind == "contact" else ():
            contact = mapping(value)
            uuid = text(contact.get("uuid"))
            if not uuid:  # a fault later; here it would lend its name to all who refer to nobody
                continue
            account.names[uuid] = people.name_of(contact)
            for inner, ids_ in collections(contact):
                for one in ids_ if inner == "activity" else ():
                    name = text(one) or text(mapping(one).get("uuid"))
                    account.present.setdefault(name, []).append(uuid)
    return account


_Said = Record | tuple[Record, str] | Fault | Skipped


def _placed(said: _Said, file: str, number: int) -> Seen:
    if isinstance(said, Fault):
        return Fault(file, number, said.reason)
    if isinstance(said, Skipped):
        return Skipped(file, number, said.reason)
    record, words = said if isinstance(said, tuple) else (said, "")
    return Observed(record, file, number, words or None)


def _item(kind: str, value: Any, account: _Account) -> Iterator[_Said]:
    """Read one item of the account."""
    found = mapping(value)
    if not found:
        yield Fault("", 0, tidy(f"a {kind} that is no object")[:200])
    elif kind == "contact":
        yield from _contact(found, account)
    elif kind == "activity":
        present = [account.person(uuid) for uuid in account.present.get(text(found.get("uuid")), [])]
        yield happenings.activity(found, present) or Fault("", 0, "an activity without a day or without anybody")
    elif kind == "relationship":
        yield happenings.relationship(found, account.names) or Fault("", 0, "a relationship that names only one")
    elif kind == "user":
        yield from _owner(found)
    else:
        yield Skipped("", 0, tidy(kind)[:60] or "unknown")


def _owner(user: Object) -> Iterator[_Said]:
    """Read who owns the account."""
    said = child(user, "properties")
    name = " ".join(filter(None, (text(said.get("first_name")), text(said.get("last_name"))))) or text(said.get("name"))
    address = handle.email(text(said.get("email")))
    content: dict[str, Any] = {}
    if name:
        content["name"] = name
    if address:
        content["handles"] = [[handle.EMAIL, address]]
    uuid = text(user.get("uuid"))
    yield Record(SELF, f"monica:user:{uuid or address}", content) if content else Skipped("", 0, "user")


def _contact(contact: Object, account: _Account) -> Iterator[_Said]:
    """Read a contact and what is kept about it; one that is only a name inside a relationship is left out."""
    uuid = text(contact.get("uuid"))
    if child(contact, "properties").get("is_partial") is True:
        yield Skipped("", 0, "partial contact")
    else:
        draft = people.draw_up(contact, account.names, account.types)
        if not uuid or draft.is_empty:
            yield Fault("", 0, "a contact without id, or without name and address")
            return
        content: dict[str, Any] = {**draft.content(), "relation": "contact"}
        if raw := text(child(contact, "properties").get("vcard")):
            content["raw"] = raw
        yield Record(CARD, people.key(uuid), content)
    for kind, values in collections(contact):
        for value in values if kind not in _PASSED else ():
            yield from _kept(kind, mapping(value), account.person(uuid))


def _kept(kind: str, value: Object, person: Person) -> Iterator[_Said]:
    """Read what is kept about one contact."""
    if kind in happenings.REMARKS and value:
        yield happenings.remark(kind, value, person) or Fault("", 0, f"a {kind} that says nothing")
    elif kind == "call" and value:
        yield happenings.call(value, person) or Fault("", 0, "a call without a time")
    elif kind == "conversation" and value:
        for said in happenings.messages(value, person):
            yield said or Skipped("", 0, "empty message")
    else:
        yield Skipped("", 0, tidy(kind)[:60] or "unknown")

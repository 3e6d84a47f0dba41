"""Contact tables (CSV): Google's, Outlook's, Thunderbird's, Yahoo's, and those made by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from kithbook.model import handle, ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import CARD, Observed, Record
from kithbook.sources import Found, Seen, announce
from kithbook.sources.addressbook import freeform, google, outlook, thunderbird, yahoo
from kithbook.sources.addressbook.columns import Column, draw_up
from kithbook.sources.addressbook.table import LOOKED_AT, Form, Row, rows, sniff
from kithbook.sources.contentline import opened, wide_encoding
from kithbook.sources.dated import as_of
from kithbook.sources.draft import CardDraft, tidy
from kithbook.sources.tree import BadMember, Member, Tree

NAME: Final = "addressbook"
TITLE: Final = "Contacts (CSV)"
VERSION: Final = 3
RANK: Final = 80  # a table of contacts is whatever no other source knows better

DIALECTS: Final[tuple[ModuleType, ...]] = (google, outlook, thunderbird, yahoo)
DIALECT: Final = "dialect"  # the option that names the dialect; the others of a free form are its columns
HEADER_WITHIN: Final = 10  # rows in which a header is looked for

_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is to be read."""

    dialect: str
    title: str
    columns: list[Column]
    header_row: int  # 0 where the table has none


def identify(tree: Tree) -> list[Found]:
    """Claim the tables that list people, each an account of its own; a guess of columns is shown in the options."""
    return [found for member in tree.members() if (found := _identified(tree, member))]


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Give a record for each row that names somebody."""
    members = {member.name: member for member in tree.members()}
    names = list(found.members)
    start = names.index(after[0]) if after and after[0] in names else 0
    for name in names[start:]:
        behind = after[1] if after and after[0] == name else 0
        yield from _table(members[name], found, behind) if name in members else [Fault(name, 0, "the file is gone")]


def _identified(tree: Tree, member: Member) -> Found | None:
    if not member.name.lower().endswith(_SUFFIXES) or member.head(4).startswith(_WORKBOOK):
        return None
    try:
        plan = _plan(_first_rows(member), {})
    except BadMember:
        return None
    if not plan:
        return None
    options = {DIALECT: plan.dialect} | (freeform.shown(plan.columns) if plan.dialect == freeform.NAME else {})
    return Found(NAME, "", (member.name,), as_of(tree, [member]), plan.title, options)


def _form(member: Member) -> Form:
    head = member.head()
    wide = wide_encoding(head)
    return sniff(head.decode(wide, "replace").encode("utf-8", "replace") if wide else head)


def _first_rows(member: Member) -> list[Row]:
    found = []
    with opened(member) as stream:
        for row in rows(stream, _form(member)):
            found.append(row)
            if len(found) >= LOOKED_AT:
                break
    return [row for row in found if not row.fault]


def _plan(first: list[Row], options: dict[str, str]) -> Plan | None:
    """Find the header and say what the columns mean; columns that were given count before any guess."""
    said = options.get(DIALECT, "")
    for row in first[:HEADER_WITHIN]:
        header = [tidy(cell) for cell in row.cells]
        for dialect in DIALECTS:
            if dialect.claims(header) and said in {"", dialect.NAME}:
                return Plan(dialect.NAME, dialect.TITLE, dialect.columns(header), row.number)
    for place, row in enumerate(first[:HEADER_WITHIN]):
        header, below = [tidy(cell) for cell in row.cells], [other.cells for other in first[place + 1 :]]
        if said == freeform.NAME and set(options) & set(header) - {""}:
            return Plan(freeform.NAME, freeform.TITLE, freeform.given(header, options), row.number)
        if (
            not said
            and len(header) * 2 >= _width(first)
            and not _names_somebody(row)
            and (columns := freeform.guess(header, below))
        ):
            return Plan(freeform.NAME, freeform.TITLE, columns, row.number)
    return _plan_without_header(first, options)


def _plan_without_header(first: list[Row], options: dict[str, str]) -> Plan | None:
    made = freeform.headerless([row.cells for row in first])
    if not made:
        return None
    if set(options) & set(made):
        return Plan(freeform.NAME, freeform.TITLE, freeform.given(made, options), 0)
    columns = freeform.guess(made, [row.cells for row in first])
    return Plan(freeform.NAME, freeform.TITLE, columns, 0) if columns else None


def _width(first: list[Row]) -> int:
    """Say how wide the table is; one damaged row may be wider than all others."""
    widths = sorted(len(row.cells) for row in first)
    return widths[len(widths) // 2] if widths else 0


def _names_somebody(row: Row) -> bool:
    return any(handle.email(cell) or handle.linkedin(cell) for cell in row.cells)


def _table(member: Member, found: Found, behind: int) -> Iterator[Seen]:
    if member.head(4).startswith(_WORKBOOK):
        yield Fault(member.name, 0, "this is an Excel workbook: open it and save it as CSV")
        return
    try:
        plan = _plan(_first_rows(member), dict(found.options)) or _plan(_first_rows(member), {})
        if not plan:
            yield Fault(member.name, 0, "no header that names people was found")
            return
        with opened(member) as stream:
            for row in rows(stream, _form(member)):
                if row.number > max(behind, plan.header_row):
                    announce(member.name, row.number)
                    yield _seen(member.name, row, plan)
    except BadMember as error:
        yield Fault(member.name, 0, f"the file cannot be read: {error.reason}")


def _seen(file: str, row: Row, plan: Plan) -> Seen:
    if row.fault:
        return Fault(file, row.number, row.fault)
    draft = draw_up(plan.columns, row.cells)
    if draft.is_empty:
        return Skipped(file, row.number, "nobody named")
    content = {**draft.content(), "relation": "contact"}
    return Observed(Record(CARD, _key(plan.dialect, draft), content), file, row.number)


def _key(dialect: str, draft: CardDraft) -> str:
    """Name a row by what hardly changes: the name with an address, a profile or a number, else what tells it apart."""
    name = tidy(draft.name)
    for kind in (handle.EMAIL, handle.LINKEDIN, handle.PHONE):
        value = next((value for sort, value in draft.handles if sort == kind), "")
        if value:
            return f"{dialect}:{ids.digest(name, kind, value).hex()}"
    return f"{dialect}:{ids.digest(name, *draft.apart()).hex()}"

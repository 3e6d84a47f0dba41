"""edit: correct what the book says of a person, in your own words, which win."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from kithbook.actions import who
from kithbook.actions.answers import PersonRef, Ruled, said
from kithbook.digest import rulings
from kithbook.digest.rulings import ALIASES, HANDLE_FIELDS
from kithbook.model import decision, handle
from kithbook.model.fault import UserError
from kithbook.model.person import Person
from kithbook.model.times import PartialDate
from kithbook.store.book import Book

SINGLE: Final = ("name", "organisation", "title", "birthday", "location", "since")
_FIELDS: Final = tuple(
    "position" if name == "title" else name for name in (*SINGLE, *HANDLE_FIELDS)
)  # as answers call them
_CHANGE = re.compile(r"\s*(\w+)\s*(\+=|-=|=)\s*(.*)", re.DOTALL)


def edit(book: Book, whom: str, changes: Sequence[str], *, now: datetime) -> Ruled:
    """Change fields: ``title=Editor``, ``email+=ann@example.org``, ``phone-=…``; ``organisation=`` empties one."""
    person = who.one(book, whom)
    fields: dict[str, dict[str, object]] = {"set": {}, "add": {}, "remove": {}}
    for change in changes:
        name, sign, value = _read(change)
        if sign == "=":
            fields["set"][name] = value
        else:
            listed = fields["add" if sign == "+=" else "remove"].setdefault(name, [])
            assert isinstance(listed, list)
            listed += [value] if sign == "+=" else _theirs(book, person, name, value)
    wanted = {"card": person.founder, **{sort: values for sort, values in fields.items() if values}}
    return Ruled(book.evidence.decide(decision.EDIT, wanted, at=now).id, PersonRef.of(person))


def _read(change: str) -> tuple[str, str, str]:
    found = _CHANGE.fullmatch(change)
    if not found:
        raise UserError(f"{change!r} is no change.", do="Write FIELD=VALUE, or email+=VALUE, or email-=VALUE.")
    typed = found[1].lower()
    name = ALIASES.get(typed, typed)
    if name not in HANDLE_FIELDS + SINGLE:
        raise UserError(f"There is no field {found[1]!r}.", do=f"Fields are {', '.join(_FIELDS)}.")
    if found[2] != "=" and name not in HANDLE_FIELDS:
        raise UserError(f"A person has one {typed}.", do=f"Write {typed}=VALUE.")
    value = found[3].strip()
    if not value and (found[2] != "=" or name == "name"):
        raise UserError(f"The {typed} is empty.", do=f"Write {typed}{found[2]}VALUE.")
    return name, found[2], spelt(name, value) if value else ""


def _theirs(book: Book, person: Person, field: str, value: str) -> list[str]:
    """Find what is to be taken away among what a person has: a telephone number as their cards spell it."""
    has = dict.fromkeys(one for card in book.digest.cards(person.number) for kind, one in card.handles if kind == field)
    if field == handle.PHONE:
        from kithbook.identity import normalise  # it loads the telephone plans of all countries

        found = [one for one in has if normalise.is_same_phone(one, value)]
    else:
        plain = rulings.spelt(field, value)
        found = [value] if plain and plain[1] in has else []
    if not found:
        do = f"Theirs: {', '.join(has)}." if has else f"`kith show {person.slug}` shows what there is."
        raise UserError(f"{person.name} has no {field} {value!r}.", do=do)
    return found


def spelt(field: str, value: str) -> str:
    """Spell a field's value canonically; a user error for what cannot be one."""
    text = said(value, field)
    if field == handle.EMAIL:
        return _right(handle.email(text), f"{text!r} is no e-mail address.", do="Write it as ann@example.org.")
    if field == handle.LINKEDIN:
        slug = handle.linkedin(text if "/" in text else f"linkedin.com/in/{text}")
        named = _right(slug, f"{text!r} is no profile.", do="Write it as linkedin.com/in/ann-example.")
        return f"https://www.linkedin.com/in/{named}"
    if field == handle.PHONE:
        number = text if sum(c.isdigit() for c in text) >= 3 else None
        return _right(number, f"{text!r} is no telephone number.", do="Write it with its country: +44 20 7946 0001.")
    if field in {"birthday", "since"}:
        return _date(text)
    return text


def _right(value: str | None, otherwise: str, *, do: str) -> str:
    if value is None:
        raise UserError(otherwise, do=do)
    return value


def _date(text: str) -> str:
    try:
        return str(PartialDate.read(text))
    except ValueError as error:
        raise UserError(f"{text!r} is no date.", do="Write 1980-05-12, 1980-05, 1980 or --05-12.") from error

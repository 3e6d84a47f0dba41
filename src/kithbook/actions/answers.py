"""The shapes that many answers share, and the words that many verbs take."""

from dataclasses import dataclass

from kithbook.model.fault import UserError
from kithbook.model.person import Person


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person wherever one stands in an answer."""

    id: str
    slug: str
    name: str

    @classmethod
    def of(cls, person: Person) -> "PersonRef":
        """Point at this person."""
        return cls(person.id, person.slug, person.name)


@dataclass(frozen=True, slots=True)
class Handle:
    """One address or key of a person."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling that was kept, and whom it is about."""

    decision: str
    person: PersonRef


def said(text: str, what: str) -> str:
    """Take the words that a person typed: trimmed, whole characters only, not empty."""
    found = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
    if not found:
        raise UserError(f"The {what} is empty.", do=f"Give the {what} in words.")
    return found


def picked(text: str, ids: list[str], what: str, *, where: str) -> str:
    """Find the one id that was typed, whole or by its first characters; `where` lists them."""
    typed = text.strip().lower()
    found = (
        [typed] if typed in ids else [candidate for candidate in ids if len(typed) > 2 and candidate.startswith(typed)]
    )
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} {what}s begin with {text!r}." if found else f"There is no {what} {text!r}."
    raise UserError(several, do=f"`{where}` lists them.")

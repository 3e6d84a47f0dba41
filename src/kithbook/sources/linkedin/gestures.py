"""Gestures: invitations, endorsements and recommendations, both ways."""

from typing import Any

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import ENDORSEMENT, INVITATION, RECOMMENDATION, Observed, Person, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.owner import Owner
from kithbook.sources.linkedin.people import folded, full_name, person, slug_of
from kithbook.sources.linkedin.tables import Row

HIDDEN = "hidden member"  # a gesture of someone who cannot be told from others


def _key(kind: str, one: Person, *parts: str) -> str:
    return f"linkedin-{kind}:{ids.digest(one[1] or folded(one[2]), *parts).hex()}"


def _content(direction: str, one: Person, **more: Any) -> dict[str, Any]:
    return {"direction": direction, "person": one} | {name: value for name, value in more.items() if value}


def invitation(row: Row, place: tuple[str, int], owner: Owner) -> Observed | Fault | Skipped:
    """Make a gesture of a request to connect."""
    get = row.get
    inviter, invitee = slug_of(get("inviterprofileurl")), slug_of(get("inviteeprofileurl"))
    direction = {"OUTGOING": "out", "INCOMING": "in"}.get(get("direction").upper(), "")
    if not direction and owner.is_me(get("from"), inviter) != owner.is_me(get("to"), invitee):
        direction = "out" if owner.is_me(get("from"), inviter) else "in"
    if not direction:
        return Skipped(*place, "empty row") if row.is_empty else Fault(*place, "an invitation of unknown direction")
    sides = [person(get("from"), inviter), person(get("to"), invitee)]
    me, other = sides if direction == "out" else sides[::-1]
    if other is None:
        return Skipped(*place, HIDDEN)
    sent = get("sent at")
    at = dates.minute(sent)
    content = _content(direction, other, at=at, me=me)
    key = _key("invitation", other, direction, sent)
    return Observed(Record(INVITATION, key, content), *place, get("message") or None)


def endorsement(row: Row, place: tuple[str, int], direction: str) -> Observed | Fault | Skipped:
    """Make a gesture of an endorsement; `direction` follows from the file."""
    side = "endorsee" if direction == "out" else "endorser"
    get = row.get
    name = full_name(get(f"{side} first name"), get(f"{side} last name"))
    other, skill = person(name, slug_of(get(f"{side} public url"))), get("skill name")
    if other is None:
        return Skipped(*place, "empty row" if row.is_empty else HIDDEN)
    at = dates.stamp(get("endorsement date"))
    content = _content(direction, other, at=at, subject=skill, status=get("endorsement status").lower())
    return Observed(Record(ENDORSEMENT, _key("endorsement", other, direction, skill), content), *place)


def recommendation(row: Row, place: tuple[str, int], direction: str) -> Observed | Fault | Skipped:
    """Make a gesture of a recommendation; its words go to the readers and are not kept."""
    get = row.get
    other = person(full_name(get("first name"), get("last name")), None)
    if other is None:
        return Skipped(*place, "empty row" if row.is_empty else HIDDEN)
    created = get("creation date")
    content = _content(
        direction,
        other,
        at=dates.minute(created),
        subject=get("job title"),
        organisation=get("company"),
        status=get("status").lower(),
    )
    key = _key("recommendation", other, direction, created)
    return Observed(Record(RECOMMENDATION, key, content), *place, get("text") or None)

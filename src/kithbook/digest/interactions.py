"""Interactions from records: when, which way, with whom, and what the readers found in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from kithbook.digest import attendance, writers
from kithbook.digest.attendance import APART, ASKED, DECLINED, NO_PERSON, OFF
from kithbook.digest.ego import CALENDAR, DELIVERED, SENT, Ego, folded
from kithbook.model import handle, ids, record, times
from kithbook.model import interaction as kinds
from kithbook.model.decision import Decision
from kithbook.model.digested import Part, Row
from kithbook.model.reading import SIGNATURE, SNIPPET, Reading
from kithbook.model.record import Content

KINDS: Final = (
    record.MESSAGE,
    record.MEETING,
    record.ACTIVITY,
    record.INVITATION,
    record.ENDORSEMENT,
    record.RECOMMENDATION,
)
MAIL: Final = "mail"
LOG: Final = "log"  # the channel of what the owner logged by hand
NAMELESS: Final = frozenset({"linkedin member", "linkedin user", "someone", "unknown"})
AT: Final = "at:"  # within which a bare name means one person: an organisation …
WITHIN: Final = "in:"  # … or a conversation
FAILED: Final = "=fail"  # as a finding about a sender ends: dmarc=fail
BULK_FINDINGS: Final = frozenset({"opening"})  # a newsletter promises and asks nothing of the reader


@dataclass(frozen=True, slots=True)
class Seen:
    """One record of a key with the sources that saw it and its readings: what `interact` is given, oldest first."""

    raw: bytes
    content: Content
    sources: tuple[str, ...]
    readings: tuple[Reading, ...]


class Zone:
    """The book's own zone: turns instants into days."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def instant(self, local: datetime) -> datetime:
        """Give the instant at which clocks here show a time that is written as if it were in UTC."""
        try:
            return local.replace(tzinfo=self._zone).astimezone(UTC)
        except OverflowError:
            return local

    def day(self, moment: datetime) -> date:
        """Give the day of an instant here; at the ends of the calendar, UTC's."""
        try:
            return moment.astimezone(self._zone).date()
        except OverflowError:
            return moment.date()


def raw_id(key: str, nth: int = 0) -> bytes:
    """Hash an interaction's key: the same mail in three sources is one interaction; `nth` writer under one key."""
    return ids.digest("interaction", key, str(nth)) if nth else ids.digest("interaction", key)


def raw_ids(kind: str, key: str) -> list[bytes]:
    """List all that the interactions of a key may be named."""
    return [raw_id(key, nth) for nth in range(writers.MOST if kind == record.MESSAGE else 1)]


def placed(at: str, zone: Zone, *, is_floating: bool = False) -> tuple[int, date, bool]:
    """Read a record's time: seconds since the epoch, the day here, and whether only the day is known.

    is_floating: it is a local time, of wherever ego is.
    """
    if len(at) == 10:
        day = date.fromisoformat(at)
        return times.to_seconds(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)), day, True
    moment = zone.instant(times.instant(at)) if is_floating else times.instant(at)
    return times.to_seconds(moment), zone.day(moment), False


def interact(kind: str, key: str, seen: Sequence[Seen], *, ego: Ego, zone: Zone) -> Row | None:
    """Make the interaction of one key; None where it is none (undated, cancelled, without others)."""
    last = seen[-1].content
    dated = next((one.content for one in reversed(seen) if one.content.get("at")), last)
    try:
        seconds, day, is_day = placed(str(dated.get("at") or ""), zone, is_floating=record.is_floating(dated))
    except ValueError:
        return None
    row = Row(
        raw=raw_id(key), at=seconds, day=times.day_number(day), is_day=is_day,
        kind=kinds.MESSAGE, channel=str(last.get("channel", "")), direction=kinds.NONE, subject="", thread="",
        recipients=0, is_bulk=False,
        records=tuple(one.raw for one in seen),
        sources=tuple(dict.fromkeys(source for one in seen for source in one.sources)),
    )  # fmt: skip
    made = _MAKERS[kind](row, _together(seen), ego, key)
    if made is None:
        return None
    if kind == record.MESSAGE:
        made.hints = tuple(sorted({hint for one in seen for hint in hints(one.content)}))
    _read(made, seen)
    return made


def _together(seen: Sequence[Seen]) -> Content:
    """Join what several sources say of one item: the latest stands, how it was sent and came adds up."""
    content = dict(seen[-1].content)
    if len(seen) > 1:
        content["sent"] = any(one.content.get("sent") for one in seen)
        content["arrived"] = any(_has_arrived(one.content) for one in seen)
        content["doubted"] = any(one.content.get("doubted") for one in seen)
    return content


def _message(row: Row, content: Content, ego: Ego, key: str) -> Row:
    sender = content.get("sender")
    recipients = [(person, role) for role in ("to", "cc") for person in content.get(role, ())]
    is_sent = bool(content.get("sent"))
    # A colleague's mail, filed by hand among what was sent, is not ego's; without a sender the source's word stands.
    is_mine = ego.holds(*sender) or (is_sent and not ego.is_known) if sender else is_sent
    # Anybody may write ego's name above a letter. What ego wrote lies among what was sent; a copy that came in is ego's
    # only where the book holds nothing that was sent, and nobody on its way doubted it.
    is_forged = is_mine and not is_sent and (bool(content.get("doubted")) or (ego.has_sent and _has_arrived(content)))
    row.subject = str(content.get("subject", ""))
    row.recipients = int(content.get("recipients") or len(recipients))
    row.is_bulk = bool(content.get("bulk")) or is_forged
    row.thread = str(
        content.get("thread") or next(iter(content.get("parents", ())), "") or content.get("message_id", "")
    )
    if sender and content.get("doubted"):
        sender = [*sender[:2], ""] if sender[1] else sender  # whoever it was does not say what they are called
    people = [(sender, "from"), *recipients] if sender else recipients
    if is_mine and not is_forged:
        row.direction = kinds.OUT
    elif ego.is_known and not is_forged and not _is_between_others(row.channel, [one for one, _ in people], ego):
        row.direction = kinds.IN
    row.parts = _parts(people, ego, scope=f"{WITHIN}{row.thread or key}")
    row.is_to_ego_alone = row.direction == kinds.IN and [ego.holds(*person) for person, _ in recipients] == [True]
    row.is_to_ego_alone &= row.recipients == 1  # the lists may have been cut
    return row


def _has_arrived(content: Content) -> bool:
    return bool(content.get("arrived") or content.get("delivered_to"))


def _is_between_others(channel: str, people: Sequence[Sequence[Any]], ego: Ego) -> bool:
    """Say whether a message of another's archive passed between its member and others.

    Mail may reach ego under no address that it names; a message on a platform names all sides.
    """
    is_theirs = channel != MAIL and any(ego.is_stranger(*person) for person in people)
    return is_theirs and not any(ego.holds(*person) for person in people)


def hints(content: Content) -> tuple[tuple[str, str], ...]:
    """Say what a message tells of who ego is: by which addresses it came, and who wrote it if it was sent from here."""
    found = [(DELIVERED, str(address)) for address in sorted(set(content.get("delivered_to", ())))]
    sender = content.get("sender")
    if content.get("sent") and sender and sender[0] == handle.EMAIL:
        found.append((SENT, str(sender[1])))
    return tuple(found)


def _meeting(row: Row, content: Content, ego: Ego, key: str) -> Row | None:
    attendees = [person for person in content.get("attendees", ()) if person[4] not in NO_PERSON]
    # What was sent to ego may name any calendar as ego's.
    row.hints = ((CALENDAR, str(content["owner"])),) if content.get("owner") and not content.get("letter") else ()
    went = attendance.attendance(content, ego)
    coming = [person[:3] for person in attendees if person[3] != DECLINED]
    calling = attendance.caller(content)
    if calling and not any(person[:2] == calling[:2] for person in attendees):
        coming.insert(0, calling)
    row.kind, row.channel, row.direction = kinds.MEETING, "calendar", kinds.BOTH
    if went in {ASKED, APART}:  # shown as what it is: somebody asked, or a thing between others
        row.kind, row.direction = kinds.GESTURE, kinds.IN if went == ASKED else kinds.NONE
    row.subject = str(content.get("title", ""))
    row.thread = str(content.get("uid", ""))
    row.parts = () if went == OFF else _parts([(person, "attendee") for person in coming], ego, scope=f"{WITHIN}{key}")
    row.recipients = _others(coming, ego)
    return row if row.parts or row.hints else None


def _activity(row: Row, content: Content, ego: Ego, key: str) -> Row | None:
    row.kind = {"call": kinds.CALL, "message": kinds.MESSAGE}.get(row.channel, kinds.MEETING)
    row.direction = kinds.BOTH
    row.subject = str(content.get("title", ""))
    people = content.get("people", ())
    row.parts = _parts([(person, "attendee") for person in people], ego, scope=f"{WITHIN}{key}")
    row.recipients = _others(people, ego)
    return row if row.parts else None


def _others(people: Iterable[Sequence[Any]], ego: Ego) -> int:
    """Count those besides ego; whoever cannot be told from others, and so has no card, counts for one each."""
    found = set()
    for nth, (kind, value, name) in enumerate(people):
        if not ego.holds(kind, value, name):
            plain = folded(name)
            found.add(value or (plain if plain not in {"", *NAMELESS} else str(nth)))
    return len(found)


def _gesture(row: Row, content: Content, ego: Ego, key: str) -> Row | None:
    row.kind = kinds.GESTURE
    row.direction = str(content["direction"])
    row.subject = str(content.get("subject", ""))
    row.recipients = 1
    role = "from" if row.direction == kinds.IN else "to"
    place = content.get("organisation")  # a recommendation tells a name from others by where they worked
    row.parts = _parts([(content["person"], role)], ego, scope=f"{AT}{place}" if place else f"{WITHIN}{key}")
    return row if row.parts else None


_MAKERS: Final[Mapping[str, Callable[[Row, Content, Ego, str], Row | None]]] = {
    record.MESSAGE: _message,
    record.MEETING: _meeting,
    record.ACTIVITY: _activity,
    record.INVITATION: _gesture,
    record.ENDORSEMENT: _gesture,
    record.RECOMMENDATION: _gesture,
}


def logged(ruling: Decision, *, zone: Zone) -> Row:
    """Make the interaction that the owner logged by hand. The participant is a card that exists."""
    fields = ruling.fields
    seconds, day, is_day = placed(str(fields.get("at") or times.written(ruling.at)), zone)
    kind = {"call": kinds.CALL, "message": kinds.MESSAGE, "mail": kinds.MESSAGE}.get(str(fields["kind"]), kinds.MEETING)
    _, raw = ids.unspell(ruling.id)
    return Row(
        raw=raw_id(f"log:{ruling.id}"), at=seconds, day=times.day_number(day), is_day=is_day,
        kind=kind, channel=LOG, direction=kinds.BOTH, subject=str(fields.get("text", "")), thread="", recipients=1,
        is_bulk=False, records=(raw,), sources=("owner",), parts=(Part(f"={fields['card']}", "", "attendee"),),
    )  # fmt: skip


def _parts(people: Iterable[tuple[Sequence[Any], str]], ego: Ego, *, scope: str) -> tuple[Part, ...]:
    """Point at the cards of the others; a person who stands twice counts once, in the first role."""
    found: dict[str, Part] = {}
    for (kind, value, name), role in people:
        if ego.holds(kind, value, name):
            continue
        if kind == handle.NAME:
            plain = folded(name)
            if not plain or plain in NAMELESS:
                continue
            found.setdefault(plain, Part(f"named:{plain}|{scope}", name, role))
        elif kind == handle.UID:
            found.setdefault(value, Part(value, name, role))
        else:
            found.setdefault(value, Part(handle.key(kind, value), name, role, (kind, value)))
    return tuple(found.values())


def _is_found_forged(content: Content) -> bool:
    """Say whether a server checked the sender and it failed; that nobody of the house sent it is no such finding."""
    return str(content.get("doubted", "")).endswith(FAILED)


def _read(row: Row, seen: Sequence[Seen]) -> None:
    """Take over the findings, each once; the signature is the sender's own.

    What a letter asks or promises is repeated in its sender's name: not where a server found that they did not send it.
    """
    is_foreign = row.is_bulk or (row.direction == kinds.IN and any(_is_found_forged(one.content) for one in seen))
    findings: dict[tuple[str, str], Reading] = {}
    for one in seen:
        for reading in one.readings:
            if reading.reader == SIGNATURE:
                # A list that rewrites senders says on whose behalf it writes, and anybody may say so.
                row.signature = {} if is_foreign else reading.fields
            elif reading.reader != SNIPPET and (not is_foreign or reading.reader in BULK_FINDINGS):
                findings[reading.reader, reading.quote] = reading
    row.findings = tuple(findings[key] for key in sorted(findings))

"""What Monica keeps about contacts: activities, calls and conversations; notes, reminders, tasks, gifts and debts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from kithbook.model import ids
from kithbook.model.record import ACTIVITY, MESSAGE, REMARK, Person, Record
from kithbook.sources.draft import tidy
from kithbook.sources.monica.document import Object, child, is_yes, items, mapping, text, when

SNIPPET: Final = 300  # of a title


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part}


def _key(sort: str, value: Object, *about: str) -> str:
    """Name an item by its own id, else by what it says and about whom."""
    uuid = text(value.get("uuid"))
    return f"monica:{sort}:{uuid or ids.digest(sort, *about, ids.canonical(dict(child(value, 'properties')))).hex()}"


def _said(value: Object) -> Object:
    return child(value, "properties") or value


def activity(value: Object, people: Sequence[Person]) -> tuple[Record, str] | None:
    """Read something done together; None without a day, or without anybody."""
    said = _said(value)
    at = when(said.get("happened_at")) or when(said.get("date_it_happened"))
    if not at or not people:
        return None
    words = text(said.get("description"))
    content = _filled(
        at=at, channel="activity", people=list(people), title=tidy(text(said.get("summary")))[:SNIPPET], text=words
    )
    return Record(ACTIVITY, _key("activity", value, *(person[1] for person in people)), content), words


def call(value: Object, person: Person) -> tuple[Record, str] | None:
    """Read a call; None without a time."""
    said = _said(value)
    at, words = when(said.get("called_at")), text(said.get("content"))
    if not at:
        return None
    content = _filled(at=at, channel="call", people=[person], text=words)
    return Record(ACTIVITY, _key("call", value, person[1]), content), words


def messages(value: Object, person: Person) -> Iterator[tuple[Record, str] | None]:
    """Read the messages of a conversation; who wrote what is known only as ego or not."""
    said = _said(value)
    happened = when(said.get("happened_at"))
    thread = _key("conversation", value, person[1], happened)
    for one in items(said.get("messages")):
        message = mapping(one)
        inner = _said(message)
        at, words = when(inner.get("written_at")) or happened, text(inner.get("content"))
        if not at or not words:
            yield None
            continue
        is_mine = is_yes(inner.get("written_by_me"))
        parties = {"to": [person]} if is_mine else {"sender": person}
        content = _filled(at=at, channel="chat", thread=thread, sent=is_mine, recipients=1, **parties)
        yield Record(MESSAGE, f"{thread}:{ids.digest(at, str(is_mine), words).hex()}", content), words


def relationship(value: Object, names: Mapping[str, str]) -> Record | None:
    """Read how two contacts are related; None where one of them is missing."""
    said = _said(value)
    one, other, sort = (text(said.get(name)) for name in ("contact_is", "of_contact", "type"))
    if not one or not other or not sort:
        return None
    fields = _filled(relation=sort, of=f"monica:{other}", name=names.get(other, ""))
    about = ["uid", f"monica:{one}", names.get(one, "")]
    words = f"{sort} of {names[other]}" if names.get(other) else sort
    created = _filled(at=when(value.get("created_at")))
    content = {"about": about, "sort": "relationship", "text": words, "fields": fields, **created}
    return Record(REMARK, f"monica:relationship:{ids.digest(one, sort, other).hex()}", content)


def remark(kind: str, value: Object, person: Person) -> tuple[Record, str] | None:
    """Read a note, reminder, task, gift, debt or life event; None for one that says nothing."""
    said = _said(value)
    content = _REMARKS[kind](said)
    if not content:
        return None
    created = when(value.get("created_at"))
    content = {"about": person, "sort": kind if kind != "life_event" else "event", **_filled(at=created), **content}
    return Record(REMARK, _key(kind, value, person[1]), content), str(content.get("text", ""))


def _joined(said: Object, *names: str) -> str:
    return "\n".join(words for name in names if (words := text(said.get(name))))


def _note(said: Object) -> dict[str, Any]:
    return _filled(text=_joined(said, "body"))


def _reminder(said: Object) -> dict[str, Any]:
    fields = _filled(every=text(said.get("frequency_number")), unit=text(said.get("frequency_type")))
    ended = is_yes(said.get("inactive"))
    words = _joined(said, "title", "description")
    return _filled(text=words, due=when(said.get("initial_date")), fields=fields, done=ended) if words else {}


def _task(said: Object) -> dict[str, Any]:
    words = _joined(said, "title", "description")
    return _filled(text=words, done=is_yes(said.get("completed"))) if words else {}


def _gift(said: Object) -> dict[str, Any]:
    fields = _filled(**{name: text(said.get(name)) for name in ("status", "amount", "url")})
    return _filled(text=_joined(said, "name", "comment"), at=when(said.get("date")), fields=fields)


def _debt(said: Object) -> dict[str, Any]:
    owes = "you owe" if is_yes(said.get("in_debt")) else "they owe you"
    words = tidy(f"{owes} {text(said.get('amount'))} {text(said.get('currency'))}")
    fields = _filled(reason=text(said.get("reason")), status=text(said.get("status")))
    return (
        _filled(text=words, fields=fields, done=text(said.get("status")) == "complete")
        if text(said.get("amount"))
        else {}
    )


def _life_event(said: Object) -> dict[str, Any]:
    return _filled(text=_joined(said, "name", "note"), at=when(said.get("happened_at")))


_REMARKS: Final[dict[str, Callable[[Object], dict[str, Any]]]] = {
    "note": _note, "reminder": _reminder, "task": _task, "gift": _gift, "debt": _debt, "life_event": _life_event,
}  # fmt: skip
REMARKS: Final = frozenset(_REMARKS)

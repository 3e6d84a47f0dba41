"""Direct messages: who wrote to whom when, in which conversation, and whether it was one of many."""

import re
from typing import Any, Final

from kithbook.model import handle, ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import MESSAGE, Observed, Person, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.owner import Evidence, Owner
from kithbook.sources.linkedin.people import folded, is_nobody, person, split_names
from kithbook.sources.linkedin.tables import Row

_HTML = re.compile(
    r"</?(?:spinmail[\w-]*|p|br|div|span|a|b|i|em|strong|ul|ol|li|table|img|h[1-6]|html|body)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_YES: Final = frozenset({"yes", "true", "ja", "oui", "sí"})


def gather(row: Row, evidence: Evidence) -> None:
    """Take in who takes part in a conversation."""
    conversation = row.get("conversation id")
    if slug := handle.linkedin(row.get("sender profile url")):
        evidence.see(conversation, row.get("from"), slug)
    slugs = _slugs(row.get("recipient profile urls"))
    if len(slugs) == 1 and slugs[0]:
        evidence.see(conversation, row.get("to"), slugs[0])
    else:
        for slug, name in zip(slugs, _names(row.get("to"), slugs, evidence), strict=True):
            if slug:
                evidence.see(conversation, name, slug)
    direction = row.get("direction").upper()
    if direction in {"OUTGOING", "INCOMING"}:
        mine = row.get("from" if direction == "OUTGOING" else "to")
        if not is_nobody(mine) and "," not in mine:
            evidence.my_names[folded(mine)] += 1


def read(row: Row, place: tuple[str, int], evidence: Evidence, owner: Owner) -> Observed | Fault | Skipped:
    """Make a message of a row, or say why not."""
    if row.get("is message draft").lower() in _YES or row.get("is conversation draft").lower() in _YES:
        return Skipped(*place, "draft")
    if row.get("folder").upper() == "SPAM":
        return Skipped(*place, "spam")
    conversation, name = row.get("conversation id"), row.get("from")
    stated = handle.linkedin(row.get("sender profile url"))
    slug = stated or evidence.slug_in(conversation, name)
    body = row.get("content")
    text, is_html = reduced(body)
    is_mine = _is_mine(row, slug, owner)
    written = row.get("date")
    content: dict[str, Any] = {"channel": "linkedin"}
    if at := dates.stamp(written) or dates.minute(written):
        content["at"] = at
    if sender := person(name, slug):
        content["sender"] = sender
    to, recipients = _recipients(row, conversation, evidence)
    if to:
        content["to"] = to
    if recipients:
        content["recipients"] = recipients
    title = row.get("conversation title")
    if subject := row.get("subject") or title:
        content["subject"] = subject[:1000]
    if conversation:
        content["thread"] = conversation
    if is_mine:
        content["sent"] = True
    elif is_html or title.casefold().startswith("sponsored"):
        content["bulk"] = "sponsored"
    if attached := row.get("attachments"):
        content["attachments"] = max(1, attached.count("http"))
    if not sender and not to and not text:
        return Skipped(*place, "empty row") if row.is_empty else Fault(*place, "a message without people and text")
    moment = (content.get("at") if conversation else "") or written  # without a conversation the minute tells apart
    key = ids.digest(conversation, moment, stated or folded(name), text)
    return Observed(Record(MESSAGE, f"linkedin-message:{key.hex()}", content), *place, text or None)


def _is_mine(row: Row, slug: str | None, owner: Owner) -> bool:
    direction = row.get("direction").upper()
    if direction in {"OUTGOING", "INCOMING"}:
        return direction == "OUTGOING"
    return owner.is_me(row.get("from"), slug)


def _slugs(urls: str) -> list[str | None]:
    """Give the slug of each recipient; a placeholder counts as one without."""
    return [handle.linkedin(url) for url in urls.split(",")] if urls else []


def _recipients(row: Row, conversation: str, evidence: Evidence) -> tuple[list[Person], int]:
    """Name the recipients and count them: by their addresses, because names may hold commas."""
    shown, slugs = row.get("to"), _slugs(row.get("recipient profile urls"))
    names = _names(shown, slugs, evidence)
    if len(slugs) != len(names):
        slugs = [None] * len(names)
    found = [
        person(name, slug or evidence.slug_in(conversation, name)) for name, slug in zip(names, slugs, strict=True)
    ]
    return [one for one in found if one], len(names)


def _names(shown: str, slugs: list[str | None], evidence: Evidence) -> list[str]:
    """Deal the list of names out to the slugs, one each; without slugs, split it as well as can be."""
    if len(slugs) == 1:
        return [shown]
    plain = [piece.strip() for piece in shown.split(",")] if shown else []
    if slugs and len(plain) == len(slugs):
        return plain
    whole = split_names(shown)
    if not slugs or len(whole) == len(slugs):
        return whole
    return [_known(slug, shown, evidence) for slug in slugs]


def _known(slug: str | None, shown: str, evidence: Evidence) -> str:
    """Give the name that a slug has elsewhere, if it stands in this list too."""
    lower = folded(shown)
    best = max((name for name in evidence.names.get(slug or "", ()) if name and name in lower), key=len, default="")
    at = lower.find(best)
    tidy = " ".join(shown.split())
    return tidy[at : at + len(best)] if best and len(tidy) == len(lower) else ""


def reduced(body: str) -> tuple[str, bool]:
    """Reduce what was written to plain text, and say whether it was HTML."""
    if "<" not in body or not _HTML.search(body):
        return body, False
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - few archives hold HTML, and it takes time to load

    tree = LexborHTMLParser(body)
    tree.strip_tags(["script", "style", "template", "head"])
    return " ".join((tree.body.text(separator=" ") if tree.body else "").split()), True

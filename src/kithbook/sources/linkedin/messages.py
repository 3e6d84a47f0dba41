"""Direct messages: who wrote to whom when, in which conversation, and whether it was one of many."""

import re
from html import unescape
from typing import Any, Final

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import MESSAGE, Observed, Person, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.owner import Evidence, Owner
from kithbook.sources.linkedin.people import folded, is_nobody, person, slug_of, split_names
from kithbook.sources.linkedin.tables import Row

_HTML = re.compile(
    r"</?(?:spinmail[\w-]*|p|br|div|span|a|b|i|em|strong|ul|ol|li|table|img|h[1-6]|html|body)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
TAGS: Final = 5_000  # the parser takes time with the square of the depth: 10,000 nested tags, a tenth of a second
SUBJECT_CHARS: Final = 1000  # a subject line, not a second body
_YES: Final = frozenset({"yes", "true", "ja", "oui", "sí"})


_SIDES: Final = ("conversation id", "from", "sender profile url", "to", "recipient profile urls", "direction")
_ALL: Final = (
    *_SIDES,
    "date", "subject", "conversation title", "content", "folder", "attachments", "is message draft",
    "is conversation draft",
)  # fmt: skip


def gather(row: Row, evidence: Evidence) -> None:
    """Take in who takes part in a conversation."""
    conversation, name, url, to, urls, direction = row.many(_SIDES)
    if slug := slug_of(url):
        evidence.see(conversation, name, slug)
    slugs = _slugs(urls)
    for slug, other in zip(slugs, _names(to, slugs, evidence), strict=False):
        if slug:
            evidence.see(conversation, other, slug)
    if direction:
        mine = {"OUTGOING": name, "INCOMING": to}.get(direction.upper(), "")
        if not is_nobody(mine) and "," not in mine:
            evidence.my_names[folded(mine)] += 1


def read(row: Row, place: tuple[str, int], evidence: Evidence, owner: Owner) -> Observed | Fault | Skipped:
    """Make a message of a row, or say why not."""
    cells = row.many(_ALL)
    conversation, name, url, shown, urls, direction, written, subject, title, body, folder, attached, *drafts = cells
    if any(draft.lower() in _YES for draft in drafts):
        return Skipped(*place, "draft")
    if folder.upper() == "SPAM":
        return Skipped(*place, "spam")
    stated = slug_of(url)
    slug = stated or evidence.slug_in(conversation, name)
    sender = person(name, slug)
    to, recipients = _recipients(shown, _slugs(urls), conversation, evidence)
    text, is_html = reduced(body)
    if not sender and not to and not text:
        return Skipped(*place, "empty row" if row.is_empty else "hidden member")
    at = dates.stamp(written) or dates.minute(written)
    is_mine = direction.upper() == "OUTGOING" if direction else owner.is_me(name, slug)
    is_bulk = not is_mine and (is_html or title.casefold().startswith("sponsored"))
    content: dict[str, Any] = {
        "channel": "linkedin",
        "at": at,
        "sender": sender,
        "to": to,
        "recipients": recipients,
        "subject": (subject or title)[:SUBJECT_CHARS],
        "thread": conversation,
        "sent": is_mine,
        "bulk": "sponsored" if is_bulk else "",
        "attachments": max(1, attached.count("http")) if attached else 0,
    }
    content = {field: value for field, value in content.items() if value}
    moment = (at if conversation else "") or written  # without a conversation the minute tells messages apart
    key = ids.digest("\0".join((conversation, moment, stated or folded(name), text)))  # no cell holds a NUL
    return Observed(Record(MESSAGE, f"linkedin-message:{key.hex()}", content), *place, text or None)


def _slugs(urls: str) -> list[str | None]:
    """Give the slug of each recipient; a placeholder counts as one without. Some archives put blanks, not commas."""
    return [slug_of(url) for url in (urls.split(",") if "," in urls else urls.split())]


def _recipients(shown: str, slugs: list[str | None], conversation: str, evidence: Evidence) -> tuple[list[Person], int]:
    """Name the recipients and count them: by their addresses, because names may hold commas."""
    names = _names(shown, slugs, evidence)
    if len(slugs) != len(names):
        slugs = [None] * len(names)
    found = [
        person(name, slug or evidence.slug_in(conversation, name)) for name, slug in zip(names, slugs, strict=True)
    ]
    return [one for one in found if one], len(names)


def _names(shown: str, slugs: list[str | None], evidence: Evidence) -> list[str]:
    """Share the list of names out among the slugs, one each; without slugs, split it as well as can be."""
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
    if body.count("<") > TAGS:
        return " ".join(unescape(_TAG.sub(" ", body)).split()), True
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - few archives hold HTML, and it takes time to load

    tree = LexborHTMLParser(body)
    tree.strip_tags(["script", "style", "template", "head"])
    return " ".join((tree.body.text(separator=" ") if tree.body else "").split()), True

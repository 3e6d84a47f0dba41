"""What the owner did in public: shares, reposts, comments, reactions, votes."""

import re
from typing import Any, Final

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import POST, Observed, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.tables import Row

SORTS: Final = {
    "shares": "share",
    "reposts": "repost",
    "comments": "comment",
    "reactions": "reaction",
    "votes": "vote",
}
_LINK = ("link", "sharelink", "share link")
_TEXT = ("message", "sharecommentary", "share commentary")
_BROKEN_LINE = re.compile(r'"\r?\n"')  # how line breaks stand in the commentary of a share


def post(row: Row, place: tuple[str, int], section: str) -> Observed | Fault | Skipped:
    """Make a post of a row of one of the public files."""
    if row.is_empty:
        return Skipped(*place, "empty row")
    written, link = row.get("date"), row.get(*_LINK)
    text = _BROKEN_LINE.sub("\n", row.get(*_TEXT)) if section in {"shares", "comments"} else ""
    content: dict[str, Any] = {"sort": SORTS[section]}
    if at := dates.stamp(written) or dates.minute(written):
        content["at"] = at
    if link:
        content["link"] = link
    if text:
        content["text"] = text
    fields = row.fields("date", *_LINK, *_TEXT)
    if written and "at" not in content:
        fields["date"] = written
    if fields:
        content["fields"] = fields
    choice = row.get("optiontext") if section == "votes" else text if section == "comments" else ""
    key = ids.digest(SORTS[section], written, link, choice)
    return Observed(Record(POST, f"linkedin-post:{key.hex()}", content), *place)


_COMMENT = re.compile(r'"?([^",]*)"?,"?([^",]*)"?,(.*)', re.DOTALL)


def mended_comment(line: str) -> list[str]:
    """Take a comment apart whose quotes are wrong: the words come last, so all that follows the link is theirs."""
    found = _COMMENT.fullmatch(line.rstrip("\n"))
    if not found or not dates.stamp(found[1]):
        return []
    words = found[3].strip()
    words = words.removeprefix('"')
    words = words.removesuffix('"')
    return [found[1], found[2], words.replace('\\"', '"').replace('""', '"')]

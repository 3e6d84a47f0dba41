"""Which file of an archive is what: its tables by name and heading, what is private and stays closed, and its day."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from kithbook.model.run import BY_MEMBER, BY_NAME, UNKNOWN, AsOf
from kithbook.sources.linkedin.tables import header_in
from kithbook.sources.tree import Member, Tree

# section: the headings without which a table is not it. The order is that of reading: who comes before what, the
# owner last, because who the owner is follows from the rest.
SECTIONS: Final[dict[str, frozenset[str]]] = {
    section: frozenset(needs.split("|") if needs else ())
    for section, needs in {
        "connections": "first name|last name",
        "contacts": "companies|profiles",
        "invitations": "from|to|direction",
        "endorsements-received": "skill name|endorser first name",
        "endorsements-given": "skill name|endorsee first name",
        "recommendations-received": "first name|last name|text",
        "recommendations-given": "first name|last name|text",
        "member-follows": "date|fullname",
        "messages": "from|to|date|content",
        "assistant-chats": "from|content",
        "shares": "date",
        "reposts": "date|link",
        "comments": "date|link|message",
        "reactions": "date|link",
        "votes": "date|link",
        "positions": "title",
        "education": "school name",
        "volunteering": "",
        "memberships": "",
        "projects": "title",
        "certifications": "name|authority",
        "courses": "name",
        "honours": "title",
        "publications": "name",
        "patents": "",
        "test-scores": "",
        "skills": "name",
        "languages": "name",
        "events": "event name",
        "company-follows": "organization",
        "hashtag-follows": "",
        "learning": "content title",
        "job-applications": "job title",
        "saved-jobs": "job title",
        "job-preferences": "job titles",
        "saved-items": "saveditem",
        "saved-articles": "link",
        "rich-media": "",
        "articles": "",
        "profile-summary": "profile summary",
        "whatsapp-numbers": "number",
        "phone-numbers": "number",
        "email-addresses": "email address",
        "profile": "first name|last name|headline",
    }.items()
}
ORDER: Final = {section: number for number, section in enumerate(SECTIONS)}

# Headings that no other program's table has: enough to know an archive by one file, or a file that was renamed.
_UNMISTAKABLE: Final[dict[str, frozenset[str]]] = {
    "connections": frozenset({"first name", "last name", "position", "connected on"}),
    "messages": frozenset({"conversation id", "from", "to", "date", "content"}),
    "invitations": frozenset({"from", "to", "sent at", "direction"}),
    "contacts": frozenset({"companies", "profiles"}),
    "profile": frozenset({"first name", "last name", "headline", "geo location"}),
    "endorsements-received": frozenset({"endorser first name", "skill name"}),
    "endorsements-given": frozenset({"endorsee first name", "skill name"}),
    "shares": frozenset({"sharelink", "sharecommentary"}),
    "positions": frozenset({"company name", "started on", "finished on"}),
    "email-addresses": frozenset({"email address", "confirmed", "primary"}),
    "recommendations-received": frozenset({"first name", "last name", "text", "creation date", "status"}),
    "reactions": frozenset({"date", "type", "link"}),
    "comments": frozenset({"date", "link", "message"}),
    "member-follows": frozenset({"date", "status", "fullname"}),
    "company-follows": frozenset({"organization", "followed on"}),
    "education": frozenset({"school name", "degree name"}),
    "certifications": frozenset({"name", "authority", "license number"}),
    "events": frozenset({"event name", "event time", "external url"}),
    "learning": frozenset({"content title", "content type"}),
    "job-applications": frozenset({"application date", "job title", "job url"}),
    "saved-jobs": frozenset({"saved date", "job title", "job url"}),
}  # fmt: skip
_OLD_MESSAGES: Final = frozenset({"from", "to", "date", "content", "direction", "folder"})

# Names of files without blanks, case and numbers.
_NAMES: Final = {
    "importedcontacts": "contacts", "endorsementreceivedinfo": "endorsements-received",
    "endorsementgiveninfo": "endorsements-given", "recommendationsreceived": "recommendations-received",
    "recommendationsgiven": "recommendations-given", "receivedrecommendations": "recommendations-received",
    "givenrecommendations": "recommendations-given", "memberfollows": "member-follows", "instantreposts": "reposts",
    "guidemessages": "assistant-chats", "learningcoachmessages": "assistant-chats",
    "learningroleplaymessages": "assistant-chats", "volunteeringexperiences": "volunteering",
    "volunteerexperiences": "volunteering", "volunteer": "volunteering", "organizations": "memberships",
    "honors": "honours", "testscores": "test-scores", "companyfollows": "company-follows",
    "hashtagfollows": "hashtag-follows", "jobapplications": "job-applications", "savedjobs": "saved-jobs",
    "jobseekerpreferences": "job-preferences", "saveditems": "saved-items", "savedarticles": "saved-articles",
    "richmedia": "rich-media", "videos": "rich-media", "profilesummary": "profile-summary",
    "whatsappphonenumbers": "whatsapp-numbers", "phonenumbers": "phone-numbers", "emailaddresses": "email-addresses",
}  # fmt: skip

# Never opened: of no use here, and the person's own affair.
_PRIVATE: Final = frozenset(
    """accountstatushistory adsclicked adtargeting causesyoucareabout identityassets inferencesaboutyou
    jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses lanadsengagement logins mobiledevices
    privateidentityasset privateidentityassets providers receipts receiptsv registration savedjobalerts searchqueries
    securitychallenges servicesmarketplace servicesmarketplaceproviders verifications""".split()
)
_SUB_FOLDERS: Final = frozenset({"jobs", "articles", "verifications", "services marketplace"})
_ARCHIVE = re.compile(r"LinkedIn_?Data_?Export(?:[_ -]*(\d{2})-(\d{2})-(\d{4}))?", re.IGNORECASE)
_FIRST_YEAR: Final = 2003  # LinkedIn's first; a member that says older was stamped by a broken clock


@dataclass(frozen=True, slots=True)
class Part:
    """A member of an archive and what it is; no section: private, or not known."""

    member: Member
    section: str
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """One member's archive within what was given."""

    root: str
    parts: tuple[Part, ...]

    def read(self) -> tuple[Part, ...]:
        """Give the parts that are read, in the order of reading."""
        return tuple(sorted((p for p in self.parts if p.section), key=lambda p: (ORDER[p.section], p.member.name)))


def _stem(name: str) -> str:
    """Fold a file's name: no ``.csv``, no member id, no ``(1)`` of a browser, no blanks."""
    stem = re.sub(r"\.csv$", "", PurePosixPath(name).name, flags=re.IGNORECASE).lower()
    stem = re.sub(r"(?:[_\s-]*\(?\d+\)?)+$", "", stem)
    return re.sub(r"[\s_-]+", "", stem)


def section_by_name(name: str) -> str:
    """Tell the section of a file by its name; '' for one that is not known."""
    lower = name.lower()
    if lower.endswith(".html"):
        return "articles" if "articles/" in lower else ""
    if not lower.endswith(".csv"):
        return ""
    stem = _stem(name)
    return _NAMES.get(stem) or (stem if stem in SECTIONS else "")


def section_of(member: Member) -> str:
    """Tell the section of a member that is known to belong to an archive: by its name, else by its headings."""
    return section_by_name(member.name) or _by_heading(member, "")


def _root(name: str) -> str:
    folders = list(PurePosixPath(name).parts[:-1])
    while folders and folders[-1].lower() in _SUB_FOLDERS:
        folders.pop()
    return "/".join(folders)


def _is_named(tree: Tree, root: str) -> re.Match[str] | None:
    found = [match for part in (root, tree.path.name) for match in _ARCHIVE.finditer(part)]
    return next((match for match in found if match[1]), found[0] if found else None)


def archives(tree: Tree) -> Iterator[Archive]:
    """Find the archives in a tree, by names and headings."""
    groups: dict[str, list[Member]] = defaultdict(list)
    for member in tree.members():
        if member.name.lower().endswith((".csv", ".html")):
            groups[_root(member.name)].append(member)
    for root, members in sorted(groups.items()):
        parts = tuple(_parts(members, is_named=bool(_is_named(tree, root))))
        if any(part.section for part in parts):
            yield Archive(root, parts)


def _parts(members: list[Member], *, is_named: bool) -> Iterator[Part]:
    """Say what each file of one folder is. Where nothing says LinkedIn, each must show it by its headings."""
    known = {member.name: section_by_name(member.name) for member in members}
    marks = {member.name: _by_heading(member, known[member.name]) for member in members if _is_worth_a_look(member)}
    is_archive = is_named or sum(bool(mark) for mark in marks.values()) >= 2
    for member in members:
        section = known[member.name]
        if marks.get(member.name):
            yield Part(member, marks[member.name])
        elif is_archive and section != "contacts":
            is_private = not section and (_stem(member.name) in _PRIVATE or "verifications/" in member.name.lower())
            yield Part(member, section, is_private=is_private)


def _is_worth_a_look(member: Member) -> bool:
    """Say whether a file may be opened to see its headings: a private one never is."""
    return member.name.lower().endswith(".csv") and _stem(member.name) not in _PRIVATE


def _by_heading(member: Member, section: str) -> str:
    """Tell a section by headings that nothing else has; a known name narrows what to look for."""
    if section == "assistant-chats":
        return ""
    start = member.head(16384)
    for name in (section,) if section in _UNMISTAKABLE else () if section else tuple(_UNMISTAKABLE):
        if header_in(start, _UNMISTAKABLE[name]):
            return name
    if section in {"messages", ""} and header_in(start, _OLD_MESSAGES):
        return "messages"
    return ""


def as_of(tree: Tree, archive: Archive) -> AsOf:
    """Tell of which day an archive speaks: by its name, else by its newest member."""
    found = _is_named(tree, archive.root)
    if found and found[1]:
        try:
            return AsOf(date(int(found[3]), int(found[1]), int(found[2])), BY_NAME)
        except ValueError:
            pass
    stamps = [part.member.modified.date() for part in archive.parts if part.member.modified]
    newest = max((day for day in stamps if day.year >= _FIRST_YEAR), default=None)
    return AsOf(newest, BY_MEMBER) if newest else AsOf(None, UNKNOWN)

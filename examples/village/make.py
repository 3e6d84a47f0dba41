"""Make the village: a small invented professional world as files in the true formats, the same bytes every time.

Run: python examples/village/make.py [folder]    (standard library only; writes into files/ beside it unless told)
"""

# ruff: noqa: ANN001, ANN201, ANN202 - a script that makes one world, whose letters are long lines

import json
import sys
from datetime import date
from pathlib import Path

from archive import CHANGED, archive, chats, connect, left
from bulk import bulk, joint
from letters import mailbox
from papers import BIRTHDAYS, SPELT, calendar, cards, signup
from stories import stories
from talks import everyday
from world import FIRST, HERE, PEOPLE, PRIVATE, SECOND, TODAY, WORK, populate


def make():
    """Make every file of the village: path below files/, text."""
    people = populate()
    guests = connect(people)
    rows = chats(people)
    personal = [mail for mail in [*everyday(people), *stories(people), *joint(people)] if mail.at.date() < TODAY]
    mails = [*personal, *bulk(people)]
    sent = [mail for mail in mails if mail.sender == WORK]
    kept = {mail.id for number, mail in enumerate(sent) if number % 12 == 0}  # sent from work, with a copy to herself
    taken = [mail for mail in mails if mail.sender != WORK or mail.id in kept]
    files = {
        "Takeout/Mail/All mail Including Spam and Trash.mbox": mailbox(taken, is_takeout=True),
        "Sent.mbox": mailbox(sent, is_takeout=False),
        "calendar.ics": calendar(people, guests),
        "contacts.vcf": cards(people),
        "meetup-signup.csv": signup(people, guests),
    }
    for day in (FIRST, SECOND):
        folder = f"Complete_LinkedInDataExport_{day:%m-%d-%Y}"
        files |= {f"{folder}/{name}": text for name, text in archive(people, day, rows).items()}
    return files, people, guests


def facts(people, guests):
    """Say what tests and demo rely on."""

    def who(key):
        person = people[key]
        return {"name": person.name, "email": person.mail, "linkedin": person.slug if person.since else None}

    return {
        "today": TODAY.isoformat(),
        "ego": {"name": PRIVATE[0], "emails": [PRIVATE[1], WORK[1]], "linkedin": "ada-lindqvist"},
        "people": PEOPLE,
        "archives": [FIRST.isoformat(), SECOND.isoformat()],
        "namesakes": [who("kim_data"), who("kim_press")],
        "several_spellings": {key: {**who(key), "also": list(SPELT[key])} for key in SPELT},
        "married_name": {**who("hanna"), "before": "Hanna Virtanen", "old_email": "hanna.virtanen@saimaa.example"},
        "job_changes": [
            {**who(key), "before": people[key].organisation, "after": after[0], "title": after[1]}
            for key, after in CHANGED.items()
        ],
        "promises_made": [{**who("naomi"), "due": "2026-10-30"}, {**who("ines"), "due": "2026-11-10"}],
        "promises_received": [{**who("jonas"), "due": "2026-11-06"}],
        "dormant_mentor": {**who("ingrid"), "last": "2025-06-12"},
        "drifting": {**who("sofia")},
        "asked_ego": {**who("amara"), "on": "2026-10-27"},
        "asked_by_ego": {**who("owen"), "on": "2026-10-20"},
        "never_answered": {**who("emeka"), "on": "2026-10-05"},
        "introduced": {"by": who("marta"), "whom": who("chen"), "on": "2026-10-21"},
        "opening": {**who("henrik"), "role": "product manager", "on": "2026-10-26"},
        "thanks": {**who("lucia"), "on": "2026-10-19"},
        "meeting_today": {**who("jonas"), "at": "2026-11-02T13:00:00Z"},
        "meeting_tomorrow": {**who("naomi"), "at": "2026-11-03T09:00:00Z"},
        "met_on_saturday": {**who("gita"), "on": "2026-10-31"},
        "event": {"title": "Maps & Mud meetup", "on": "2026-10-27", "guests": [person.mail for person in guests]},
        "birthdays": {people[key].name: day for key, day in BIRTHDAYS.items()},
        "connection_anniversary": {**who("jonas"), "since": "2021-11-02"},
        "new_connections": [
            person.slug for person in people.values() if person.since and person.since >= date(2026, 10, 3)
        ],
        "left": left(people).slug,
        "not_latin": [who("misaki"), who("olga")],
        "german": who("katrin"),
        "newsletter": "news@tideline.example",
        "shared_mailbox": "info@westmark.example",
    }


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "files"
    files, people, guests = make()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    told = json.dumps(facts(people, guests), ensure_ascii=False, indent=2) + "\n"
    (folder.parent / "cast.json" if len(sys.argv) < 2 else folder / "cast.json").write_text(told, encoding="utf-8")
    print(f"{len(files)} files, {sum(len(text.encode()) for text in files.values()):,} bytes")


if __name__ == "__main__":
    main()

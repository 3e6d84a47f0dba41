"""What comes without anybody thinking of Ada, and what goes round a group."""

# ruff: noqa: ANN001, ANN201, E501 - a script that makes one world, whose letters are long lines

import hashlib
from datetime import date, timedelta

import words
from clock import moment, workday
from letters import Mail
from talks import Talk, days, letter, wrapped
from world import BEGIN, CHANCE, MONTHS, PRIVATE, WEEKDAYS, WORK


def bulk(people):
    """Write what comes without anybody thinking of Ada: the newsletter, tickets, receipts, a team's list."""
    mails = []
    for week in range(156):
        at = moment(BEGIN + timedelta(days=7 * week + 4), 6)
        title, text = words.NEWS[week % len(words.NEWS)]
        second = words.NEWS[(week * 3 + 4) % len(words.NEWS)][0]
        extra = (
            "\n\nFrom the notice board: Green Quay is looking for a community organiser, and Rainline is hiring a meteorologist."
            if week == 154
            else ""
        )
        head = {
            "List-Id": "The Tideline Weekly <weekly.tideline.example>",
            "List-Unsubscribe": "<https://tideline.example/leave>",
            "Precedence": "bulk",
        }
        mails.append(
            Mail(
                at,
                ("The Tideline Weekly", "news@tideline.example"),
                [PRIVATE],
                f"Tideline {week + 1}: {title}",
                f"{title}\n\n{wrapped(text)}\n\nAlso in this issue: {second}.{extra}\n\nYou receive this letter because you asked for it.",
                headers=head,
                labels="Category Promotions,Opened",
            )
        )
    for _ in range(240):
        sender, name, subject, text = CHANCE.pick(words.NOTICES)
        at = moment(BEGIN + timedelta(days=CHANCE.between(0, 1094)))
        values = {
            "{code}": hashlib.sha256(str(at).encode()).hexdigest()[:8].upper(),
            "{day}": f"{CHANCE.between(1, 28)} {MONTHS[CHANCE.between(0, 11)]}",
            "{month}": MONTHS[at.month - 1],
            "{n}": str(CHANCE.between(1, 80)),
        }
        for slot, value in values.items():
            subject, text = subject.replace(slot, value), text.replace(slot, value)
        mails.append(
            Mail(
                at,
                (name, sender),
                [PRIVATE],
                subject,
                text,
                headers={"Auto-Submitted": "auto-generated"},
                labels="Category Updates",
            )
        )
    team = [people[key] for key in ("lena", "samuel", "grace")]
    for week in range(150):
        at = moment(BEGIN + timedelta(days=7 * week + 1), 9)
        who = team[week % 3]
        matter = words.MATTERS[week % len(words.MATTERS)]
        text = f"Hello all,\n\n{Talk(who).fill(matter[3][week % 6])} {Talk(who).say(words.SMALL)}\n\n{who.first}"
        head = {"List-Id": "Tidewater team <team.tidewater.example>"}
        mails.append(
            Mail(
                at,
                (who.name, who.mail),
                [("Tidewater team", "team@tidewater.example")],
                f"Week {at.isocalendar()[1]}: {matter[0]}",
                text,
                headers=head,
            )
        )
    for number in range(24):
        at = moment(BEGIN + timedelta(days=45 * number + 3))
        mails.append(
            Mail(
                at,
                ("Prize Office", f"winner{number}@luckydraw.example"),
                [PRIVATE],
                "You have been selected",
                f"Claim your voucher number {number * 37 + 11} today.",
                labels="Spam",
            )
        )
    for number in range(6):
        at = moment(BEGIN + timedelta(days=170 * number + 9))
        mails.append(
            Mail(
                at,
                PRIVATE,
                [(people["tom"].name, people["tom"].mail)],
                "Half a thought",
                "Dear Tom,\n\nwhat if the map began at",
                labels="Drafts",
            )
        )
    return mails


def joint(people):
    """Write mails to several: a project group of five who know one another."""
    group = [people[key] for key in ("jonas", "kasia", "mohamed", "priya", "bram")]
    mails = []
    for day in days(date(2024, 9, 2), date(2026, 4, 30), 36):
        talk = Talk(group[0])
        mine = CHANCE.random() < 0.4
        who = CHANCE.pick(group)
        rest = [(person.name, person.mail) for person in group if person is not who or mine]
        text = letter(
            "Ada" if mine else who.first,
            "all",
            [
                talk.say(words.OPENERS),
                CHANCE.pick(talk.facts)
                .replace("{n}", str(CHANCE.between(3, 48)))
                .replace("{weekday}", CHANCE.pick(WEEKDAYS))
                .replace("{month}", "March"),
            ],
        )
        sender, to = (WORK, rest) if mine else ((who.name, who.mail), [WORK, *rest])
        mails.append(Mail(moment(workday(day)), sender, to[:2], f"North coast group: {talk.subject}", text, cc=to[2:]))
    return mails

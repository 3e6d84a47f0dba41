"""The letters that the demo's agenda rests on."""

# ruff: noqa: ANN001, ANN003, ANN201, ANN202, E501 - a script that makes one world, whose letters are long lines

from datetime import date, datetime, timedelta

import words
from clock import workday
from letters import Mail
from talks import days, exchange
from world import PRIVATE, WORK


def stories(people):
    """Write the mails that the demo's agenda rests on."""
    told = []

    def tell(key, when, is_mine, subject, text, **more):
        person = people[key]
        them, me = more.pop("as_", (person.name, person.mail)), more.pop("me", PRIVATE)
        sender, to = (me, them) if is_mine else (them, me)
        told.append(Mail(datetime.fromisoformat(when), sender, [to], subject, text, **more))
        return told[-1]

    one = tell(
        "naomi",
        "2026-10-27T09:12:00",
        False,
        "Captions for the lock room",
        "Hi Ada,\n\nthe lock room is nearly hung, and your map is the piece that everybody stops at. Could you send me a shorter set of\ncaptions for it, for people who read standing up?\n\nBest wishes,\nNaomi\n\n-- \nNaomi Stern\nCurator | Tidal Museum\nTel: +45 55 50 01 23",
    )
    tell(
        "naomi",
        "2026-10-28T16:40:00",
        True,
        "Re: Captions for the lock room",
        "Dear Naomi,\n\nwhat a lovely thing to read on a grey day. I'll send you the new captions by Friday. The long ones were mostly about\nme anyway.\n\nAll the best,\nAda",
        parents=[one.id],
        thread=one.thread,
    )
    one = tell(
        "jonas",
        "2026-10-20T10:05:00",
        True,
        "Tender for the lower town",
        "Hi Jonas,\n\nthe council seems ready for the lower town at last. Do you have the tender documents yet?\n\nBest,\nAda",
        me=WORK,
    )
    tell(
        "jonas",
        "2026-10-21T08:31:00",
        False,
        "Re: Tender for the lower town",
        "Good morning Ada,\n\nthey are with the mayor for signature. I'll send you the tender documents by 6 November, and I'll call the surveyor\nabout the missing levels next week.\n\nKind regards,\nJonas Weber\nHead of Flood Protection, City of Westmark\n+49 30 5550 112",
        me=WORK,
        parents=[one.id],
        thread=one.thread,
    )
    tell(
        "ines",
        "2026-10-22T11:20:00",
        True,
        "Photographs of the old quay",
        "Dear Inês,\n\nthe exhibition would be half as good without your quay. I'll send you the scans of the photographs by 10 November, in full size.\n\nWarm regards,\nAda",
    )
    tell(
        "amara",
        "2026-10-27T13:47:00",
        False,
        "Sensors near the clinic",
        "Dear Ada,\n\nour cellar stayed dry this time, and the staff sleep better since your team put up the sensors.\n\nCould you tell me whether the two sensors behind the clinic can stay over the winter? The builders want to put up a fence there.\n\nKind regards,\nAmara Okafor\nClinical Director\nNorthgate Health\n+44 113 496 0123",
    )
    tell(
        "owen",
        "2026-10-20T15:02:00",
        True,
        "Second year of the school grant",
        "Dear Owen,\n\nboth schools have finished their first year and the reports are on your desk. Would the trust consider a second year for the\nisland school?\n\nBest wishes,\nAda",
    )
    tell(
        "emeka",
        "2026-10-05T07:58:00",
        False,
        "Your article on tide gauges",
        "Dear Ms Lindqvist,\n\nI read your article on cheap tide gauges twice, the second time aloud to my team. We run eleven gauges in the lagoon\nand know the shrimps you describe. It would be a joy to compare notes one day.\n\nWith warm regards from Lagos,\nEmeka Obi\nPlanner, Lagos Waters\n+234 1 555 0162",
    )
    one = tell(
        "marta",
        "2026-10-21T17:30:00",
        False,
        "Ada, meet Chen Wei",
        "Dear Ada,\n\nI'd like to introduce you to Chen Wei, who has measured more harbours than anybody I know. You both believe that a good map\nis one that a tired person can read.\n\nA hug from Lisbon,\nMarta",
        cc=[(people["chen"].name, people["chen"].mail)],
    )
    tell(
        "henrik",
        "2026-10-26T12:15:00",
        False,
        "A chair is free here",
        "Hi Ada,\n\nwe are hiring a product manager for the harbour sensors, somebody who can talk to dredgers and to ministers. If a name comes\nto your mind, I would be glad of it.\n\nCheers,\nHenrik\n\nHenrik Dahl\nChief Executive Officer, Soundmetrics\n+45 55 50 02 44",
    )
    tell(
        "lucia",
        "2026-10-19T18:22:00",
        False,
        "Girona",
        "Querida Ada,\n\nthank you for the two days in Girona. The students still speak of the afternoon with the buckets, and the model\nhas not leaked since.\n\nUn abrazo,\nLucía",
    )
    tell(
        "lucia",
        "2026-10-20T09:10:00",
        True,
        "Re: Girona",
        "Dear Lucía,\n\nthe buckets were the students' own idea. Thank you for the bread, the walls and the laughter.\n\nWarmly,\nAda",
    )
    tell(
        "kasia",
        "2026-09-22T20:14:00",
        False,
        "Private address from now on",
        "Hi Ada,\n\nI am moving my letters to this address, the office one gets too much noise.\n\nBest,\nKasia",
        as_=("Kasia Wojcik", "kasia@wojcik.example"),
    )
    tell(
        "kasia",
        "2026-09-23T08:45:00",
        True,
        "Re: Private address from now on",
        "Dear Kasia,\n\nnoted, and good for you. The noise here is mostly gulls.\n\nBest,\nAda",
        as_=("Kasia Wojcik", "kasia@wojcik.example"),
    )
    for day, is_mine in (("2026-03-12", False), ("2026-03-13", True)):
        tell(
            "mohamed",
            f"{day}T10:00:00",
            is_mine,
            "Column names",
            "Hello Ada,\n\nthe new column names are in, all lower case and in English."
            if not is_mine
            else "Hello Mohamed,\n\nthey look fine, even the long one.",
            as_=("Mohammed Elsayed", "mohammed.elsayed@inbox.example"),
        )
    tell(
        "bob",
        "2026-06-02T10:10:00",
        False,
        "Pint",
        "Ada,\n\nI am in Copenhagen on the ninth, with an evening free and a thirst.\n\nBob",
        as_=("Bob Hargreaves", "bob.hargreaves@fastpost.example"),
    )
    tell(
        "bob",
        "2026-06-02T12:01:00",
        True,
        "Re: Pint",
        "Bob,\n\nthe ninth it is, at the lighthouse café.\n\nAda",
        as_=("Bob Hargreaves", "bob.hargreaves@fastpost.example"),
    )
    maiden = ("Hanna Virtanen", "hanna.virtanen@saimaa.example")
    for number, day in enumerate(days(date(2023, 12, 1), date(2025, 5, 2), 5)):
        talk = exchange(people["hanna"], day, PRIVATE)
        for mail in talk:
            mail.sender = maiden if not mail.is_own else mail.sender
            mail.to = [maiden] if mail.is_own else mail.to
            mail.text = mail.text.replace("Hanna Korhonen", "Hanna Virtanen")
        told.extend(talk)
        del number
    tell(
        "hanna",
        "2025-08-18T09:30:00",
        False,
        "A new name",
        "Dear Ada,\n\nwe got married on the island, with rain and accordion. I am Hanna Korhonen now, at the same desk and with a new address.\n\nLove,\nHanna\n\nHanna Korhonen\nLibrarian\nSaimaa Library\n+358 9 5550 122",
    )
    tell(
        "hanna",
        "2025-08-18T19:05:00",
        True,
        "Re: A new name",
        "Dear Hanna,\n\nall happiness to you both! The accordion I would have loved to hear.\n\nLove,\nAda",
    )
    for number, (subject, text) in enumerate(words.GERMAN):
        day = date(2024, 4, 2) + timedelta(days=(number // 2) * 190)
        at = f"{workday(day + timedelta(days=number % 2)).isoformat()}T1{number % 2}:15:00"
        tell("katrin", at, number % 2 == 1, subject, text)
    tell(
        "ingrid",
        "2025-06-11T21:40:00",
        False,
        "Re: Your plans",
        "Dear Ada,\n\nyou have outgrown my advice, which is the best thing a teacher can say. Go and build it. The door in Bergen stays open,\nand so does the biscuit tin.\n\nYours,\nIngrid",
    )
    tell(
        "ingrid",
        "2025-06-12T08:05:00",
        True,
        "Re: Your plans",
        "Dear Ingrid,\n\nI read this on the quay and had to sit down. Thank you for the ten years of patience and for every red pencil mark.\n\nAda",
    )
    shared = ("Westmark Visitor Desk", "info@westmark.example")
    for when, is_mine, text in (
        (
            "2026-05-04T10:00:00",
            True,
            "Hello,\n\nI am looking for the floor plan of the old town hall for a model.\n\nKind regards,\nAda Lindqvist",
        ),
        (
            "2026-05-06T14:20:00",
            False,
            "Dear Ms Lindqvist,\n\nthe plan hangs in the stairs and may be copied free of charge.\n\nYour Visitor Desk",
        ),
        (
            "2026-07-15T09:40:00",
            False,
            "Dear Ms Lindqvist,\n\nthe town hall is closed for painting until the end of August.\n\nYour Visitor Desk",
        ),
    ):
        tell("jonas", when, is_mine, "Floor plan of the town hall", text, as_=shared)
    return told

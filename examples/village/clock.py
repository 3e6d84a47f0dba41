"""Times as the village's files write them."""

# ruff: noqa: ANN001, ANN201, DTZ001 - a script that makes one world, whose letters are long lines

from datetime import date, datetime, timedelta

from world import CHANCE, MONTHS


def moment(day, hour=None, minute=None):
    """Give a local time on a day of work."""
    return datetime(
        day.year,
        day.month,
        day.day,
        CHANCE.between(8, 17) if hour is None else hour,
        CHANCE.between(0, 59) if minute is None else minute,
        CHANCE.between(0, 59),
    )


def offset(at):
    """Give the hours by which Copenhagen is ahead at a local time: summer begins and ends on the last Sunday."""
    start, end = (
        datetime(at.year, month, 31, 3) - timedelta(days=(date(at.year, month, 31).weekday() + 1) % 7)
        for month in (3, 10)
    )
    return 2 if start <= at < end else 1


def stamp(at):
    """Write a local time as mail does."""
    names = "Mon Tue Wed Thu Fri Sat Sun".split()
    return f"{names[at.weekday()]}, {at.day:02d} {MONTHS[at.month - 1]} {at.year} {at:%H:%M:%S} +0{offset(at)}00"


def utc(at):
    return at - timedelta(hours=offset(at))


def workday(day):
    return day + timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())

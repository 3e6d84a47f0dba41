"""Days that people name in passing: "by Friday", "next week", "12 May"; computed from the day they wrote."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a couple of": 2, "couple of": 2, "a few": 3,
}  # fmt: skip
FRIDAY: Final = 4

_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b(?!')"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?:,? (?P<year>20\d\d)\b)?"
_BY = r"(?P<by>by|before|until|till|no later than|not later than|at the latest by)"

_COUNTS: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_Rule = Callable[["re.Match[str]", date], date | None]


def due(text: str, day: date) -> tuple[date, tuple[int, int]] | None:
    """Find the day that a sentence in small letters sets; with the span of its words. None if it sets none.

    A "by" or "before" goes before all else; then what stands first.
    """
    best: tuple[bool, int, date, tuple[int, int]] | None = None
    for hints, pattern, rule in _RULES:
        for hint in hints:
            if hint in text:
                break
        else:
            continue
        for found in pattern.finditer(text):
            when = _within(rule, found, day)
            if when is None:
                continue
            rank = (not (found.groupdict().get("by")), found.start(), when, found.span())
            if best is None or rank < best:
                best = rank
    return (best[2], best[3]) if best else None


def _within(rule: _Rule, found: "re.Match[str]", day: date) -> date | None:
    try:
        when = rule(found, day)
    except (ValueError, OverflowError):  # 31 June; a day beyond the calendar
        return None
    return when if when is not None and when >= day else None


def _weekday(found: "re.Match[str]", day: date) -> date:
    number = _WEEKDAYS.index(found["weekday"][:3])
    if found["which"] == "next":  # the one of the week after this: people differ, so the later of the two
        return _monday(day) + timedelta(days=7 + number)
    ahead = (number - day.weekday()) % 7 or 7
    return day + timedelta(days=ahead)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _near(found: "re.Match[str]", day: date) -> date:
    word = found["near"]
    if "day after" in word:
        return day + timedelta(days=2)
    return day + timedelta(days=1) if word.startswith(("tomorrow", "first thing in", "in the morning")) else day


def _count(found: "re.Match[str]", day: date) -> date:
    word = " ".join(found["count"].split())
    number = int(word) if word.isdigit() else _NUMBERS[word]
    unit = found["unit"]
    if unit == "hour":
        return day + timedelta(days=-(-number // 24) if number >= 24 else 0)
    if unit == "month":
        return _add_months(day, number)
    return day + timedelta(
        days=number * {"day": 1, "working day": 1, "business day": 1, "week": 7, "fortnight": 14}[unit]
    )


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _week(found: "re.Match[str]", day: date) -> date:
    part = found["part"] or ""
    if found["which"] == "next":
        offset = {"early": 1, "start": 1, "beginning": 1, "middle": 2}.get(part.split(" ")[0], FRIDAY)
        return _monday(day) + timedelta(days=7 + offset)
    friday = _monday(day) + timedelta(days=FRIDAY)
    return friday if friday >= day else friday + timedelta(days=7)


def _weekend(_: "re.Match[str]", day: date) -> date:
    return _monday(day) + timedelta(days=6)


def _month_end(found: "re.Match[str]", day: date) -> date | None:
    words = found.group()
    if not (found["which"] or found["end"] or "end of" in words or "this " in words):
        return None
    first = _add_months(day.replace(day=1), 1 if found["which"] == "next" else 0)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _year_end(_: "re.Match[str]", day: date) -> date:
    return date(day.year, 12, 31)


def _named_month(found: "re.Match[str]", day: date) -> date:
    month = _MONTHS.index(found["month"][:3]) + 1
    year = day.year + (month < day.month)
    last = monthrange(year, month)[1]
    return date(
        year,
        month,
        {"mid": 15, "middle of": 15, "early": 10, "early in": 10}.get((found["part"] or "").rstrip("- "), last),
    )


def _dated(found: "re.Match[str]", day: date) -> date:
    month, number = _MONTHS.index(found["month"][:3]) + 1, int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, number)
    year = day.year + ((month, number) < (day.month, day.day))
    return date(year, month, number)


def _bare(found: "re.Match[str]", day: date) -> date:
    number = int(found["day"])
    when = day.replace(day=number)
    return when if when >= day else _add_months(day.replace(day=1), 1).replace(day=number)


def _iso(found: "re.Match[str]", _: date) -> date:
    return date.fromisoformat(found["iso"])


def _hour(_: "re.Match[str]", day: date) -> date:
    return day


# What must stand in the sentence, the pattern, and what it means. Small letters; no nested repeats, so all are linear.
_RULES: Final[tuple[tuple[tuple[str, ...], "re.Pattern[str]", _Rule], ...]] = (
    (
        ("tomorrow", "tonight", "today", "morning", "afternoon", "evening", "end of", "eod", "cob", "close of"),
        re.compile(
            rf"\b(?:{_BY} )?(?P<near>the day after tomorrow|day after tomorrow|tomorrow|tonight|later today|today|"
            r"this (?:afternoon|evening|morning)|"
            r"first thing in the morning|in the morning|(?:the )?end of (?:the |business )?(?:day|today)|eod|cob|"
            r"close of business)\b(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!')"
        ),
        _near,
    ),
    (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        re.compile(
            rf"\b(?:(?P<last>last|since|every|from|past|of|the) |{_BY} (?:the )?(?:end of |cob |eod |"
            rf"close of business )?(?:on )?|on |until )?(?:(?P<which>next|this|coming) )?{_WEEKDAY}"
        ),
        lambda found, day: None if found["last"] else _weekday(found, day),
    ),
    (
        ("in ", "within"),
        re.compile(
            rf"\b(?:(?P<by>within)(?: the next)?|in(?: about| the next| around)?) (?P<count>\d{{1,3}}|{_COUNTS})"
            r" (?P<unit>working day|business day|day|week|fortnight|month|hour)s?\b(?! or)(?:' time)?"
        ),
        _count,
    ),
    (
        ("in a day or two",),
        re.compile(r"\bin a day or two\b"),
        lambda _, day: day + timedelta(days=2),
    ),
    (
        ("week",),
        re.compile(
            rf"\b(?:{_BY} )?(?:(?:the )?(?P<part>early|start of|beginning of|middle of|end of|later|late|sometime|"
            r"some time) )?(?P<which>this|next|the) week\b(?!')"
        ),
        lambda found, day: _week(found, day) if found["which"] != "the" or found["part"] else None,
    ),
    (("weekend",), re.compile(rf"\b(?:{_BY} |over |at |on )?(?:this |the |coming ){{1,2}}weekend\b"), _weekend),
    (
        ("month",),
        re.compile(
            rf"\b(?:{_BY} )?(?:the )?(?:(?:end of|later) )?(?:the |this |"
            r"(?P<which>next) )?month(?P<end>[- ]end)?\b(?!')"
        ),
        _month_end,
    ),
    (("year",), re.compile(rf"\b(?:{_BY} )?(?:the )?(?:end of (?:the |this )?year|year[- ]end)\b"), _year_end),
    (
        _MONTHS,
        re.compile(
            rf"\b(?:{_BY} |in |at )(?:the )?(?P<part>end of |mid[- ]|middle of |early (?:in )?|"
            rf"late )?{_MONTH}(?! \d)(?!')"
        ),
        _named_month,
    ),
    (
        _MONTHS,
        re.compile(rf"\b(?:{_BY}|on|for) (?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR}"),
        _dated,
    ),
    (
        _MONTHS,
        re.compile(rf"\b(?:{_BY}|on|for) {_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b{_YEAR}"),
        _dated,
    ),
    (
        (" the ",),
        re.compile(
            rf"\b(?:{_BY}|on) the (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?! (?:of )?(?:floor|jan|feb|mar|apr|may|jun|"
            r"jul|aug|sep|oct|nov|dec))"
        ),
        _bare,
    ),
    (("20",), re.compile(rf"\b(?:{_BY}|on) (?P<iso>20\d\d-\d\d-\d\d)\b"), _iso),
    (
        ("by ", "before "),
        re.compile(r"\b(?P<by>by|before) (?:noon|lunch(?:time)?|midnight|\d{1,2}(?::\d\d)? ?[ap]\.?m\b)"),
        _hour,
    ),
)

"""Dates in tables made by hand or by programs with a taste of their own: read only where they can mean one day."""

import re
from typing import Final

from kithbook.sources.draft import partial_date, written_date

_MONTH_NAMES: Final = """
jan janv januar january janvier enero gennaio januari
feb fév fevr févr februar february février febrero febbraio februari
mar mär mrz märz march mars marzo maart
apr avr april avril abril aprile
may mai mayo maggio mei
jun juin juni june junio giugno
jul juil juli july juillet julio luglio
aug août aout august agosto augustus
sep sept september septembre septiembre settembre
oct okt october oktober octobre octubre ottobre
nov november novembre noviembre
dec dez déc dic december dezember décembre diciembre dicembre
"""
_MONTHS: Final = {
    name: number for number, names in enumerate(_MONTH_NAMES.strip().splitlines(), start=1) for name in names.split()
}
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?\Z")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\s+0{1,2}:00.*)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,10})\.?,?(?:[ -](\d{4}))?\Z")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?\Z")


def unambiguous(text: str) -> str:
    """Read a date that can mean only one day, as a partial date; '' for anything else.

    >>> unambiguous("22/03/1980"), unambiguous("03/04/1980"), unambiguous("4.3.1980"), unambiguous("Mar 4, 1980")
    ('1980-03-22', '', '1980-03-04', '1980-03-04')
    """
    text = " ".join(text.split())
    if found := partial_date(text):
        return found if len(text) > 4 else ""
    if match := _DOTTED.match(text):  # dots are written where the day comes first
        return written_date(int(match[3] or 0), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.match(text):
        return written_date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.match(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_MONTH.match(text):
        return written_date(int(match[3] or 0), _MONTHS.get(match[2].lower(), 13), int(match[1]))
    if match := _MONTH_DAY.match(text):
        return written_date(int(match[3] or 0), _MONTHS.get(match[1].lower(), 13), int(match[2]))
    return ""


def _slashed(one: int, two: int, year: int) -> str:
    """Tell day from month where only one of them can be a month, or both are the same."""
    if one > 12 >= two:
        return written_date(year, two, one)
    if two > 12 >= one or one == two:
        return written_date(year, one, two)
    return ""

"""What cards hold beside names, in one comparable spelling: mailboxes, phones, birthdays, postal addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers

from kithbook.identity import nicknames
from kithbook.identity.fold import CACHED_WORDS, LONGEST_NAME, fold, loose
from kithbook.identity.names import Name
from kithbook.identity.rarity import is_given, is_surname
from kithbook.model.times import PartialDate

FREE_MAIL: Final = frozenset(
    """gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.co.in yahoo.com.br
    yahoo.co.jp ymail.com rocketmail.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es
    outlook.com outlook.de outlook.fr outlook.es live.com live.de live.co.uk live.fr live.nl msn.com passport.com
    icloud.com me.com mac.com aol.com aim.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de
    arcor.de mail.de posteo.de posteo.net mailbox.org online.de 1und1.de proton.me protonmail.com protonmail.ch pm.me
    tutanota.com tutanota.de tuta.io tuta.com fastmail.com fastmail.fm hey.com zoho.com mail.com email.com inbox.com
    usa.com post.com mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua qq.com 163.com
    126.com sina.com sohu.com foxmail.com aliyun.com yeah.net 139.com naver.com daum.net hanmail.net rediffmail.com
    orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it
    terra.es telefonica.net terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt wp.pl o2.pl onet.pl interia.pl op.pl
    gazeta.pl seznam.cz email.cz centrum.cz abv.bg mail.bg ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl skynet.be
    telenet.be bluewin.ch sunrise.ch hispeed.ch chello.at aon.at comcast.net verizon.net att.net sbcglobal.net
    bellsouth.net cox.net charter.net earthlink.net optonline.net juno.com rogers.com sympatico.ca shaw.ca
    btinternet.com
    sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk bigpond.com optusnet.com.au duck.com
    users.noreply.github.com privaterelay.appleid.com relay.firefox.com linkedin.com""".split()
)
_DOTLESS: Final = frozenset(("gmail.com", "googlemail.com"))
TAIL: Final = 8  # the last digits of a phone number that all its spellings share
_REGIONS: Final = {
    "germany": "DE", "deutschland": "DE", "austria": "AT", "osterreich": "AT", "switzerland": "CH", "schweiz": "CH",
    "suisse": "CH", "france": "FR", "spain": "ES", "espana": "ES", "italy": "IT", "italia": "IT", "portugal": "PT",
    "netherlands": "NL", "nederland": "NL", "belgium": "BE", "united kingdom": "GB", "uk": "GB",
    "great britain": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "ireland": "IE", "united states": "US", "usa": "US", "us": "US",
    "united states of america": "US", "canada": "CA", "australia": "AU", "new zealand": "NZ", "india": "IN",
    "china": "CN", "japan": "JP", "south korea": "KR", "brazil": "BR", "brasil": "BR", "mexico": "MX", "poland": "PL",
    "polska": "PL", "czech republic": "CZ", "czechia": "CZ", "slovakia": "SK", "hungary": "HU", "romania": "RO",
    "greece": "GR", "turkey": "TR", "turkiye": "TR", "sweden": "SE", "sverige": "SE", "norway": "NO", "norge": "NO",
    "denmark": "DK", "danmark": "DK", "finland": "FI", "suomi": "FI", "ukraine": "UA", "israel": "IL",
    "south africa": "ZA", "singapore": "SG", "united arab emirates": "AE", "argentina": "AR", "chile": "CL",
}  # fmt: skip
_DIGITS: Final = re.compile(r"\d+")
_WORDS: Final = re.compile(r"[^\W_]+")
_LINE: Final = re.compile(r"[,;\n]+")
_STREET_ENDINGS: Final = re.compile(r"(?<=\w)(?:strasse|straße|str)$")
_STREET_WORDS: Final = {
    "street": "st", "road": "rd", "avenue": "av", "ave": "av", "drive": "dr", "lane": "ln", "place": "pl",
    "court": "ct",
    "crescent": "cr", "cres": "cr", "boulevard": "bd", "blvd": "bd", "square": "sq", "strasse": "str", "platz": "pl",
    "circuit": "cct", "close": "cl", "terrace": "tce", "parade": "pde", "highway": "hwy", "apartment": "apt",
}  # fmt: skip


def mailbox(address: str) -> str:
    """Spell a mailbox: the part behind a plus dropped, and for Gmail the dots.

    >>> mailbox("a.nn+news@googlemail.com")
    'ann@gmail.com'
    """
    local, _, domain = address.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def unnumbered(address: str) -> str:
    """Give the local part of an address without the digits at its end, which count those of one name."""
    return address.partition("@")[0].rstrip("0123456789")


def work_domain(address: str) -> str:
    """Give the domain of an address at work; '' for free mail and providers."""
    domain = address.rpartition("@")[2]
    return "" if domain in FREE_MAIL else domain


@lru_cache(maxsize=CACHED_WORDS)
def guess(address: str) -> tuple[Name, ...]:
    """Read a name from the local part of an address, where it has the customary form.

    >>> [(name.given, name.family) for name in guess("ann.smith@acme.example")]
    [(('ann',), ('smith',))]
    """
    parts = [part for part in re.split(r"[._\-]+|\d+", fold(address.rpartition("@")[0].partition("+")[0])) if part]
    if len(parts) in (2, 3) and all(part.isalpha() for part in parts):
        return (_ordered(parts),)
    if len(parts) == 1 and parts[0].isalpha():
        return _run_together(parts[0], address.rpartition("@")[2])
    return ()


def _ordered(parts: list[str]) -> Name:
    first, last = parts[0], parts[-1]
    backwards = (len(last) == 1 < len(first)) or (_is_forename(last) and not _is_forename(first))
    given, family = (parts[-1:], parts[:1]) if backwards else (parts[:-1], parts[-1:])
    return Name(tuple(given), tuple(family), is_sure=False, is_guess=True)


def _is_forename(word: str) -> bool:
    return is_given(loose(word)) or bool(nicknames.groups(word))


def _run_together(word: str, domain: str) -> tuple[Name, ...]:
    if _is_forename(word):
        return (Name((word,), (), is_sure=False, is_guess=True),)
    found = []
    if len(word) >= 5 and (is_surname(loose(word[1:])) or work_domain(domain)):
        found.append(Name((word[0],), (word[1:],), is_sure=False, is_guess=True))
    for cut in range(3, len(word) - 2):
        if _is_forename(word[:cut]) and (is_surname(loose(word[cut:])) or len(word) - cut >= 4):
            found.insert(0, Name((word[:cut],), (word[cut:],), is_sure=False, is_guess=True))
    return tuple(found[:2])


@lru_cache(maxsize=CACHED_WORDS)
def phone(text: str, region: str | None) -> str:
    """Write a phone number as E.164 where it is valid; else '?' and its last digits; '' for what is no number."""
    text = text.strip()
    text = f"+{text[2:]}" if text.startswith("00") else text
    try:
        number = phonenumbers.parse(text[:40], region)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_valid_number(number):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    digits = "".join(_DIGITS.findall(text[:40]))
    return f"?{digits[-TAIL:]}" if len(digits) >= TAIL else ""


def is_same_phone(one: str, other: str) -> bool:
    """Say whether two spellings are of one number; of one without its country the last digits decide.

    >>> is_same_phone("+44 20 7946 0001", "(020) 7946 0001"), is_same_phone("+44 20 7946 0001", "+44 161 7946 001")
    (True, False)
    """
    first, second = phone(one, None), phone(other, None)
    if first.startswith("+") and second.startswith("+"):
        return first == second
    digits, others = ("".join(_DIGITS.findall(text))[-TAIL:] for text in (one, other))
    return bool(digits) and digits == others


def is_landline(number: str) -> bool:
    """Say whether an E.164 number is known to be a fixed line, which households and front desks share."""
    return _sort(number) == phonenumbers.PhoneNumberType.FIXED_LINE


def is_mobile(number: str) -> bool:
    """Say whether an E.164 number is known to be a mobile's; where the plan does not tell, as in America, it is not."""
    return _sort(number) == phonenumbers.PhoneNumberType.MOBILE


@lru_cache(maxsize=CACHED_WORDS)
def _sort(number: str) -> int:
    try:
        return int(phonenumbers.number_type(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return int(phonenumbers.PhoneNumberType.UNKNOWN)


def region_of(addresses: tuple[Mapping[str, str], ...]) -> str | None:
    """Guess the region of bare phone numbers from the country of the first address that names one."""
    for address in addresses:
        country = fold(address.get("country", "")[:60]).strip()
        if len(country) == 2 and country.isalpha() and country != "uk":
            return country.upper()
        if country in _REGIONS:
            return _REGIONS[country]
    return None


def birthday(text: str) -> PartialDate | None:
    """Read a birthday; None for none, for nonsense, and for the dates that forms fill in by themselves."""
    try:
        found = PartialDate.read(text)
    except ValueError:
        return None
    is_filled_in = str(found) in {"1900-01-01", "1970-01-01", "1904-01-01", "1980-01-01", "2000-01-01"}
    return None if is_filled_in else found


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address, folded: the street and other lines without blanks, the house number, postcode and city."""

    lines: tuple[str, ...]
    number: str
    postcode: str
    city: str
    shown: str


@lru_cache(maxsize=CACHED_WORDS)
def _lines(text: str) -> tuple[tuple[str, ...], str]:
    words = [_WORDS.findall(line) for line in _LINE.split(fold(text))]
    number = next((word for line in words for word in line if word[0].isdigit()), "")
    named = ("".join(_street_word(word) for word in line if not word[0].isdigit()) for line in words)
    return tuple(line for line in named if line), number


def _street_word(word: str) -> str:
    return _STREET_WORDS.get(word) or _STREET_ENDINGS.sub("str", word)


def place(address: Mapping[str, str]) -> Place | None:
    """Read a postal address; None where it says nothing beyond a city or a country."""
    street = address.get("street", "")[:LONGEST_NAME]
    lines, number = _lines(street)
    postcode = "".join(_WORDS.findall(fold(address.get("postcode", "")[:20])))
    if not lines and not postcode:
        return None
    town = address.get("city", "")[:60]
    shown = ", ".join(filter(None, (" ".join(street.split()), f"{address.get('postcode', '')[:20]} {town}".strip())))
    return Place(lines, number, postcode, city(town), shown)


@lru_cache(maxsize=CACHED_WORDS)
def city(text: str) -> str:
    """Fold the name of a city: what stands before the first comma."""
    return loose(" ".join(_WORDS.findall(fold(text.partition(",")[0][:60]))))

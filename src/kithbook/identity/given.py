"""What somebody may be greeted by: the given name, where a whole name says for certain which part it is."""

from collections.abc import Iterable
from typing import Final

from kithbook.identity import names, nicknames
from kithbook.identity.fold import fold, is_ideographic, loose
from kithbook.identity.rarity import given_share, is_given, is_surname, surname_share

CLEARLY: Final = 4  # so many times commoner as a given name than as a surname: a class of the table


def in_order(text: str) -> str:
    """Turn round a name that stands family name first, behind a comma the given one; leave any other as it is.

    >>> in_order("Okafor, Amara"), in_order("Amara Okafor, PhD"), in_order("Smith, Ann, MBA")
    ('Amara Okafor', 'Amara Okafor, PhD', 'Ann Smith, MBA')
    """
    family, comma, behind = text.partition(",")
    given, more, rest = behind.partition(",")
    read = names.read(f"{family},{given}") if comma and given.strip() else ()
    is_turned = bool(read) and bool(read[0].given) and read[0].given[0] == fold(given.split()[0].strip("."))
    return f"{given.strip()} {family.strip()}{more}{rest}" if is_turned else text


def certain(text: str, emails: Iterable[str] = ()) -> str:
    """Give the given name as it is written, '' where another part, or an initial, might be taken for it.

    Certain is a name of the table that is no usual surname, before what is no usual given name; behind a comma also
    a word of the person's own address.

    >>> certain("Dr Hannah Müller"), certain("Müller, Hannah"), certain("Daniel J. Kim"), certain("Anna Maria Rossi")
    ('Hannah', 'Hannah', 'Daniel', 'Anna Maria')
    >>> certain("J. Kim"), certain("Zhou Xiaoming"), certain("Kim Lee"), certain("Hannah"), certain("王小明")
    ('', '', '', '', '')
    >>> certain("Okafor, Amara", ["amara.okafor@acme.example"]), certain("Okafor, Amara", ["info@acme.example"])
    ('Amara', '')
    """
    ordered = in_order(text)
    name = next(iter(names.read(ordered)), None)
    if name is None or not name.is_sure or not name.is_full or is_ideographic(ordered):
        return ""
    words = [word for word in _as_written(ordered, name.given) if not names.is_initial(fold(word))]
    if not words or _is_usual(name.family[-1]):
        return ""
    is_turned = ordered != text
    if all(_is_usual(fold(word)) or (is_turned and _is_in(fold(word), emails)) for word in words):
        return " ".join(words)
    return ""


def _as_written(text: str, given: tuple[str, ...]) -> list[str]:
    """Find the words of the given name in the spelling in which they stand."""
    written = {fold(word): word for word in (part.strip(".,;\"'()") for part in reversed(text.split())) if word}
    return [written[word] for word in given if word in written]


def _is_usual(word: str) -> bool:
    """Say whether a folded word is a usual given name, and not as usual a surname."""
    plain = loose(word)
    if not is_given(plain) and not nicknames.groups(word):
        return False
    return not is_surname(plain) or given_share(plain) >= CLEARLY * surname_share(plain)


def _is_in(word: str, emails: Iterable[str]) -> bool:
    return any(loose(word) in loose(fold(one.partition("@")[0])).replace("_", ".").split(".") for one in emails)

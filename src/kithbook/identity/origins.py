"""What is one's own beside the name: the birthday, and the place where one lives."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from kithbook.identity import agreement as agreeing
from kithbook.identity.agreement import Agreement
from kithbook.identity.evidence import Evidence
from kithbook.identity.features import Features, are_two_lines
from kithbook.identity.normalise import Place
from kithbook.model.card import SEEN
from kithbook.model.times import PartialDate

BIRTHDAY_WEIGHT: Final = 14.0  # one day in 365 of one year in about 50
MARKED_WEIGHT: Final = (
    6.0  # of 10,000 cards some 150 are of people whose birthdays one would keep (Dunbar): one in 2**6
)
DAY_WEIGHT: Final = 8.5  # one day in 365
NEAR_BIRTHDAY_WEIGHT: Final = 9.0
OTHER_BIRTHDAY_WEIGHT: Final = -12.0
ADDRESS_WEIGHT: Final = 12.0  # a street and a number; a household shares it, so it is no handle
NEAR_ADDRESS_WEIGHT: Final = 8.0
CITY_WEIGHT: Final = 3.0
OTHER_CITY_WEIGHT: Final = -1.0  # people move, and cards grow old
SIMILAR_STREET: Final = 0.92  # Jaro–Winkler of a street with a slip or two

BIRTHDAY_REASON: Final = "the same birthday"
MARKED_REASON: Final = "a birthday that a calendar keeps under the name alone"
POSTAL_REASON: Final = "the same postal address"


def born_and_living(a: Features, b: Features, named: Agreement) -> Iterator[Evidence]:
    """Weigh the birthdays and the places of two cards."""
    where = max((_place(one, two) for one in a.places for two in b.places), default=0.0) if a.places else 0.0
    yield from _birthdays(a, b, named, where)
    yield from _places(a, b, named, where)


def born_together(a: Features, b: Features) -> bool:
    """Say whether both bear one whole birthday."""
    return a.birthday is not None and a.birthday == b.birthday and bool(a.birthday.year and a.birthday.day)


def _birthdays(a: Features, b: Features, named: Agreement, where: float) -> Iterator[Evidence]:
    one, two = a.birthday, b.birthday
    if named.is_full and ((two is None and _is_marked(a)) or (one is None and _is_marked(b))):
        yield Evidence(MARKED_WEIGHT, MARKED_REASON)
    if one is None or two is None or not (one.day and two.day):
        return
    if one.year and two.year:
        yield _whole_birthdays(one, two, named, where)
    elif (one.month, one.day) == (two.month, two.day):
        yield Evidence(DAY_WEIGHT, f"{BIRTHDAY_REASON}, {one.month:02d}-{one.day:02d}")
    else:
        yield Evidence(OTHER_BIRTHDAY_WEIGHT, f"different birthdays, {one} and {two}", forbids=True)


def _is_marked(card: Features) -> bool:
    """Say whether a card is a name and a birthday and nothing else, of somebody therefore whom ego knows by another."""
    return card.birthday is not None and card.relation == SEEN and not (card.contact_keys or card.jobs or card.places)


def _whole_birthdays(one: PartialDate, two: PartialDate, named: Agreement, where: float) -> Evidence:
    """Weigh two whole birthdays. With the address too, half a name is enough; but twins differ in the given name."""
    if one == two:
        half = named.given > agreeing.INITIAL or (named.given >= agreeing.MISSING < named.family)
        proves = named.is_near or (half and where >= NEAR_ADDRESS_WEIGHT)
        return Evidence(BIRTHDAY_WEIGHT, f"{BIRTHDAY_REASON} {one}", proves=proves)
    if is_near(one, two):
        return Evidence(NEAR_BIRTHDAY_WEIGHT, f"birthdays that differ by a slip, {one} and {two}")
    return Evidence(OTHER_BIRTHDAY_WEIGHT, f"different birthdays, {one} and {two}", forbids=True)


def is_near(one: PartialDate, two: PartialDate) -> bool:
    """Say whether two whole dates differ by one slip of the pen: a digit, two swapped, day and month swapped."""
    if one.year == two.year and (one.month, one.day) == (two.day, two.month):
        return True
    return OSA.distance(str(one).replace("-", ""), str(two).replace("-", ""), score_cutoff=1) <= 1


def _places(a: Features, b: Features, named: Agreement, where: float) -> Iterator[Evidence]:
    if where >= ADDRESS_WEIGHT:
        proves = named.is_near and not _may_be_father_and_son(a, b)
        yield Evidence(where, f"{POSTAL_REASON} {a.places[0].shown}", proves=proves)
    elif where >= NEAR_ADDRESS_WEIGHT:
        yield Evidence(where, f"nearly the same postal address {a.places[0].shown}")
    elif a.city and a.city == b.city:
        yield Evidence(CITY_WEIGHT, f"both in {a.city.title()}")
    elif a.city and b.city:
        yield Evidence(OTHER_CITY_WEIGHT)


def _may_be_father_and_son(a: Features, b: Features) -> bool:
    """Say whether two of one name under one roof may be two: one of them is a junior, or they have two telephones."""
    juniors = [any(name.suffix for name in card.names) for card in (a, b)]
    return juniors[0] != juniors[1] or are_two_lines(a.mobiles, b.mobiles)


def _place(one: Place, two: Place) -> float:
    street = any(
        mine == yours or JaroWinkler.similarity(mine, yours) >= SIMILAR_STREET
        for mine in one.lines
        for yours in two.lines
    )
    if not street:
        return 0.0
    number = bool(one.number) and one.number == two.number
    area = (bool(one.postcode) and one.postcode == two.postcode) or (bool(one.city) and one.city == two.city)
    if number and area:
        return ADDRESS_WEIGHT
    return NEAR_ADDRESS_WEIGHT if number or area else 0.0

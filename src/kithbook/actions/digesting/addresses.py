"""Addresses that may be ego's own: evidence suggests it, and only the owner can say."""

from collections.abc import Iterator, Mapping
from typing import Final

from kithbook.actions.digesting.setting import Setting
from kithbook.digest.ego import CALENDAR, DELIVERED, SENT, folded
from kithbook.insight import phrases
from kithbook.model import handle, ids, question
from kithbook.store.digesting import DigestFile, QuestionRow

# One letter may have come by a list's address, and one event may stand in a colleague's calendar; what was sent,
# somebody here sent.
LEAST: Final = {DELIVERED: 5, CALENDAR: 5, SENT: 1}
SAYING: Final = {
    DELIVERED: ("message", "came to your mailbox by it"),
    CALENDAR: ("meeting", "in a calendar that bears it"),
    SENT: ("message", "from it among what you sent"),
}
LATER: Final = "later"
PUT_OFF: Final = 0.1  # what a question keeps of its value when the owner said: later


def doubtful(file: DigestFile, setting: Setting, answers: Mapping[str, str]) -> Iterator[QuestionRow]:
    """Ask about every address in messages that may be ego's: by ego's own card, by the mailbox, or by its name.

    A name alone concludes nothing, and is asked about only where its bearer never wrote to ego alone.
    """
    if not setting.ego.is_known:
        return
    reasons = _reasons(file, setting)
    numbers = file.laying.numbers(handle.key(handle.EMAIL, address) for address in reasons)
    cards = file.laying.cards(numbers.values())
    for number, mention in sorted(file.laying.mentions(numbers.values()), key=lambda pair: pair[0]):
        if number not in cards or cards[number].is_bulk or mention.handle is None or mention.wrote_alone:
            continue
        name = ids.make(ids.QUESTION, question.EGO, cards[number].id)
        found = (f"{mention.handle[1]} may be an address of yours.", *reasons[mention.handle[1]])
        yield name, question.EGO, number, None, 0.0, found, PUT_OFF if answers.get(name) == LATER else 1.0


def _reasons(file: DigestFile, setting: Setting) -> dict[str, list[str]]:
    """Give what suggests that an address is ego's, by address."""
    found: dict[str, list[str]] = {}
    for _, card in sorted(file.laying.cards(file.laying.own(setting.ego.handles)).items()):
        for kind, value in card.handles:
            if kind == handle.EMAIL:
                found.setdefault(value, []).append("It stands on a card that also bears an address of yours.")
    for sort, address, count in sorted(file.laying.hints()):
        if count >= LEAST.get(sort, count + 1):
            what, where = SAYING[sort]
            found.setdefault(address, []).append(f"{phrases.count(count, what)} {where}.")
    for name, address in file.linking.names_of_addresses():
        if folded(name) in setting.ego.names:
            found.setdefault(address, []).append("It bears your name, and never wrote to you alone.")
    settled = {value for _, value in setting.ego.handles | setting.ego.stranger_handles} | _denied(setting)
    return {address: list(dict.fromkeys(said)) for address, said in sorted(found.items()) if address not in settled}


def _denied(setting: Setting) -> set[str | None]:
    return {handle.email(str(one)) for one in (setting.rulings.ego or {}).get("not_emails", ())}

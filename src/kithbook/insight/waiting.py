"""How many reasons wait for another day, in the words in which one counts them."""

from collections.abc import Mapping
from typing import Final

from kithbook.insight import phrases

# Apart from the nudges, which load numpy: an agenda that was recorded is shown without.
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "birthday": ("birthday", "birthdays"),
    "connection_anniversary": ("anniversary of a connection", "anniversaries of connections"),
    "dormant": ("dormant tie", "dormant ties"),
    "drifting": ("drifting tie", "drifting ties"),
    "job_change": ("job change", "job changes"),
    "own_rhythm": ("rhythm of your own that has passed", "rhythms of your own that have passed"),
    "prepare_meeting": ("meeting to prepare", "meetings to prepare"),
    "promise_due": ("promise that is due", "promises that are due"),
    "reminder": ("reminder", "reminders"),
    "reply_owed": ("answer that you owe", "answers that you owe"),
    "thank_after_meeting": ("person to thank after a meeting", "people to thank after a meeting"),
    "unanswered": ("person who was never answered", "people who were never answered"),
    "welcome": ("new connection to welcome", "new connections to welcome"),
    "work_anniversary": ("work anniversary", "work anniversaries"),
}


def waiting(counts: Mapping[str, int]) -> str:
    """Count what waits, by nudge, the most first; "" for nothing. A nudge without words of its own goes by its name.

    >>> waiting({"drifting": 48, "job_change": 3, "unanswered": 1, "welcome": 0})
    '48 drifting ties, 3 job changes and 1 person who was never answered'
    """
    most_first = sorted(((count, nudge) for nudge, count in counts.items() if count), key=lambda one: (-one[0], one[1]))
    return phrases.listed([_counted(count, nudge) for count, nudge in most_first])


def _counted(count: int, nudge: str) -> str:
    name = nudge.replace("_", " ")
    one, many = COUNTED.get(nudge, (name, f"{name}s"))
    return f"{count:,} {one if count == 1 else many}"

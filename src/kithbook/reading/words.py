"""A text as the readers see it: the sender's own words, their sentences, signature and language."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heard:
    """How a text came: on which day, from whom, to how many."""

    day: date | None
    sender_name: str = ""
    sender_email: str = ""
    recipients: int = 1
    is_bulk: bool = False
    subject: str = ""


class Words:
    """One text, taken apart once for all readers."""

    def __init__(self, text: str, heard: Heard) -> None:
        self.text = text
        self.heard = heard

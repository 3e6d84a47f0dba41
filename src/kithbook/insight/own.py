"""What the owner set themselves: promises, reminders, rhythms."""

from dataclasses import dataclass
from datetime import date
from typing import Final

AGAIN: Final = "@"  # in the occasion of what comes again, between its id and the day


@dataclass(frozen=True, slots=True)
class OwnPromise:
    """A promise that the owner entered."""

    id: str
    person: int
    text: str
    due: date | None
    theirs: bool
    entered: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that the owner set, here or in another program; there it may have been a task, and may come again."""

    id: str
    person: int
    on: date
    text: str
    source: str = ""  # the other program
    is_task: bool = False
    comes_again: bool = False

    @property
    def occasion(self) -> str:
        """Name what is done once it is done: of what comes again the one day."""
        return f"{self.id}{AGAIN}{self.on}" if self.comes_again else self.id


@dataclass(frozen=True, slots=True)
class OwnRhythm:
    """A rhythm that the owner set."""

    id: str
    person: int
    days: int
    set_on: date
    source: str = ""  # the other program in which it was set

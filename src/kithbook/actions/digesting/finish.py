"""What ends every digesting: questions and organisations, and what the next one must know."""

from typing import Final

from kithbook.actions.digesting import settle
from kithbook.actions.digesting.organisations import name_organisations
from kithbook.actions.digesting.ruled import EGO, written_ego
from kithbook.actions.digesting.setting import Setting
from kithbook.model.decision import Decision, standing
from kithbook.store.digesting import DigestFile

ANSWERS: Final = 20  # so many sent mails say that ego's side of the mail is in the book


def finish(file: DigestFile, found: Setting, decisions: list[Decision]) -> None:
    """Lay the questions and the organisations."""
    settle.ask(file, found, standing(decisions))
    name_organisations(file)


def notes(mark: int, lineage: str, found: Setting, decisions: list[Decision]) -> dict[str, object]:
    """Give what the next digesting must know of this one."""
    return {
        "mark": mark,
        "lineage": lineage,
        "stamp": found.stamp,
        "decisions": len(decisions),
        "complete": complete(found),
        EGO: written_ego(found.ego),
    }


def complete(found: Setting) -> str:
    """Write which lists of connections were read whole."""
    return " ".join(f"{one.run}:{one.as_of.day}:{one.count}" for one in found.complete)

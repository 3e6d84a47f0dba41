"""Actions that machines may call: one line each, with its name and whether it reads or writes."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

READS: Final = "reads"
WRITES: Final = "writes"


@dataclass(frozen=True, slots=True)
class Offered:
    """One action of the name of its module, loaded when it is called."""

    name: str
    effect: str

    def load(self) -> Callable[..., Any]:
        """Import the action's function."""
        found: Callable[..., Any] = getattr(import_module(f"kithbook.actions.{self.name}"), self.name)
        return found


# What touches the whole book or files of the machine (import, restore, rebuild, forget, export) is for people alone.
ACTIONS: Final = tuple(
    Offered(name, effect)
    for effect, names in (
        (READS, "today ties people show evidence sources faults questions duplicates history draft"),
        (WRITES, "me add edit note log tag rhythm pause remind promise kept answer merge split undo done later never"),
    )
    for name in names.split()
)

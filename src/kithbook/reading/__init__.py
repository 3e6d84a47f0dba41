"""What words say. Pure: text in, quoted findings out. One reader a file."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import Final

from kithbook.model.reading import Reading
from kithbook.reading.words import Heard, Words

__all__ = ["VERSIONS", "Heard", "read"]


def _present() -> list[tuple[str, int, Callable[[Words], Iterable[Reading]]]]:
    """Find the readers: the modules here that say what they read. Their order is that of their names."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return sorted((module.READER, module.VERSION, module.find) for module in modules if hasattr(module, "READER"))


_READERS: Final = _present()
VERSIONS: Final = {name: version for name, version, _ in _READERS}


def read(text: str, heard: Heard) -> tuple[Reading, ...]:
    """Say what the sender's own words hold, each finding with the words it rests on."""
    words = Words(text, heard)
    found: list[Reading] = []
    for _, _, find in _READERS:
        found += find(words)
    return tuple(found)

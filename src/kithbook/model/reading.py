"""Readings: what a reader found in a text, with the words it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SNIPPET: Final = "snippet"  # the first 160 characters of the sender's own words
SIGNATURE: Final = "signature"  # fields: title organisation phone name
QUESTION: Final = "question"  # the sender asks something that wants an answer
PROMISE: Final = "promise"  # the sender says what they will do; fields: due (day), what
INTRODUCTION: Final = "introduction"  # the sender brings people together; fields: names
OPENING: Final = "opening"  # a role, a call, an invitation; fields: role organisation
THANKS: Final = "thanks"  # fields: what


@dataclass(frozen=True, slots=True)
class Reading:
    """One finding: which reader and version made it, in which language, and the words (at most 300 characters)."""

    reader: str
    version: int
    language: str
    quote: str
    fields: Mapping[str, Any] = field(default_factory=dict)

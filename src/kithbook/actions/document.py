"""An answer as a JSON document: keys are field names, instants end in Z, days are ISO days, unknown is null."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Final

from kithbook.model import times

_OBEYED: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(answer: object) -> Any:
    """Turn an answer into what JSON can say."""
    if answer is None or isinstance(answer, str | int | float):  # by far the most: they are asked first
        return answer
    if is_dataclass(answer) and not isinstance(answer, type):
        return {field.name: plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, Mapping):
        return {str(key): plain(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple | set | frozenset):
        return [plain(value) for value in answer]
    if isinstance(answer, datetime):
        return times.written(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    return answer


def written(answer: object, *, indent: int | None = None) -> bytes:
    """Write one JSON document in UTF-8. A lone surrogate has none; written as an escape it is still the same JSON."""
    text = json.dumps(plain(answer), ensure_ascii=False, allow_nan=False, indent=indent)
    # DEL, the C1 controls and overrides of direction need no escape in JSON, but a terminal obeys them.
    text = text if text.isascii() and "\x7f" not in text else _OBEYED.sub(lambda one: f"\\u{ord(one[0]):04x}", text)
    return text.encode("utf-8", "backslashreplace") + b"\n"

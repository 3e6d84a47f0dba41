"""A letter of its parts: greeting, paragraphs, close."""

from collections.abc import Iterator

from kithbook.insight.drafting.matter import LINKEDIN, NOTES, Called, Fact, Line, Matter, Words


def text(words: Words, matter: Matter) -> str:
    """Write a draft out, ready to be edited."""
    if words.form == NOTES:
        return "\n\n".join("\n".join(line.text for line in paragraph) for paragraph in words.paragraphs) + "\n"
    body = [" ".join(line.text for line in paragraph) for paragraph in words.paragraphs]
    return "\n\n".join([greeting(matter.called), *body, close(matter)]) + "\n"


def greeting(called: Called) -> str:
    """Greet by the name that they use, formally where they do so; without a name where none is sure.

    >>> greeting(Called("Ann", is_familiar=True)), greeting(Called("Dr Okafor", is_formal=True)), greeting(Called())
    ('Hi Ann,', 'Dear Dr Okafor,', 'Hello,')
    """
    word = "Dear" if called.is_formal else "Hi" if called.is_familiar else "Hello"
    return f"{word} {called.name}," if called.name else "Hello,"


def close(matter: Matter) -> str:
    """Close as the greeting began."""
    if matter.called.is_formal:
        return "\n".join(part for part in ("Kind regards,", matter.owner_whole) if part)
    if matter.way == LINKEDIN:
        return matter.owner or "Best wishes"
    return "\n".join(part for part in ("Best wishes,", matter.owner) if part)


def facts(words: Words, matter: Matter) -> list[Fact]:
    """List what the words rest on, each once: what they are called, then in the order of the text."""
    called = () if words.form == NOTES else matter.called.facts
    note = () if matter.note is None else (matter.note,)
    found = (*called, *note, *(fact for line in _lines(words) for fact in line.facts))
    return list(dict.fromkeys(found))


def _lines(words: Words) -> Iterator[Line]:
    for paragraph in words.paragraphs:
        yield from paragraph

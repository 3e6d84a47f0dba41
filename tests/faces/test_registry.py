"""What machines may call is there, and what is there is either offered or kept for people."""

import inspect
from pathlib import Path

import pytest

import kithbook.actions
from kithbook.faces.registry import ACTIONS, READS, WRITES

FOR_PEOPLE = {
    "import",
    "export",
    "backup",
    "restore",
    "doctor",
    "rebuild",
    "forget",
    "erase",
    "demo",
    "refresh",
    "jobs",
}
ROOM = Path(kithbook.actions.__file__).parent


@pytest.mark.parametrize("offered", ACTIONS, ids=lambda offered: offered.name)
def test_an_offered_action_takes_a_book_and_has_a_sentence(offered):
    action = offered.load()
    assert next(iter(inspect.signature(action).parameters)) == "book"
    assert action.__doc__
    assert offered.effect in {READS, WRITES}


@pytest.mark.parametrize("offered", [a for a in ACTIONS if a.effect == READS], ids=lambda offered: offered.name)
def test_what_only_reads_rules_nothing(offered):
    if offered.name == "today":
        return  # it records what it showed, which is no ruling
    assert ".decide(" not in (ROOM / f"{offered.name}.py").read_text(encoding="utf-8")


def test_every_command_that_answers_is_offered_or_for_people():
    commands = {path.stem.rstrip("_") for path in (ROOM.parent / "faces" / "cli" / "commands").glob("[a-z]*.py")}
    names = {offered.name for offered in ACTIONS}
    assert commands - {"help", "completion"} - FOR_PEOPLE <= names

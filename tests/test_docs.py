"""The manual says what is: commands, options, keys and links are those of the program."""

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest

from kithbook.actions import (
    answer,
    backup,
    doctor,
    done,
    draft,
    erase,
    evidence,
    faults,
    forget,
    history,
    kept,
    me,
    people,
    questions,
    restore,
    show,
    sources,
    split,
    ties,
    today,
    undo,
)
from kithbook.actions.answers import Ruled
from kithbook.actions.export import FORMATS
from kithbook.faces.cli import door
from kithbook.faces.cli.verbs import kith

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
EVERYWHERE = {"--book", "--json", "--help", "--version"}
NEVER = re.compile(r"\b(leads?|deals?|pipeline|prospects?|touchpoints?|company|companies)\b", re.IGNORECASE)

ANSWERS = {
    "backup": backup.BackedUp, "restore": restore.Restored, "doctor": doctor.Checkup, "forget": forget.Forgot,
    "draft": draft.DraftShown, "erase": erase.Erased,
    "sources": sources.SourceSeen, "faults": faults.Unread, "me": me.Me, "ties": ties.Tie, "today": today.Today,
    "evidence": evidence.Shown, "done": done.Ended, "later": done.RuledItem, "never": done.RuledItem,
    "kept": kept.Kept, "questions": questions.Asked, "answer": answer.Answered, "split": split.Parted,
    "undo": undo.Undone, "history": history.Step,
    **dict.fromkeys("add edit note log tag rhythm pause remind promise merge".split(), Ruled),
}  # fmt: skip


def commands():
    context = kith.make_context("kith", [], resilient_parsing=True)
    return {name: kith.get_command(context, name) for name in kith.list_commands(context)}


def options(command):
    shown = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    return {name for p in shown for name in p.opts if name.startswith("--")}


def sections():
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    parts = re.split(r"^### kith (\S+)$", text, flags=re.MULTILINE)[1:]
    return {name: part.partition("\n## ")[0] for name, part in zip(parts[::2], parts[1::2], strict=True)}


def test_the_reference_holds_every_command_and_no_other():
    assert sections().keys() == commands().keys()


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_reference_holds_every_option_and_no_other(name):
    section = sections()[name]
    listed = set(re.findall(r"^- .*?`(--[a-z-]+)", section, flags=re.MULTILINE))
    assert listed == options(commands()[name]) - {"--book", "--json"}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_reference_holds_every_key_of_an_answer(name):
    json_line = sections()[name].partition("JSON: ")[2]
    documented = set(re.findall(r'"(\w+)"', json_line))
    stated = {field.name for field in fields(ANSWERS[name])}
    assert stated <= documented


def test_the_reference_holds_every_key_of_a_person():
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    named = set(re.findall(r'"(\w+)"', text))
    assert {field.name for field in fields(people.PersonShown)} <= named
    assert {field.name for field in fields(show.Shown)} <= named


def test_the_formats_offered_are_those_that_exist():
    (form,) = (p for p in commands()["export"].params if p.name == "form")
    assert tuple(form.type.choices) == FORMATS
    assert all(word in (DOCS / "reference.md").read_text(encoding="utf-8") for word in FORMATS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_that_is_shown_exists_with_its_options(page):
    known = commands()
    code = re.findall(r"`([^`\n]+)`", (text := page.read_text(encoding="utf-8")))
    code += [
        line
        for block in re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        for line in block.split("\n")
    ]
    for line in code:
        said = re.match(r"\s*(?:\$ )?kith(?: --book \S+)? ([a-z]+)(.*)", line)
        if said:
            assert said[1] in known, line
            assert set(re.findall(r"(?<!\S)--[a-z-]+", said[2])) <= options(known[said[1]]) | EVERYWHERE, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_within_the_project_leads_somewhere(page):
    for found in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / found).exists(), found


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "house.md"], ids=lambda page: page.name)
def test_the_house_s_words_are_kept(page):
    assert not NEVER.findall(page.read_text(encoding="utf-8"))


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) < 600


def test_every_topic_of_the_manual_has_a_title():
    for page in DOCS.glob("*.md"):
        assert page.read_text(encoding="utf-8").startswith("# "), page.name


def test_the_readme_shows_what_the_demo_says(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert door.run(["demo"]) == 0
    said = capsys.readouterr().out
    block = re.search(r"^\$ make demo\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert block[1].strip() in said, "the demo says something else now: put its words into the README"


def test_the_tutorial_can_be_typed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    text = (DOCS / "tutorial.md").read_text("utf-8").replace("/tmp/", f"{tmp_path}/")
    lines = [line[2:] for line in text.splitlines() if line.startswith("$ kith")]
    assert len(lines) > 15
    monkeypatch.setenv("KITH_BOOK", str(tmp_path / "village"))
    for line in lines:
        words = shlex.split(line)[1:]
        if "QUESTION" in words:
            asked = json.loads(_said(["questions", "--json"], capsys))
            words[words.index("QUESTION")] = asked[0]["question"]
        if "ID" in words:
            words[words.index("ID")] = json.loads(_said(["show", "gita-rao", "--json"], capsys))["cards"][0]["id"]
        assert _said(words, capsys), line


def _said(words, capsys):
    assert door.run(words) == 0, words
    captured = capsys.readouterr()
    return captured.out + captured.err

"""The way in and out: what is loaded, which exit code, which words."""

import json
import subprocess
import sys

import pytest

from kithbook.faces.cli import door, manual, paper
from kithbook.faces.cli.verbs import SECTIONS, Verb, kith

# What `kith --help` may load beside the standard library: help must be there before one has looked up.
ALLOWED = ("kithbook.faces", "kithbook.model", "kithbook.settings")


def commands():
    context = kith.make_context("kith", [], resilient_parsing=True)
    return {name: kith.get_command(context, name) for name in kith.list_commands(context)}


def loaded(*words):
    program = "import sys; sys.argv[0] = 'kith'; from kithbook.faces.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    return run.stdout, set(run.stderr.split())


def test_help_loads_nothing_heavy():
    shown, modules = loaded("--help")
    assert "Every day:" in shown
    foreign = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"kithbook", "click"}
    assert {name for name in foreign if not name.startswith(("__", "_"))} <= {"sitecustomize", "zipp"}
    own = {name for name in modules if name.startswith("kithbook.")}
    assert not {name for name in own if not name.startswith(ALLOWED)}


def test_no_command_loads_an_action_before_it_is_run():
    for name in commands():
        _, modules = loaded(name, "--help") if name in {"today", "import", "people", "show"} else ("", set())
        assert not {m for m in modules if m.startswith(("kithbook.actions", "numpy", "apsw", "rich"))}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_stands_under_a_heading_and_says_what_it_does(name):
    command = commands()[name]
    assert isinstance(command, Verb)
    assert command.section in SECTIONS
    assert command.short_help and command.short_help.endswith(".")
    assert command.help
    for parameter in command.params:
        assert parameter.name


def test_an_unknown_command_is_a_usage_error_with_the_nearest(capsys):
    assert door.run(["peple"]) == 2
    assert "Did you mean people" in capsys.readouterr().err


def test_a_file_given_alone_is_told_how_to_bring_it_in(capsys, tmp_path):
    path = tmp_path / "my archive.zip"
    path.write_bytes(b"")
    assert door.run([str(path)]) == 2
    assert f"`kith import '{path}'`" in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error(capsys):
    assert door.run(["people", "--nope"]) == 2
    assert capsys.readouterr().out == ""


def test_a_user_error_under_json_is_one_document_on_standard_error(capsys):
    assert door.run(["--book", "no://folder", "people", "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert set(json.loads(captured.err)["error"]) == {"what", "safe", "do"}


def test_a_user_error_in_words_says_what_is_safe_and_what_to_do(capsys):
    assert door.run(["--book", "no://folder", "people"]) == 1
    said = capsys.readouterr().err
    assert "Nothing was changed." in said
    assert "Give the path of a folder." in said


def test_the_version_is_said(capsys):
    assert door.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kith 0.")


def test_an_interrupt_ends_with_clean_words(capsys, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(kith, "invoke", stop)
    assert door.run(["people"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_error():
    program = "from kithbook.faces.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "help", "house"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


def test_the_shell_is_told_what_may_follow():
    asked = {"_KITH_COMPLETE": "bash_complete", "COMP_WORDS": "kith pe", "COMP_CWORD": "1"}
    program = "from kithbook.faces.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", program], env=asked, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "plain,people"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_taught_to_complete(shell, capsys):
    assert door.run(["completion", shell]) == 0
    assert "_KITH_COMPLETE" in capsys.readouterr().out


def test_the_manual_lists_and_shows_its_pages(capsys):
    assert door.run(["help"]) == 0
    assert "house" in capsys.readouterr().out
    assert door.run(["help", "house"]) == 0
    assert capsys.readouterr().out.startswith("The house")
    assert door.run(["help", "people"]) == 0
    assert "Usage: kith people" in capsys.readouterr().out
    assert door.run(["help", "nothing"]) == 1


def test_a_table_of_the_manual_with_two_long_columns_stays_within_the_width(capsys):
    page = paper.Page(sys.stdout, 40, is_coloured=False)
    manual.render(
        page,
        "| what | kept | where |\n|---|---|---|\n| a cell longer than half a line | so is this one, by far | x |\n",
    )
    assert capsys.readouterr().out.rstrip("\n").splitlines() == [
        " what             kept             where",
        " a cell longer    so is this one,  x",
        " than half a      by far",
        " line",
    ]


def test_a_page_of_the_manual_is_plain_text_within_the_width(capsys):
    page = paper.Page(sys.stdout, 40, is_coloured=False)
    manual.render(
        page,
        "# Title\n\nSome `code` and a [link](x.md)\nthat wraps over lines.\n\n- one\n- two words that are rather too long for it\n\n"
        "| a | b |\n|---|---|\n| `x` | a cell that is longer than its line has room for |\n\n```console\n$ kith today\n```\n",
    )
    assert capsys.readouterr().out.rstrip("\n").splitlines() == [
        "Title",
        "",
        "Some code and a link that wraps over",
        "lines.",
        "",
        "- one",
        "- two words that are rather too long for",
        "  it",
        "",
        " a  b",
        " x  a cell that is longer than its line",
        "    has room for",
        "",
        "    $ kith today",
    ]

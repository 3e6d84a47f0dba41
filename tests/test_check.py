"""The last line of a check is true: pytest's own where all else passed, and else what failed."""

import shutil
import subprocess
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[1] / ".ci" / "check"
TOOLS = ("ruff", "mypy", "lint-imports", "pytest")


def checked(folder, *arguments, failing=()):
    """Run the check among tools that only say whether they were told to fail."""
    (folder / ".ci").mkdir()
    shutil.copy(CHECK, folder / ".ci" / "check")
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in TOOLS:
        tool = folder / ".venv" / "bin" / name
        tool.write_text(f"#!/bin/sh\necho {name} says its word\nexit {int(name in failing)}\n")
        tool.chmod(0o755)
    done = subprocess.run([folder / ".ci" / "check", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("failing", "last"),
    [
        ((), "pytest says its word"),
        (("pytest",), "pytest says its word"),
        (("ruff",), "== FAILED: ruff ruff"),
        (("mypy", "pytest"), "== FAILED: mypy"),
    ],
)
def test_the_last_line_says_what_failed(tmp_path, failing, last):
    assert checked(tmp_path, failing=failing) == (int(bool(failing)), last)


def test_without_tests_it_says_so_too(tmp_path):
    assert checked(tmp_path, "--lint-only", failing=("mypy",)) == (1, "== FAILED so far: mypy")

"""The arrows that must never exist: import contracts, and what the core must never call."""

import ast
import logging
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "kithbook"
CORE = ["model", "reading", "identity", "digest", "network", "insight"]

# What the core must not touch: the day, the seed and the value are passed in.
FORBIDDEN_CALLS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "os.environ", "os.getenv", "open",
    "datetime.datetime.now", "datetime.date.today", "random.random", "random.choice", "random.shuffle", "random.seed",
}  # fmt: skip
FORBIDDEN_MODULES = {"urllib.request", "sqlite3", "apsw", "psycopg", "subprocess", "multiprocessing", "pathlib", "os"}


def files(*rooms):
    return sorted(path for room in rooms for path in (PACKAGE / room).rglob("*.py"))


def dotted(node):
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else None
    return node.id if isinstance(node, ast.Name) else None


def test_import_contracts_hold(monkeypatch):
    for logger in logging.root.manager.loggerDict.values():  # the linter silences all that it did not make
        if isinstance(logger, logging.Logger):
            monkeypatch.setattr(logger, "disabled", logger.disabled)
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("path", files(*CORE), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_core_reads_no_clock_file_or_environment(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {dotted(node) for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Name))}
    assert not names & FORBIDDEN_CALLS
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not modules & FORBIDDEN_MODULES


@pytest.mark.parametrize("path", files(""), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_in_the_package_opens_a_web_address(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert "urllib.request" not in modules


@pytest.mark.parametrize("path", files("faces"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_face_asks_the_store(path):
    """A face calls actions: what it shows can be asked for at every other door too."""
    found = {dotted(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))}
    assert not {name for name in found if name and name.startswith(("book.digest", "book.evidence"))}


@pytest.mark.parametrize("path", files(""), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_opens_with_what_it_holds(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_room_for_odds_and_ends():
    names = {path.stem for path in files("")}
    assert not {n for n in names if n in {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}}


@pytest.mark.parametrize("path", files(""), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_name_makes_deals_of_people(path):
    never = {"lead", "deal", "pipeline", "target", "prospect", "touchpoint", "company"}
    named = {path.stem}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            named.add(node.name)
        elif isinstance(node, ast.arg):
            named.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            named.add(node.id)
    assert not never & {word for name in named for word in name.lower().split("_")}

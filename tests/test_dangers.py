"""What no line of the program may do, and what it is made of: code from strings, shells, foreign objects, builds (S11)."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "kithbook"
FILES = sorted(PACKAGE.rglob("*.py"))

# Calls that run what a text says, or make objects that a text names.
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execve", "os.spawnv", "pty.spawn", "marshal.load",
    "pickle.loads", "shelve.open", "tempfile.mktemp", "subprocess.getoutput", "subprocess.getstatusoutput", "yaml.load",
}  # fmt: skip
# Modules that expand entities, or trust whoever they talk to.
FORBIDDEN_MODULES = {"xml.etree.ElementTree", "xml.sax", "xml.dom.minidom", "lxml", "shelve", "dill", "telnetlib"}
FROM_OURSELVES = {
    "actions/digesting/abreast.py",
    "actions/digesting/beside.py",
}  # a pickle from the process that started this one


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_becomes_code_and_no_shell_is_asked(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = str(path.relative_to(PACKAGE))
    for called, node in calls(tree):
        assert called not in FORBIDDEN_CALLS, (name, node.lineno)
        if called.startswith("subprocess."):  # a list of words, of which the first is our own interpreter
            assert isinstance(node.args[0], ast.List), (name, node.lineno)
            assert ast.unparse(node.args[0].elts[0]) == "sys.executable", (name, node.lineno)
            assert "shell" not in {word.arg for word in node.keywords}, (name, node.lineno)
        if called.startswith("pickle.load"):
            assert name in FROM_OURSELVES, (name, node.lineno)
    assert not FORBIDDEN_MODULES & set(modules(tree))


def test_the_rules_find_what_they_forbid():
    tree = ast.parse("import shelve\nos.system('x')\nsubprocess.run('x', shell=True)")
    assert "os.system" in {called for called, _ in calls(tree)}
    assert FORBIDDEN_MODULES & set(modules(tree))


def run_time_packages():
    """Give what the program needs when it runs, directly or not, as it is locked."""
    locked = {one["name"]: one for one in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]}
    wanted, found = ["kithbook"], {}
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = locked[name]
            wanted += [one["name"] for one in locked[name].get("dependencies", ())]
    del found["kithbook"]
    return found


def test_nothing_is_built_while_it_is_installed():
    """Each comes as a wheel: an archive that is unpacked, where a source would run a script of its own."""
    packages = run_time_packages()
    assert len(packages) > 10
    assert [name for name, one in packages.items() if not one.get("wheels")] == []


def test_no_secret_lies_in_the_source():
    telling = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bap]-[0-9A-Za-z-]{10}"
    )
    texts = [*FILES, *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.py")]
    assert [path.name for path in texts if telling.search(path.read_text(encoding="utf-8"))] == []

"""The front door: what the build server runs refuses a quiet skip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPPING = """
import pytest

def test_data():
    pytest.skip("the samples lie only in ../shared/data")

def test_tool():
    pytest.skip("strace is not installed")

@pytest.mark.xfail(reason="known", raises=AssertionError)
def test_known():
    assert False

def test_fine():
    pass
"""


@pytest.fixture(params=[[], ["--numprocesses", "2"]], ids=["alone", "abreast"])
def abreast(request):
    """Give what is said to pytest: to run all in one process, or in several as the build server does."""
    return request.param


def run(tmp_path, text, abreast):
    (tmp_path / "test_sample.py").write_text(text)
    words = [sys.executable, "-m", "pytest", "-p", "nothing_skipped", "-p", "no:cacheprovider", "-q", "-c", os.devnull]
    return subprocess.run(
        [*words, *abreast, "--rootdir", str(tmp_path), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / ".ci")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skip_for_want_of_anything_but_shared_data_fails(tmp_path, abreast):
    done = run(tmp_path, SKIPPING, abreast)
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed" in done.stdout
    assert "strace is not installed" in done.stdout


def test_a_module_that_is_skipped_whole_fails(tmp_path, abreast):
    done = run(tmp_path, "import pytest\npytest.skip('no such tool', allow_module_level=True)\n", abreast)
    assert done.returncode != 0
    assert "no such tool" in done.stdout


def test_shared_data_may_be_missing(tmp_path, abreast):
    done = run(tmp_path, "import pytest\npytest.skip('only in ../shared/data', allow_module_level=True)\n", abreast)
    assert "1 skipped" in done.stdout


@pytest.mark.parametrize("name", ["run", "check", "prepare", "programs"])
def test_the_scripts_can_be_run_and_parse(name):
    script = ROOT / ".ci" / name
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_makefile_knows_its_words():
    for word in ("demo", "test", "lint", "torture", "bench"):
        subprocess.run(["make", "--dry-run", "-C", str(ROOT), word], check=True, capture_output=True)


def test_the_benchmarks_that_are_named_exist():
    named = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("BENCHMARKS"))
    for name in named.partition(":=")[2].split():
        assert (ROOT / "benchmarks" / f"{name}.py").is_file()

"""A real Chromium before a real server of the sample network; every page is watched."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "pages"))

import served
from playwright.sync_api import expect
from watching import Watch

import browser as chromiums

PATIENCE = 60_000  # milliseconds for whatever a page is waited for, on a machine that others use
expect.set_options(timeout=PATIENCE)


# Ends with the file: while Playwright runs, the thread has an event loop, and the tests of other folders start their own.
@pytest.fixture(scope="module")
def chromium():
    """Give the one browser of a file's tests."""
    if chromiums.BARE is None:
        pytest.skip(chromiums.MISSING)
    with chromiums.chromium(chromiums.BARE) as started:
        yield started


@pytest.fixture(scope="module")
def reading(village_book, tmp_path_factory):
    """Serve the village to the tests that only read."""
    folder = tmp_path_factory.mktemp("reading") / "book"
    shutil.copytree(village_book, folder)
    with served.village(folder) as server:
        yield server


@pytest.fixture
def server(village_book, tmp_path):
    """Serve a village of the test's own, which it may change."""
    folder = tmp_path / "book"
    shutil.copytree(village_book, folder)
    with served.village(folder) as one:
        yield one


@pytest.fixture
def watch():
    """Give what the pages of this test do that they should not; looked at when it ends."""
    one = Watch()
    yield one
    one.check()


@pytest.fixture
def browse(chromium, watch):
    """Give a function that opens a page at a server: `width`, `scheme`, `script`, and more of Playwright's words."""
    contexts = []

    def open_page(server, *, is_in=True, script=True, **more):
        opened = chromiums.context(chromium, server if is_in else None, java_script_enabled=script, **more)
        opened.set_default_timeout(PATIENCE)
        watch.servers.append(server)
        watch.follow(opened)
        contexts.append(opened)
        return opened.new_page()

    yield open_page
    for opened in contexts:
        opened.close()


@pytest.fixture
def page(browse, server):
    """Give a page of a village of the test's own, let in already: `page.goto("/people")`."""
    return browse(server)


@pytest.fixture
def phone(browse, server):
    """Give the same on a phone."""
    return browse(server, width=360)


@pytest.fixture
def plain(browse, server):
    """Give the same without JavaScript."""
    return browse(server, script=False)


@pytest.fixture
def reader(browse, reading):
    """Give a page of the village that all tests share, for those who change nothing."""
    return browse(reading)

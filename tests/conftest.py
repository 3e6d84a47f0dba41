"""What all tests share: long ones wait for `make torture` and tell figures; Hypothesis draws the same examples each time."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from kithbook.actions.demo import Village, demo

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("ci")

# The files of these folders take longest. They come first, so that at the end none runs on while other processes have nothing left.
FIRST = ("browser", "torture")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run what only runs under make torture, too")


class Figures:
    """Shows what a test recorded as a figure, also where it ran in another process."""

    def __init__(self, plugins):
        self._plugins = plugins

    def pytest_runtest_logreport(self, report):
        reporter = self._plugins.get_plugin("terminalreporter")
        for name, figure in report.user_properties:
            if report.when == "teardown" and name == "figure":
                reporter.ensure_newline()
                reporter.write_line(f"  {figure}")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # the one process that shows what all found
        config.pluginmanager.register(Figures(config.pluginmanager))


def _minutes(item):
    """Say how long a long test takes by itself, where that is much: those come first of all."""
    mark = item.get_closest_marker("long")
    return mark.kwargs.get("minutes", 0) if mark else 0


def pytest_collection_modifyitems(config, items):
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: (-_minutes(item), order.get(item.path.parent.name, len(FIRST))))
    if config.getoption("--long") or os.environ.get("KITH_LONG") == "1":
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="long: runs under make torture (--long or KITH_LONG=1)"))


@pytest.fixture(scope="session")
def village_book(tmp_path_factory):
    """Give the folder of the sample network's book, which nobody may change: copy it to change it."""
    folder = tmp_path_factory.mktemp("village") / "book"
    folder.mkdir(mode=0o700)
    demo(Village.find(), folder, watch=lambda _: None)
    return folder


@pytest.fixture(scope="session")
def noon():
    """Give the time that it is in the sample network."""
    day = Village.find().day
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

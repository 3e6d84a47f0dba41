"""What all tests share: long ones wait for `make torture`, and Hypothesis draws the same examples every time."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("ci")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run what only runs under make torture, too")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--long") or os.environ.get("KITH_LONG") == "1":
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="long: runs under make torture (--long or KITH_LONG=1)"))

"""What the long tests share."""

import pytest
import torturing
from warm import Warm


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """Give an interpreter that has loaded the program, from which each command is forked."""
    with Warm(tmp_path_factory.mktemp("warm")) as interpreter:
        yield interpreter


@pytest.fixture(autouse=True)
def _figures(record_property):
    """Hand on what a test reports; it may have run in another process than the one that shows it."""
    torturing.figures.clear()
    yield
    for line in torturing.figures:
        record_property("figure", line)

"""What the long tests share."""

import pytest
from warm import Warm


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """Give an interpreter that has loaded the program, from which each command is forked."""
    with Warm(tmp_path_factory.mktemp("warm")) as interpreter:
        yield interpreter

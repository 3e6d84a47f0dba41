"""What several files ask of the command line."""

import pytest
from terminal import asked


@pytest.fixture
def book(tmp_path):
    """Make a book that holds Ann Weber alone, in a folder with a blank in its name."""
    folder = tmp_path / "my kin"
    asked(folder, "add", "Ann Weber", "--email", "ann@example.org")
    return folder

"""The app over the sample network, asked without a socket."""

import shutil

import pytest
from asking import Asker


@pytest.fixture(scope="session")
def reader(village_book, tmp_path_factory, noon):
    """Give the village to those who change nothing."""
    folder = tmp_path_factory.mktemp("reader") / "book"
    shutil.copytree(village_book, folder)
    one = Asker(folder, noon)
    yield one
    one.close()


@pytest.fixture
def asker(village_book, tmp_path, noon):
    """Give a village of the test's own."""
    shutil.copytree(village_book, tmp_path / "book")
    one = Asker(tmp_path / "book", noon)
    yield one
    one.close()


@pytest.fixture
def empty(tmp_path, noon):
    """Give an empty book."""
    (tmp_path / "book").mkdir(mode=0o700)
    one = Asker(tmp_path / "book", noon)
    with one.desk.book():
        pass
    yield one
    one.close()

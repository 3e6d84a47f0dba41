"""The app over the sample network, asked without a socket."""

import shutil
from datetime import UTC, datetime

import pytest
from asking import HOST, ask, form

from kithbook.faces.web.application import application
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.keys import Keys, csrf


class Asker:
    """One browser that was let in: reads pages and sends forms."""

    def __init__(self, folder, now, *, is_sample=False, is_development=False):
        self.folder, self.now = folder, now
        self.desk = Desk(folder, clock=lambda: self.now, is_sample=is_sample)
        keys, real = Keys(folder), datetime.now(UTC)
        self.app = application(
            self.desk, keys, hosts=frozenset({HOST}), cookie="kith-test", is_development=is_development
        )
        self.session = keys.turn(keys.cut(real), real)
        self.cookies = {"kith-test": self.session}

    @property
    def cookie(self):
        return ("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))

    def get(self, path, *headers):
        return ask(self.app, path, headers=[self.cookie, *headers])

    def post(self, path, fields=None, *, follow=True):
        """Send a form; where the answer leads on, go there."""
        body, headers = form({"token": csrf(self.session), **(fields or {})})
        answer = ask(self.app, path, method="POST", headers=[self.cookie, *headers], body=body)
        if follow and answer.status == 303:
            return self.get(answer.header("location").partition("#")[0])
        return answer

    def close(self):
        self.desk.close()


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

"""The program asked as in a terminal, and the sample network as a book, made once for all tests that ask it."""

import contextlib
import io
import json
from unittest import mock

from kithbook.actions.demo import Village
from kithbook.faces.cli import door


def kith(book, *words):
    """Run a command on a book, named as a shell's environment does; give exit code, standard output, standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    named = mock.patch.dict("os.environ", KITH_BOOK=str(book))
    with named, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = door.run(list(words))
    return code, out.buffer.getvalue().decode("utf-8"), err.buffer.getvalue().decode("utf-8")


def asked(book, *words):
    """Run a command under --json and give its one document."""
    code, out, err = kith(book, *words, "--json")
    assert code in {0, 3}, err
    assert out.count("\n") == 1
    return json.loads(out)


def make(folder):
    """Import the village into a folder."""
    return asked(folder, "import", str(Village.find().files))

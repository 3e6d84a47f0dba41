"""A running server of a book, as the real program, and how to come in."""

import http.client
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
WAY = re.compile(r"(http://127\.0\.0\.1:\d+)(/open\?key=\S+)")
# A person's second start reads what the first one compiled; where the environment forbids to keep it, none would.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
ENDS_WITHIN = 20  # seconds, on a machine that others use


@dataclass
class Served:
    """A server that answers. `session` is what a browser that came in sends as its cookie: name and value."""

    base: str
    folder: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    session: tuple[str, str] = ("", "")

    @property
    def host(self) -> str:
        return urlsplit(self.base).netloc

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask once, on a connection of its own, as a browser that is in."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request("GET", address, headers={"Cookie": "=".join(self.session), **headers})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@contextmanager
def served(folder: Path, *, program: Sequence[str] = ()) -> Iterator[Served]:
    """Serve a book with `kith serve`, or with another program that says the way in as it does."""
    kith = str(Path(sys.executable).with_name("kith"))
    words = program or (kith, "--book", str(folder), "serve", "--port", "0", "--no-browser")
    process = subprocess.Popen(
        list(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    try:
        yield _entered(process, folder)
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


@contextmanager
def village(folder: Path) -> Iterator[Served]:
    """Serve the sample network of a folder, on its own day."""
    with served(folder, program=(sys.executable, str(HERE / "village.py"), str(folder))) as one:
        yield one


def _entered(process: subprocess.Popen[str], folder: Path) -> Served:
    said: list[str] = []
    for line in process.stderr:
        said.append(line)
        if found := WAY.search(line):
            break
    else:
        raise RuntimeError(f"No server came up: {''.join(said)}")
    # What is said later must be taken, or the program would wait for it; it is kept to be looked into.
    threading.Thread(target=lambda: said.extend(process.stderr), daemon=True).start()
    one = Served(found[1], folder, process, said)
    status, headers, _ = one.get(found[2])
    cookie = headers.get("set-cookie", "").partition(";")[0]
    if status != 303 or "=" not in cookie:
        raise RuntimeError(f"The way in did not open: {status}")
    one.session = tuple(cookie.split("=", 1))
    return one

"""States of screens that no link leads to: an empty book, work under way, what went wrong, what a key opens, the door.

As a program it serves a book one page of which goes wrong inside: python states.py FOLDER.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import NoReturn

import served
from village import say

from kithbook.actions import jobs
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.forgetting import Forgetting, Watch
from kithbook.faces.web.pages import settings
from kithbook.faces.web.serving import serve
from kithbook.work import private
from kithbook.work.job import CANCELLED, DONE, FAILED, RUNNING, WAITING, Files, Job, Order, Trouble, folder_of, packed

RULED = re.compile(rb'name="decision" value="(\w+)"')
SIDE = re.compile(rb'<h2><a href="/people/([^"]+)">')
WENT_WRONG = "/settings/privacy"  # the page of an empty book that does, so that its words can be looked at
INSIDE, SHUT = 500, 401


@dataclass(frozen=True, slots=True)
class State:
    """One state of a screen. `keys` are pressed one after another once it is there; small letters alone are typed."""

    name: str
    address: str
    keys: tuple[str, ...] = ()
    is_in: bool = True  # this browser was let in

    @property
    def pressed(self) -> list[str]:
        """Give the keys as the auditor is told them."""
        return [f"type:{one}" if one.islower() else one for one in self.keys]


EMPTY = (
    State("nothing in the book: Today", "/"),
    State("nothing in the book: People", "/people"),
    State("nothing in the book: Questions", "/questions"),
    State("nothing in the book: History", "/history"),
    State("nothing in the book: Import", "/import"),
    State("nothing in the book: first run", "/first"),
    State("nothing in the book: finder", "/find?q=a"),
    State("under way: forgetting", "/forgetting"),
    State("wrong inside", WENT_WRONG),
    State("the door is closed", "/", is_in=False),
)
AT_WORK = (State("under way: Import", "/import"), State("under way: first run", "/first"))
ENDED_EARLY = (State("ended early: Import", "/import"), State("ended early: first run", "/first"))


def opened(server: served.Served) -> list[State]:
    """List what a key opens, what is said after a ruling, and who is in doubt, in a book that has people and rulings."""
    _, _, history = server.get("/history")
    ruled = RULED.search(history)
    said = [State("a toast", f"/history?did={ruled[1].decode()}")] if ruled else []
    keyed = [State("finder", "/people", ("Control+k",)), State("finder, with letters", "/", ("Control+k", "gi"))]
    return [*keyed, *said, *_doubted(server)]


def _doubted(server: served.Served) -> list[State]:
    """List what is shown of somebody of whom a question is open: the person that links lead to first need not be one."""
    _, _, asked = server.get("/questions")
    who = SIDE.search(asked)
    if who is None:
        return []
    slug = who[1].decode()
    return [State("in doubt: a person", f"/people/{slug}"), State("in doubt: Questions", f"/questions?who={slug}")]


@contextmanager
def troubled(folder: Path) -> Iterator[served.Served]:
    """Serve an empty book one page of which goes wrong inside."""
    folder.mkdir(mode=0o700)
    with served.served(folder, program=(sys.executable, __file__, str(folder))) as server:
        yield server


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Lay jobs of every kind into a book; those under way are so as long as this lasts, and lost afterwards."""
    now = datetime.now(UTC)
    ended = Job(
        "1",
        jobs.IMPORT,
        DONE,
        ("contacts.vcf",),
        now,
        ended=now,
        result={"people": {"before": 0, "after": 3}, "questions": 2},
    )
    full = Trouble("The disk is full.", "What was read is kept.", "Make room, then press Resume.")
    laid = (
        ended,
        Job("2", jobs.IMPORT, FAILED, ("Long name of a mailbox that was kept for years.mbox",), now, error=full, ended=now),
        Job("3", jobs.IMPORT, CANCELLED, ("calendar.ics",), now, ended=now),
        Job("4", jobs.REBUILD, WAITING, (), now),
        Job("5", jobs.IMPORT, RUNNING, ("Archive.mbox",), now),
        Job("6", jobs.IMPORT, RUNNING, ("Sent.mbox",), now, "mailbox (mbox)", 41_250, 0.62, 2_310.0, 11),
    )  # fmt: skip
    folder_of(folder).mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as held:
        for job in laid:
            files = Files(folder_of(folder), job.id)
            if job.is_under_way:
                held.enter_context(private.held(files.lock))
            files.write(packed(job, Order(job.verb, {"paths": [], "wish": {}}, now)))
        yield


def main(folder: Path) -> None:
    settings.privacy = _wrong
    desk = Desk(folder)
    desk.forgetting = Forgetting("Ingrid Solheim", _endless)
    desk.forgetting.daemon = True  # or the server would wait for its end
    desk.forgetting.start()
    serve(desk, port=0, ready=say)


def _endless(watch: Watch) -> NoReturn:
    watch("people", 1_250)
    Event().wait()
    raise AssertionError


def _wrong(_: object) -> NoReturn:
    raise RuntimeError("as a bug would")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

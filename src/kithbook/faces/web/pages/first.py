"""The first run: while the first file is read, what only the person knows; then today."""

from dataclasses import dataclass

from kithbook.actions import jobs, tag
from kithbook.actions.me import Wanted, me
from kithbook.actions.welcome import Welcome, welcome
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError
from kithbook.work.job import DONE, Job


@dataclass(frozen=True, slots=True)
class FirstPage:
    """How far the first imports are, and what is asked meanwhile."""

    under_way: tuple[Job, ...]  # the one that runs first, then those that wait for it
    ended_early: Job | None  # the latest import, where it did
    is_ready: bool  # all that was asked for is in, or an import before; what it tells is not asked of the person
    welcome: Welcome
    error: UserError | None = None


@page("/first")
def begin(visit: Visit) -> Answer:
    """Show the first run: drop, or counts that move, then the few questions, then today."""
    return _shown(visit)


def _shown(visit: Visit, error: UserError | None = None) -> Answer:
    with visit.desk.book() as book:
        imports = [job for job in jobs.jobs(visit.desk.folder) if job.verb == jobs.IMPORT]
        under_way = tuple(job for job in reversed(imports) if job.is_under_way)
        ended_early = imports[0] if imports and imports[0].is_resumable else None
        told = welcome(book, now=visit.desk.now)
        is_ready = told.people > 0 and (not under_way or any(job.state == DONE for job in imports))
        shown = FirstPage(under_way, ended_early, is_ready, told, error)
        return visit.page("first.html", shown, here="/import", book=book, status=422 if error else 200)


@change("/first")
def tell(visit: Visit) -> Answer:
    """Take who the owner is, what they aim at and who matters; then go to today."""
    form, now = visit.form, visit.desk.now
    goals = form.all("goal")
    try:
        with visit.desk.book() as book:
            mine = me(book, now=now)
            name = form["name"] if form["name"] and form["name"] != mine.name else None
            emails = form["email"].split()
            if name or goals or emails:
                me(book, Wanted(name=name, goals=goals, emails=emails), now=now)
            for who in form.all("close"):
                tag.tag(book, who, [tag.MATTERS], now=now)
    except UserError as error:
        return _shown(visit, error)
    return visit.back("/")

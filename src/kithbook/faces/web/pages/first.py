"""The first run: while the first file is read, what only the person knows; then today."""

from dataclasses import dataclass

from kithbook.actions import jobs, tag
from kithbook.actions.me import Wanted, me
from kithbook.actions.welcome import Welcome, welcome
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError
from kithbook.work.job import Job


@dataclass(frozen=True, slots=True)
class FirstPage:
    """How far the first import is, and what is asked meanwhile."""

    job: Job | None  # the latest import
    is_ready: bool  # there is somebody to show
    welcome: Welcome
    error: UserError | None = None


@page("/first")
def begin(visit: Visit) -> Answer:
    """Show the first run: drop, or counts that move, then the few questions, then today."""
    return _shown(visit)


def _shown(visit: Visit, error: UserError | None = None) -> Answer:
    with visit.desk.book() as book:
        latest = next((job for job in jobs.jobs(visit.desk.folder) if job.verb == jobs.IMPORT), None)
        told = welcome(book, now=visit.desk.now)
        is_under_way = latest is not None and latest.is_under_way
        shown = FirstPage(latest, not is_under_way and told.people > 0, told, error)
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

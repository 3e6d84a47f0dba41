"""The sample network: opened beside the person's own book, clearly marked, and gone at one word."""

from typing import Any

from litestar.datastructures import Cookie

from kithbook.actions import jobs, sample
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import SAMPLE, Answer, Visit
from kithbook.work.job import DONE


@change("/sample")
def enter(visit: Visit) -> Answer:
    """Open the sample network; the first time it is made, which takes some seconds."""
    sample.sample(sample.beside(visit.own.folder))
    answer = visit.back("/sample")
    answer.set_cookie(_cookie("on", max_age=None))
    return answer


@page("/sample")
def wait(visit: Visit) -> Answer:
    """Show how far the sample is, then go to its day; what ended early is gone on with at a word."""
    folder = sample.beside(visit.own.folder)
    made = [job for job in jobs.jobs(folder) if job.verb == jobs.SAMPLE] if sample.is_sample(folder) else []
    if not made:
        return visit.back("/first")
    if any(job.state == DONE for job in made):
        return visit.back("/")
    return visit.page("sample.html", made[0])


@change("/sample/leave")
def leave(visit: Visit) -> Answer:
    """Remove the sample with all that was tried in it, and go back to the own book."""
    folder = sample.beside(visit.own.folder)
    if sample.is_sample(folder):
        visit.desks.close(folder)
        sample.remove(folder)
    answer = visit.back("/first")
    answer.set_cookie(_cookie("", max_age=0))
    return answer


def _cookie(value: str, *, max_age: int | None) -> Cookie:
    options: dict[str, Any] = {"path": "/", "httponly": True, "samesite": "strict", "max_age": max_age}
    return Cookie(key=SAMPLE, value=value, **options)

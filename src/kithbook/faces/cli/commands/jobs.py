"""kith jobs: imports that run in processes of their own."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page
    from kithbook.work.job import Job

SHOWN = 10


@verb("Bring in")
@click.option("--cancel", metavar="ID", help="End this one within a second; what it kept stays.")
@click.option("--resume", metavar="ID", help="Go on with one that was cancelled, failed or lost its process.")
def command(session: Session, cancel: str | None, resume: str | None) -> None:
    """List imports that run in processes of their own, and how the latest ended."""
    from kithbook.actions import jobs

    if cancel:
        jobs.cancel(session.folder, cancel, now=session.now)
    if resume:
        jobs.resume(session.folder, resume, now=session.now)
    session.say(jobs.jobs(session.folder), _plainly)


def _plainly(page: "Page", found: "list[Job]") -> None:
    if not found:
        page.advice("There are none. To begin one: kith import PATH --detached")
        return
    rows = [(job.id, job.verb, job.state, ", ".join(job.what), _told(job)) for job in found[:SHOWN]]
    page.table(rows, heads=("job", "verb", "state", "what", "how far"), stretch=3, right=(0,))
    for job in found[:SHOWN]:
        if job.error:
            page.advice(f"{job.id}: {job.error.what} {job.error.do}", ink=["yellow"])
    if found[0].is_resumable:
        page.hint(f"To go on with it: kith jobs --resume {found[0].id}")


def _told(job: "Job") -> str:
    if not job.is_under_way:
        return f"{job.seconds:,.0f} s"
    share = "" if job.share is None else f", {job.share:.0%}"
    left = "" if job.seconds_left is None else f", {job.seconds_left:,} s left"
    return f"{job.step}: {job.items:,}{share}{left}"

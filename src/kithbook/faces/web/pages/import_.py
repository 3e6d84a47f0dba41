"""Import: drop a file, see what it is and what it would do, start, watch, go on, and take a whole import back."""

import os
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Final

from litestar import Response
from litestar.datastructures import UploadFile

from kithbook.actions import dates, found, incoming, jobs, skipped
from kithbook.actions.import_ import Wish
from kithbook.actions.imports import RunSeen, imports
from kithbook.actions.preview import Preview, Recognition, preview, recognition
from kithbook.actions.sources import SourceSeen, sources
from kithbook.actions.welcome import is_empty
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import change, page, upload
from kithbook.faces.web.visit import Answer, Form, Visit, is_token, with_query
from kithbook.model.fault import UserError
from kithbook.work.job import Job

PLACE: Final = Place("Import", "/import", "folder-input", "i", rank=100, is_apart=True)
RUNS: Final = 30
ENDED: Final = 5
LOOK_SECONDS: Final = 6.0  # that a person waits to see what a file would do
MOST_DIGITS: Final = 15  # of a file's length in bytes: a thousand terabytes
DOWNLOADS: Final = "Downloads"


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What was brought in, what is on its way, and what could be."""

    is_empty: bool  # nothing was imported and nothing entered yet
    under_way: tuple[Job, ...]
    ended: tuple[Job, ...]  # lately: those that ended early, and the last that came to its end
    incoming: tuple[incoming.Incoming, ...]
    offers: tuple[found.Offer, ...]
    sources: tuple[SourceSeen, ...]
    runs: tuple[RunSeen, ...]
    today: date
    zone: tzinfo
    waiting: int


@page("/import")
def show(visit: Visit) -> Answer:
    """Show the drop zone, the work under way, the sources and the imports so far."""
    desk = visit.desk
    with desk.book() as book:
        every = [job for job in jobs.jobs(desk.folder) if job.verb in {jobs.IMPORT, jobs.REBUILD}]
        shown = ImportPage(
            is_empty=is_empty(book),
            under_way=tuple(sorted((job for job in every if job.is_under_way), key=lambda job: int(job.id))),
            ended=tuple(job for job in every if not job.is_under_way)[:ENDED],
            incoming=tuple(one for one in incoming.incoming(desk.folder) if not one.job),
            offers=() if desk.is_sample else tuple(found.found(book, Path.home() / DOWNLOADS)),
            sources=tuple(sources(book)),
            runs=tuple(imports(book)[:RUNS]),
            today=dates.today(book, desk.now),
            zone=dates.zone(book),
            waiting=desk.waiting,
        )
        return visit.page("import.html", shown, here=PLACE.address, book=book)


# -- files on their way in ---------------------------------------------------------------------------------


@upload("/import/drop", has_form=True)
async def drop(visit: Visit) -> Answer:
    """Take the files of a form, as a browser without scripts sends them; its token comes in the form."""
    form = await visit.request.form()
    if not is_token(visit.request, Form(form)["token"]):
        raise UserError("This page is from before Kithbook was opened anew.", do="Load it again, and do it once more.")
    files = [one for one in form.getall("file", []) if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise UserError("No file was chosen.", do="Choose a file first, then press Bring in.")
    taken = None
    for file in files:
        with incoming.receive(visit.desk.folder, file.filename, drop=taken) as receiving:
            while chunk := await file.read(1 << 20):
                receiving.write(chunk)
            taken = receiving.finish().drop
    return visit.back(with_query("/import/look", drop=taken))


@upload("/import/receive")
async def receive(visit: Visit) -> Answer:
    """Take one file as it comes; the scripts of the page send one after another and are told its drop."""
    with incoming.receive(
        visit.desk.folder,
        visit.query("name"),
        size=_size(visit.query("size")),
        drop=visit.query("drop") or None,
    ) as receiving:
        async for chunk in visit.request.stream():
            receiving.write(chunk)
        taken = receiving.finish()
    return Response({"drop": taken.drop, "name": receiving.name}, media_type="application/json")


def _size(said: str) -> int | None:
    """Read what a browser says of a file's length; None where it is no length of any file."""
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None


@change("/import/discard")
def discard(visit: Visit) -> Answer:
    """Take away what came in and is not wanted."""
    incoming.discard(visit.desk.folder, visit.form["drop"])
    return visit.back("/import")


# -- what it is, and what it would do ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookPage:
    """What was given: what it is at once; what it would do a little later."""

    given: str  # the query that names it
    names: tuple[str, ...]
    recognised: Recognition | None
    error: UserError | None
    fields: dict[str, str]
    is_first: bool


@page("/import/look")
def look(visit: Visit) -> Answer:
    """Say what a dropped file or a path is, within a second."""
    fields, paths = _given(visit, {name: visit.query(name) for name in ("drop", "path")})
    error = recognised = None
    try:
        recognised = recognition(paths)
    except UserError as wrong:
        error = wrong
    with visit.desk.book() as book:
        is_first = is_empty(book)
    given = with_query("", **fields).removeprefix("?")
    shown = LookPage(given, tuple(path.name for path in paths), recognised, error, fields, is_first)
    return visit.page("look.html", shown, here=PLACE.address, status=422 if error else 200)


@dataclass(frozen=True, slots=True)
class EffectPage:
    """What importing would do, as far as was read."""

    preview: Preview


@page("/import/effect")
def effect(visit: Visit) -> Answer:
    """Say what importing it would do, from as much as can be read in a few seconds."""
    _, paths = _given(visit, {name: visit.query(name) for name in ("drop", "path")})
    with visit.desk.book() as book:
        seen = preview(book, paths, now=visit.desk.now, seconds=LOOK_SECONDS)
    return visit.page("effect.html", EffectPage(seen), here=PLACE.address)


def _given(visit: Visit, fields: dict[str, str]) -> tuple[dict[str, str], list[Path]]:
    """Find the files meant: what was dropped, or a path of this machine that the person typed."""
    if fields.get("drop"):
        for one in incoming.incoming(visit.desk.folder):
            if one.drop == fields["drop"]:
                return {"drop": one.drop}, [one.path]
        raise UserError("That file is no longer there.", do="Drop it again.")
    typed = fields.get("path", "").strip().strip("\"'")
    if not typed:
        raise UserError("No file was named.", do="Drop a file, or give its path.")
    # These say no where a Path would raise: for a name too long, a folder closed to us, an unknown ~user.
    path = Path(os.path.expanduser(typed))  # noqa: PTH111
    if "\0" in typed or not path.is_absolute() or not os.path.exists(path):  # noqa: PTH110
        raise UserError(f"There is no {typed}.", do="Give the whole path of a file or a folder of this machine.")
    return {"path": str(path)}, [path]


# -- the work ----------------------------------------------------------------------------------------------


@change("/import/start")
def start(visit: Visit) -> Answer:
    """Start the import as a process of its own; a first one leads on to the first run."""
    _, paths = _given(visit, {name: visit.form[name] for name in ("drop", "path")})
    with visit.desk.book() as book:
        is_first = is_empty(book)
    jobs.start_import(
        visit.desk.folder, paths, Wish(kind=visit.form["kind"] or None, zone=visit.zone), now=visit.desk.now
    )
    return visit.back("/first" if is_first else "/import")


@change("/import/jobs/{job:str}")
def steer(visit: Visit) -> Answer:
    """Cancel a job, go on with one that ended early, or take one off the list."""
    folder, name, now = visit.desk.folder, visit.path("job"), visit.desk.now
    match visit.form["do"]:
        case "cancel":
            jobs.cancel(folder, name, now=now)
        case "resume":
            jobs.resume(folder, name, now=now)
        case "dismiss":
            jobs.dismiss(folder, name)
        case other:
            raise UserError(f"Nothing is called {other!r} here.", do="Use the buttons of the page.")
    return visit.back(visit.form["back"])


@change("/import/rebuild")
def rebuild(visit: Visit) -> Answer:
    """Work through what waits, as a process of its own."""
    if not any(job.verb == jobs.REBUILD for job in jobs.under_way(visit.desk.folder)):
        jobs.start_rebuild(visit.desk.folder, now=visit.desk.now)
    return visit.back("/import")


@page("/import/runs/{run:str}/skipped.csv")
def left(visit: Visit) -> Answer:
    """Give what one import left out or could not read, as a table."""
    run = visit.path("run")
    with visit.desk.book() as book:
        content = b"".join(skipped.skipped_csv(book, run))
    return visit.file(content, kind="text/csv", name=f"left-out-{run}.csv")

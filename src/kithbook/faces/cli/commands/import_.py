"""kith import: read what you exported from elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.actions.import_ import Imported, Read, Step, Wish
    from kithbook.faces.cli.paper import Page
    from kithbook.faces.cli.progress import Meter

FAULTS = 5  # listed in words; `kith faults` lists all


@verb("Bring in")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--as", "kind", metavar="KIND", help="Read it as this kind, where it is not recognised.")
@click.option("--column", "columns", multiple=True, metavar="HEADING=FIELD", help="What a column of a table means.")
@click.option("--dry-run", is_flag=True, help="Show what it is and what it would come to; keep nothing.")
@click.option("--detached", is_flag=True, help="Do it in a process of its own, which `kith jobs` shows.")
def command(
    session: Session,
    paths: tuple[str, ...],
    kind: str | None,
    columns: tuple[str, ...],
    *,
    dry_run: bool,
    detached: bool,
) -> int:
    """Read files, folders and zips; their kind is recognised. `kith help exports` says how to get them.

    Importing again changes nothing; what was interrupted goes on where it stopped.
    """
    from kithbook import settings
    from kithbook.actions.bring import bring
    from kithbook.actions.import_ import Wish
    from kithbook.faces.cli import door
    from kithbook.faces.cli.progress import Meter
    from kithbook.model.fault import UserError

    if not all(paths):
        raise UserError("An empty path was given.", do="Name a file or a folder; a dot is the folder you are in.")
    if detached and dry_run:
        raise click.UsageError("A dry run keeps nothing that could be looked at later.")
    wish = Wish(kind=kind, options=_mapping(columns), zone=settings.system_zone(), is_dry=dry_run)
    if detached:
        return _detached(session, [Path(path) for path in paths], wish)
    with session.book(catches_up=False) as book, Meter() as meter:
        answer = bring(
            book, [Path(path) for path in paths], wish, now=session.now, watch=lambda step: watched(meter, step)
        )
    if session.as_json:
        session.say(_document(answer), lambda _page, _told: None)
    else:
        session.say(answer, _plainly)
    return door.FAULTS if any(run.fault_count for run in answer.runs) else door.DONE


def _detached(session: Session, paths: list[Path], wish: "Wish") -> int:
    from kithbook.actions import jobs
    from kithbook.faces.cli import door

    job = jobs.start_import(session.folder, paths, wish, now=session.now)
    session.say({"job": job.id}, lambda page, _told: page.advice(f"Begun as job {job.id}. How far it is: kith jobs"))
    return door.DONE


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    pairs = [column.partition("=") for column in columns]
    for heading, sign, field in pairs:
        if not (heading and sign and field):
            raise click.UsageError("Write --column HEADING=FIELD.")
    return {heading: field for heading, _, field in pairs}


def watched(meter: "Meter", step: "Step") -> None:
    """Show how far an import is."""
    if step.is_warning:
        meter.say(step.what)
    elif step.total_bytes:
        meter.show(step.what, step.items, step.done_bytes / step.total_bytes)
    else:
        meter.digested(step.what, step.items)


def _document(answer: "Imported") -> dict[str, Any]:
    document: dict[str, Any] = {
        "runs": answer.runs,
        "people": answer.people,
        "questions": answer.questions,
        "seconds": answer.seconds,
        "unread": answer.unread,
    }
    return {**document, "dry_run": True, "sample": answer.sample} if answer.is_dry else document


def _plainly(page: "Page", answer: "Imported") -> None:
    for run in answer.runs:
        _run(page, run)
    for unread in answer.unread[:FAULTS]:
        page.text(f"Not read: {unread.name}, {unread.what}. {unread.do}", ink=["yellow"])
    if len(answer.unread) > FAULTS:
        page.text(f"Not read: {len(answer.unread) - FAULTS:,} more files.", ink=["yellow"])
    if answer.is_dry:
        _sample(page, answer)
    page.line()
    page.text(f"{_known(answer)} ({answer.seconds:.1f} s).")
    for doubt in answer.doubts:
        page.text(f"Unclear: {doubt}", ink=["yellow"])
    if answer.is_dry:
        page.hint("Nothing was kept. To keep it, leave out --dry-run.")
    elif answer.questions:
        page.hint(f"{answer.questions:,} unclear: kith questions · Whom to turn to: kith today")
    elif answer.people["after"]:
        page.hint("Whom to turn to: kith today")
    else:
        page.hint("How to get files with people in them: kith help exports")


def _known(answer: "Imported") -> str:
    """Say how many people are known, and how many that is more or fewer than before."""
    from kithbook.faces.cli import tell

    before, after = answer.people["before"], answer.people["after"]
    knows = f"{'You would know' if answer.is_dry else 'You now know'} {tell.count(after, 'person', 'people')}"
    if after == before:
        return f"{knows}, as before" if after else "You know nobody yet"
    return f"{knows}, {abs(after - before):,} {'more' if after > before else 'fewer'} than before"


def _run(page: "Page", run: "Read") -> None:
    from kithbook.faces.cli import tell
    from kithbook.faces.cli.paper import defused

    page.line(page.ink(defused(run.what), "bold") + (f"  as of {run.as_of}" if run.as_of else ""))
    told = ((run.new, "new"), (run.changed, "changed"), (run.unchanged, "known"))
    counts = [tell.count(run.observed, "record") if run.observed else "no records"]
    counts += [f"{number:,} {word}" for number, word in told if number]
    counts += [f"{number:,} left out ({reason})" for reason, number in run.skipped.items()]
    page.text(", ".join(counts), indent=2)
    if run.fault_count:
        page.text(f"{run.fault_count:,} could not be read:", indent=2, ink=["yellow"])
        page.table([(f.file, f"{f.position:,}", f.reason) for f in run.faults[:FAULTS]], stretch=2, indent=4)
        if run.fault_count > FAULTS:
            page.advice("All of them: kith faults", indent=4)


def _sample(page: "Page", answer: "Imported") -> None:
    page.heading("The first of them")
    rows = []
    for record in answer.sample:
        about = [str(record[name]) for name in ("at", "name", "subject", "title", "organisation") if record.get(name)]
        rows.append((record.get("kind", ""), " · ".join(about) or record.get("key", "")))
    page.table(rows, stretch=1, indent=2)

"""Settings: who you are and what you aim at, your day, this browser, backups, privacy, and erasing the book."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

from litestar.datastructures import Cookie

from kithbook.actions import dates, jobs
from kithbook.actions import erase as erasing
from kithbook.actions.backups import Backups, backups
from kithbook.actions.me import AIMS, Me, Wanted, changed, me
from kithbook.actions.privacy import Privacy, privacy
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import KEYS, SCHEME, Answer, Form, Visit, lines
from kithbook.model.fault import UserError
from kithbook.work.job import Job

PLACE: Final = Place("Settings", "/settings", "settings-2", "s", rank=120, is_apart=True)
WEEK: Final = (
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
)
A_YEAR_SECONDS: Final = 31_536_000


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What is set, and what can be chosen."""

    me: Me
    zones: tuple[str, ...]
    week: tuple[tuple[str, str], ...]
    aims: tuple[str, ...]
    has_keys: bool
    scheme: str
    error: UserError | None = None


@page("/settings")
def show(visit: Visit) -> Answer:
    """Show what is set."""
    return _shown(visit)


def _shown(visit: Visit, error: UserError | None = None) -> Answer:
    with visit.desk.book() as book:
        shell = visit.shell(PLACE.address, None)
        shown = SettingsPage(
            me(book, now=visit.desk.now),
            tuple(sorted(available_timezones())),
            WEEK,
            AIMS,
            shell.has_keys,
            shell.scheme,
            error,
        )
        return visit.page("settings.html", shown, here=PLACE.address, book=book, status=422 if error else 200)


@change("/settings/you")
def state(visit: Visit) -> Answer:
    """State who you are."""
    form = visit.form

    def wanted(now: Me) -> Wanted:
        emails = [one.value for one in now.handles if one.kind == "email"]
        return Wanted(
            emails=_listed(form, "emails", emails), name=_changed(form, "name"), linkedin=_changed(form, "linkedin")
        )

    return _kept(visit, wanted)


@change("/settings/aims")
def aim(visit: Visit) -> Answer:
    """State what you aim at; nothing ticked or typed takes all aims back."""
    goals = [goal.strip() for goal in (*visit.form.all("goal"), *visit.form["other"].splitlines()) if goal.strip()]
    before = visit.form.shown("goals")

    def wanted(now: Me) -> Wanted:
        shown = now.goals if before is None else before.splitlines()
        return Wanted(goals=lines(now.goals, shown, goals) or ["none"])

    return _kept(visit, wanted)


@change("/settings/day")
def arrange(visit: Visit) -> Answer:
    """State how many people a day, which days are quiet, and the time zone."""
    form = visit.form
    said = _changed(form, "capacity") or ""
    capacity = int(said) if said.isdecimal() and len(said) < 4 else None

    def wanted(now: Me) -> Wanted:
        before = form.shown("quiet")
        quiet = lines(now.quiet, now.quiet if before is None else before.split(","), form.all("quiet"))
        in_week = [day for day, _ in WEEK if day in quiet]
        return Wanted(capacity=capacity, quiet=",".join(in_week) or "none", zone=_changed(form, "zone"))

    return _kept(visit, wanted)


def _changed(form: Form, name: str) -> str | None:
    """Give what was filled in; None where it was left as shown."""
    return None if form.is_left(name) else form[name] or None


def _listed(form: Form, name: str, now: Sequence[str]) -> list[str]:
    """Give a list as the form changed it; what came meanwhile stays."""
    before = form.shown(name)
    return lines(now, now if before is None else before.split(), form[name].split())


def _kept(visit: Visit, wanted: Callable[[Me], Wanted]) -> Answer:
    """Keep what differs, and say what is wrong where the form stands."""
    try:
        with visit.desk.book() as book:
            did = changed(book, wanted(me(book, now=visit.desk.now)), now=visit.desk.now)
    except UserError as error:
        return _shown(visit, error)
    return visit.back(visit.form["back"], did=",".join(did) or None)


@change("/settings/browser")
def dress(visit: Visit) -> Answer:
    """Set for this browser whether single keys act, and whether it is day or night."""
    answer = visit.back(visit.form["back"] or PLACE.address)
    scheme = visit.form["scheme"] if visit.form["scheme"] in {"light", "dark"} else ""
    for name, value in ((KEYS, "on" if visit.form.has("keys") else "off"), (SCHEME, scheme)):
        answer.set_cookie(
            Cookie(key=name, value=value, path="/", httponly=True, samesite="strict", max_age=A_YEAR_SECONDS)
        )
    return answer


# -- backups -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BackupPage:
    """The backups that were made, the one under way, and where the next would go."""

    backups: Backups
    under_way: tuple[Job, ...]
    ended: Job | None
    suggested: str
    today: date
    zone: tzinfo


@page("/settings/backup")
def copies(visit: Visit) -> Answer:
    """Show the backups."""
    with visit.desk.book() as book:
        today = dates.today(book, visit.desk.now)
        found = [job for job in jobs.jobs(visit.desk.folder) if job.verb == jobs.BACKUP]
        shown = BackupPage(
            backups(book),
            tuple(job for job in found if job.is_under_way),
            next((job for job in found if not job.is_under_way and job.error), None),
            str(Path.home() / f"kithbook-{today.isoformat()}.db"),
            today,
            dates.zone(book),
        )
        return visit.page("backup.html", shown, here=PLACE.address, book=book)


@change("/settings/backup")
def copy(visit: Visit) -> Answer:
    """Start a backup into a file of this machine, restored for trial at its end."""
    named = visit.form["file"]
    if not named:
        raise UserError("No file was named.", do="Give the path of the backup's file.")
    path = Path(named).expanduser()
    if not path.is_absolute():
        raise UserError(f"{named} is no whole path.", do="Begin it with a / or with ~.")
    jobs.start_backup(visit.desk.folder, path, now=visit.desk.now, verify=True)
    return visit.back("/settings/backup")


# -- privacy, and the end ----------------------------------------------------------------------------------


@page("/settings/privacy")
def prove(visit: Visit) -> Answer:
    """Show what lies where and that nothing left."""
    with visit.desk.book() as book:
        shown: Privacy = privacy(book)
        return visit.page("privacy.html", shown, here=PLACE.address, book=book)


@page("/settings/erase")
def consider(visit: Visit) -> Answer:
    """Show what erasing the book would take away."""
    return _considered(visit)


def _considered(visit: Visit, error: UserError | None = None) -> Answer:
    with visit.desk.book() as book:
        shown: dict[str, Any] = {"plan": erasing.plan(book), "error": error}
    return visit.page("erase.html", shown, here=PLACE.address, status=422 if error else 200)


@change("/settings/erase")
def end(visit: Visit) -> Answer:
    """Erase the whole book, once its name was typed."""
    try:
        with visit.desk.last_book() as book:
            plan = erasing.erase(book, visit.form["name"]).plan
    except UserError as error:
        return _considered(visit, error)
    return visit.page("erased.html", plan)

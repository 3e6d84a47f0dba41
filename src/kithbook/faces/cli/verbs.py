"""The group of all commands: each is a file under a face's ``commands/``, found by its name, loaded when asked for."""

import shlex
import sys
from collections.abc import Callable
from functools import update_wrapper
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from kithbook.faces.cli import naming

SECTIONS: Final = ("Every day", "People", "What you know", "Bring in", "Who is who", "Your book", "Help")
ALONE: Final = "today"  # `kith` without a command


class Number(click.IntRange):
    """A whole number within bounds, called so to whoever typed something else."""

    name = "whole number"


class Verb(click.Command):
    """A command that knows under which heading the help lists it."""

    section = "Help"


def verb(section: str, *, answers: bool = True) -> Callable[[Callable[..., int | None]], Verb]:
    """Make a command of a function ``(session, …)``; `answers` adds ``--json``. The module's name is the verb."""

    def wrap(function: Callable[..., int | None]) -> Verb:
        def call(**values: Any) -> int | None:
            from kithbook.faces.cli.session import Session

            outer = click.get_current_context().ensure_object(dict)
            book, is_json = values.pop("book"), values.pop("json", False)
            outer["book"] = outer.get("book") if book is None else book  # there whoever explains an error finds it
            return function(Session(book_given=outer["book"], as_json=bool(is_json or outer.get("json"))), **values)

        wrapped: Callable[..., Any] = update_wrapper(call, function)
        if answers:
            wrapped = click.option("--json", is_flag=True, help="Print one JSON document instead of words.")(wrapped)
        wrapped = click.option("--book", metavar="FOLDER", help="The book to use.")(wrapped)
        module = sys.modules[function.__module__]
        name = module.__name__.rpartition(".")[2].rstrip("_")
        # "kith note: write something down about a person." heads the file and, shortened, the list of commands.
        _, _, sentence = (module.__doc__ or "").strip().partition(": ")
        made = click.command(name, cls=Verb, short_help=sentence[:1].upper() + sentence[1:])(wrapped)
        made.section = section
        return made

    return wrap


class Verbs(click.Group):
    """Commands by file, listed under headings."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(naming.modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return _load(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = naming.for_book(_meant(args[0], self.list_commands(ctx)), ctx.params.get("book"))
            what = f"There is no command {args[0]!r}. {meant}"
            raise click.UsageError(what, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows: dict[str, list[tuple[str, str]]] = {section: [] for section in SECTIONS}
        for name in self.list_commands(ctx):
            command = _load(name)
            rows[command.section].append((name, command.get_short_help_str(limit=80)))
        for section, listed in rows.items():
            if listed:
                with formatter.section(section):
                    formatter.write_dl(listed)


def _load(name: str) -> Verb:
    found = import_module(naming.modules()[name]).command
    assert isinstance(found, Verb)
    return found


def _meant(word: str, known: list[str]) -> str:
    """Say what somebody may have meant: a file given alone is one to bring in."""
    import difflib

    close = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    if not close and Path(word).exists():
        return f"To bring it in: `kith import {shlex.quote(word)}`."
    return f"Did you mean {' or '.join(close)}?" if close else "`kith --help` lists them."


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    print(f"kith {version('kithbook')}, Python {sys.version.split()[0]}")  # noqa: T201
    ctx.exit()


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    epilog="`kith` alone is `kith today`. `kith help` lists the topics that can be read.",
)
@click.option("--book", metavar="FOLDER", help="The book to use; default $KITH_BOOK, else the platform's data folder.")
@click.option("--json", is_flag=True, help="Print one JSON document instead of words.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say which this is."
)
@click.pass_context
def kith(ctx: click.Context, *, book: str | None, json: bool) -> Any:
    """Your professional network, from your own files: whom to reach today, why now, and on what evidence.

    Kithbook never sends anything, and nothing leaves this machine.
    """
    ctx.ensure_object(dict).update(book=book, json=json)
    if ctx.invoked_subcommand is not None:
        return None
    alone = _load(ALONE)
    with alone.make_context(ALONE, [], parent=ctx) as inner:
        return alone.invoke(inner)

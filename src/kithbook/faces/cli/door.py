"""The way in and out: run one command, and turn whatever ends it into words and an exit code."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from kithbook.faces.cli.verbs import kith
from kithbook.model.fault import UnknownName, UserError

DONE: Final = 0
USER_ERROR: Final = 1
USAGE: Final = 2
FAULTS: Final = 3
COMPLETE: Final = "_KITH_COMPLETE"  # the shell asks with this variable
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(kith, {}, "kith", COMPLETE, os.environ[COMPLETE])
    given: dict[str, Any] = {}  # the options in front of the command, and its own book
    try:
        # Not `kith.main`, which ends a broken pipe with exit code 1.
        # It is given a copy: it takes from the list what it has read.
        with kith.make_context("kith", list(words), obj=given) as context:
            code = kith.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except UserError as error:
        _explain(error, book=given.get("book"), as_json=_wants_json(words))
        return USER_ERROR
    except (KeyboardInterrupt, click.Abort):
        print("\nStopped. What was kept until now is safe; give the same command to go on.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has seen enough; the flush at exit must not complain about it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        # The book and the exported files look after themselves: this is the answer's own way out.
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _explain(_unsaid(), book=given.get("book"), as_json=_wants_json(words))
        return USER_ERROR
    return code if isinstance(code, int) else DONE


def _unsaid() -> UserError:
    what = "The answer could not be written whole: no space is left where it goes."
    return UserError(what, safe="Your book is safe; what was ruled stands.", do="Write it elsewhere, or free space.")


def _wants_json(words: Sequence[str]) -> bool:
    before = list(words)[: words.index("--")] if "--" in words else words
    return "--json" in before


def _explain(error: UserError, *, book: str | None, as_json: bool) -> None:
    from kithbook.faces.cli import naming, paper

    do = naming.for_book(error.do, book)

    if as_json:
        document: dict[str, object] = {"what": error.what, "safe": error.safe, "do": do}
        if isinstance(error, UnknownName):
            document["candidates"] = list(error.candidates)
        paper.write_json({"error": document}, sys.stderr)
        return
    page = paper.Page.on(sys.stderr)
    page.line(page.ink(paper.defused(error.what), "bold"))
    if isinstance(error, UnknownName):
        for candidate in error.candidates:
            page.line(f"  {paper.defused(candidate)}")
    for sentence in (error.safe, do):
        if sentence:
            page.advice(sentence)

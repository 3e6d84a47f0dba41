"""kith export: give the book, or one person, to other programs."""

from collections.abc import Iterable
from pathlib import Path

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb
from kithbook.model.fault import UserError

SCREENS = 16_384  # bytes, some screens full, beyond which a terminal is not written to unasked
HERE = Path("-")
FORMATS = ("canonical", "vcard3", "vcard4", "json", "csv")


@verb("Your book", answers=False)
@click.argument("who", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="canonical", show_default=True)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: standard output, as is -."
)
@click.option("--raw", is_flag=True, help="csv: leave cells as they are that a spreadsheet would take for a formula.")
def command(session: Session, who: str | None, form: str, output: Path | None, *, raw: bool) -> None:
    """Give the book, or one person, as sorted JSON lines, as vCards, as a table, or whole as JSON.

    `kith import` takes the whole JSON back. A file is put in place only when it is complete.
    """
    import sys

    from kithbook.actions.export import export
    from kithbook.faces.cli.progress import Meter

    with session.book() as book:
        chunks: Iterable[bytes] = export(book, who, form=form, raw=raw)
        if output not in (None, HERE):
            with Meter() as meter, meter.during(f"Writing {output.name}"):
                _put(chunks, output)
            session.mention(f"Written to {output}.")
            return
        if output is None and sys.stdout.isatty():
            chunks = _short(chunks)
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def _short(chunks: Iterable[bytes]) -> list[bytes]:
    """Give what fits a few screens; refuse more, with its size and where to put it."""
    kept, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size <= SCREENS:
            kept.append(chunk)
    if size <= SCREENS:
        return kept
    amount = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"
    raise UserError(
        f"That is {amount}, too much for a terminal.", safe="", do="To a file: -o FILE. Here all the same: -o -"
    )


def _put(chunks: Iterable[bytes], output: Path) -> None:
    import os
    import tempfile

    if output.exists() and not output.is_file():  # a rename would put a file in the place of a device, /dev/null say
        raise UserError(f"{output} is there and is no file.", do="Give a file, or leave out -o for standard output.")
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            beside = Path(file.name)
            try:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
                beside.replace(output)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UserError(
            f"{output} cannot be written: {error.strerror}.", do="Choose another place, or free space."
        ) from error

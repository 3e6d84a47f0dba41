"""kith completion: let the shell complete commands and options."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

# What stands in the shell's own start file; it asks `kith` for the rest at each tab.
LINES = {
    "bash": 'eval "$(_KITH_COMPLETE=bash_source kith)"',
    "zsh": 'eval "$(_KITH_COMPLETE=zsh_source kith)"',
    "fish": "_KITH_COMPLETE=fish_source kith | source",
}


@verb("Help", answers=False)
@click.argument("shell", type=click.Choice(sorted(LINES)))
def command(_session: Session, shell: str) -> None:
    """Print what makes a shell complete `kith`: eval it, or put it into the shell's start file."""
    from click.shell_completion import get_completion_class

    from kithbook.faces.cli.verbs import kith

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(kith, {}, "kith", "_KITH_COMPLETE").source())

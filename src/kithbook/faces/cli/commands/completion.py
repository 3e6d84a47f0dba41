"""kith completion: let the shell complete commands and options."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

SHELLS = ("bash", "fish", "zsh")


@verb("Help", answers=False)
@click.argument("shell", type=click.Choice(SHELLS))
def command(_session: Session, shell: str) -> None:
    """Print what makes a shell complete `kith`: eval it, or put it into the shell's start file."""
    from click.shell_completion import get_completion_class

    from kithbook.faces.cli.door import COMPLETE
    from kithbook.faces.cli.verbs import kith

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(kith, {}, "kith", COMPLETE).source())

"""The command line."""


def main() -> None:
    """Run ``kith``: do what the arguments ask for and leave with its exit code."""
    from kithbook.faces.cli import door

    raise SystemExit(door.run())

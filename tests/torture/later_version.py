"""A program of a later version: it knows two more steps of a book's shape."""

from kithbook.store.sqlite import migrate
from kithbook.store.sqlite.migrate import Step

NOW_AT = migrate.steps()[-1].number
NEWEST = NOW_AT + 2
_KNOWN = (
    *migrate.steps(),
    Step(
        NOW_AT + 1,
        "ALTER TABLE run ADD COLUMN colour TEXT; CREATE TABLE extra (n INTEGER); INSERT INTO extra VALUES (7);",
    ),
    Step(
        NOW_AT + 2,
        "UPDATE extra SET n = n + 1; UPDATE run SET colour = 'blue'; CREATE INDEX by_colour ON run (colour);",
    ),
)


def take_over():
    """Make this program the later one, for good."""
    migrate.steps = lambda: _KNOWN

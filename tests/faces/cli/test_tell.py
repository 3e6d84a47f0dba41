"""Turns of phrase that commands share."""

import pytest

from kithbook.faces.cli import tell


@pytest.mark.parametrize(
    ("strength", "state", "drawn"),
    [
        (1.0, "active", "━━━━━━━━"),
        (0.5, "drifting", "━━━━╌╌╌╌"),
        (0.01, "active", "━╌╌╌╌╌╌╌"),
        (0.99, "dormant", "╌╌╌╌╌╌╌╌"),
        (None, "latent", ""),
    ],
)
def test_a_bar_is_as_the_pages_draw_it_and_of_a_dormant_tie_its_empty_bed(strength, state, drawn):
    assert tell.bar(strength, state) == drawn

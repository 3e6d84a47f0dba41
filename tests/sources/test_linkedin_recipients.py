"""Recipients keep their own names whether their profiles stand apart by commas or by blanks."""

import pytest
from linkedin_sample import BAO, CLEO, FILES, ME

from kithbook.model.record import MESSAGE, Observed
from kithbook.sources.linkedin import observe, recognise

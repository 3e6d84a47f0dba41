"""How many suggestions a day has."""

from typing import Final

ITEMS: Final = 5  # unless the owner set it otherwise
FEWEST_ITEMS: Final = 1
MOST_ITEMS: Final = 7  # a longer list would not be done

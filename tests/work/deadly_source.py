"""A real source in which some items kill: the real one reads, and the process ends just before such an item is given."""

import os

from kithbook.model.record import Finished
from kithbook.sources.recognise import source_named

NAME, TITLE, VERSION = "deadly", "a real source with deadly items", 1


def identify(tree):
    return []


def observe(tree, found, *, after=None):
    deadly = set(found.options["deadly"].split("|"))
    for item in source_named(found.options["inner"]).observe(tree, found, after=after):
        if not isinstance(item, Finished) and f"{item.file}@{item.position}" in deadly:
            os._exit(9)
        yield item

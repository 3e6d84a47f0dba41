"""Serve the sample network of a folder, made there if need be, on its own day: python village.py FOLDER."""

import sys
import time
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from pathlib import Path

from kithbook.actions.demo import Village, demo
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.serving import Way, serve

BEGUN = time.monotonic()


def main(folder: Path) -> None:
    village = Village.find()
    demo(village, folder, watch=lambda _: None)
    noon = datetime.combine(village.day, hour(12), UTC)
    # The clock of the village goes on, so that what is ruled later is later.
    desk = Desk(folder, clock=lambda: noon + timedelta(seconds=time.monotonic() - BEGUN))
    serve(desk, port=0, ready=say)


def say(way: Way) -> None:
    print(way.url, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

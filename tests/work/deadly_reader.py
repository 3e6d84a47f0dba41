"""The wild source with readers that some texts kill, break or hold up; it is loaded before the readers go aside."""

import os
import signal
import time

import wild_source

from kithbook.reading import read
from kithbook.work import aside

NAME, TITLE, VERSION = "deadly_reader", "wild lines and deadly words", 1
identify, observe = wild_source.identify, wild_source.observe


class _Reading:
    """What `aside` asks for readings."""

    @staticmethod
    def read(text, heard):
        if "KILL" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "BREAK" in text:
            raise ValueError("these words")
        if "HANG" in text:
            time.sleep(3600)
        return read(text, heard)


aside.reading = _Reading

"""A source whose lines do what they say: crash, hang, eat memory, nest, reach for the network. Lines are items."""

import os
import socket
import time

from kithbook import sources
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Finished, Observed, Record

NAME, TITLE, VERSION = "wild", "wild lines", 1


def identify(tree):
    return []


def observe(tree, found, *, after=None):
    is_announcing = "silent" not in found.options
    members = {member.name: member for member in tree.members()}
    names = list(found.members)
    begin = names.index(after[0]) if after else 0
    for name in names[begin:]:
        start = after[1] if after and after[0] == name else -1
        yield from _lines(members[name], start, is_announcing, "offsets" in found.options)
        yield Finished(name, 1)


def _lines(member, start, is_announcing, is_offset):
    offset = 0
    with member.open() as file:
        for number, raw in enumerate(file, 1):
            position = offset if is_offset else number
            offset += len(raw)
            if position > start:
                if is_announcing:
                    sources.announce(member.name, position)
                yield from _item(member.name, position, raw.decode().strip())


def _item(file, position, line):
    verb, _, rest = line.partition(" ")
    if verb == "exit":
        os._exit(int(rest or 3))
    if verb == "segv":
        os.kill(os.getpid(), 11)
    if verb == "memory":
        raise MemoryError
    if verb == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(16 << 20))
    if verb == "hang":
        while True:
            pass
    if verb == "wait":
        seconds, _, rest = rest.partition(" ")
        time.sleep(float(seconds))
    if verb == "nest":
        nest(line)
    if verb == "raise":
        raise ValueError(rest)
    if verb == "connect":
        socket.create_connection(("127.0.0.1", int(rest)))
    if verb == "print":
        os.write(1, b"not a frame")
    if verb == "fault":
        yield Fault(file, position, rest)
    elif verb == "skip":
        yield Skipped(file, position, rest)
    elif verb == "pair":
        for half in "ab":
            yield Observed(
                Record("kept", f"{file}:{position}{half}", {"section": "pair", "fields": {}}), file, position
            )
    elif verb == "odd":
        yield Observed(Record("kept", f"{file}:{position}", {"section": Odd("odd"), "fields": {}}), file, position)
    else:
        at, _, text = rest.partition(" ")
        content = {"channel": "mail", "sender": ["email", "bo@example.org", "Bo Example"]}
        yield Observed(
            Record("message", f"{file}:{position}", {**content, **({"at": at} if at else {})}),
            file,
            position,
            text or None,
        )


class Odd(str):
    """A text that is not quite a str, as parsers like to give."""

    __slots__ = ()


def nest(line):
    return nest(line)

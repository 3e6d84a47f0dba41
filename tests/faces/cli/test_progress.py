"""Progress: silent for a second, then one changing line on a terminal and plain lines elsewhere."""

import io
from threading import Event

from kithbook.faces.cli.progress import Meter


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def watched(stream, steps, *, a_second):
    clock = Clock()
    with Meter(stream, clock) as meter:
        for count in range(1, steps + 1):
            clock.now = count / a_second
            meter.show("messages", count * 10, count / steps)
    return stream.getvalue()


def test_what_is_quick_says_nothing():
    assert watched(Terminal(), 9, a_second=10) == ""


def test_a_terminal_sees_it_move_at_least_twice_a_second_and_is_left_clean():
    written = watched(Terminal(), 100, a_second=20)
    lines = [line for line in written.split("\r\x1b[K") if line]
    assert len(lines) >= 2 * 4
    assert lines[-1].startswith("messages: ")
    assert written.endswith("\r\x1b[K")


def test_count_rate_share_and_time_left_are_said():
    written = watched(io.StringIO(), 100, a_second=10)
    assert "messages: 100, 100 a second, 10%, 9 s left\n" in written
    assert "\r" not in written


def test_a_long_wait_is_in_minutes_and_an_unknown_end_is_not_guessed():
    clock, stream = Clock(), io.StringIO()
    with Meter(stream, clock) as meter:
        meter.show("messages", 0)
        clock.now = 6.0
        meter.show("messages", 600)
        clock.now = 60.0
        meter.show("messages", 6_000, 0.1)
    assert stream.getvalue().splitlines() == [
        "messages: 600, 100 a second",
        "messages: 6,000, 100 a second, 10%, 9 min left",
    ]


def test_steps_of_a_digest_add_up():
    clock, stream = Clock(), io.StringIO()
    with Meter(stream, clock) as meter:
        for second in range(1, 5):
            clock.now = float(second)
            meter.digested("cards", 100)
    assert stream.getvalue().splitlines()[0].startswith("cards: 100")


def test_what_is_said_stays():
    stream = Terminal()
    with Meter(stream, Clock()) as meter:
        meter.say("Part of it waits.")
    assert "Part of it waits." in stream.getvalue()


def test_what_cannot_be_counted_says_how_long_it_has_taken():
    clock, said = Clock(), Event()

    class Heard(Terminal):
        def flush(self):
            said.set()

    stream = Heard()
    with Meter(stream, clock) as meter, meter.during("Looking through the book"):
        clock.now = 3.0
        assert said.wait(60)
    assert "Looking through the book … 3 s" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_what_cannot_be_counted_and_is_quick_says_nothing():
    stream = Terminal()
    with Meter(stream, Clock()) as meter, meter.during("Looking through the book"):
        pass
    assert stream.getvalue() == ""

"""Signs of life go on while the work itself can give none, and end with it."""

from threading import Event, current_thread, main_thread

import pytest

from kithbook.work.repeating import Repeating

PATIENCE_SECONDS = 30  # only a thread that never comes takes as long


def test_the_last_step_is_told_again_while_nothing_else_is():
    told, again = [], Event()

    def watch(step):
        told.append(step)
        if step == "commit …":
            again.set()

    with Repeating(watch, lambda step: f"{step} …", every_seconds=0) as tell:
        tell("commit")
        assert again.wait(PATIENCE_SECONDS)
    count = len(told)
    assert told[0] == "commit"
    assert set(told[1:]) == {"commit …"}
    assert len(told) == count  # nothing comes when the work has ended


def test_what_is_not_to_be_said_twice_is_not():
    told, turns = [], []

    def again(step):
        turns.append(step)
        return None if step == "warning" else step

    with Repeating(told.append, again, every_seconds=0) as tell:
        tell("warning")
    assert told == ["warning"]


class CalledOff(Exception):
    """What whoever watches may say to end the work."""


@pytest.mark.parametrize("error", [BrokenPipeError, CalledOff])
def test_an_error_of_whoever_watches_is_the_works_own_to_meet(error):
    def watch(_step):
        if current_thread() is main_thread():
            return
        raise error

    with Repeating(watch, lambda step: step, every_seconds=0) as tell:
        tell("step")
        tell._thread.join(PATIENCE_SECONDS)
        assert not tell._thread.is_alive()


def test_an_error_of_the_work_ends_it_too():
    with pytest.raises(KeyboardInterrupt), Repeating(lambda _step: None, lambda step: step) as tell:
        raise KeyboardInterrupt
    assert not tell._thread.is_alive()

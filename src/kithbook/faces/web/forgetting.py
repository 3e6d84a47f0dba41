"""A forgetting under way, in the server's own memory: a file that says whom to forget would be a trace of them."""

from collections.abc import Callable
from threading import Thread

from kithbook.actions.forget import Forgot

Watch = Callable[[str, int], None]


class Forgetting(Thread):
    """Erases one person; the server ends only after it. `step` and `items` say how far it is."""

    def __init__(self, who: str, work: Callable[[Watch], Forgot]) -> None:
        super().__init__(name="forgetting", daemon=False)
        self.who = who
        self.step, self.items = "", 0
        self._work = work
        self._forgot: Forgot | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Do the work, and keep what it came to for the page that asks."""
        try:
            self._forgot = self._work(self._count)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page that asks raises it
            self._error = error

    def ended(self, seconds: float = 0) -> Forgot | None:
        """Wait so long at most and give what was erased; None while it goes on. Raises what kept it from its end."""
        self.join(seconds)
        if self.is_alive():
            return None
        if self._error:
            raise self._error
        return self._forgot

    def _count(self, step: str, more: int) -> None:
        self.items = self.items + more if step == self.step else more
        self.step = step

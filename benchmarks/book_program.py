"""Run the real program and watch it: seconds, private memory of it and its workers, progress, how it stops."""

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

KITH = [str(Path(sys.executable).with_name("kith"))]
SAMPLES_A_SECOND = 10
# A person's second start reads what the first one compiled; where the environment forbids to keep it, none would.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
INTERRUPTED = 130  # the exit code of a command that Ctrl-C ended


@dataclass
class Ran:
    """One run of one command."""

    seconds: float
    processor_seconds: float  # of the program and all it started: on a busy machine only this says much
    code: int
    out: bytes
    peak_bytes: int = 0  # RssAnon of the program and all it started, the largest sample
    words: list[tuple[float, bytes]] = field(default_factory=list)  # what it said on standard error, and when

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def longest_silence(self) -> float:
        """Give the longest time between two signs of progress, from the first to the last."""
        times = [at for at, _ in self.words]
        return max((later - earlier for earlier, later in pairwise(times)), default=0.0)

    @property
    def signs_a_second(self) -> float:
        times = [at for at, _ in self.words]
        return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0


class Took(NamedTuple):
    """The clock's seconds from start to end of a process, and the processor's, workers included."""

    seconds: float
    processor_seconds: float


def processor_seconds() -> float:
    """Give what all children that have ended took of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(book: Path, *words: str, codes: tuple[int, ...] = (0,)) -> Took:
    """Run a command and time it."""
    begun, used = time.perf_counter(), processor_seconds()
    done = subprocess.run([*KITH, "--book", str(book), *words], capture_output=True, check=False)
    took = Took(time.perf_counter() - begun, processor_seconds() - used)
    assert done.returncode in codes, done.stderr.decode()
    return took


def bare() -> Took:
    """Start the interpreter for nothing."""
    begun, used = time.perf_counter(), processor_seconds()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return Took(time.perf_counter() - begun, processor_seconds() - used)


def watched(book: Path, *words: str, stop_after: float | None = None) -> Ran:
    """Run a command before a terminal, sampled; `stop_after`: Ctrl-C so many seconds in, and only the end is timed."""
    ours, theirs = pty.openpty()
    with tempfile.TemporaryFile() as out:
        begun, used = time.perf_counter(), processor_seconds()
        process = subprocess.Popen(
            [*KITH, "--book", str(book), *words],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=theirs,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no thread runs yet
        )
        os.close(theirs)
        said: list[tuple[float, bytes]] = []
        listener = threading.Thread(target=_listen, args=(ours, said, begun))
        listener.start()
        peak, stopped = 0, None
        while process.poll() is None:
            peak = max(peak, _private_bytes(process.pid))
            if stop_after is not None and stopped is None and time.perf_counter() - begun > stop_after:
                stopped = time.perf_counter()
                process.send_signal(signal.SIGINT)
            if stopped is not None:
                time.sleep(0.005)
            else:
                time.sleep(1 / SAMPLES_A_SECOND)
        ended = time.perf_counter()
        listener.join()
        out.seek(0)
        return Ran(ended - (stopped or begun), processor_seconds() - used, process.returncode, out.read(), peak, said)


def _heed_interrupts() -> None:
    """Let Ctrl-C reach the program, also where the benchmark itself runs in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _listen(stream: int, said: list[tuple[float, bytes]], begun: float) -> None:
    while True:
        try:
            data = os.read(stream, 4096)
        except OSError:
            break
        if not data:
            break
        said.append((time.perf_counter() - begun, data))
    os.close(stream)


def _private_bytes(root: int) -> int:
    """Add up RssAnon over a process and its descendants."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        one = waiting.pop()
        waiting += parents.get(one, [])
        try:
            lines = Path(f"/proc/{one}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))
    return total

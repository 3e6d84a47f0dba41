"""Run the engine's tasks on the development sets and print their figures as Markdown.

Run: python benchmarks/engine/run.py [who_next who_returns who_answers replay speed]
"""

import sys
import time

import replay
import speed
import who_answers
import who_next
import who_returns
from mailgraphs import college, enron

TASKS = {
    "who_next": ("T1: who next", lambda: "\n\n".join(who_next.report(graph()) for graph in (college, enron))),
    "who_returns": ("T2: which quiet ties come back", who_returns.report),
    "who_answers": ("T4: who answers within seven days", who_answers.report),
    "replay": ("T7: the agenda replayed", replay.report),
    "speed": ("Speed", speed.report),
}


def main(names: list[str]) -> None:
    for name in names or list(TASKS):
        title, report = TASKS[name]
        begun = time.perf_counter()
        print(f"## {title}\n\n{report()}\n")
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

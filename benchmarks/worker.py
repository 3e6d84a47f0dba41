"""What it costs to let a record come from the parse worker: a trivial source, with and without words for the readers.

Run: python benchmarks/worker.py [messages]
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from kithbook.model.record import Observed, Record
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.sources import Found, announce

NAME, TITLE, VERSION = "trivial", "made on the spot", 1
BODY = """Hi Tom,

thanks again for the introduction to Ines, we had a good first call this morning. She is keen to see the numbers
before the board meets, so I'll send you a revised version by Friday.

Could you tell me whether the second chart is meant to include last year's figures? I was not sure what the footnote
refers to, and the totals differ a little from the ones in the appendix.

The rest looks fine to me. We should also think about who presents it; my guess is that Marta would enjoy it.

Best regards,
Ann Example
Head of Research
Example Institute
+44 20 7946 0123

On Tue, 3 Nov 2026 at 10:12, Tom Sample <tom@sample.example> wrote:
> Hi Ann,
> did the call with Ines go well? Let me know if you need anything from me.
> I attach the draft as promised.
> Tom
"""


def observe(_tree, found, *, after=None):
    del after
    words = BODY if "words" in found.options else None
    for number in range(int(found.options["count"])):
        announce("given", number)
        content = {
            "at": "2026-11-03T10:12:00Z",
            "channel": "mail",
            "sender": ["email", f"ann{number % 500}@example.org", "Ann Example"],
            "to": [["email", "tom@sample.example", "Tom Sample"], ["email", "li@sample.example", "Li Sample"]],
            "recipients": 2,
            "subject": f"Re: numbers for the board {number}",
            "message_id": f"{number}.abcdef@mail.example.org",
            "parents": ["a.b.c.d@mail.sample.example"],
        }
        yield Observed(Record("message", f"{number}.abcdef@mail.example.org", content), "given", number, words)


def main():
    from kithbook.work.parse import parse

    count = sys.argv[1] if len(sys.argv) > 1 else "100000"
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given"
        given.write_text("")
        for options in ({"count": count}, {"count": count, "words": "yes"}):
            found = Found(NAME, "", ("given",), AsOf(None, UNKNOWN), TITLE, options)
            start, before = time.perf_counter(), os.times()
            total = sum(len(batch.sightings) for batch in parse(given, found, module="worker"))
            seconds, after = time.perf_counter() - start, os.times()
            ours = (after.user + after.system - before.user - before.system) / total * 1e6
            worker = (
                (after.children_user + after.children_system - before.children_user - before.children_system)
                / total
                * 1e6
            )
            what = "with readers" if "words" in options else "without words"
            print(
                f"{what:14} {total:,} records in {seconds:.2f} s: {total / seconds:,.0f}/s; "
                f"processor time each: worker {worker:.1f} µs, parent {ours:.1f} µs"
            )


if __name__ == "__main__":
    main()

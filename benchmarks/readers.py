"""What the readers cost: a typical mail of 1.5 kB, the village's mail, and hostile texts.

Run: python benchmarks/readers.py
"""

import mailbox
import time
from datetime import date
from pathlib import Path

from kithbook import reading
from kithbook.reading import Heard
from worker import BODY

HEARD = Heard(date(2026, 11, 3), "Ann Example", "ann@example.org")
VILLAGE = Path(__file__).parent.parent / "examples" / "village"
PROSE = """Hi Tom,

the second week was much like the first: rain in the morning, a long table of figures in the afternoon, and a short
walk along the canal before the light went. We finished the survey of the northern bank on Tuesday and started with
the southern one the day after, although the boat was late and the ropes were wet.

Marta has drawn a new plan of the basin with all the stones in it. It is larger than the old one and hangs on the wall
of the kitchen, where everybody adds something when they wait for the kettle. The engineers like it because it shows
the depth at the third bridge, and the students like it because somebody drew a heron next to the weir.

The budget is fine so far. There was an extra bill for the crane, which we had not foreseen, and a smaller one for the
batteries. I wrote both into the sheet and marked them in blue so that nobody looks for them twice. Could you tell me
whether the travel costs of last month are already in your list?

Otherwise there is little to report. The people at the lock were friendly, the weather was not, and the food at the
inn is better than its name. On Friday the local paper came by and took a picture of us in our boots.

Best regards,
Ann Example
Head of Research
Example Institute

On Tue, 3 Nov 2026 at 10:12, Tom Sample <tom@sample.example> wrote:
> Hi Ann,
> how is the survey coming along, and did the crane arrive in the end?
> Tom
"""
HOSTILE = {
    "50 kB of a and !": "a" * 50_000 + "!",
    "64 KiB of >": ">" * 65_536,
    "64 KiB of blanks": " " * 65_536,
    "32,000 empty lines": "\n" * 32_000,
    "I'll send, endlessly": "I'll send " * 5_000,
    "thank you for, endlessly": "thank you for " * 4_000,
    "On … wrote, never": "On " + "x " * 30_000,
    "questions without end": "Could you send it? " * 3_000,
    "one long line of commas": "I'll introduce you to A, " * 2_000,
}


def each(texts, heard, rounds):
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            reading.read(text, heard)
        best = min(best, time.process_time() - start)
    return best / len(texts) * 1e6


def main():
    print(f"prose of {len(PROSE):,} characters with a question: {each([PROSE] * 200, HEARD, 5):,.0f} µs")
    print(f"dense mail of {len(BODY):,} characters, five findings: {each([BODY] * 200, HEARD, 5):,.0f} µs")
    boxes = sorted(VILLAGE.rglob("*.mbox"))
    texts = [
        message.get_payload(decode=True) for box in boxes for message in mailbox.mbox(box) if not message.is_multipart()
    ]
    texts = [text.decode("utf-8", "replace") for text in texts]
    if texts:
        size = sum(map(len, texts)) / len(texts)
        print(
            f"the village's {len(texts):,} mails of {size:,.0f} characters on average: {each(texts, HEARD, 3):,.0f} µs"
        )
    for name, text in HOSTILE.items():
        print(f"{name:28} {each([text], HEARD, 3) / 1000:8.2f} ms")


if __name__ == "__main__":
    main()

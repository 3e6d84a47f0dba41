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
    print(f"typical mail of {len(BODY):,} characters, six findings: {each([BODY] * 200, HEARD, 5):,.0f} µs")
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

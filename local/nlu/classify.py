"""`python -m local.nlu.classify --now ISO < utterances.txt`: a JSON object per line, in order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone

from chalicelib.nlu import understand

KOREA = timezone(timedelta(hours=9))


def classify_lines(lines: Iterable[bytes], now: datetime) -> Iterator[str]:
    """One JSON text per line of UTF-8. `offered` are the intents of the buttons with which the customer is asked back;
    after a rejection `intent` is the first of them. Undecodable bytes are replaced; no line raises an exception."""
    for raw in lines:
        found = understand(raw.decode("utf-8", "replace").rstrip("\r\n"), now)
        intent, confidence = found.likely
        answer = {
            "intent": intent,
            "confidence": confidence,
            "slots": found.slots,
            "offered": found.clarification_intents,
        }
        yield json.dumps(answer, ensure_ascii=False)


def parse_now(text: str) -> datetime:
    """An ISO 8601 time, in Korea without an offset. Raises ArgumentTypeError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"write it as 2026-11-22T15:00+09:00, not as {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=KOREA)


def main() -> int:
    """Reads standard input, writes standard output."""
    parser = argparse.ArgumentParser(prog="python -m local.nlu.classify", description=__doc__)
    parser.add_argument("--now", type=parse_now, default=None, help="ISO 8601; by default the present")
    options = parser.parse_args()
    now = options.now or datetime.now(UTC).astimezone(KOREA)
    out = sys.stdout.buffer
    for answer in classify_lines(sys.stdin.buffer, now):
        out.write(answer.encode() + b"\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

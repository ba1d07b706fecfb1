"""`python -m local.line play DAY1 [DAY2 …]`: plays days, oldest first, and prints the last: for each policy a line a
customer and a line of figures. Estimates of a day are learned from those before it.

Exits 2 when a day can't be read; the error is printed to stderr."""

import json
import sys
from pathlib import Path

import msgspec

from local.day_files import InvalidDay, rounded
from local.line.days import read_day
from local.line.policies import POLICIES
from local.line.weeks import play_days


def main(words: list[str]) -> int:
    """Runs the command."""
    if len(words) < 2 or words[0] != "play":
        print("usage: python -m local.line play DAY1 [DAY2 …]", file=sys.stderr)
        return 2
    try:
        days = [read_day(Path(word)) for word in words[1:]]
    except InvalidDay as error:
        print(error, file=sys.stderr)
        return 2
    for policy in POLICIES:
        played = play_days(days, policy)
        for outcome in played.outcomes:
            print(json.dumps(outcome.line(policy.name), ensure_ascii=False))
        numbers = msgspec.to_builtins(played.figures).items()
        print(json.dumps({"policy": policy.name, "figures": {name: rounded(value) for name, value in numbers}}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

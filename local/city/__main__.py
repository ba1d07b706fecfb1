"""`python -m local.city play DAY1 [DAY2 …]`: plays days, oldest first, and prints the last: for each policy a line a
job and a line of figures. Ranges of a day are learned from those before it.

`python -m local.city jemss FOLDER OUT [--responders 45] [--seed 0]`: writes a day of a city of JEMSS.

Exits 2 when a day can't be read; the error is printed to stderr."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from local.city.days import read_city_day
from local.city.jemss import write_jemss_day
from local.city.policies import POLICIES
from local.city.weeks import play_city
from local.day_files import InvalidDay, rounded


def main(words: list[str]) -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m local.city")
    commands = parser.add_subparsers(dest="command", required=True)
    play = commands.add_parser("play", help="play days and print the last")
    play.add_argument("days", nargs="+", type=Path)
    jemss = commands.add_parser("jemss", help="write a day of a city of JEMSS")
    jemss.add_argument("folder", type=Path)
    jemss.add_argument("out", type=Path)
    jemss.add_argument("--responders", type=int, default=45)
    jemss.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(words)
    try:
        if chosen.command == "play":
            _play(chosen.days)
        else:
            write_jemss_day(chosen.folder, chosen.out, chosen.responders, chosen.seed)
    except InvalidDay as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _play(folders: list[Path]) -> None:
    days = [read_city_day(folder) for folder in folders]
    for policy in POLICIES:
        played = play_city(days, policy)
        for outcome in played.outcomes:
            print(json.dumps(outcome.line(policy.name), ensure_ascii=False))
        numbers = msgspec.to_builtins(played.figures).items()
        print(json.dumps({"policy": policy.name, "figures": {name: rounded(value) for name, value in numbers}}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

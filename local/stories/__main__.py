"""`python -m local.stories < stories.jsonl`: plays each story and prints a line for it (see `story.Outcome`)."""

import asyncio
import logging
import sys
import traceback
from collections.abc import Iterable

import msgspec

from local.stories.player import play_story
from local.stories.runner import open_stage
from local.stories.story import Outcome, Story


async def play_stories(lines: Iterable[bytes]) -> int:
    """Plays stories one after the other; returns the number of those that ended with an error."""
    stories = [msgspec.json.decode(line, type=Story) for line in lines if line.strip()]
    broken = 0
    async with open_stage() as place, place.desk() as desk:
        _quiet()
        for story in stories:
            try:
                outcome = await play_story(place, desk, story)
            except Exception:  # noqa: BLE001 - a story that breaks off must not take the others with it; its error is shown
                traceback.print_exc()
                outcome, broken = Outcome(story.id), broken + 1
            print(outcome.line(timed=story.timed), flush=True)
    return broken


def _quiet() -> None:
    """Keeps log lines of the centre out of the output."""
    for handler in logging.getLogger("baro").handlers:
        handler.setLevel(logging.ERROR)
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(sys.stderr)


def main() -> int:
    """Reads standard input, writes standard output."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    return 1 if asyncio.run(play_stories(sys.stdin.buffer)) else 0


if __name__ == "__main__":
    sys.exit(main())

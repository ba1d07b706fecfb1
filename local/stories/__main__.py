"""`python -m local.stories < stories.jsonl`: plays each story and prints a line for it (see `story.Outcome`).

A malformed line ends the input: the stories before it are played, the line's number and error are printed to stderr,
and the exit code is 2. It is 1 if a story ended with an error."""

import asyncio
import logging
import sys
import traceback
from collections.abc import Iterable, Sequence

from local.stories.player import play_story
from local.stories.runner import keep_logs_out_of_output, open_stage
from local.stories.story import InvalidStory, Outcome, Story, parse_story


def read_stories(lines: Iterable[bytes]) -> tuple[list[Story], str]:
    """The stories before the first malformed line, and that line's number and error; "" if all lines are stories."""
    stories: list[Story] = []
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                stories.append(parse_story(line))
        except InvalidStory as error:
            return stories, f"line {number}: {error}"
    return stories, ""


async def play_stories(stories: Sequence[Story]) -> int:
    """Plays stories one after the other; returns the number of those that ended with an error."""
    broken = 0
    async with open_stage() as place, place.desk() as desk:
        keep_logs_out_of_output()
        for story in stories:
            try:
                outcome = await play_story(place, desk, story)
            except Exception:  # noqa: BLE001 - a story that breaks off must not take the others with it; its error is shown
                traceback.print_exc()
                outcome, broken = Outcome(story.id), broken + 1
            print(outcome.line(timed=story.timed), flush=True)
    return broken


def main() -> int:
    """Reads standard input, writes standard output."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    stories, error = read_stories(sys.stdin.buffer)
    broken = asyncio.run(play_stories(stories)) if stories else 0
    if error:
        print(error, file=sys.stderr)
        return 2
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

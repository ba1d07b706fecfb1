"""Memory of the function that handles messages: its growth, and a comparison with an earlier commit."""

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.bench.earlier_commit import earlier_tree, record_in_tree
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT, Handlers
from tests.bench.proxy import Answer
from tests.bench.recording import record
from tests.bench.replay import replaying

EARLY, LATE = 1_000, 10_000
"""Messages after which the memory is looked at."""

BLOCK = 250


@dataclass(frozen=True)
class Memory:
    """Resident KB after `EARLY` and `LATE` messages, and the most in between and before."""

    early: int
    late: int
    peak: int


def measure(run: Run) -> list[Figure]:
    """Each tree in a process of its own, one after the other."""
    run.say("recording what AWS answers, to this commit and to the one before")
    made = record(BLOCK // 2)
    messages = [event for pair in zip(made.customer, made.agent, strict=True) for event in pair]
    before = record_in_tree(earlier_tree("message_memory_over_before"), BLOCK // 2)
    run.say(f"{LATE} messages each")
    now = _memory(run.scratch / "memory-now", ROOT, made.answers, messages)
    then = _memory(run.scratch / "memory-then", before.root, before.answers, before.messages)
    return [
        Figure(
            "message_memory_growth",
            now.late / now.early,
            "×",
            f"resident memory after message {LATE} ÷ after {EARLY}",
            Target(1.05),
        ),
        Figure(
            "message_memory_over_before",
            now.peak / then.peak,
            "×",
            "peak resident memory ÷ before",
            Target(0.7),
        ),
        Figure("message_memory_mb", now.peak / 1024, "MB", "peak resident memory of the message function"),
    ]


def _memory(folder: Path, root: Path, answers: list[Answer], messages: list[dict[str, Any]]) -> Memory:
    folder.mkdir()
    with ExitStack() as stack:
        handlers = Handlers(stack.enter_context(replaying(answers, folder)), root=root)
        stack.callback(handlers.close)
        said = cycle(messages)

        def say(count: int) -> int:
            for _ in range(count // BLOCK):
                handlers.time("app.message", list(islice(said, BLOCK)))
            return handlers.memory_kb()[0]

        early = say(EARLY)
        late = say(LATE - EARLY)
        return Memory(early, late, handlers.memory_kb()[1])

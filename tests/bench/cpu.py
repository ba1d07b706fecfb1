"""CPU of a warm message: ours against the tutorial's way, blocks in turn in one process.

CPU time of the handlers' process, all its threads; the server that answers is another process. The messages go through
boto3 and loopback HTTP without TLS on both sides; ours is a customer's and an agent's message by halves.
"""

from collections.abc import Callable
from statistics import median

from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import Handlers
from tests.bench.recording import record
from tests.bench.replay import replaying

BLOCK = 40
ROUNDS = 31
OURS, TUTORIAL = "app.message", "tests.bench.others.tutorial.message"


def measure(run: Run) -> list[Figure]:
    """Medians over the rounds; the ratio is the median of each round's ratio."""
    run.say("recording what AWS answers")
    recording = record(BLOCK // 2)
    ours = [event for pair in zip(recording.customer, recording.agent, strict=True) for event in pair]
    theirs = [recording.tutorial] * BLOCK
    run.say(f"{ROUNDS} rounds of {BLOCK} messages each way")
    with replaying(recording.answers, run.scratch) as endpoint:
        handlers = Handlers(endpoint)
        try:
            rounds = [(handlers.time(OURS, ours), handlers.time(TUTORIAL, theirs)) for _ in range(ROUNDS + 2)][2:]
        finally:
            handlers.close()

    def middle(what: Callable[[tuple[float, float], tuple[float, float]], float]) -> float:
        return median(what(*one) for one in rounds)

    return [
        Figure(
            "cpu_over_tutorial",
            middle(lambda ours, theirs: ours[0] / theirs[0]),
            "×",
            "CPU of a warm message ÷ Chalice's tutorial's way",
            Target(0.85),
        ),
        Figure("cpu_ms", middle(lambda ours, _: ours[0] / BLOCK * 1000), "ms", "CPU of a warm message"),
        Figure("cpu_tutorial_ms", middle(lambda _, theirs: theirs[0] / BLOCK * 1000), "ms", "the tutorial's"),
        Figure(
            "wall_over_tutorial",
            middle(lambda ours, theirs: ours[1] / theirs[1]),
            "×",
            "the same by the clock, AWS answering at once",
        ),
    ]

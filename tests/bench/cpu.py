"""CPU time of a warm message, compared with the tutorial's code and with an earlier commit in alternating blocks.

Measured is the handlers' process with all its threads; the server that answers is another process and speaks TLS. Half
of the messages are a customer's, half an agent's.
"""

from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

from tests.bench.earlier_commit import earlier_tree, record_in_tree
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import Handlers
from tests.bench.recording import record
from tests.bench.replay import replaying
from tests.fakes.authority import Authority

BLOCK = 40
RUNS = 31
OURS, TUTORIAL = "app.message", "tests.bench.others.tutorial.message"
SAME_CLIENT = "tests.bench.others.same_client.message"

Round = dict[str, tuple[float, float]]
"""CPU and wall seconds of a block, by way."""


def measure(run: Run) -> list[Figure]:
    """Medians over the rounds; the ratio is the median of each round's ratio."""
    run.say("recording what AWS answers, to this commit and to the one before")
    recording = record(BLOCK // 2)
    before = record_in_tree(earlier_tree("cpu_over_before"), BLOCK // 2)
    ours = [event for pair in zip(recording.customer, recording.agent, strict=True) for event in pair]
    theirs = [recording.tutorial] * BLOCK
    run.say(f"{RUNS} rounds of {BLOCK} messages each way")
    with ExitStack() as stack:
        folders = [run.scratch / name for name in ("now", "then")]
        for folder in folders:
            folder.mkdir()
        authority = Authority.make(run.scratch, "cpu")
        certificate, trusted = authority.server(run.scratch), str(authority.file)
        now = stack.enter_context(replaying(recording.answers, folders[0], certificate))
        then = stack.enter_context(replaying(before.answers, folders[1], certificate))
        handlers, earlier = Handlers(now, trusted), Handlers(then, trusted, before.root)
        stack.callback(handlers.close)
        stack.callback(earlier.close)

        def one() -> Round:
            return {
                "ours": handlers.time(OURS, ours),
                "tutorial": handlers.time(TUTORIAL, theirs),
                "same_client": handlers.time(SAME_CLIENT, theirs),
                "before": earlier.time(OURS, before.messages),
            }

        runs = [one() for _ in range(RUNS + 2)][2:]

    def middle(what: Callable[[Round], float]) -> float:
        return median(map(what, runs))

    def over(other: str, index: int = 0) -> float:
        return middle(lambda one: one["ours"][index] / one[other][index])

    return [
        Figure("cpu_over_tutorial", over("tutorial"), "×", _ABOUT, Target(0.25)),
        Figure("cpu_over_tutorial_same_client", over("same_client"), "×", "the same, the tutorial with our client"),
        Figure("cpu_over_before", over("before"), "×", "the same ÷ ours before", Target(0.35)),
        Figure("cpu_ms", middle(lambda one: one["ours"][0] / BLOCK * 1000), "ms", "CPU of a warm message"),
        Figure("cpu_tutorial_ms", middle(lambda one: one["tutorial"][0] / BLOCK * 1000), "ms", "the tutorial's"),
        Figure("wall_over_tutorial", over("tutorial", 1), "×", "the same by the clock, AWS answering at once"),
    ]


_ABOUT = "CPU of a warm message over TLS ÷ Chalice's tutorial's way"

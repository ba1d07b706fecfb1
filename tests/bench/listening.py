"""What a message in the middle of the accident form takes the bot: cleanings, readings, CPU.

The bot runs over stores in memory in a process of its own, so that no time goes into AWS; the earlier commit's does the
same in its own tree. Both answer the same message in the same state of the same form, in alternating blocks.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import entities, text
from chalicelib.nlu.reading import read_message
from tests.bench.earlier_commit import earlier_tree
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT
from tests.unit.dialogue.test_slot_extraction import KNOW, NOW, asked

MESSAGE = (
    "아니 상대 번호는 12가3465이고 어제 저녁 7시 반에 강남역 사거리에서 뒤차가 박았어요, "
    "다친 사람은 없고 제가 운전했어요"
)
"""An answer with a correction and facts that were not asked for."""

RUNS, BLOCK = 7, 20

_CHILD = """
import json, sys, time
sys.path.insert(0, "")
from tests.entry.centre import KIM, Centre
message, block = sys.argv[1], int(sys.argv[2])
centre = Centre()
if hasattr(centre.services, "recognise_intent"):
    from chalicelib.nlu.reading import recognise_intent
    from msgspec.structs import replace
    centre.services = replace(centre.services, recognise_intent=recognise_intent)
else:
    from chalicelib.nlu import understand
    object.__setattr__(centre.services, "understand", understand)
with centre.open():
    conversation = str(centre.done(KIM, "open", device="phone001")["conversation"]["id"])
    sent = 0

    def say(words):
        global sent
        sent += 1
        centre.now += 1000
        body = {"type": "text", "text": words}
        centre.done(KIM, "send", conversation=conversation, client_id=f"phone001:{sent}", body=body)

    say("어제 사고 났어요 접수할게요")
    say("아니요 다친 사람 없어요")
    states = centre.bot_states.states
    middle, drafts = states[conversation], dict(centre.drafts.records)
    for line in sys.stdin:
        spent = time.process_time()
        for _ in range(block):
            states[conversation] = middle
            centre.drafts.records.update(drafts)
            say(message)
        print(json.dumps(time.process_time() - spent), flush=True)
"""


def count_readings(message: str, slot: str = "place") -> tuple[int, int]:
    """How often a message in the middle of the accident form, while `slot` is asked for, is cleaned; and how often the
    busiest reader of slots reads the busiest clause of it."""
    calls: Counter[str] = Counter()
    read: list[tuple[str, str]] = []
    state = BotState(version=1, active_flow=asked(slot))
    with (
        _recorded(entities.MESSAGE_READERS, read),
        _recorded(entities.CLAUSE_READERS, read),
        _profiled(text.clean_text, calls),
    ):
        reading = read_message(message, NOW)
        respond(state, UserInput.of(reading), reading.understood, KNOW)
    clauses = [clause.text for clause in reading.clauses] + ([reading.denied.cleaned] if reading.denied else [])
    readings = Counter((name, clause) for name, words in read for clause in clauses if clause in words)
    return calls["clean_text"], max(readings.values())


@contextmanager
def _recorded(readers: dict[str, Callable[..., Any]], read: list[tuple[str, str]]) -> Iterator[None]:
    kept = dict(readers)

    def recording(name: str) -> Callable[..., Any]:
        def call(words: Any, *more: Any) -> Any:
            read.append((name, words if isinstance(words, str) else words.text))
            return kept[name](words, *more)

        return call

    readers.update({name: recording(name) for name in kept})
    try:
        yield
    finally:
        readers.update(kept)


@contextmanager
def _profiled(function: Callable[..., Any], calls: Counter[str]) -> Iterator[None]:
    code = function.__code__

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is code:
            calls[function.__name__] += 1

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


class _Bot:
    """The bot of one tree in a process of its own."""

    def __init__(self, tree: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, MESSAGE, str(BLOCK)],
            cwd=tree, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def block(self) -> float:
        """CPU seconds of a block of messages."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


def measure(run: Run) -> list[Figure]:
    """Counts, and the median of each round's ratio of CPU."""
    cleanings, reads = count_readings(MESSAGE)
    run.say(f"{RUNS} rounds of {BLOCK} messages in the middle of the accident form")
    bots = _Bot(ROOT), _Bot(earlier_tree("bot_turn_over_before"))
    try:
        rounds = [(bots[0].block(), bots[1].block()) for _ in range(RUNS + 1)][1:]
    finally:
        for bot in bots:
            bot.close()
    about = "a message in the middle of the accident form"
    return [
        Figure("message_cleanings", cleanings, "", f"cleanings of {about}", Target(1, exactly=True)),
        Figure("message_slot_reads_per_clause", reads, "", f"readings of slots in {about}", Target(1, exactly=True)),
        Figure("bot_turn_over_before", median(now / then for now, then in rounds), "×", f"CPU of {about}", Target(0.8)),
        Figure("bot_turn_ms", median(now for now, _ in rounds) / BLOCK * 1000, "ms", f"CPU of {about}"),
    ]

"""What an answer from a year of trips takes the bot, beside a message in the middle of the accident form.

Both run over stores in memory, so that no time goes into AWS; the parts of the read model are read as they are stored.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from msgspec.structs import replace

from chalicelib.contracts.assembly import assemble_holder
from chalicelib.contracts.parts import encode_rows
from chalicelib.identity.tickets import Identity
from chalicelib.nlu.reading import recognise_intent
from local.demo.contracts import HOLDERS
from tests.bench.figures import Figure, Run, Target
from tests.bench.listening import BLOCK, MESSAGE, RUNS
from tests.entry.centre import KIM, LEE, Centre

QUESTION = "이번 달 몇 키로 탔어요?"


def measure(run: Run) -> list[Figure]:
    """The median of each round's ratio of CPU."""
    run.say(f"{RUNS} rounds of {BLOCK} answers about kilometres, and of messages in the middle of the accident form")
    with Centre().open() as centre:
        centre.services = replace(centre.services, recognise_intent=recognise_intent)
        centre.contracts.put(replace(HOLDERS[1], id=KIM.id))
        parts = [(key.name, encode_rows(part.rows)) for key, part in centre.contracts.store.parts.items()]
        centre.contracts.get = lambda customer: assemble_holder(customer, parts)  # type: ignore[method-assign]
        talk = _Talk(centre, KIM, QUESTION)
        asked = talk.block(QUESTION)
        assert talk.last_body() == "card", "kilometres were not answered"
        reported = _Talk(centre, LEE, "어제 사고 났어요 접수할게요", "아니요 다친 사람 없어요").block(MESSAGE)
        rounds = [(asked(), reported()) for _ in range(RUNS + 1)][1:]
    return [
        Figure(
            "contract_answer_over_bot_turn",
            median(answer / turn for answer, turn in rounds),
            "×",
            "CPU of the card of a month by kilometres, with a year of trips ÷ of a message in the accident form",
            Target(2),
        ),
        Figure(
            "contract_answer_ms",
            median(answer for answer, _ in rounds) / BLOCK * 1000,
            "ms",
            "CPU of the card of a month by kilometres, with a year of trips",
        ),
    ]


class _Talk:
    """A customer's conversation with the bot, after these messages."""

    def __init__(self, centre: Centre, customer: Identity, *said: str) -> None:
        self._centre, self._customer, self._sent = centre, customer, 0
        self._id = centre.opened(customer)
        for words in said:
            self.say(words)

    def say(self, words: str) -> Any:
        self._sent += 1
        self._centre.now += 1000
        body = {"type": "text", "text": words}
        client_id = f"phone001:{self._sent}"
        return self._centre.done(self._customer, "send", conversation=self._id, client_id=client_id, body=body)

    def last_body(self) -> str:
        """The type of the newest message."""
        history = self._centre.done(self._customer, "history", conversation=self._id)
        return str(history["messages"][-1]["body"]["type"])

    def block(self, words: str) -> Callable[[], float]:
        """Measures the CPU seconds of a block of the same message in the bot's state of now."""
        states, drafts = self._centre.bot_states.states, self._centre.drafts.records
        state, records = states[self._id], dict(drafts)

        def measured() -> float:
            started = time.process_time()
            for _ in range(BLOCK):
                states[self._id] = state
                drafts.update(records)
                self.say(words)
            return time.process_time() - started

        return measured

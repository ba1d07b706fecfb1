"""`python -m local.ask < lines.jsonl`: puts questions about contracts to a running centre, and prints its answers.

A line is `{"id", "now", "holder": {…}, "say": ["…"]}`; `holder` as in docs/holder.schema.json. For each line it prints
`{"id", "answers": [{"intent", "facts", "cards", "texts", "handed_to"}], "problems"}`: an answer for each text of
`say`, all in one conversation, and what was left out of the holder. A line that can't be answered gets its `error`, the
others are answered, and the exit code is 2.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from msgspec.structs import replace

from chalicelib.content.configuration import Texts, bot_rules
from chalicelib.content.contract_questions import ContractQuestion, ContractReply
from chalicelib.content.hours import SEOUL
from chalicelib.contracts.answers import answer_contract_question
from chalicelib.contracts.decoding import decode_holder, read_json
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.scalars import read_moment
from chalicelib.kernel.actors import Role
from chalicelib.nlu import understand
from chalicelib.wiring import contracts as wiring
from local.client import Client, CommandRefused, Frame
from local.demo.people import DemoPerson
from local.feed import forget_contracts, load_holders
from local.stories.runner import Stage, keep_logs_out_of_output, open_stage

TURN_MS = 300
"""Milliseconds between two texts, within the rate limit of messages."""

SPEAKERS = ("bot", "system")


class InvalidLine(Exception):
    """A line that asks nothing."""


@dataclass(frozen=True)
class Questions:
    """A line of the input."""

    id: str
    now: datetime
    holder: Policyholder | None
    say: tuple[str, ...]
    problems: tuple[str, ...] = ()


@dataclass
class Recorder:
    """Keeps the replies of the centre, whose messages have no facts beside their words."""

    replies: list[tuple[ContractQuestion, ContractReply]] = field(default_factory=list)

    def __call__(
        self, holder: Policyholder | None, question: ContractQuestion, texts: Texts, now: datetime
    ) -> ContractReply:
        reply = answer_contract_question(holder, question, texts, now)
        self.replies.append((question, reply))
        return reply

    def keep_said(self, words: set[str]) -> None:
        """Forgets the replies that the bot looked up and did not say."""
        self.replies = [
            (question, reply)
            for question, reply in self.replies
            if not reply.bodies or any(getattr(body, "text", None) in words for body in reply.bodies)
        ]


def parse_line(line: bytes) -> Questions:
    """A line's questions. Raises InvalidLine."""
    try:
        raw = read_json(line)
        now = read_moment(raw["now"])
        say = raw["say"]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidLine(f"{type(error).__name__}: {error}") from None
    if not isinstance(say, list) or not all(isinstance(text, str) for text in say):
        raise InvalidLine("say is a list of texts")
    holder, problems = decode_holder(raw["holder"]) if raw.get("holder") is not None else (None, ())
    return Questions(
        str(raw.get("id", "")), now, holder, tuple(say), tuple(f"{each.where}: {each.reason}" for each in problems)
    )


def read_lines(lines: Iterable[bytes]) -> Iterator[Questions | dict[str, Any]]:
    """The questions of each line, or what is printed for a malformed one."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield parse_line(line)
            except InvalidLine as error:
                yield {"id": "", "answers": [], "error": f"line {number}: {error}"}


@contextmanager
def recording() -> Iterator[Recorder]:
    """Records the replies of the centre until the block ends."""
    recorder, usual = Recorder(), wiring.contract_answers
    wiring.contract_answers = lambda: recorder
    try:
        yield recorder
    finally:
        wiring.contract_answers = usual


async def ask(stage: Stage, recorder: Recorder, questions: Questions, number: int) -> dict[str, Any]:
    """The answers to the questions of a line, by a customer of its own."""
    stage.clock.now = int(questions.now.timestamp() * 1000)
    holder = questions.holder or Policyholder("nobody")
    person = DemoPerson(f"ask-{number}", Role.CUSTOMER, holder.name, "", locale=holder.language or "ko")
    problems = list(questions.problems)
    if questions.holder is not None:
        forget_contracts(holder)
        problems += [f"{line.where}: {line.problem}" for line in load_holders(replace(holder, id=person.id))]
    async with stage.connect(person) as client:
        opened = await client.request("open", device=client.device)
        conversation = opened["conversation"]["id"]
        answers = list[dict[str, Any]]()
        waits_in = ""
        for text in questions.say:
            stage.clock.now += TURN_MS
            recorder.replies.clear()
            answers.append(await _answer(client, conversation, text, recorder, questions.now))
            waits_in = _queue_of(client) or waits_in
            if any(reply.needs_person for _, reply in recorder.replies):
                answers[-1]["handed_to"] = waits_in  # also who waits already since an earlier text
    return {"id": questions.id, "answers": answers, "problems": problems}


async def _answer(client: Client, conversation: str, text: str, recorder: Recorder, now: datetime) -> dict[str, Any]:
    """Sends a text; the bot has answered when it is acknowledged."""
    client.events.clear()
    if not text.strip():  # nothing that could be sent
        return {"intent": "", "facts": {}, "cards": [], "texts": [], "handed_to": ""}
    sent = await client.send(conversation, text)
    received = client.received_messages(conversation)
    said = [each for each in received if each["seq"] > sent["seq"] and each["by"]["role"] in SPEAKERS]
    bodies = [each["body"] for each in sorted(said, key=lambda each: int(each["seq"]))]
    cards = [body for body in bodies if body["type"] == "card"]
    recorder.keep_said({body.get("text", "") for body in bodies})
    return {
        "intent": _intent(text, recorder, now),
        "facts": {name: value for _, reply in recorder.replies for name, value in reply.facts.items()},
        "cards": [_card(body) for body in cards],
        "texts": [words for body in bodies if (words := body.get("text", ""))],
        "handed_to": _queue_of(client),
    }


def _intent(text: str, recorder: Recorder, now: datetime) -> str:
    """The intent of the question that was answered; that of the words where no contract was asked about."""
    topics = {rule.contract_answer: name for name, rule in bot_rules().intents.items() if rule.contract_answer}
    if recorder.replies:
        return topics[recorder.replies[0][0].topic]
    return understand(text, now.astimezone(SEOUL)).likely[0]


def _card(body: Frame) -> dict[str, Any]:
    rows = [[row["label"], row["value"]] for row in body.get("rows", ())]
    return {"title": body["title"], "rows": rows, "buttons": [button["label"] for button in body.get("buttons", ())]}


def _queue_of(client: Client) -> str:
    """The queue that the customer waits in since the last message."""
    for event in reversed(client.events):
        if event["event"] == "conversation" and event["conversation"]["state"] in ("waiting", "assigned"):
            return str(event["conversation"].get("queue", ""))
    return ""


async def _ask_all(lines: Iterable[Questions | dict[str, Any]]) -> bool:
    """Asks and prints; returns whether every line was answered."""
    numbers, complete = count(1), True
    async with open_stage() as stage:
        keep_logs_out_of_output()
        with recording() as recorder:
            for questions in lines:
                answered = questions
                if isinstance(questions, Questions):
                    try:
                        answered = await ask(stage, recorder, questions, next(numbers))
                    except (CommandRefused, TimeoutError) as error:
                        answered = {"id": questions.id, "answers": [], "error": str(error)}
                assert isinstance(answered, dict)  # noqa: S101 - asked, or malformed
                complete = complete and "error" not in answered
                print(json.dumps(answered, ensure_ascii=False), flush=True)
    return complete


def main() -> int:
    """Reads standard input, writes standard output."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    return 0 if asyncio.run(_ask_all(read_lines(sys.stdin.buffer))) else 2


if __name__ == "__main__":
    sys.exit(main())

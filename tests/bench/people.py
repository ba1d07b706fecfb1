"""Connections of people to a deployment: events as API Gateway makes them, and a conversation assigned to an agent."""

import base64
import json
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bench.deployment import Deployment
from tests.bench.handlers import HandlerError
from tests.bench.proxy import Traffic
from tests.package.functions import event

TYPICAL_TEXT = "네, 갓길에 세워 두었고 다친 사람은 없는데 견인차는 언제쯤 올까요?"
"""A typical message of a customer, 38 characters."""

AGENT_REQUEST = {"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"}
"""The press of the greeting's button that asks for an agent."""

READ_DELAY_S = 0.3
"""Delay of every response where round trips are counted, in seconds: parallel requests overlap then."""

FOREVER_MS = 4_102_444_800_000
"""The year 2100."""


def connection_id(number: int) -> str:
    """A connection id as long as API Gateway's: 16 characters, `=` at the end."""
    return base64.urlsafe_b64encode(f"{number:011}".encode()).decode()


SOON_S = 15
"""Jobs with a longer delay check what became of something: they aren't part of it."""

_FUNCTIONS = {"agent-work": "app.agent_work", "event-work": "app.event_work"}
"""Queue → the function that its messages go to."""


@dataclass
class Connection:
    """A connection of a person's device."""

    deployment: Deployment
    person: str
    name: str
    connection: str
    device: str
    queues: str = ""
    departments: str = ""
    capacity: int = 5
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def frame_event(self, frame: Mapping[str, Any]) -> dict[str, Any]:
        """The event of a frame from this device."""
        known = {
            "principalId": self.person,
            "role": "agent" if self.queues else "customer",
            "name": self.name,
            "expires_at": str(FOREVER_MS),
            "queues": self.queues,
            "capacity": str(self.capacity) if self.queues else "0",
            "locale": "ko",
            "departments": self.departments,
            "integrationLatency": 31,
        }
        made = event("message", authorizer=known, body=json.dumps({"ref": "1", **frame}, ensure_ascii=False))
        made["requestContext"]["connectionId"] = self.connection
        return made

    def send_event(self, conversation: str, said: str | dict[str, Any]) -> dict[str, Any]:
        """The event of the next message from this device: a text or another body."""
        client_id = f"{self.device}:{next(self._numbers)}"
        body = {"type": "text", "text": said} if isinstance(said, str) else said
        return self.frame_event({"action": "send", "conversation": conversation, "client_id": client_id, "body": body})

    def request(self, action: str, **fields: Any) -> dict[str, Any]:
        """Executes a command; its result. Raises HandlerError if it is refused."""
        return self._request_until_acknowledged(self.frame_event({"action": action, **fields}))

    def send(self, conversation: str, said: str | dict[str, Any]) -> dict[str, Any]:
        """Sends a message; the result. Raises HandlerError if it is refused."""
        return self._request_until_acknowledged(self.send_event(conversation, said))

    def measure_request(self, action: str, **fields: Any) -> Traffic:
        """The traffic of a command. Raises HandlerError if it is refused."""
        return self._measure(self.frame_event({"action": action, **fields}))

    def measure_read(self, action: str, **fields: Any) -> Traffic:
        """The traffic of a command that posts to nobody. Raises HandlerError if it is refused."""
        self.deployment.proxy.delay_s = READ_DELAY_S
        try:
            self.request(action, **fields)
        finally:
            self.deployment.proxy.delay_s = 0.0
        return self.deployment.proxy.traffic()

    def measure_send(self, conversation: str, words: str = TYPICAL_TEXT) -> Traffic:
        """The traffic of a message. Raises HandlerError if it is refused."""
        return self._measure(self.send_event(conversation, words))

    def measure_bot_turn(self, conversation: str, words: str) -> Traffic:
        """The traffic of a message that the bot answers; every request takes a while, so that parallel ones overlap."""
        self.deployment.proxy.delay_s = READ_DELAY_S
        try:
            self.send(conversation, words)
        finally:
            self.deployment.proxy.delay_s = 0.0
        return self.deployment.proxy.traffic()

    def _measure(self, made: dict[str, Any]) -> Traffic:
        self.deployment.proxy.hold = True
        try:
            self._request_until_acknowledged(made)
        finally:
            self.deployment.proxy.hold = False
        return self.deployment.proxy.traffic()

    def _request_until_acknowledged(self, made: dict[str, Any]) -> dict[str, Any]:
        """The result of the first attempt that isn't refused as retryable; earlier attempts aren't measured."""
        while True:
            self.deployment.proxy.start()
            answer = json.loads(self.deployment.handlers.call("app.message", made)["body"])
            if answer["event"] == "ack":
                result: dict[str, Any] = answer["result"]
                return result
            if answer["code"] not in ("too_fast", "conflict"):
                raise HandlerError(str(answer))
            time.sleep(answer.get("details", {}).get("retry_after_ms", 1_000) / 1_000)


@dataclass(frozen=True)
class Talk:
    """A conversation between a customer and an agent, each with one or more devices."""

    conversation: str
    customer: list[Connection]
    agent: list[Connection]


def bot_talk(deployment: Deployment, number: int = 1, devices: int = 1) -> tuple[str, list[Connection]]:
    """Opens a conversation with the bot; its id and the customer's connections."""
    connections = [
        Connection(
            deployment, f"C10485760{number}", "김서연", connection_id(number * 10 + index), f"phone{number}{index}ab"
        )
        for index in range(devices)
    ]
    for line in connections:
        line.request("hello", device=line.device)
    opened = connections[0].request("open", device=connections[0].device)
    return opened["conversation"]["id"], connections


def assigned_talk(deployment: Deployment, number: int = 1, devices: int = 1, speaking: int = 1) -> Talk:
    """A conversation that is assigned to an agent, after messages of both sides.

    `number` (1–9) distinguishes people. Each has `devices` connections, of which `speaking` send messages.
    """
    agents = [
        Connection(
            deployment,
            f"A20931{number}",
            "김하늘",
            connection_id(5_000 + number * 10 + index),
            f"panel{number}{index}ab",
            queues="general,accident",
        )
        for index in range(devices)
    ]
    for line in agents:
        line.request("hello", device=line.device)
    agents[0].request("availability", status="available")
    conversation, customers = bot_talk(deployment, number, devices)
    customers[0].send(conversation, AGENT_REQUEST)
    do_jobs(deployment)
    for line in (*customers[:speaking], *agents[:speaking]) * 2:
        line.send(conversation, TYPICAL_TEXT)
    return Talk(conversation, customers, agents)


def do_jobs(deployment: Deployment, without: Collection[str] = ()) -> None:
    """Hands the messages sent to the queues of routing and of events since the last start to their functions, and
    those that come of them; jobs of the kinds `without` are left, and those for later."""
    done = 0
    while sent := [each for each in deployment.proxy.traffic().requests if each.operation == "SendMessage"][done:]:
        for request in sent:
            url = request.body["QueueUrl"]
            is_later = int(request.body.get("DelaySeconds", 0)) > SOON_S
            left = is_later or json.loads(request.body["MessageBody"]).get("job") in without
            for function in (function for queue, function in _FUNCTIONS.items() if url.endswith(queue) and not left):
                job = {"messageId": str(done), "body": request.body["MessageBody"]}
                deployment.handlers.call(function, {"Records": [job]})
            done += 1

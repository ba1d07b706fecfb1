"""Modules that a function loads before its first response."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.package.centre import Centre, Person
from tests.package.conftest import Deployed
from tests.package.functions import Functions, event
from tests.package.policies import Policies

CUSTOMER = Person("C-1001")
AGENT = Person("A-7", "agent", "박상담", ("general",))

THIRD_PARTIES = {"chalice", "msgspec"}
"""botocore and pynamodb would be three quarters of a cold start, cryptography a tenth."""

LOADED = {
    "a message between people": THIRD_PARTIES
    | {"app", "chalicelib"}
    | {f"chalicelib.{name}" for name in ("access", "aws", "content", "conversations", "entry", "kernel", "services")}
    | {"chalicelib.settings", "chalicelib.wiring"},
    "a receipt": {"chalicelib.presence"},
    "a ticket": {"chalicelib.identity", "dataclasses", "cryptography", "_cffi_backend", "jwt"},
    "a new connection": set(),
    "the end of a connection": {"chalicelib.processes"},
    "a word to the bot": {
        "chalicelib.dialogue",
        "chalicelib.nlu",
        "chalicelib.claims",
        "chalicelib.queries",
        "chalicelib.routing",
    },
}
"""What each step loads that no step before it has loaded, in the order of a process's life."""


@pytest.fixture(scope="module")
def started(deployed: Deployed, template: dict[str, Any]) -> Iterator[tuple[Centre, Functions]]:
    """A deployment, and a process of it that has handled nothing yet."""
    running, fresh = deployed.process("running"), deployed.process("fresh")
    yield Centre(running, deployed.recorder, Policies(template), deployed.insurer), fresh
    for one in (running, fresh):
        one.close()


def test_each_step_of_a_conversation_loads_only_what_it_needs(started: tuple[Centre, Functions]) -> None:
    centre, fresh = started
    customer, agent = centre.connect(CUSTOMER, "c-load="), centre.connect(AGENT, "a-load=")
    tablet = centre.connect(CUSTOMER, "t-load=")
    customer.request("hello", device="phone001")
    tablet.request("hello", device="tablet01")
    conversation = customer.request("open", device="phone001")["conversation"]["id"]
    request = {"type": "text", "text": "상담원 연결해 주세요"}
    customer.request("send", conversation=conversation, client_id="phone001:1", body=request)
    agent.request("hello", device="desk0001")
    agent.request("availability", status="available")
    centre.call("agent_work", event("agent_work", body=json.dumps({"job": "match", "queue": "general"})))
    centre.run_jobs("event-work", "event_work")

    seen: dict[str, set[str]] = {}

    def step(name: str) -> None:
        seen[name] = fresh.loaded_packages() - set().union(*seen.values())

    cold = customer.in_process(fresh)
    said = {"type": "text", "text": "네, 알겠습니다"}
    cold.request("send", conversation=conversation, client_id="phone001:2", body=said)
    step("a message between people")
    cold.request("read", conversation=conversation, seq=1)
    step("a receipt")
    answer = centre.in_process(fresh).request_ticket(centre.insurer.token(CUSTOMER))
    step("a ticket")
    ticket = json.loads(answer["body"])["ticket"]
    centre.in_process(fresh).call("authorize", event("authorize", ticket=ticket))
    step("a new connection")
    other = customer.request("open", device="phone001", topic="contract")["conversation"]["id"]
    tablet.in_process(fresh).disconnect()
    step("the end of a connection")
    hello = {"type": "text", "text": "안녕하세요"}
    cold.request("send", conversation=other, client_id="phone001:3", body=hello)
    step("a word to the bot")
    assert seen == LOADED

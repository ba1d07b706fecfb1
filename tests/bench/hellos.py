"""Requests of `hello` for an agent who comes back to 1, 20 and 100 open conversations; counted from HTTP on Amazon's
DynamoDB Local. Something was missed in two of them."""

import json
import time
from collections.abc import Iterator
from typing import Any

from chalicelib.aws.model import bind
from chalicelib.aws.table import Item, number_value, string_value
from chalicelib.content.configuration import queues
from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.log_items import log_item
from chalicelib.conversations.mapping import SORT_KEY, conversation_item
from chalicelib.conversations.model import Conversation, LogEntry
from chalicelib.conversations.states import State
from chalicelib.routing.items import RoutingItem, agent_item, duty_items, entry_item
from chalicelib.routing.model import AgentState, QueueEntry, Status
from tests.bench.deployment import Deployment, EngineName, deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE
from tests.bench.people import TYPICAL_TEXT, Connection, connection_id
from tests.bench.proxy import Traffic
from tests.bench.site import CONVERSATIONS, write_items

ROUTING = f"baro-{STAGE}-routing"

MOST = {1: 6, 20: 10, 100: 20}
"""Open conversations → the requests that `hello` may make."""

BEHIND = 2
"""Conversations in which something was missed."""

MESSAGES = 5


def hello_figures(run: Run, engine: EngineName = "amazon") -> list[Figure]:
    """The requests of each size."""
    run.say(f"hello of an agent with {', '.join(map(str, MOST))} conversations")
    with deployment(engine) as centre:
        return [_figure(count, measure_hello(centre, count)) for count in MOST]


def _figure(count: int, traffic: Traffic) -> Figure:
    about = f"requests of `hello`: {count} open conversations, nothing missed in all but {min(count, BEHIND)}"
    return Figure(f"hello_requests_{count}", len(traffic.requests) + len(traffic.posts), "", about, Target(MOST[count]))


def measure_hello(centre: Deployment, count: int) -> Traffic:
    """The traffic of an agent's `hello` with so many conversations, all that they have room for. The boards were shown
    before."""
    agent = Connection(
        centre, f"A3{count:05}", "김하늘", connection_id(7_000 + count), f"panel{count:03}ab", "general", capacity=count
    )
    served = [f"hello{count:03}c{number:03}" for number in range(count)]
    write_items(centre.dynamodb, CONVERSATIONS, (item for each in served for item in _conversation(each, agent)))
    bind(RoutingItem, centre.dynamodb, ROUTING)
    write_items(centre.dynamodb, ROUTING, (item.serialize() for item in _on_desk(served, agent)))
    for queue in queues():
        job = {"messageId": "1", "body": json.dumps({"job": "board", "queue": queue})}
        centre.handlers.call("app.agent_work", {"Records": [job]})
    cursors = {each: MESSAGES - (number < BEHIND) for number, each in enumerate(served)}
    traffic = agent.measure_read("hello", device=agent.device, cursors=cursors)
    joined = [each for each in served if agent.connection in _connections(centre, each)]
    if joined != served:
        raise AssertionError("the agent must have joined all conversations")
    return traffic


def _conversation(name: str, agent: Connection) -> Iterator[Item]:
    """A conversation with some messages, assigned to an agent."""
    then = int(time.time() * 1000) - 3_600_000
    customer = Named(f"C{name}", "이순자")
    yield {
        **conversation_item(Conversation(name, State.ASSIGNED, 1, MESSAGES, "general", then, customer)),
        "ag": string_value(agent.person),
        "an": string_value(agent.name),
        "qu": string_value("general"),
        "tn": string_value("agent"),
        "c4": number_value(then),
    }
    entry = LogEntry(then, By(Speaker.CUSTOMER, customer.id, customer.name), Text(TYPICAL_TEXT))
    for seq in range(1, MESSAGES + 1):
        yield log_item(name, seq, f"phone001:{seq}", entry)


def _on_desk(served: list[str], agent: Connection) -> Iterator[RoutingItem]:
    then = int(time.time() * 1000) - 3_600_000
    serving = {name: f"C{name}" for name in served}
    state = AgentState(
        agent.person, agent.name, Status.AVAILABLE, frozenset({"general"}), len(served), serving, then, version=1
    )
    yield agent_item(state)
    yield from duty_items(state).values()
    for name, customer in serving.items():
        item = entry_item(QueueEntry(name, customer, "general", then))
        item.agent = agent.person
        yield item


def _connections(centre: Deployment, name: str) -> str:
    key = {"pk": string_value(f"c#{name}"), "sk": string_value(SORT_KEY)}
    found: dict[str, Any] = centre.dynamodb.get_item(TableName=CONVERSATIONS, Key=key, ConsistentRead=True)
    return json.dumps(found.get("Item", {}).get("ka", {}))

"""What a match costs, with few and with many who wait and serve, and the round of the minute; counted from HTTP on
Amazon's DynamoDB Local.

Others are written directly to the tables, in the form of the stores. Boards and places, which follow at their own pace,
aren't part of a match.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from chalicelib.aws.model import bind
from chalicelib.aws.table import Table
from chalicelib.presence.store import DynamoPresenceStore
from chalicelib.routing.items import RoutingItem, agent_item, duty_items, entry_item, queue_item
from chalicelib.routing.model import AgentState, QueueEntry, Status
from tests.bench.deployment import Deployment, EngineName, deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE
from tests.bench.people import AGENT_REQUEST, Connection, bot_talk, connection_id, do_jobs
from tests.bench.proxy import Traffic
from tests.bench.site import write_items
from tests.package.functions import event

ROUTING, PRESENCE = f"baro-{STAGE}-routing", f"baro-{STAGE}-presence"

FEW, MANY, GONE = 10, 10_000, 5_000
"""Customers who wait and agents on duty; agents who are offline."""

PACED = ("board", "front", "line", "staffing")
"""Jobs that show many changes together, at most once in some seconds: boards to agents, places to customers."""

ROUND_AGENTS, SERVED_EACH = 1_000, 5


def match_figures(
    run: Run, engine: EngineName = "amazon", many: int = MANY, gone: int = GONE, agents: int = ROUND_AGENTS
) -> list[Figure]:
    """The growth of a match, and the requests of a round."""
    run.say(f"a match among {FEW} and among {many:,} who wait and serve")
    with deployment(engine) as centre:
        fill(centre, FEW, 0)
        few = measure_match(centre, 1)
        fill(centre, many, gone)
        lots = measure_match(centre, 2)
    run.say(f"the round of the minute with {agents:,} agents")
    with deployment(engine) as centre:
        serving = [_busy(number, SERVED_EACH) for number in range(agents)]
        _write_agents(centre, serving)
        requests = measure_round(centre, serving)
    about = f"a match: {FEW} → {many:,} who wait and serve, {gone:,} agents gone"
    return [
        Figure(
            "match_requests_growth", len(lots.requests) / len(few.requests), "×", f"requests of {about}", Target(1.0)
        ),
        Figure("match_read_units_growth", lots.read_units / few.read_units, "×", f"read units of {about}", Target(1.2)),
        Figure("match_posts_growth", len(lots.posts) / len(few.posts), "×", f"posts of {about}", Target(1.0)),
        Figure("match_requests", len(lots.requests), "", "requests of a match, with all that follows it"),
        Figure("match_posts", len(lots.posts), "", "posts of a match"),
        Figure(
            "minute_round_requests",
            requests,
            "",
            f"requests of the round: {agents:,} agents with {agents * SERVED_EACH:,} conversations",
            Target(60),
        ),
    ]


def measure_match(centre: Deployment, number: int) -> Traffic:
    """An agent becomes free for the first in line: the traffic until both know."""
    agent = Connection(
        centre,
        f"A20931{number}",
        "김하늘",
        connection_id(5_000 + number),
        f"panel{number}ab",
        queues="general,accident",
        capacity=1,
    )
    agent.request("hello", device=agent.device)
    conversation, (customer, *_) = bot_talk(centre, number)
    customer.send(conversation, AGENT_REQUEST)
    do_jobs(centre, without=PACED)
    agent.request("availability", status="available")
    answered = len(centre.proxy.traffic().requests)  # with the board that the action's result has
    do_jobs(centre, without=PACED)
    traffic = centre.proxy.traffic()
    traffic = replace(traffic, requests=traffic.requests[answered:])
    if {post.connection for post in traffic.posts} != {agent.connection, customer.connection}:
        raise AssertionError("a match posts to the two concerned, and to nobody else")
    agent.request("availability", status="paused")
    customer.request("close", conversation=conversation)
    do_jobs(centre, without=PACED)
    agent.request("availability", status="offline")
    do_jobs(centre, without=PACED)
    return traffic


def measure_round(centre: Deployment, serving: Iterable[AgentState]) -> int:
    """The requests and posts of the round of the minute, and of all jobs that it starts, while all `serving` are there.
    The very first round of a deployment, which looks for reminders of 90 days, comes before."""
    presence = DynamoPresenceStore(Table(centre.dynamodb, PRESENCE))
    for _ in range(2):
        for agent in serving:  # before each round: a busy machine takes longer for one than an agent may be silent
            presence.beat(agent.agent, int(time.time() * 1000))
        centre.proxy.start()
        centre.handlers.call("app.every_minute", event("every_minute"))
        do_jobs(centre)
    traffic = centre.proxy.traffic()
    return len(traffic.requests) + len(traffic.posts)


def fill(centre: Deployment, others: int, gone: int) -> None:
    """Others who wait in the queue `general`, agents on duty who are full, and agents who are offline."""
    then = int(time.time() * 1000) + 3_600_000  # behind those who are measured
    entries = [
        QueueEntry(f"0other{number:012}", f"C{number}", "general", then + number, name="이순자")
        for number in range(others)
    ]
    bind(RoutingItem, centre.dynamodb, ROUTING)
    _write(centre, (item for entry in entries for item in (entry_item(entry), queue_item(entry))))
    _write_agents(centre, (_busy(number, 2) for number in range(others)))
    _write_agents(centre, (replace(_busy(others + number, 0), status=Status.OFFLINE) for number in range(gone)))


def _busy(number: int, serving: int) -> AgentState:
    served = {f"0served{number:09}{each}": f"C{number}{each}" for each in range(serving)}
    skills = frozenset(("general", "accident"))
    return AgentState(f"A9{number:06}", "정지우", Status.AVAILABLE, skills, serving, served, 1_784_884_370_000)


def _write_agents(centre: Deployment, agent_states: Iterable[AgentState]) -> None:
    bind(RoutingItem, centre.dynamodb, ROUTING)
    _write(centre, (item for each in agent_states for item in (agent_item(each), *duty_items(each).values())))


def _write(centre: Deployment, items: Iterable[RoutingItem]) -> None:
    write_items(centre.dynamodb, ROUTING, _serialized(items))


def _serialized(items: Iterable[RoutingItem]) -> Iterator[dict[str, Any]]:
    return (item.serialize() for item in items)

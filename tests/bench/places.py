"""Posts of one hand-out while 1,000 customers wait, each with one device: to the two concerned, and the places of those
who move up as far as these are shown. Counted from HTTP on Amazon's DynamoDB Local."""

import time
from collections.abc import Iterator

from chalicelib.aws.model import bind
from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.views import Named
from chalicelib.conversations.mapping import conversation_item
from chalicelib.conversations.model import Conversation, DeviceConnection
from chalicelib.conversations.states import State
from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.items import RoutingItem, entry_item, queue_item
from chalicelib.routing.model import QueueEntry
from chalicelib.routing.positions import shown_position
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.wait_store import DynamoWaitStore
from tests.bench.deployment import Deployment, EngineName, deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE
from tests.bench.people import FOREVER_MS, Connection, connection_id, do_jobs
from tests.bench.proxy import Traffic
from tests.bench.site import CONVERSATIONS, write_items

ROUTING = f"baro-{STAGE}-routing"
QUEUE = "general"
WAITING = 1_000
MAX_POSTS = 60


def place_figures(run: Run, engine: EngineName = "amazon", waiting: int = WAITING) -> list[Figure]:
    """The posts of a hand-out, and the requests of showing the places."""
    run.say(f"a hand-out while {waiting:,} wait")
    with deployment(engine) as centre:
        traffic = measure_handout(centre, waiting)
    about = f"posts of one hand-out: {waiting:,} wait with a device each"
    return [Figure("place_posts_per_handout", len(traffic.posts), "", about, Target(MAX_POSTS))]


def measure_handout(centre: Deployment, waiting: int) -> Traffic:
    """An agent with one place becomes free: the traffic until all who are shown something know."""
    agent = Connection(centre, "A209319", "김하늘", connection_id(6_000), "panel6ab", queues=QUEUE, capacity=1)
    agent.request("hello", device=agent.device)
    fill(centre, waiting)
    agent.request("availability", status="available")
    do_jobs(centre)
    traffic = centre.proxy.traffic()
    posted = {post.connection for post in traffic.posts}
    first = {_device(number) for number in range(routing_rules().positions.each_up_to + 1)}
    if not posted >= {agent.connection, *first}:
        raise AssertionError("the agent, the customer and those right behind them must know")
    return traffic


def fill(centre: Deployment, waiting: int) -> None:
    """Customers who wait in a queue, and were shown their places an hour ago."""
    then = int(time.time() * 1000) - 3_600_000
    entries = [QueueEntry(f"place{number:05}", f"C{number:08}", QUEUE, then + number) for number in range(waiting)]
    write_items(centre.dynamodb, CONVERSATIONS, _conversations(entries))
    bind(RoutingItem, centre.dynamodb, ROUTING)
    items = (item.serialize() for entry in entries for item in (entry_item(entry), queue_item(entry)))
    write_items(centre.dynamodb, ROUTING, items)
    waits, rules = DynamoWaitStore(Table(centre.dynamodb, ROUTING)), routing_rules().positions
    for position, entry in enumerate(entries, start=1):
        shown = shown_position(position, rules)
        waits.save_card(
            WaitingCard(
                entry.conversation, QUEUE, entry.since, 1, then, shown, position=position, places=1, kind="other"
            )
        )


def _conversations(entries: list[QueueEntry]) -> Iterator[Item]:
    for number, entry in enumerate(entries):
        customer = Named(entry.customer, "이순자")
        device = DeviceConnection.of(_device(number), FOREVER_MS)
        waiting = Conversation(
            entry.conversation,
            State.WAITING,
            1,
            0,
            QUEUE,
            entry.since,
            customer,
            connections={"customer": frozenset({device})},
        )
        yield {**conversation_item(waiting), "qu": string_value(QUEUE), "ws": number_value(entry.since)}


def _device(number: int) -> str:
    return connection_id(100_000 + number)

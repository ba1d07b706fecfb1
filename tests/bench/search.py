"""What the search costs: the index of conversations written and merged on Amazon's DynamoDB Local, in units as the
engine counts them, and the units of a search.

The conversations say lines of the training data of the language understanding: what people write to the bot.
"""

import random
import time
import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.kernel.parallel import run_in_order
from chalicelib.search.finding import find
from chalicelib.search.indexing import delete_retired, merge_due_segments, next_look, write_due_segment
from chalicelib.search.model import IndexedConversation, Line
from chalicelib.search.ports import SearchPorts
from chalicelib.search.rules import search_rules
from chalicelib.search.store import DynamoSearchStore
from chalicelib.search.terms import wanted_words
from local.nlu.corpus import read_corpus
from tests.bench.deployment import deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE

CONVERSATIONS, MESSAGES, PEOPLES = 256, 20, 14
"""Messages of a conversation, and those of them that people wrote; the bot's are not indexed."""
HOURS = 2
"""Hours in which a conversation is open: so often it is indexed again."""
SEGMENT = 64
"""Conversations in a segment: fewer than in `search.toml`, so that some are merged; small ones cost more a message."""
T0, MINUTE_MS = 1_800_000_000_000, 60_000
HEAD_READ_UNITS, LOG_READ_UNITS = 1.0, 2.0
"""Reading the conversation (1 KB) and twenty messages (8 KB), strongly consistent."""
SQS_REQUESTS = 3 * 3
"""Three more deliveries a conversation, each sent, received and deleted."""
WORDS = "과실 비율"


class Units:
    """Capacity units that the engine reports for the calls of a client."""

    def __init__(self, client: Any) -> None:
        self.used: dict[str, float] = {"read": 0.0, "write": 0.0}
        client.meta.events.register("provide-client-params.dynamodb", self._ask)
        client.meta.events.register("after-call.dynamodb", self._add)

    def _ask(self, params: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**params, "ReturnConsumedCapacity": "TOTAL"}

    def _add(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        reported = parsed.get("ConsumedCapacity") or []
        kind = "read" if model.name in ("GetItem", "BatchGetItem", "Query") else "write"
        for one in reported if isinstance(reported, list) else [reported]:
            self.used[kind] += float(one["CapacityUnits"])


def search_figures(run: Run, conversations: int = CONVERSATIONS) -> list[Figure]:
    """The cost of a million messages, and the reads of a search."""
    run.say(f"the index of {conversations:,} conversations of {MESSAGES} messages")
    prices = tomllib.loads(Path(__file__).with_name("prices.toml").read_text())
    with deployment("amazon") as centre:
        units, now = Units(centre.dynamodb), [T0]
        ports = _ports(centre.dynamodb, now)
        started = time.process_time()
        _write(ports, now, conversations)
        cpu_s = time.process_time() - started
        written = dict(units.used)
        units.used |= {"read": 0.0, "write": 0.0}
        page = find(ports, wanted_words(WORDS), frozenset, None)
    reads = written["read"] + conversations * (1 + HOURS) * (HEAD_READ_UNITS + LOG_READ_UNITS)
    gigabyte_seconds = cpu_s * prices["assumed"]["gigabytes_of_a_processor"]
    million_usd = (
        written["write"] * prices["dynamodb"]["million_write_units"]
        + reads * prices["dynamodb"]["million_read_units"]
        + conversations * SQS_REQUESTS * prices["sqs"]["million_requests"]
        + gigabyte_seconds * prices["lambda"]["gigabyte_second"] * 1_000_000
    )
    usd = million_usd / (conversations * MESSAGES)
    return [
        Figure(
            "search_usd_per_million_messages",
            usd,
            "USD",
            f"the index of conversations of {MESSAGES} messages, open for {HOURS} hours: DynamoDB, SQS, Lambda",
            Target(2),
        ),
        Figure(
            "search_write_units_per_message",
            written["write"] / (conversations * MESSAGES),
            "units",
            "of it, write units of a message",
        ),
        Figure(
            "search_read_units",
            units.used["read"],
            "units",
            f"a search for two words among {conversations:,} conversations, {len(page.found)} found",
        ),
    ]


def _ports(client: Any, now: list[int]) -> SearchPorts:
    ids, rules = count(), search_rules()
    outbox = DynamoOutbox(client, f"baro-{STAGE}-outbox", run_in_order)
    return SearchPorts(
        DynamoSearchStore(client, f"baro-{STAGE}-search", outbox),
        run_in_order,
        lambda: now[0],
        lambda: f"merged{next(ids)}",
        replace(rules, index=replace(rules.index, segment_conversations=SEGMENT)),
        lambda _subject: None,
    )


def _write(ports: SearchPorts, now: list[int], conversations: int) -> None:
    """Each conversation is indexed every hour and at its end; rounds and merges run between."""
    rules = ports.rules.index
    for number, talk in enumerate(_talks(conversations)):
        name = f"conversation{number:06}"
        for part in range(1, HOURS + 2):
            now[0] += 500
            said = talk[: PEOPLES * part // (HOURS + 1)]
            due = next_look(name, now[0], now[0], rules)
            ports.store.schedule(name, due)
            ports.store.get(name)
            ports.store.put(IndexedConversation(name, now[0], MESSAGES * part // (HOURS + 1), tuple(said)))
            ports.store.unschedule(name, due)
        if len(ports.store.unsegmented(rules.segment_conversations)) == rules.segment_conversations:
            now[0] += rules.settle_seconds * 1_000
            write_due_segment(ports)
            merge_due_segments(ports)
            now[0] += rules.retire_minutes * MINUTE_MS
            delete_retired(ports)


def _talks(conversations: int) -> Iterator[list[Line]]:
    """What people wrote, by seed."""
    chance = random.Random(20261130)
    lines = sorted({line.text for line in read_corpus()})
    for _ in range(conversations):
        yield [Line(seq, T0, "customer", chance.choice(lines)) for seq in range(1, PEOPLES + 1)]

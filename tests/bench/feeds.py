"""Feeds of contracts and trips against one conditional PutItem a row, on Amazon's DynamoDB Local; and what an answer
about a month's kilometres takes the bot."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.aws.table import Table, number_value, string_value
from chalicelib.contracts.feed_files import load_file
from chalicelib.contracts.feed_formats import feed_rules
from chalicelib.contracts.feed_jobs import LoadFile
from chalicelib.contracts.feed_store import DynamoFeedStore
from chalicelib.contracts.ports import FeedPorts
from chalicelib.kernel.parallel import parallel_runner, thread_pool
from local.aws.engines import start_dynamodb_local
from local.aws.provision import create_tables
from local.aws.template import Template
from local.demo.start import RESOURCES
from tests.bench.deployment import PARAMETERS
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE
from tests.fakes.contracts import FakeFeedObjects
from tests.stores.engines import client_of, light

ROWS, TRIPS_EACH = 20_000, 10
"""Rows in all, a contract to ten trips."""

SIDE_BY_SIDE = 16
ROUNDS = 2
TABLE = f"baro-{STAGE}-holders"
FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)


def feed_ports(dynamodb: Any, objects: FakeFeedObjects | None = None) -> FeedPorts:
    """Feeds into the table of the deployment that is measured."""
    run_parallel = parallel_runner(thread_pool())
    store = DynamoFeedStore(Table(dynamodb, TABLE, run_parallel))
    files = objects or FakeFeedObjects()
    return FeedPorts(store, files, feed_rules(), run_parallel, lambda _job, _delay_s: None, lambda: 600.0)


def contract_rows(first: int, count: int) -> Iterator[dict[str, Any]]:
    """Customers with a contract each."""
    for number in range(first, first + count):
        terms = {"number": f"20-{number}", "product": "per_mile", "plate": "45나8901", "car": "기아 쏘렌토 (MQ4)"}
        money = {"base_won": 240_000, "won_per_km": "10.5", "from": "2026-01-01", "to": "2026-12-31"}
        coverages = [{"code": code, "limit_won": 100_000_000} for code in ("bodily_1", "property", "own_damage")]
        contract = {**terms, **money, "coverages": coverages}
        yield {"id": f"c-{number}", "version": 1, "name": "김서연", "contracts": [contract]}


def trip_rows(first: int, contracts: int, days: int, per_day: int = 1) -> Iterator[dict[str, Any]]:
    """Trips as they come: day by day, each contract in turn."""
    for day in range(days):
        for number in range(first, first + contracts):
            for turn in range(per_day):
                start = FIRST + timedelta(days=day, minutes=90 * turn)
                times = {"start": start.isoformat(), "end": (start + timedelta(minutes=40)).isoformat()}
                about = {"contract": f"20-{number}", "id": f"{number}-{day}-{turn}", "version": 1}
                yield {**about, **times, "metres": 12_000 + day}


def as_file(rows: Iterator[dict[str, Any]]) -> bytes:
    """Rows as JSON Lines."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def measure(run: Run) -> list[Figure]:
    """Rows a second of the feed and of plain puts, in turn."""
    engine = start_dynamodb_local()
    try:
        botocore_client = client_of(engine.endpoint)
        template = Template.read(RESOURCES, {**PARAMETERS, "Stage": STAGE}, engine.endpoint)
        create_tables(template, botocore_client)
        client = light(botocore_client)
        run.say(f"{ROWS} rows of a feed, and one PutItem a row, {ROUNDS} times")
        _put_plainly(client, 0, 2_000)  # the engine's compiler
        rounds = [(_load(client, each), _put_plainly(client, each, ROWS)) for each in range(1, ROUNDS + 1)]
    finally:
        engine.stop()
    feed, plain = (ROUNDS * ROWS / sum(taken) for taken in zip(*rounds, strict=True))
    about = f"{ROWS} rows, a contract to {TRIPS_EACH} trips that come day by day, on Amazon's engine"
    return [
        Figure(
            "feed_rows_over_plain",
            feed / plain,
            "×",
            f"rows a second of a feed ÷ one conditional PutItem a row, {SIDE_BY_SIDE} side by side; {about}",
            Target(1.0, at_least=True),
        ),
        Figure("feed_rows_per_s", feed, "rows/s", about),
    ]


def _load(client: Any, number: int) -> float:
    """Seconds that the rows of a round take as two files."""
    contracts = ROWS // (TRIPS_EACH + 1)
    first, objects = number * ROWS, FakeFeedObjects(block=1_000_000)
    objects.objects["in/holders/a.jsonl"] = as_file(contract_rows(first, contracts))
    trips = list(trip_rows(first, contracts, TRIPS_EACH + 1))[: ROWS - contracts]
    objects.objects["in/trips/a.jsonl"] = as_file(iter(trips))
    ports = feed_ports(client, objects)
    started = time.monotonic()
    for name in ("holders", "trips"):
        for _ in load_file(ports, LoadFile(f"in/{name}/a.jsonl", f"v{number}", 1)):
            pass
    taken = time.monotonic() - started
    reports = [content for key, content in objects.objects.items() if key.startswith("reports/")]
    loaded = sum(json.loads(each.splitlines()[0])["counts"]["written"] for each in reports)
    assert loaded == ROWS, f"{loaded} rows were loaded"
    return taken


def _put_plainly(client: Any, number: int, count: int) -> float:
    """Seconds for a conditional PutItem a row."""
    table = Table(client, TABLE)
    rows = [json.dumps(row) for row in trip_rows(number * ROWS, count // TRIPS_EACH, TRIPS_EACH)]

    def put(place: int) -> bool:
        item = {"pk": string_value(f"plain#{number}#{place}"), "sk": string_value("row"), "n": number_value(1)}
        return table.put({**item, "rows": string_value(rows[place])}, "attribute_not_exists(pk)")

    started = time.monotonic()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        assert all(pool.map(put, range(count)))
    return time.monotonic() - started

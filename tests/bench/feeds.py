"""Feeds of contracts against one conditional PutItem a row."""

from typing import Any

from chalicelib.aws.table import Table
from chalicelib.contracts.feed_formats import feed_rules
from chalicelib.contracts.feed_store import DynamoFeedStore
from chalicelib.contracts.ports import FeedPorts
from chalicelib.kernel.parallel import parallel_runner, thread_pool
from tests.bench.handlers import STAGE
from tests.fakes.contracts import FakeFeedObjects


def feed_ports(dynamodb: Any) -> FeedPorts:
    """Feeds into the table of the deployment that is measured."""
    run_parallel = parallel_runner(thread_pool())
    store = DynamoFeedStore(Table(dynamodb, f"baro-{STAGE}-holders", run_parallel))
    return FeedPorts(store, FakeFeedObjects(), feed_rules(), run_parallel, lambda _job, _delay_s: None, lambda: 600.0)

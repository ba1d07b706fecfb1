"""What a million messages cost at list prices: counted units, measured CPU, and the prices and assumptions of
`prices.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, Run, Target

PRICES = Path(__file__).with_name("prices.toml")
AMAZON_CONNECT_USD = 10_000
"""A million messages of Amazon Connect chat at 0.01 USD each, for comparison; known as of 2025."""


@dataclass(frozen=True)
class Call:
    """One call of the message handler: what it uses. A frame in and its answer out are two gateway messages."""

    write_units: float
    read_units: float
    round_trips: float
    posts: float
    answered: bool = True


def measure(run: Run) -> list[Figure]:
    """A message alone, with all that goes with it, and the same for the other ways."""
    prices = tomllib.loads(PRICES.read_text())
    assumed = prices["assumed"]
    message = Call(
        run.value("message_write_units"),
        run.value("message_read_units"),
        # The log is written while the post is made: its wait is the longer one.
        run.value("message_ddb_round_trips_before_post"),
        run.value("message_posts_per_device"),
    )
    receipt, typing = _counted(run, "read"), _counted(run, "typing")
    cpu_ms = run.value("cpu_ms")
    usd = _call(prices, message, cpu_ms)
    with_all = (
        usd
        + assumed["receipts_a_message"] * _call(prices, receipt, cpu_ms)
        + assumed["typings_a_message"] * _call(prices, typing, cpu_ms)
        + assumed["connection_minutes_a_message"] * prices["websocket"]["million_connection_minutes"]
        + _watching(prices)
        + _keeping(prices)
    )
    scanning = Call(
        run.value("scanning_large_write_units"),
        run.value("scanning_large_read_units"),
        run.value("scanning_large_ddb_round_trips_before_post"),
        run.value("scanning_large_posts"),
        answered=False,
    )
    return [
        Figure(
            "usd_per_million_messages",
            usd,
            "USD",
            "a million messages said, answered, kept and posted: API Gateway, DynamoDB, Lambda",
            Target(5),
        ),
        Figure("usd_per_million_messages_gateway", _gateway(prices, message), "USD", "of it API Gateway"),
        Figure("usd_per_million_messages_dynamodb", _dynamodb(prices, message), "USD", "of it DynamoDB"),
        Figure("usd_per_million_messages_lambda", _lambda(prices, message, cpu_ms), "USD", "of it Lambda"),
        Figure("usd_per_million_receipts", _call(prices, receipt, cpu_ms), "USD", "a million receipts"),
        Figure(
            "usd_per_million_messages_with_all",
            with_all,
            "USD",
            f"a million messages, each with {assumed['receipts_a_message']:g} receipts, "
            f"{assumed['typings_a_message']:g} typings, its connection minutes, logs, traces and a year of storage",
        ),
        Figure(
            "usd_per_million_messages_scanning",
            _call(prices, scanning, cpu_ms),
            "USD",
            "keep, scan, post to 1,000 connections (the CPU taken to be ours)",
        ),
        Figure("usd_per_million_messages_amazon_connect", AMAZON_CONNECT_USD, "USD", "Amazon Connect chat, list price"),
    ]


def _counted(run: Run, name: str) -> Call:
    return Call(
        run.value(f"{name}_write_units"),
        run.value(f"{name}_read_units"),
        run.value(f"{name}_ddb_round_trips_before_post"),
        run.value(f"{name}_posts"),
    )


def _call(prices: dict[str, Any], call: Call, cpu_ms: float) -> float:
    """USD for a million calls."""
    return _gateway(prices, call) + _dynamodb(prices, call) + _lambda(prices, call, cpu_ms)


def _gateway(prices: dict[str, Any], call: Call) -> float:
    return float((1 + call.answered + call.posts) * prices["websocket"]["million_messages"])


def _dynamodb(prices: dict[str, Any], call: Call) -> float:
    database = prices["dynamodb"]
    return float(call.write_units * database["million_write_units"] + call.read_units * database["million_read_units"])


def _lambda(prices: dict[str, Any], call: Call, cpu_ms: float) -> float:
    """Its duration: our CPU at this memory's share of a processor, and waiting; posts go side by side."""
    assumed = prices["assumed"]
    share = min(1.0, assumed["memory_gigabytes"] / assumed["gigabytes_of_a_processor"])
    ms = cpu_ms / share + call.round_trips * assumed["database_ms"] + assumed["post_ms"]
    gigabyte_seconds = ms / 1000 * assumed["memory_gigabytes"] * 1_000_000
    return float(prices["lambda"]["million_requests"] + gigabyte_seconds * prices["lambda"]["gigabyte_second"])


def _watching(prices: dict[str, Any]) -> float:
    """USD for logs and traces of a million messages with their receipts and typings."""
    assumed, watching = prices["assumed"], prices["watching"]
    calls = 1 + assumed["receipts_a_message"] + assumed["typings_a_message"]
    logs = assumed["log_bytes_a_call"] / 1000 * watching["log_gigabyte"]
    return float(calls * (logs + assumed["traced_share"] * watching["million_traces"]))


def _keeping(prices: dict[str, Any]) -> float:
    """USD for keeping a million messages."""
    assumed, database = prices["assumed"], prices["dynamodb"]
    gigabytes = assumed["kept_bytes_a_message"] / 1000
    return float(
        gigabytes * assumed["kept_months"] * (database["gigabyte_month"] + database["recovery_gigabyte_month"])
    )

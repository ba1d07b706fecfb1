"""Puts customers into a centre by the real feed of contracts: as a message of its queue, as a file, or into a store."""

import time
from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.contracts.decoding import read_json
from chalicelib.contracts.feed_batches import load_rows
from chalicelib.contracts.feed_formats import FeedFormat
from chalicelib.contracts.feed_jobs import INCOMING, FeedMessage
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.ports import FeedPorts
from chalicelib.processes.contract_feeds import load_message


def holder_row(holder: Policyholder) -> dict[str, Any]:
    """A customer as a row of the core system."""
    row: dict[str, Any] = read_json(msgspec.json.encode(holder))
    return row


def load_holders(*holders: Policyholder) -> None:
    """Loads customers into the centre of this process, as a message of the core system."""
    from chalicelib.wiring import root

    load_message(root.services(), FeedMessage("holder", tuple(map(holder_row, holders)), at=int(time.time() * 1000)))


def put_file(s3: Any, bucket: str, name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Puts rows into the bucket of feeds as a file of JSON Lines."""
    content = msgspec.json.Encoder().encode_lines(list(rows))
    s3.put_object(Bucket=bucket, Key=INCOMING + name, Body=content)


def load_into(ports: FeedPorts, *holders: Policyholder) -> None:
    """Loads customers into a read model."""
    load_rows(ports, FeedFormat("holders", "holder"), map(holder_row, holders), 0)

"""Puts customers into a centre by the real feed of contracts: as a message of its queue or as a file."""

import time
from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.contracts.decoding import read_json
from chalicelib.contracts.feed_jobs import INCOMING, FeedMessage
from chalicelib.contracts.feed_report import ReportLine
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.owners import Owner
from chalicelib.contracts.parts import contract_place
from chalicelib.processes.contract_feeds import load_message


def holder_row(holder: Policyholder) -> dict[str, Any]:
    """A customer as a row of the core system."""
    row: dict[str, Any] = read_json(msgspec.json.encode(holder))
    return row


def load_holders(*holders: Policyholder) -> tuple[ReportLine, ...]:
    """Loads customers into the centre of this process, as a message of the core system; returns what is wrong with
    them."""
    from chalicelib.wiring import root

    message = FeedMessage("holder", tuple(map(holder_row, holders)), at=int(time.time() * 1000))
    return load_message(root.services(), message).lines


def put_file(s3: Any, bucket: str, name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Puts rows into the bucket of feeds as a file of JSON Lines."""
    content = msgspec.json.Encoder().encode_lines(list(rows))
    s3.put_object(Bucket=bucket, Key=INCOMING + name, Body=content)


def forget_contracts(holder: Policyholder) -> None:
    """Removes what the centre of this process knows of the contracts with the numbers of a customer's: those of
    different tests may have the same, which a feed would take for one contract that changes hands."""
    from chalicelib.wiring.contracts import contract_feeds

    store = contract_feeds().store
    for number, owner in store.owners({each.number for each in holder.contracts}).items():
        for part in store.parts_of(owner.place, number):
            store.remove(part)
        store.put_owner(number, Owner(contract_place(number), writes=owner.writes))

"""Large feeds on Amazon's engine: killed at random and run again, the result is the same, in little memory.

`FEED_CONTRACTS=1000 pytest -m long tests/bench/test_feeds.py` takes fewer contracts than 100,000, each with ten trips.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws.table import Table
from chalicelib.contracts.store import DynamoPolicyholderStore
from local.aws.engines import find_jar, start_dynamodb_local
from local.aws.provision import create_tables
from local.aws.template import Template
from local.demo.start import RESOURCES
from tests.bench.deployment import PARAMETERS
from tests.bench.feeds import TABLE, TRIPS_EACH, contract_rows, trip_rows
from tests.bench.handlers import ROOT, STAGE
from tests.stores.engines import client_of, light

CONTRACTS = int(os.environ.get("FEED_CONTRACTS", "100000"))
MEMORY_KB = 300 * 1024
KILLS = 8
FILES = ("trips/early.jsonl", "holders/all.jsonl", "trips/late.jsonl")
"""Some trips come before their contracts."""


@pytest.fixture
def engine() -> Iterator[str]:
    if find_jar(ROOT) is None:
        pytest.skip("DynamoDB Local isn't installed")
    started = start_dynamodb_local()
    try:
        template = Template.read(RESOURCES, {**PARAMETERS, "Stage": STAGE}, started.endpoint)
        create_tables(template, client_of(started.endpoint))
        yield started.endpoint
    finally:
        started.stop()


def write_files(folder: Path) -> None:
    for name in FILES:
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
    with (folder / "in" / FILES[1]).open("w") as holders:
        holders.writelines(json.dumps(row) + "\n" for row in contract_rows(0, CONTRACTS))
    early, late = ((folder / "in" / name).open("w") for name in (FILES[0], FILES[2]))
    with early, late:
        for place, row in enumerate(trip_rows(0, CONTRACTS, TRIPS_EACH)):
            (early if place < CONTRACTS // 100 else late).write(json.dumps(row) + "\n")


def load(endpoint: str, folder: Path, version: str, limit_s: float | None = None) -> int | None:
    """The peak of memory in KB; None if the load was killed."""
    command = [sys.executable, "-m", "tests.bench.feed_child", endpoint, str(folder), version, *FILES]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        said, _ = child.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return None
    assert child.returncode == 0
    return int(said)


def stored(endpoint: str) -> tuple[str, int, int]:
    """A digest of all parts with the number of their writes, and how many trips and metres they have."""
    digests, trips, metres = 0, 0, 0
    for page in client_of(endpoint).get_paginator("scan").paginate(TableName=TABLE):
        for item in page["Items"]:
            if item["pk"]["S"].startswith("feed#"):
                continue
            text = json.dumps(item, sort_keys=True).encode()
            digests ^= int.from_bytes(hashlib.sha256(text).digest(), "big")
            if item["sk"]["S"].startswith("trips#"):
                rows: dict[str, Any] = json.loads(item["rows"]["S"])
                trips += len(rows)
                metres += sum(content[2] for _, content in rows.values())
    return f"{digests:x}", trips, metres


@pytest.mark.long
def test_a_large_feed_killed_at_random_comes_out_the_same_in_little_memory(engine: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    chance = random.Random(int(os.environ.get("FEED_SEED", "1")))
    killed = sum(load(engine, tmp_path, "v1", 3 + chance.random() * CONTRACTS / 1_500) is None for _ in range(KILLS))
    peak = load(engine, tmp_path, "v1")
    digest, trips, metres = stored(engine)
    assert killed > 1
    assert trips == CONTRACTS * TRIPS_EACH
    assert metres == sum(12_000 + day for day in range(TRIPS_EACH)) * CONTRACTS
    assert peak is not None
    print(f"{CONTRACTS} contracts, {trips} trips, killed {killed} times, {peak // 1024} MB")
    assert peak <= MEMORY_KB
    read = DynamoPolicyholderStore(Table(light(client_of(engine)), TABLE)).get
    for number in (0, 1, CONTRACTS // 2, CONTRACTS - 1):
        holder = read(f"c-{number}")
        assert holder is not None
        (contract,) = holder.contracts
        assert [trip.metres for trip in contract.trips or ()] == [12_000 + day for day in range(TRIPS_EACH)]
    again = load(engine, tmp_path, "v2")
    assert again is not None
    assert again <= MEMORY_KB
    assert stored(engine)[0] == digest, "without a change nothing is written"

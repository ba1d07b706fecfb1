"""Clients of this package, with a clock, random numbers and pauses of the test."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.aws.light.client import ConnectionsClient, Environment, JsonClient
from chalicelib.aws.light.operations import DYNAMODB
from chalicelib.aws.light.signing import Credentials
from tests.unit.aws.light.peer import Behaviour, Peer

KEYS = Credentials("AKIDEXAMPLE", "secret")
_TOKENS = count(1)


@pytest.fixture
def pauses() -> list[float]:
    """What a client waited between tries, in seconds; it waits in truth for none."""
    return []


@pytest.fixture
def environment(pauses: list[float]) -> Environment:
    return Environment(
        now_s=lambda: 1_795_000_000.0,
        monotonic=time.monotonic,
        sleep=pauses.append,
        random=lambda: 0.5,
        token=lambda: f"token-{next(_TOKENS)}",
        trace=lambda: "",
        time_left_s=lambda: 29.0,
    )


@pytest.fixture
def peer() -> Iterator[Callable[..., Peer]]:
    """Makes peers, which end with the test."""
    made: list[Peer] = []

    def make(*behaviours: Behaviour, tls: Any = None) -> Peer:
        made.append(Peer(list(behaviours), tls))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def client(environment: Environment) -> Callable[..., Any]:
    """A client of a peer: DynamoDB's, or `@connections`' with `posts`."""

    def make(peer: Peer, *, posts: bool = False, authorities: str = "", **other: Any) -> Any:
        around = replace(environment, **other)
        if posts:
            return ConnectionsClient(f"{peer.endpoint}/prod", "ap-northeast-2", KEYS, authorities, around)
        return JsonClient(DYNAMODB, peer.endpoint, "ap-northeast-2", KEYS, authorities, around)

    return make

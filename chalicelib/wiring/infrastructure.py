"""AWS clients that several contexts share, the clock, and the address of the WebSocket API."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.clock import system_clock
from chalicelib.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.aws.queue import SqsQueue
    from chalicelib.aws.sockets import Sockets
    from chalicelib.aws.table import Table
    from chalicelib.kernel.parallel import RunParallel

clock = system_clock

_sockets_endpoints: list[str] = []


@cache
def dynamodb() -> Any:
    """The process's DynamoDB client."""
    from chalicelib.aws.clients import client

    return client("dynamodb")


@cache
def run_parallel() -> RunParallel:
    """Runs calls in parallel in the threads of this process."""
    from chalicelib.kernel.parallel import parallel_runner, thread_pool

    return parallel_runner(thread_pool())


def set_sockets_endpoint(context: Mapping[str, Any]) -> None:
    """Stores the address of this deployment's WebSocket API, read from the request context of one of its events.

    Its handlers can't get the address from a setting: the API refers to them, so they can't refer to the API.
    """
    if not _sockets_endpoints:
        _sockets_endpoints.append(f"https://{context['domainName']}/{context['stage']}")


@cache
def sockets() -> Sockets:
    """`@connections` of this deployment."""
    from chalicelib.aws.hot_path import connections_client
    from chalicelib.aws.sockets import Sockets

    return Sockets(connections_client(settings().sockets_endpoint or _sockets_endpoints[0]))


def table(context: str, run_parallel: RunParallel | None = None) -> Table:
    """The table of a context, through the light client. `run_parallel` runs its batches in parallel."""
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.aws.table import Table

    return Table(dynamodb_client(), settings().table(context), run_parallel)


def queue(name: str) -> SqsQueue:
    """The SQS queue with this name in the settings."""
    from chalicelib.aws.hot_path import sqs_client
    from chalicelib.aws.queue import SqsQueue

    return SqsQueue(sqs_client(), settings().queue(name))

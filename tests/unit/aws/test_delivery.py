"""Posts to many connections: which are gone, which errors are retryable."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws.delivery import WebSocketDelivery
from chalicelib.aws.sockets import Sockets
from chalicelib.kernel.parallel import run_all


class Gateway:
    """Answers posts to a connection with the status that it is named after."""

    exceptions = SimpleNamespace(ClientError=ClientError)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def post_to_connection(self, ConnectionId: str, Data: bytes) -> None:  # noqa: N803 - botocore's names
        self.get_connection(ConnectionId)

    def get_connection(self, ConnectionId: str) -> None:  # noqa: N803
        self.asked.append(ConnectionId)
        if ConnectionId != "200":
            answer: Any = {"Error": {"Code": "X"}, "ResponseMetadata": {"HTTPStatusCode": int(ConnectionId)}}
            raise ClientError(answer, "PostToConnection")

    def delete_connection(self, ConnectionId: str) -> None:  # noqa: N803
        self.get_connection(ConnectionId)


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def courier(gateway: Gateway) -> WebSocketDelivery:
    return WebSocketDelivery(lambda: Sockets(gateway), run_all)


def test_an_unresponsive_device_does_not_delay_the_acknowledgement(courier: WebSocketDelivery) -> None:
    assert courier.post(["400", "403", "413", "410", "200"], {}) == {"410"}


def test_a_retryable_error_is_raised_after_all_connections_were_tried(
    courier: WebSocketDelivery, gateway: Gateway
) -> None:
    with pytest.raises(ClientError):
        courier.post(["429", "500", "200"], {})
    assert gateway.asked == ["429", "500", "200"]


def test_checking_connections_posts_nothing(courier: WebSocketDelivery) -> None:
    assert courier.find_gone(["410", "200"]) == {"410"}
    assert courier.find_gone([]) == frozenset()


def test_a_connection_that_is_gone_needs_no_closing(courier: WebSocketDelivery, gateway: Gateway) -> None:
    courier.close([])
    courier.close(["410", "200"])
    with pytest.raises(ClientError):
        courier.close(["500", "200"])
    assert gateway.asked == ["410", "200", "500", "200"]

"""Posting to WebSocket connections."""

from typing import Any

_FINAL_STATUSES = frozenset({400, 403, 413})


class ConnectionGone(Exception):
    """The connection no longer exists (HTTP 410)."""


class FrameRefused(Exception):
    """API Gateway refuses the frame and a retry can't help; the argument is its error code."""


class Sockets:
    """API Gateway's `@connections`, through botocore's client or the light one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._refused = client.exceptions.ClientError

    def post(self, connection: str, frame: bytes) -> None:
        """Posts a frame of up to 128 KB. Raises ConnectionGone, FrameRefused."""
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=frame)
        except self._refused as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status == 410:
                raise ConnectionGone(connection) from error
            if status in _FINAL_STATUSES:
                raise FrameRefused(error.response["Error"]["Code"]) from error
            raise

    def probe(self, connection: str) -> None:
        """Checks that a connection still exists. Raises ConnectionGone."""
        try:
            self._client.get_connection(ConnectionId=connection)
        except self._refused as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 410:
                raise ConnectionGone(connection) from error
            raise

    def close(self, connection: str) -> None:
        """Closes a connection; idempotent."""
        try:
            self._client.delete_connection(ConnectionId=connection)
        except self._refused as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 410:
                raise

"""Posting to WebSocket connections."""

from typing import Any

_IN_VAIN = frozenset({400, 403, 413})


class Gone(Exception):
    """The connection isn't there any more (HTTP 410)."""


class Refused(Exception):
    """This frame can't be posted to this connection, however often it is tried; the argument is API Gateway's code."""


class Sockets:
    """API Gateway's `@connections`, through botocore's client or the light one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._refused = client.exceptions.ClientError

    def post(self, connection: str, frame: bytes) -> None:
        """Posts a frame of up to 128 KB. Raises Gone, Refused."""
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=frame)
        except self._refused as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status == 410:
                raise Gone(connection) from error
            if status in _IN_VAIN:
                raise Refused(error.response["Error"]["Code"]) from error
            raise

    def look(self, connection: str) -> None:
        """Asks after a connection. Raises Gone."""
        try:
            self._client.get_connection(ConnectionId=connection)
        except self._refused as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 410:
                raise Gone(connection) from error
            raise

    def close(self, connection: str) -> None:
        """Ends a connection; one that is gone is gone."""
        try:
            self._client.delete_connection(ConnectionId=connection)
        except self._refused as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 410:
                raise

"""Posting to WebSocket connections."""

from typing import Any

from botocore.exceptions import ClientError


class Gone(Exception):
    """The connection isn't there any more (HTTP 410)."""


class Sockets:
    """API Gateway's `@connections`."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def post(self, connection: str, frame: bytes) -> None:
        """Posts a frame of up to 128 KB. Raises Gone."""
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=frame)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 410:
                raise Gone(connection) from error
            raise

    def look(self, connection: str) -> None:
        """Asks after a connection. Raises Gone."""
        try:
            self._client.get_connection(ConnectionId=connection)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 410:
                raise Gone(connection) from error
            raise

    def close(self, connection: str) -> None:
        """Ends a connection; one that is gone is gone."""
        try:
            self._client.delete_connection(ConnectionId=connection)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 410:
                raise

"""What can go wrong with a call, by what the other side may have done."""

from typing import Any


class CallFailed(Exception):
    """A call without an answer that can be used. `operation` is AWS's name of it."""

    def __init__(self, operation: str, problem: str) -> None:
        super().__init__(f"{operation}: {problem}")
        self.operation = operation


class NotSent(CallFailed):
    """Nothing reached the service: no connection, or it was closed before the first byte. Nothing was carried out."""


class UntrustedCertificate(NotSent):
    """The server's certificate is expired, foreign or for another name. Repeating would not help."""


class NoResponse(CallFailed):
    """The request was sent, wholly or in part, and no answer began. It may have been carried out."""


class IncompleteResponse(CallFailed):
    """An answer began and is unusable: cut off, malformed, or its checksum differs. It was probably carried out."""


class OutOfTime(CallFailed):
    """The function has no time left for another try. What came of the tries before is not known."""


class ServiceError(CallFailed):
    """The service refused. Has botocore's `response` shape, so that callers read both the same way.

    `code` is the service's code (`ConditionalCheckFailedException`), `status` the HTTP status.
    """

    def __init__(self, operation: str, status: int, code: str, message: str, answer: dict[str, Any]) -> None:
        super().__init__(operation, f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.response = {
            **answer,
            "Error": {"Code": code, "Message": message},
            "ResponseMetadata": {"HTTPStatusCode": status},
        }

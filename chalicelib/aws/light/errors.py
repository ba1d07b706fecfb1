"""Errors of calls, by what the service may have done."""

from typing import Any


class CallFailed(Exception):
    """A call without a usable response. `operation` is AWS's name of it."""

    def __init__(self, operation: str, problem: str) -> None:
        super().__init__(f"{operation}: {problem}")
        self.operation = operation


class NotSent(CallFailed):
    """Nothing was sent: there was no connection, or it was closed before the first byte. The call was not executed."""


class UntrustedCertificate(NotSent):
    """The server's certificate is expired, not trusted or for another name. A retry can't help."""


class NoResponse(CallFailed):
    """The request was sent, entirely or in part, and no response began. The call may have been executed."""


class IncompleteResponse(CallFailed):
    """A response began and is unusable: incomplete, malformed, or with another checksum. The call was probably
    executed."""


class OutOfTime(CallFailed):
    """No time is left for another attempt. Whether an earlier attempt was executed is unknown."""


class ServiceError(CallFailed):
    """The service refused the call. `response` has the structure of botocore's ClientError.

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

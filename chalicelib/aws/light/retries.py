"""Whether a failed call is retried: a table of operation × failure.

A write to an item that a transaction is writing is refused with `TransactionConflictException`. This client retries it,
and so does botocore's with `clients.retry_transaction_conflicts`; botocore alone doesn't. The refused write had no
effect, so its retry is as if it had come later: its condition, if any, is evaluated against what the transaction
wrote. A cancelled `TransactWriteItems` isn't retried here, but in `aws.transactions`.

A call that may have been carried out is retried only where a second execution has no effect. By operation:

- Reads change nothing.
- `PutItem`, `UpdateItem`: the conditions and keys of the stores make a retry idempotent. A retry that finds its own
  effect gets a failed condition, which every caller takes as "done already, or somebody was quicker" and reads again.
- `DeleteItem` is idempotent. The retry of a ticket whose response was lost is refused; the page asks for a new ticket.
- `TransactWriteItems` carries an idempotency token, valid for ten minutes.
- `SendMessage`: SQS may deliver twice anyway, and every job is idempotent.
- `PostToConnection`: clients that don't drop duplicates by number would show a frame twice, so it is retried only where
  nothing was sent.
"""

from enum import StrEnum

from chalicelib.aws.light.errors import (
    CallFailed,
    IncompleteResponse,
    NoResponse,
    NotSent,
    OutOfTime,
    ServiceError,
    UntrustedCertificate,
)


class Failure(StrEnum):
    """A kind of failure, by what the service may have done."""

    BEFORE_SENDING = "nothing was sent"
    NO_RESPONSE = "sent, and no answer began"
    INCOMPLETE_RESPONSE = "an answer began and can't be used"
    THROTTLED = "refused for its rate, not carried out"
    TRANSACTION_CONFLICT = "refused for a transaction on the same item, not carried out"
    SERVER_FAULT = "the service failed (5xx)"
    FINAL = "refused for what it says, or can't succeed"


MAX_ATTEMPTS = 4
"""Maximum attempts, including the first one; botocore's clients have the same number."""

FIRST_PAUSE_S = 0.05
"""Maximum pause in seconds before the second attempt; doubled for each further one. The actual pause is random (full
jitter)."""

MAX_PAUSE_S = 1.0

_ALL = frozenset(Failure) - {Failure.FINAL}

_REPEATED: dict[str, frozenset[Failure]] = {
    "GetItem": _ALL,
    "BatchGetItem": _ALL,
    "Query": _ALL,
    "BatchWriteItem": _ALL,
    "PutItem": _ALL,
    "UpdateItem": _ALL,
    "DeleteItem": _ALL,
    "TransactWriteItems": _ALL,
    "GetQueueUrl": _ALL,
    "SendMessage": _ALL,
    "GetConnection": _ALL,
    "DeleteConnection": _ALL,
    "PostToConnection": frozenset({Failure.BEFORE_SENDING}),
}

TRANSACTION_CONFLICT = "TransactionConflictException"
"""DynamoDB's error code for a single write to an item that a transaction is writing."""

_THROTTLES = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "LimitExceededException",
        "TransactionInProgressException",
    }
)
"""Error codes of throttling by DynamoDB, SQS and API Gateway, a subset of botocore's list."""


def failure_of(error: CallFailed) -> Failure:
    """The kind of failure of an error."""
    match error:
        case UntrustedCertificate() | OutOfTime():
            return Failure.FINAL
        case NotSent():
            return Failure.BEFORE_SENDING
        case NoResponse():
            return Failure.NO_RESPONSE
        case IncompleteResponse():
            return Failure.INCOMPLETE_RESPONSE
        case ServiceError(status=status, code=code):
            if code == TRANSACTION_CONFLICT:
                return Failure.TRANSACTION_CONFLICT
            if status == 429 or code in _THROTTLES:
                return Failure.THROTTLED
            return Failure.SERVER_FAULT if status >= 500 else Failure.FINAL
    raise AssertionError(type(error))


def is_retried(operation: str, failure: Failure) -> bool:
    """Whether an operation is retried after this failure."""
    return failure in _REPEATED[operation]


def pause_s(attempt: int, random: float) -> float:
    """Seconds to wait after the failed attempt number `attempt` (from 1); `random` is from 0 to 1."""
    return random * min(FIRST_PAUSE_S * float(2 ** (attempt - 1)), MAX_PAUSE_S)

"""Options of the stand-in; the defaults are AWS's limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

REGION = "ap-northeast-2"
ACCOUNT = "123456789012"
SECRET = "local"  # noqa: S105 - of the stand-in, which serves this machine
"""The secret key of the app's role."""
PUSHED = "/pushed"
"""The path at which the stand-in lists the pushes of SNS."""
MESSAGE_LIMIT = 128 * 1024
FRAME_LIMIT = 32 * 1024


@dataclass(frozen=True)
class Drop:
    """The post returns 200, and the frame is not delivered."""


@dataclass(frozen=True)
class Delay:
    """The post returns 200 at once, and the frame is delivered `seconds` later, after later posts."""

    seconds: float


@dataclass(frozen=True)
class Gone:
    """The post returns 410, although the connection may be open."""


Fault = Drop | Delay | Gone


@dataclass
class Faults:
    """Hooks by which a test simulates faults of the network. They run on the event loop and must not block.

    `on_post(connection_id, data)` is called before each post to an open connection; None delivers it.
    `lose_disconnect(connection_id)` returns whether the `$disconnect` event is lost (AWS sends it on a best-effort
    basis).
    """

    on_post: Callable[[str, bytes], Fault | None] | None = None
    lose_disconnect: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Options:
    """Limits in seconds unless stated otherwise. Sources: the quotas pages of API Gateway and of Lambda."""

    host: str = "127.0.0.1"
    port: int = 0
    idle_s: float = 600
    life_s: float = 7200
    call_s: float = 29
    stage: str = "api"
    rest_prefix: str = "/api"
    workers: int = 64
    sqs_concurrency: int = 5
    sqs_wait_s: int = 2
    retry_s: int | None = None
    """Seconds after which messages of a failed SQS batch become visible again; None: the queue's visibility timeout."""
    dynamodb: str = "moto"
    """`moto`, or `amazon` for Amazon's DynamoDB Local."""
    dynamodb_jar: Path | None = None
    data: Path | None = None
    """Directory for DynamoDB Local's files, which are kept after a restart; None keeps the data in memory."""
    schedules: bool = True
    csp: str | None = None
    map: Mapping[str, object] = field(default_factory=dict)
    """The pages' map: `tiles`, an address, and its `attribution`. Empty: the pages draw without one."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers of static pages, which replace those of the template and the defaults."""
    faults: Faults = field(default_factory=Faults)

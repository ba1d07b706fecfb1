"""What can be set about the stand-in; the defaults are AWS's own limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

REGION = "ap-northeast-2"
ACCOUNT = "123456789012"
PUSHED = "/pushed"
"""Where the stand-in tells what SNS has pushed."""
MESSAGE_LIMIT = 128 * 1024
FRAME_LIMIT = 32 * 1024


@dataclass(frozen=True)
class Drop:
    """The post answers 200 and the frame never arrives."""


@dataclass(frozen=True)
class Delay:
    """The post answers 200 at once and the frame arrives `seconds` later (so later posts overtake it)."""

    seconds: float


@dataclass(frozen=True)
class Gone:
    """The post answers 410 although the connection may still be open."""


Fault = Drop | Delay | Gone


@dataclass
class Faults:
    """Hooks through which a test makes the network misbehave; called on the event loop, so they must not block.

    `on_post(connection_id, data)` is asked before each post to a live connection; None delivers it.
    `lose_disconnect(connection_id)` says whether the `$disconnect` event is lost (AWS sends it by best effort).
    """

    on_post: Callable[[str, bytes], Fault | None] | None = None
    lose_disconnect: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Options:
    """Limits in seconds unless named otherwise. Sources: API Gateway quotas page, Lambda quotas page."""

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
    """After a failed SQS batch, make its messages visible again after so many seconds; None: when their time is up."""
    dynamodb: str = "moto"
    """`moto`, or `amazon` for Amazon's DynamoDB Local."""
    dynamodb_jar: Path | None = None
    data: Path | None = None
    """Directory for DynamoDB Local's files, which survive a restart; None keeps them in memory."""
    schedules: bool = True
    csp: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers of static pages, over those of the template and the defaults."""
    faults: Faults = field(default_factory=Faults)

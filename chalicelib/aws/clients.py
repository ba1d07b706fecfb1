"""One botocore session and one client per service for the whole process: service models are parsed once, and
connections are reused."""

import random
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

# botocore's session, not boto3's: the same clients, without loading S3's transfer manager at every cold start.
from botocore import __version__
from botocore.config import Config
from botocore.credentials import CredentialResolver, EnvProvider
from botocore.session import Session, get_session

from chalicelib.aws.light.retries import MAX_ATTEMPTS, TRANSACTION_CONFLICT, pause_s

if TYPE_CHECKING:
    from botocore.client import BaseClient

_CONFIG = Config(
    # API Gateway waits 29 s at most, so short timeouts leave time for a retry.
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 4, "mode": "standard"},
    tcp_keepalive=True,
    max_pool_connections=96,  # maximum number of parallel calls: a few on Lambda, about 80 in the local centre
    # botocore builds its own user agent twice for every request, which takes 10 % of the CPU time of a call.
    user_agent=f"Baro Botocore/{__version__}",
    parameter_validation=False,  # arguments are typed; validation takes 10 % of the CPU time of a call
)

_ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"})
"""For SNS, which has no idempotency key: a repeated publish is a second push."""

_S3 = Config(
    # Presigned URLs use Signature V4 in every region. By default botocore 1.44 presigns with V2 in regions whose data
    # lists V2 (Tokyo, Virginia, Oregon, Ireland, Singapore, ...); S3 refuses V2 for buckets created after June 2020.
    signature_version="s3v4",
    # They have the host of the bucket's region. The global host redirects requests for a new bucket, and the PUT of a
    # browser fails at a redirect (https://github.com/boto/boto3/issues/3015).
    s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    # S3 needs more than 5 s to copy or assemble a video of 500 MB before it responds.
    read_timeout=25,
)

_OWN = {"s3": _S3, "sns": _ONCE}
"""Settings of a service in addition to `_CONFIG`."""


@cache
def session() -> Session:
    """The process's session; region and credentials come from the environment."""
    made = get_session()
    environment = EnvProvider()
    if environment.load() is not None:
        # Lambda sets credentials in the environment. Without this, botocore also initialises a dozen other providers.
        made.register_component("credential_provider", CredentialResolver([environment]))
    return made


@cache
def client(service: str, endpoint: str | None = None) -> "BaseClient":
    """A cached client of a service, optionally at an endpoint of its own (`@connections`)."""
    made = session().create_client(service, endpoint_url=endpoint, config=config_of(service))
    if service == "dynamodb":
        retry_transaction_conflicts(made)
    return made


def retry_transaction_conflicts(dynamodb: Any, random: Callable[[], float] = random.random) -> None:
    """Makes a client retry writes that meet a transaction; see `light.retries`."""

    def pause(response: tuple[Any, dict[str, Any]] | None, attempts: int, **_: object) -> float | None:
        """Seconds until the next attempt; None for no further one."""
        code = response[1].get("Error", {}).get("Code") if response is not None else None
        return pause_s(attempts, random()) if code == TRANSACTION_CONFLICT and attempts < MAX_ATTEMPTS else None

    dynamodb.meta.events.register("needs-retry.dynamodb", pause)


def config_of(service: str) -> Config:
    """The configuration of the clients of a service."""
    merged: Config = _CONFIG.merge(_OWN[service]) if service in _OWN else _CONFIG
    return merged

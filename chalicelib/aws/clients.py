"""One session and one client a service for the whole process: service models are parsed once, connections kept."""

from functools import cache
from typing import TYPE_CHECKING

# botocore's session, not boto3's: the same clients, without loading S3's transfer manager at every cold start.
from botocore import __version__
from botocore.config import Config
from botocore.credentials import CredentialResolver, EnvProvider
from botocore.session import Session, get_session

if TYPE_CHECKING:
    from botocore.client import BaseClient

_CONFIG = Config(
    # A Lambda lives 29 s at most: better an early retry than a late answer.
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 4, "mode": "standard"},
    tcp_keepalive=True,
    max_pool_connections=96,  # used as far as calls run side by side: a few on Lambda, some 80 on one machine
    # botocore would put its own together anew, twice for every request: a tenth of the CPU of a call.
    user_agent=f"Baro Botocore/{__version__}",
    parameter_validation=False,  # our own types have checked already; saves a tenth of the CPU of a call
)

_ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"})
"""For SNS, which knows no repeats: what was published twice is pushed twice."""

_S3 = Config(
    # Presigned addresses are signed V4 in every region. By its own choice botocore 1.44 presigns V2 wherever its data
    # lists V2 (Tokyo, Virginia, Oregon, Ireland, Singapore, ...); S3 refuses V2 for buckets made after June 2020.
    signature_version="s3v4",
    # They name the host of the bucket's own region. The global host redirects while a bucket is young, and a page's PUT
    # doesn't survive that (https://github.com/boto/boto3/issues/3015).
    s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    # A video of 500 MB takes S3 longer than 5 s to copy or to put together, before it answers.
    read_timeout=25,
)

_OWN = {"s3": _S3, "sns": _ONCE}
"""What a service needs besides `_CONFIG`."""


@cache
def session() -> Session:
    """The process's session; region and credentials come from the environment."""
    made = get_session()
    environment = EnvProvider()
    if environment.load() is not None:
        # As on Lambda. botocore would prepare its dozen other places for credentials before it looks at this first one.
        made.register_component("credential_provider", CredentialResolver([environment]))
    return made


@cache
def client(service: str, endpoint: str | None = None) -> "BaseClient":
    """A cached client of a service, at an endpoint of its own where given (`@connections`)."""
    return session().create_client(service, endpoint_url=endpoint, config=config_of(service))


def config_of(service: str) -> Config:
    """How the clients of a service are configured."""
    merged: Config = _CONFIG.merge(_OWN[service]) if service in _OWN else _CONFIG
    return merged

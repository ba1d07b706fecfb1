"""The light clients of this process, created from its environment. Connections are reused between calls."""

import random
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

from chalicelib.aws.light.client import ConnectionsClient, Environment, JsonClient
from chalicelib.aws.light.operations import DYNAMODB, SQS, Service, default_endpoint
from chalicelib.aws.light.signing import Credentials
from chalicelib.kernel.deadline import time_left_s
from chalicelib.settings import aws_settings, xray_trace


@cache
def dynamodb_client() -> JsonClient:
    """The client of DynamoDB."""
    return _json_client(DYNAMODB)


@cache
def sqs_client() -> JsonClient:
    """The client of SQS."""
    return _json_client(SQS)


@cache
def connections_client(endpoint: str) -> ConnectionsClient:
    """The client of `@connections` of the WebSocket API at this address."""
    region, keys, authorities = _known()
    return ConnectionsClient(endpoint, region, keys, authorities, process_environment())


def _json_client(service: Service) -> JsonClient:
    region, keys, authorities = _known()
    endpoints = aws_settings().endpoints
    endpoint = endpoints.get(service.name) or endpoints.get("") or default_endpoint(service, region)
    return JsonClient(service, endpoint, region, keys, authorities, process_environment())


def _known() -> tuple[str, Credentials, str]:
    found = aws_settings()
    return found.region, Credentials(found.key_id, found.secret, found.token), found.authorities or _authorities()


def _authorities() -> str:
    """The file of certificates of Amazon's authorities that the packager adds to this folder; without it botocore's
    list."""
    shipped = Path(__file__).with_name("authorities.pem")
    if shipped.exists():
        return str(shipped)
    import botocore

    return str(Path(botocore.__file__).with_name("cacert.pem"))


def process_environment() -> Environment:
    """The clocks, random numbers, credentials and deadline of this process."""
    return Environment(
        now_s=time.time,
        monotonic=time.monotonic,
        sleep=time.sleep,
        random=random.random,
        token=lambda: str(uuid4()),
        trace=xray_trace,
        time_left_s=time_left_s,
    )

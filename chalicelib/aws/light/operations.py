"""The calls: where each goes and how it is encoded. Facts from the services' API references."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec

JSON = "application/x-amz-json-1.0"


@dataclass(frozen=True, slots=True)
class Service:
    """`name` is what its endpoints are called, `signing` its name in signatures, `prefix` comes before an operation's
    name in `x-amz-target`."""

    name: str
    signing: str
    prefix: str = ""


DYNAMODB = Service("dynamodb", "dynamodb", "DynamoDB_20120810.")
SQS = Service("sqs", "sqs", "AmazonSQS.")
CONNECTIONS = Service("execute-api", "execute-api")
"""API Gateway's `@connections` of one deployed WebSocket API."""


@dataclass(frozen=True, slots=True)
class Request:
    """A call before it is signed. `path` follows the endpoint's own."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def json_request(service: Service, operation: str, arguments: Mapping[str, Any]) -> Request:
    """A call of DynamoDB or SQS: everything is in the body."""
    headers = {"content-type": JSON, "x-amz-target": service.prefix + operation}
    return Request("POST", "/", headers, msgspec.json.encode(arguments))


_METHODS = {"PostToConnection": "POST", "GetConnection": "GET", "DeleteConnection": "DELETE"}


def connection_request(operation: str, connection: str, data: bytes) -> Request:
    """A call about a WebSocket connection, whose id may end in `=`."""
    path = f"/@connections/{quote(connection, safe='-._~')}"
    headers = {"content-type": "application/octet-stream"} if data else {}
    return Request(_METHODS[operation], path, headers, data)


def default_endpoint(service: Service, region: str) -> str:
    """AWS's public address of a service."""
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://{service.name}.{region}.{domain}"

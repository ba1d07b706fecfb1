"""The calls: endpoints and encodings, according to the API references of the services."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct

JSON = "application/x-amz-json-1.0"


class Service(Struct, frozen=True):
    """`name` is the service in host names, `signing` its name in signatures; `prefix` precedes the operation in the
    header `x-amz-target`."""

    name: str
    signing: str
    prefix: str = ""


DYNAMODB = Service("dynamodb", "dynamodb", "DynamoDB_20120810.")
SQS = Service("sqs", "sqs", "AmazonSQS.")
CONNECTIONS = Service("execute-api", "execute-api")
"""API Gateway's `@connections` of a deployed WebSocket API."""


class Request(Struct, frozen=True):
    """An unsigned request. `path` is appended to the path of the endpoint."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def json_request(service: Service, operation: str, arguments: Mapping[str, Any]) -> Request:
    """A call of DynamoDB or SQS: all arguments are in the body."""
    headers = {"content-type": JSON, "x-amz-target": service.prefix + operation}
    return Request("POST", "/", headers, msgspec.json.encode(arguments))


_METHODS = {"PostToConnection": "POST", "GetConnection": "GET", "DeleteConnection": "DELETE"}


def connection_request(operation: str, connection: str, data: bytes) -> Request:
    """A call for a WebSocket connection, whose id may end in `=`."""
    path = f"/@connections/{quote(connection, safe='-._~')}"
    headers = {"content-type": "application/octet-stream"} if data else {}
    return Request(_METHODS[operation], path, headers, data)


def default_endpoint(service: Service, region: str) -> str:
    """The URL of a service's public endpoint."""
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://{service.name}.{region}.{domain}"

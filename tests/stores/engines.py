"""The engines that stores are tested on: their clients, and the tables in them."""

from collections.abc import Iterator
from typing import Any

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import ClientError
from msgspec.structs import replace

from chalicelib.aws.hot_path import process_environment
from chalicelib.aws.light.client import JsonClient
from chalicelib.aws.light.errors import ServiceError
from chalicelib.aws.light.operations import DYNAMODB
from chalicelib.aws.light.signing import Credentials
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.table import Table
from chalicelib.kernel.parallel import run_in_order
from local.aws.engines import Engine
from local.aws.options import REGION
from local.aws.provision import create_tables
from local.aws.template import Template
from local.demo.start import RESOURCES

STAGES = ("test", "light")
PARAMETERS = {"JwtIssuer": "x", "JwtAudience": "x", "Jwks": "https://x", "PageOrigins": "*"}


def client_of(endpoint: str) -> Any:
    """botocore's client of an engine."""
    return Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION).client(
        "dynamodb", endpoint_url=endpoint, config=Config(parameter_validation=False)
    )


def with_tables(engine: Engine) -> Iterator[Any]:
    """A client of an engine with the tables; stops the engine after that."""
    try:
        client = client_of(engine.endpoint)
        for stage in STAGES:
            create_tables(Template.read(RESOURCES, {**PARAMETERS, "Stage": stage}, engine.endpoint), client)
        yield client
    finally:
        engine.stop()


def light(client: Any) -> JsonClient:
    """The light client for the engine of botocore's client; requests that people wait for use it."""
    # moto takes its time where much is written
    patient = replace(process_environment(), response_timeout_s=600.0, time_left_s=lambda: 600.0)
    return JsonClient(DYNAMODB, client.meta.endpoint_url, REGION, Credentials("test", "test"), "", patient)


class LightForModels:
    """The light client where pynamodb expects botocore's."""

    _request_signer = None

    def __init__(self, client: Any) -> None:
        self._light = light(client)
        self._botocore = client
        self.meta = client.meta

    def _make_api_call(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """By botocore's name of the operation. Raises ClientError."""
        call = getattr(self._light, "".join(f"_{c.lower()}" if c.isupper() else c for c in operation).lstrip("_"))
        try:
            answer: dict[str, Any] = call(**arguments)
        except ServiceError as error:
            raise ClientError(error.response, operation) from error  # type: ignore[arg-type]
        return answer

    def __getattr__(self, name: str) -> Any:
        """What tests do beside the stores: scans, and tables looked at."""
        return getattr(self._botocore, name)


def table_of(client: Any, context: str) -> Table:
    """A context's table behind the light client."""
    return Table(light(client), table_name(context))


def table_name(context: str, client: Any = None) -> str:
    """Each kind of client has tables of its own: tests give the same ids to both."""
    return f"baro-{STAGES[isinstance(client, LightForModels)]}-{context}"


def empty(client: Any, table: str) -> None:
    """Removes all items of a table."""
    for page in client.get_paginator("scan").paginate(TableName=table):
        for item in page["Items"]:
            client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})


def outbox_table(client: Any) -> str:
    """The name of the outbox's table for a client."""
    return table_name("outbox", client)


def dynamo_outbox(client: Any) -> DynamoOutbox:
    """The outbox of an engine."""
    return DynamoOutbox(client, outbox_table(client), run_in_order)

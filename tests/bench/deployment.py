"""A deployment for counting: an engine with the tables, the counting proxy, the handlers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from local.aws.engines import Engine, start_dynamodb_local, start_moto
from local.aws.provision import client, provision
from local.aws.template import Template
from local.demo.start import RESOURCES
from tests.bench.handlers import STAGE, TUTORIAL_TABLE, Handlers, environment
from tests.bench.proxy import Proxy

EngineName = Literal["moto", "amazon"]

PARAMETERS = {
    "Stage": STAGE,
    "JwtIssuer": "https://insurer.example",
    "JwtAudience": "baro",
    "Jwks": "https://x",
    "PageOrigins": "*",
}


@dataclass(frozen=True)
class Deployment:
    """`dynamodb` is a client at the engine itself, past the proxy: what it does isn't counted."""

    proxy: Proxy
    handlers: Handlers
    dynamodb: Any


@contextmanager
def deployment(engine: EngineName) -> Iterator[Deployment]:
    """Tables and handlers on moto, or on Amazon's DynamoDB Local with moto for the rest."""
    with ExitStack() as stack:

        def running(started: Engine) -> str:
            stack.callback(started.stop)
            return started.endpoint

        others = running(start_moto())
        database = running(start_dynamodb_local()) if engine == "amazon" else others
        where = {**environment(others), "AWS_ENDPOINT_URL_DYNAMODB": database}
        provision(Template.read(RESOURCES, PARAMETERS, others), where)
        dynamodb = client("dynamodb", where)
        _create_tutorial_table(dynamodb)
        proxy = Proxy(database, others)
        stack.callback(proxy.stop)
        handlers = Handlers(proxy.endpoint)
        stack.callback(handlers.close)
        yield Deployment(proxy, handlers, dynamodb)


def _create_tutorial_table(dynamodb: Any) -> None:
    """One table of connections; its index finds a room's members."""
    pk, sk = "PK", "SK"
    dynamodb.create_table(
        TableName=TUTORIAL_TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in (pk, sk)],
        KeySchema=[{"AttributeName": pk, "KeyType": "HASH"}, {"AttributeName": sk, "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "ReverseLookup",
                "KeySchema": [{"AttributeName": sk, "KeyType": "HASH"}, {"AttributeName": pk, "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )

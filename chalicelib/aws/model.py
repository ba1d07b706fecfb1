"""pynamodb, bound to this process's client and this stage's table names."""

from typing import Any

from pynamodb.connection import Connection
from pynamodb.models import Model


class BaseModel(Model):
    """A table item. `Meta.table_name` is given by `bind`, not by the class."""


def bind(model: type[BaseModel], client: Any, table: str) -> None:
    """Points a model at a table, through a client that exists already: one connection pool, one parsed service model.

    pynamodb would make a client of its own from a session of its own, which costs a cold start 60 ms.
    """
    model.Meta.table_name = table
    model.Meta.region = client.meta.region_name
    model._connection = None
    model._get_connection().connection._client = client


def connection(client: Any) -> Connection:
    """A pynamodb connection for transactions, on the same client."""
    made = Connection(region=client.meta.region_name)
    made._client = client
    return made

"""pynamodb, bound to this process's client and this stage's table names."""

from collections.abc import Callable
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

_RACES = frozenset({None, "ConditionalCheckFailed", "TransactionConflict"})
"""Why a transaction is cancelled by another one, and not because DynamoDB was too busy or the like."""


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


def commit(through: Connection, write: Callable[[TransactWrite], None]) -> bool:
    """Whether a transaction happened; False if a condition failed or another one was quicker. Raises
    TransactWriteError for what is no lost race."""
    try:
        with TransactWrite(connection=through) as to:
            write(to)
    except TransactWriteError as error:
        reasons = {reason.code if reason is not None else None for reason in error.cancellation_reasons}
        if error.cause_response_code == "TransactionCanceledException" and reasons <= _RACES:
            return False
        raise
    return True

"""pynamodb models, bound to this process's client and this stage's table names."""

from collections.abc import Callable
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.aws.transactions import RACES, is_written
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class BaseModel(Model):
    """A table item. `Meta.table_name` is set by `bind`."""


def bind(model: type[BaseModel], client: Any, table: str) -> None:
    """Binds a model to a table and an existing client: one connection pool, one parsed service model.

    pynamodb would create a client of its own with a session of its own, which adds 60 ms to a cold start.
    """
    model.Meta.table_name = table
    model.Meta.region = client.meta.region_name
    model._connection = None
    model._get_connection().connection._client = client


def connection(client: Any) -> Connection:
    """A pynamodb connection for transactions on the same client."""
    made = Connection(region=client.meta.region_name)
    made._client = client
    return made


def commit(through: Connection, write: Callable[[TransactWrite], None], backoff: Backoff = SYSTEM_BACKOFF) -> bool:
    """Whether a transaction was written; False if a condition failed. Raises Conflict if it met other transactions in
    every attempt, TransactWriteError for any other failure."""

    def attempt() -> frozenset[str]:
        try:
            with TransactWrite(connection=through) as to:
                write(to)
        except TransactWriteError as error:
            codes = frozenset(reason.code for reason in error.cancellation_reasons if reason is not None)
            if error.cause_response_code == "TransactionCanceledException" and codes and codes <= RACES:
                return codes
            raise
        return frozenset()

    return is_written(attempt, backoff)

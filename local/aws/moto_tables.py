"""moto's DynamoDB with more than a few hundred items in a table.

moto 5.2.5 sorts and reads the whole table for each query, and copies the whole table for each write of a transaction:
with 5,000 items in a table a query took 24 ms of CPU (now 3) and a transaction of two writes 270 (now 3). For each
value in an answer it looks for all ten types by three spellings, a third of what remained.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

Read = tuple[list[Item], int, dict[str, Any] | None]


def speed_up_tables() -> None:
    """Makes a query read the partition that it names, and a transaction copy the items that it writes. Needs that
    requests are handled one at a time."""
    query, all_items, transact = Table.query, Table.all_items, DynamoDBBackend.transact_write_items

    def query_partition(table: Table, hash_key: DynamoType | None, *rest: Any, **more: Any) -> Read:
        of_index = more.get("index_name") or (len(rest) > 6 and rest[6])
        with _reading(table, _items(table, None if of_index else hash_key)):
            return query(table, hash_key, *rest, **more)

    def read_items(table: Table) -> list[Item]:
        found: list[Item] | None = vars(table).get("queried")
        return all_items(table) if found is None else found

    Table.query = query_partition  # type: ignore[method-assign,assignment]
    Table.all_items = read_items  # type: ignore[method-assign,assignment]
    Table.__deepcopy__ = lambda table, _memo: table  # type: ignore[attr-defined]
    BaseJSONSerializer._serialize_type_structure = _by_its_type(  # type: ignore[method-assign]
        BaseJSONSerializer._serialize_type_structure
    )
    DynamoDBBackend.transact_write_items = _undone(transact)  # type: ignore[method-assign,assignment]


@contextmanager
def _reading(table: Table, items: list[Item]) -> Iterator[None]:
    """Within it `items` are all that the table has."""
    vars(table)["queried"] = items
    try:
        yield
    finally:
        del vars(table)["queried"]


def _items(table: Table, hash_key: DynamoType | None) -> list[Item]:
    """The items of a partition, or all; a query puts them in order."""
    keys = table.items if hash_key is None else [hash_key] if hash_key in table.items else []
    if not table.range_key_attr:
        return [table.items[key] for key in keys]  # type: ignore[misc]
    return [item for key in keys for item in table.items[key].values()]


Transact = Callable[[DynamoDBBackend, list[dict[str, Any]]], None]


def _undone(transact: Transact) -> Transact:
    """`transact` that puts back the items of a transaction that fails, as its own copies of tables no longer do."""

    def writing(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        before = [_before(backend, op) for each in transact_items for op in each.values()]
        try:
            transact(backend, transact_items)
        except Exception:
            for put_back in before:
                put_back()
            raise

    return writing


def _before(backend: DynamoDBBackend, op: dict[str, Any]) -> Callable[[], None]:
    """Puts the item that `op` names back as it is now."""
    table = backend.get_table(op["TableName"])
    key = op.get("Key") or op.get("Item") or {}
    range_name = table.range_key_attr
    if any(part not in key for part in (table.hash_key_attr, range_name) if part):
        return lambda: None  # moto refuses it
    hash_value = DynamoType(key[table.hash_key_attr])
    items: dict[Any, Any] = table.items[hash_value] if range_name else table.items
    name = DynamoType(key[range_name]) if range_name else hash_value
    item = copy.deepcopy(items.get(name))

    def put_back() -> None:
        if item is None:
            items.pop(name, None)
        else:
            items[name] = item

    return put_back


def _by_its_type(serialize: Callable[..., None]) -> Callable[..., None]:
    """`serialize` that reads of an attribute's value the type that it has."""

    def serialized_value(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue" or type(value) is not dict:
            return serialize(self, serialized, value, shape, key)
        typed: dict[str, Any] = {}
        for name, each in value.items():
            self._serialize(typed, each, shape.members[name], name)
        return self._default_serialize(serialized, typed, shape, key)

    return serialized_value

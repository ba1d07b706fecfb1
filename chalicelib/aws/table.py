"""DynamoDB for the message path: the low-level client with constant expressions.

pynamodb builds and parses the expression of a whole item in every call. Here an update, which is made for every
message, sets attributes whose names contain device ids.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.kernel.parallel import RunParallel

Item = dict[str, dict[str, Any]]
"""An item in DynamoDB's own JSON: attribute → {type: value}."""

Values = Mapping[str, Mapping[str, Any]]
"""The values of an expression's placeholders (`:name`), in the same JSON."""


Addition = tuple[str, str, str, Item, dict[str, str]]
"""An update: `pk`, `sk`, expression, values and names."""


def string_value(value: str) -> dict[str, str]:
    """A string attribute."""
    return {"S": value}


def number_value(value: int) -> dict[str, str]:
    """A number attribute."""
    return {"N": str(value)}


def string_set(values: frozenset[str]) -> dict[str, list[str]]:
    """A set of strings. It must not be empty."""
    return {"SS": sorted(values)}


class Table:
    """A table with keys `pk` and `sk`, or with `pk` alone: then `sk` is "".

    `client` is botocore's client or the light one, which have the same methods. `run_parallel` runs the requests for
    more than 100 keys in parallel.
    """

    def __init__(self, client: Any, name: str, run_parallel: "RunParallel | None" = None) -> None:
        self._client = client
        self._run_parallel = run_parallel
        self._refused = client.exceptions.ClientError
        self.name = name

    def get(self, pk: str, sk: str = "", consistent: bool = True) -> Item | None:
        """An item, or None."""
        answer = self._client.get_item(TableName=self.name, Key=_key(pk, sk), ConsistentRead=consistent)
        return answer.get("Item") or None

    def get_many(self, keys: Iterable[tuple[str, str]], consistent: bool = True) -> list[Item]:
        """The items that exist, in the order of the keys, each once; a request for 100 keys. Raises Unavailable."""
        wanted = list(dict.fromkeys(keys))
        from chalicelib.aws.batch_get import BatchReader  # not needed by a message

        found = BatchReader(self._client, self.name, self._run_parallel).get(
            [_key(*key) for key in wanted], consistent=consistent
        )
        by_key = {(item["pk"]["S"], item["sk"]["S"] if "sk" in item else ""): item for item in found}
        return [by_key[key] for key in wanted if key in by_key]

    def put(self, item: Item, condition: str | None = None, values: Values | None = None) -> bool:
        """Writes an item; False if the condition failed."""
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if values:
            extra["ExpressionAttributeValues"] = values
        return self._conditional(self._client.put_item, TableName=self.name, Item=item, **extra) is not None

    def put_together(self, item: Item, condition: str, values: Values | None, others: Mapping[str, Item]) -> bool:
        """Writes an item and items of other tables (table → item) in one transaction; False if the condition failed.
        Raises Conflict if it met other transactions in every attempt."""
        put: dict[str, Any] = {"TableName": self.name, "Item": item, "ConditionExpression": condition}
        if values:
            put["ExpressionAttributeValues"] = values
        return self._together({"Put": put}, others)

    def update_together(
        self,
        pk: str,
        sk: str,
        expression: str,
        values: Values,
        condition: str,
        others: Mapping[str, Item],
        names: Mapping[str, str] | None = None,
    ) -> bool:
        """Updates an item and writes items of other tables (table → item) in one transaction; result and errors as
        in `put_together`. Twice the write units of single writes."""
        update = {
            "TableName": self.name,
            "Key": _key(pk, sk),
            "UpdateExpression": expression,
            "ExpressionAttributeValues": values,
            "ConditionExpression": condition,
        }
        if names:
            update["ExpressionAttributeNames"] = names
        return self._together({"Update": update}, others)

    def put_and_add(self, once: Item, additions: Iterable[Addition]) -> bool:
        """Writes an item that must not exist, and updates others, in one transaction; False if it exists. Raises
        Conflict if it met other transactions in every attempt."""
        put = {"TableName": self.name, "Item": once, "ConditionExpression": "attribute_not_exists(pk)"}
        updates = [
            {
                "TableName": self.name,
                "Key": _key(pk, sk),
                "UpdateExpression": expression,
                "ExpressionAttributeValues": values,
                "ExpressionAttributeNames": names,
            }
            for pk, sk, expression, values, names in additions
        ]
        return self._transact([{"Put": put}, *({"Update": update} for update in updates)])

    def put_write(self, item: Item, condition: str | None = None, values: Values | None = None) -> dict[str, Any]:
        """A put for `write_together`."""
        return {"Put": {"TableName": self.name, "Item": item, **_conditions(condition, values)}}

    def update_write(self, pk: str, sk: str, expression: str, values: Values, condition: str) -> dict[str, Any]:
        """An update for `write_together`."""
        changed = {"UpdateExpression": expression, **_conditions(condition, values)}
        return {"Update": {"TableName": self.name, "Key": _key(pk, sk), **changed}}

    def delete_write(self, pk: str, sk: str) -> dict[str, Any]:
        """A deletion for `write_together`."""
        return {"Delete": {"TableName": self.name, "Key": _key(pk, sk)}}

    def write_together(self, writes: Iterable[dict[str, Any]], others: Iterable[tuple[str, Item]] = ()) -> bool:
        """Makes these writes, and puts items into other tables (table and item), in one transaction; False if a
        condition failed. Raises Conflict if it met other transactions in every attempt."""
        return self._transact([*writes, *({"Put": {"TableName": table, "Item": item}} for table, item in others)])

    def _together(self, write: dict[str, Any], others: Mapping[str, Item]) -> bool:
        return self._transact([write, *({"Put": {"TableName": table, "Item": item}} for table, item in others.items())])

    def _transact(self, items: list[dict[str, Any]]) -> bool:
        from chalicelib.aws.transactions import RACES, is_written  # not needed by a message
        from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF

        def attempt() -> frozenset[str]:
            try:
                self._client.transact_write_items(TransactItems=items)
            except self._refused as error:
                reasons = error.response.get("CancellationReasons", ())
                codes = frozenset(reason.get("Code", "None") for reason in reasons) - {"None"}
                if codes and codes <= RACES:
                    return codes
                raise
            return frozenset()

        return is_written(attempt, SYSTEM_BACKOFF)

    def update(
        self,
        pk: str,
        sk: str,
        expression: str,
        values: Values,
        condition: str | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Item | None:
        """Updates an item and returns it with all attributes; None if the condition failed."""
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if names:
            extra["ExpressionAttributeNames"] = names
        answer = self._conditional(
            self._client.update_item,
            TableName=self.name,
            Key=_key(pk, sk),
            UpdateExpression=expression,
            ExpressionAttributeValues=values,
            ReturnValues="ALL_NEW",
            **extra,
        )
        return None if answer is None else answer["Attributes"]

    def write_many(self, puts: Iterable[Item], deletes: Iterable[tuple[str, str]] = ()) -> None:
        """Puts and deletes at most 25 items in one request. Raises Unavailable."""
        from chalicelib.aws.batch_write import write_items  # not needed by a message

        write_items(self._client, self.name, list(puts), [_key(*key) for key in deletes])

    def update_many(
        self,
        keys: Iterable[tuple[str, str]],
        expression: str,
        values: Values,
        condition: str,
        names: Mapping[str, str],
    ) -> list[tuple[str, str]]:
        """Makes the same update of several items, some in a request; returns the keys of those whose condition held.
        Raises Conflict if it met other writes in every attempt."""
        from chalicelib.aws.batch_write import update_items  # not needed by a message
        from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF
        from chalicelib.kernel.parallel import run_in_order

        update = {
            "UpdateExpression": expression,
            "ExpressionAttributeValues": values,
            "ConditionExpression": condition,
            **({"ExpressionAttributeNames": names} if names else {}),
        }
        wanted = [_key(*key) for key in keys]
        parallel = self._run_parallel or run_in_order
        found = update_items(self._client, self.name, wanted, update, SYSTEM_BACKOFF, parallel)
        return [(key["pk"]["S"], key["sk"]["S"]) for key in found]

    def delete(self, pk: str, sk: str = "", condition: str | None = None, values: Values | None = None) -> bool:
        """Deletes an item; idempotent. False if the condition failed."""
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if values:
            extra["ExpressionAttributeValues"] = values
        return self._conditional(self._client.delete_item, TableName=self.name, Key=_key(pk, sk), **extra) is not None

    def query(
        self,
        condition: str,
        values: Values,
        *,
        forward: bool = True,
        limit: int = 0,
        index: str = "",
        consistent: bool = True,
    ) -> Iterator[Item]:
        """The items in the order of the key, at most `limit` (0: all), over several pages. An `index` is never strongly
        consistent."""
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": forward,
            **({"IndexName": index} if index else {"ConsistentRead": consistent}),
            **({"Limit": limit} if limit else {}),
        }
        given = 0
        while True:
            answer = self._client.query(**request)
            for item in answer["Items"]:
                yield item
                given += 1
                if limit and given == limit:
                    return
            if not answer.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _conditional(self, call: Any, **request: Any) -> dict[str, Any] | None:
        try:
            answer: dict[str, Any] = call(**request)
        except self._refused as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return None
            raise
        return answer


def _conditions(condition: str | None, values: Values | None) -> dict[str, Any]:
    return {
        **({"ConditionExpression": condition} if condition else {}),
        **({"ExpressionAttributeValues": values} if values else {}),
    }


def _key(pk: str, sk: str) -> Item:
    return {"pk": string_value(pk), "sk": string_value(sk)} if sk else {"pk": string_value(pk)}

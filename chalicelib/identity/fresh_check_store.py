"""Second identity checks in the table of tickets, through the low-level client.

| pk | what |
|---|---|
| `check#<id>` | a check that waits for its code |
| `proof#<fingerprint>` | a confirmed check |
"""

from typing import Any

from chalicelib.aws.table import Table, number_value, string_value
from chalicelib.identity.fresh_checks import FreshCheck, PendingCheck


class DynamoFreshCheckStore:
    """`fresh_checks.FreshCheckStore` on DynamoDB; the attribute `ttl` deletes what is over."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = Table(client, table)

    def add(self, check: str, pending: PendingCheck) -> None:
        self._table.put(
            {
                "pk": string_value(f"check#{check}"),
                "person": string_value(pending.person),
                "reference": string_value(pending.reference),
                "tries": number_value(pending.tries),
                "ttl": number_value(pending.expires_s),
            }
        )

    def take_try(self, check: str) -> PendingCheck | None:
        counted = self._table.update(
            f"check#{check}", "", "ADD tries :one", {":one": number_value(1)}, "attribute_exists(pk)"
        )
        if counted is None:
            return None
        person, reference = counted["person"]["S"], counted["reference"]["S"]
        return PendingCheck(person, reference, int(counted["ttl"]["N"]), int(counted["tries"]["N"]))

    def remove(self, check: str) -> bool:
        key = {"pk": string_value(f"check#{check}")}
        answer = self._client.delete_item(TableName=self._table.name, Key=key, ReturnValues="ALL_OLD")
        return bool(answer.get("Attributes"))

    def add_proof(self, fingerprint: str, fresh: FreshCheck, expires_s: int) -> None:
        self._table.put(
            {
                "pk": string_value(f"proof#{fingerprint}"),
                "person": string_value(fresh.person),
                "checked_at": number_value(fresh.checked_at),
                "ttl": number_value(expires_s),
            }
        )

    def find_proof(self, fingerprint: str) -> FreshCheck | None:
        item = self._table.get(f"proof#{fingerprint}")
        return FreshCheck(item["person"]["S"], int(item["checked_at"]["N"])) if item else None

"""Tickets in DynamoDB, through the low-level client: every connection waits for the authorizer's cold start."""

from typing import Any

import msgspec

from chalicelib.aws.table import Table, number_value, string_value
from chalicelib.identity.tickets import Identity


class DynamoTicketStore:
    """`tickets.TicketStore` on DynamoDB; the attribute `ttl` deletes unused tickets."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def put(self, fingerprint: str, person: Identity, expires_s: int) -> None:
        self._client.put_item(
            TableName=self._table,
            Item={
                "pk": {"S": fingerprint},
                "person": {"S": msgspec.json.encode(person).decode()},
                "ttl": {"N": str(expires_s)},
            },
        )

    def consume(self, fingerprint: str, now_s: int) -> Identity | None:
        answer = self._client.delete_item(TableName=self._table, Key={"pk": {"S": fingerprint}}, ReturnValues="ALL_OLD")
        item = answer.get("Attributes")
        if not item or int(item["ttl"]["N"]) <= now_s:
            return None
        return msgspec.json.decode(item["person"]["S"], type=Identity)

    def record_rights(self, person: Identity) -> bool:
        table, key = Table(self._client, self._table), f"rights#{person.id}"
        values = {
            ":at": number_value(person.issued_at),
            ":rights": string_value(person.rights),
            ":ttl": number_value(person.expires_at // 1000),
        }
        newest = table.update(
            key,
            "",
            "SET issued_at = :at, rights = :rights, #ttl = :ttl",
            values,
            "attribute_not_exists(pk) OR issued_at <= :at",
            {"#ttl": "ttl"},
        )
        if newest is not None:
            return True
        newer = table.get(key)
        return newer is None or bool(newer["rights"]["S"] == person.rights)

"""Presence in DynamoDB.

| item | pk | sk |
|---|---|---|
| connection | the person | the connection |
| viewing | `viewing#` and the conversation | the connection |
| number of actions in a window | `actions#` and the person | kind and start of the window |
| last sign of life of a member of staff | `alive#` and a shard | the person |
| end of a connection: its token expires, or no `hello` came | `expiry#` and a shard | time and connection |

It uses the low-level client, so that connecting and disconnecting don't wait for pynamodb to load.
"""

from functools import partial
from zlib import crc32

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.kernel.parallel import RunParallel, gather, run_in_order
from chalicelib.presence.ports import Device, Viewing

CONNECTION_LIFETIME_S = 2 * 3600 + 600
"""API Gateway ends every connection after 2 h."""

ALIVE_SHARDS = 8
"""Partitions for the signs of life of staff, each of whom writes one in half a minute."""

EXPIRY_SHARDS = 8
"""Partitions for the expiry items. One partition takes 1,000 writes a second, too few when everybody reconnects."""

MAX_EXPIRED_PER_SHARD = 100
"""Expired connections that one call returns for each shard; the next call, a minute later, returns the rest."""


_EXISTS = "attribute_exists(pk)"


class DynamoPresenceStore:
    """`ports.PresenceStore` on DynamoDB. Times are in ms since 1970 UTC, `ttl` in seconds; `closed` marks a closed
    connection."""

    def __init__(self, table: Table, run_parallel: RunParallel = run_in_order) -> None:
        self._table = table
        self._run_parallel = run_parallel

    def register(self, device: Device, hello_until: int, *, beats: bool) -> None:
        puts = [_device_item(device)]
        if _ends_early(device):
            puts.append(_expiry_item(device.person, device.connection, device.connected_at, device.token_expires_at))
        if beats:
            puts.append(_alive_item(device.person, device.last_seen_at))
        written = {(item["pk"]["S"], item["sk"]["S"]) for item in puts}
        self._table.write_many(puts, {_expiry_key(device.connection, hello_until)} - written)

    def expire(self, person: str, connection: str, now: int, until: int) -> None:
        self._table.put(_expiry_item(person, connection, now, until))

    def record_activity(self, person: str, connection: str, now: int) -> None:
        # The condition keeps a late ping from bringing back a removed connection.
        self._table.update(person, connection, "SET last_seen_at = :now", {":now": number_value(now)}, _EXISTS)

    def beat(self, person: str, now: int) -> None:
        self._table.put(_alive_item(person, now))

    def find_silent(self, since: int) -> list[str]:
        reads = [partial(self._silent_in, f"alive#{shard}", since) for shard in range(ALIVE_SHARDS)]
        return [person for persons in gather(self._run_parallel, reads) for person in persons]

    def _silent_in(self, shard: str, since: int) -> list[str]:
        items = self._table.query("pk = :p", {":p": string_value(shard)})
        return [item["sk"]["S"] for item in items if _int(item, "last_seen_at") <= since]

    def forget(self, person: str) -> None:
        self._table.delete(*_alive_key(person))

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        values: Item = {":now": {**number_value(now)}, ":yes": {"BOOL": True}}
        # A connection that never sent `hello` isn't stored.
        self._table.update(person, connection, "SET last_seen_at = :now, closed = :yes", values, _EXISTS)
        self._table.delete(*_expiry_key(connection, until))

    def remove(self, person: str, connection: str, until: int) -> None:
        self._table.delete(person, connection)
        self._table.delete(*_expiry_key(connection, until))

    def find_expired(self, now: int) -> list[Device]:
        values = {":t": string_value(f"{now + 1:013d}")}
        items = (
            item
            for shard in range(EXPIRY_SHARDS)
            for item in self._table.query(
                "pk = :p AND sk < :t", {**values, ":p": string_value(_shard(shard))}, limit=MAX_EXPIRED_PER_SHARD
            )
        )
        return [
            Device(
                item["person"]["S"],
                item["connection"]["S"],
                _int(item, "connected_at"),
                _int(item, "connected_at"),
                _int(item, "token_expires_at"),
            )
            for item in items
        ]

    def remove_expiry(self, connection: str, until: int) -> None:
        self._table.delete(*_expiry_key(connection, until))

    def count_actions(self, person: str, window: str, number: int, most: int, until: int) -> bool:
        values = {":n": number_value(number), ":left": number_value(most - number)}
        values[":t"] = number_value(until // 1000 + 1)
        expression, condition = "ADD actions :n SET #t = :t", "attribute_not_exists(actions) OR actions <= :left"
        counted = self._table.update(f"actions#{person}", window, expression, values, condition, {"#t": "ttl"})
        return counted is not None

    def devices_of(self, person: str) -> list[Device]:
        return [
            Device(
                person,
                item["sk"]["S"],
                _int(item, "connected_at"),
                _int(item, "last_seen_at"),
                _int(item, "token_expires_at"),
                "closed" not in item,
                item["rights"]["S"] if "rights" in item else "",
                _int(item, "issued_at") if "issued_at" in item else 0,
            )
            for item in self._table.query("pk = :p", {":p": string_value(person)})
        ]

    def start_viewing(self, viewing: Viewing, now: int) -> bool:
        pk = _viewing_pk(viewing.conversation)
        times = {"expires_at": number_value(viewing.expires_at), "ttl": number_value(viewing.expires_at // 1000 + 1)}
        values = {":e": times["expires_at"], ":t": times["ttl"], ":now": number_value(now)}
        expression, condition = "SET expires_at = :e, #t = :t", "expires_at > :now"
        if self._table.update(pk, viewing.connection, expression, values, condition, {"#t": "ttl"}) is not None:
            return False
        owner = {"person": string_value(viewing.person), "name": string_value(viewing.name)}
        self._table.put({"pk": string_value(pk), "sk": string_value(viewing.connection), **owner, **times})
        return True

    def end_viewing(self, conversation: str, connection: str) -> bool:
        return self._table.delete(_viewing_pk(conversation), connection, _EXISTS)

    def viewings(self, conversation: str, now: int) -> list[Viewing]:
        # DynamoDB deletes an expired item within days, not at once.
        return [
            Viewing(conversation, item["person"]["S"], item["name"]["S"], item["sk"]["S"], _int(item, "expires_at"))
            for item in self._table.query("pk = :p", {":p": string_value(_viewing_pk(conversation))})
            if _int(item, "expires_at") > now
        ]


def _device_item(device: Device) -> Item:
    item = {
        "pk": string_value(device.person),
        "sk": string_value(device.connection),
        "last_seen_at": number_value(device.last_seen_at),
        "connected_at": number_value(device.connected_at),
        "token_expires_at": number_value(device.token_expires_at),
        "issued_at": number_value(device.issued_at),
        "ttl": number_value(device.connected_at // 1000 + CONNECTION_LIFETIME_S),
    }
    return {**item, "rights": string_value(device.rights)} if device.rights else {**item}


def _ends_early(device: Device) -> bool:
    """Whether the token ends before API Gateway ends the connection."""
    return device.token_expires_at < device.connected_at + CONNECTION_LIFETIME_S * 1000


def _expiry_item(person: str, connection: str, now: int, until: int) -> Item:
    pk, sk = _expiry_key(connection, until)
    owner = {"person": string_value(person), "connection": string_value(connection)}
    times = {"connected_at": number_value(now), "token_expires_at": number_value(until)}
    ttl = number_value(until // 1000 + CONNECTION_LIFETIME_S)
    return {"pk": string_value(pk), "sk": string_value(sk), **owner, **times, "ttl": ttl}


def _alive_item(person: str, now: int) -> Item:
    pk, sk = _alive_key(person)
    ttl = number_value(now // 1000 + CONNECTION_LIFETIME_S)
    return {"pk": string_value(pk), "sk": string_value(sk), "last_seen_at": number_value(now), "ttl": ttl}


def _int(item: Item, name: str) -> int:
    return int(item[name]["N"])


def _expiry_key(connection: str, until: int) -> tuple[str, str]:
    return _shard(crc32(connection.encode()) % EXPIRY_SHARDS), f"{until:013d}#{connection}"


def _alive_key(person: str) -> tuple[str, str]:
    return f"alive#{crc32(person.encode()) % ALIVE_SHARDS}", person


def _shard(number: int) -> str:
    return f"expiry#{number}"


def _viewing_pk(conversation: str) -> str:
    return f"viewing#{conversation}"

"""Connections in DynamoDB: pk the person, sk the connection; what they have open under the conversation; and, for
those whose token ends before API Gateway ends them, when that is: pk a shard, sk the time.

Through the small client: whoever connects or leaves doesn't wait for pynamodb to load.
"""

from zlib import crc32

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.presence.ports import Device, Look

LIFE_S = 2 * 3600 + 600
"""API Gateway ends every connection after 2 h."""

SHARDS = 8
"""So many partitions hold the ends of tokens: when everybody connects anew at once, one would take 1,000 a second."""

AT_ONCE = 100
"""So many of each are looked at in one go; the rest follow a minute later."""


_THERE = "attribute_exists(pk)"


class DynamoStore:
    """`ports.Store` on DynamoDB. Times are in ms since 1970, but `ttl` in seconds; `closed` is set on what ended."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, device: Device) -> None:
        times = {"since": number_value(device.since), "until": number_value(device.until)}
        kept = {
            "pk": string_value(device.person),
            "sk": string_value(device.connection),
            "seen": number_value(device.seen),
            **times,
        }
        self._table.put({**kept, "ttl": number_value(device.since // 1000 + LIFE_S)})
        if device.until < device.since + LIFE_S * 1000:
            pk, sk = _end(device.connection, device.until)
            whose = {"person": string_value(device.person), "connection": string_value(device.connection)}
            ends = number_value(device.until // 1000 + LIFE_S)
            self._table.put({"pk": string_value(pk), "sk": string_value(sk), **whose, **times, "ttl": ends})

    def seen(self, person: str, connection: str, now: int) -> None:
        # Gone meanwhile: a late ping brings nothing back to life.
        self._table.update(person, connection, "SET seen = :now", {":now": number_value(now)}, _THERE)

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        values: Item = {":now": {**number_value(now)}, ":yes": {"BOOL": True}}
        self._table.update(person, connection, "SET seen = :now, closed = :yes", values, _THERE)  # if it said hello
        self._table.delete(*_end(connection, until))

    def remove(self, person: str, connection: str, until: int) -> None:
        self._table.delete(person, connection)
        self._table.delete(*_end(connection, until))

    def ended(self, now: int) -> list[Device]:
        past = string_value(f"{now + 1:013d}")
        return [
            Device(
                item["person"]["S"], item["connection"]["S"], _n(item, "since"), _n(item, "since"), _n(item, "until")
            )
            for shard in range(SHARDS)
            for item in self._table.query(
                "pk = :p AND sk < :t", {":p": string_value(_shard(shard)), ":t": past}, limit=AT_ONCE
            )
        ]

    def end(self, device: Device) -> None:
        self._table.delete(*_end(device.connection, device.until))

    def of(self, person: str) -> list[Device]:
        return [
            Device(
                person, item["sk"]["S"], _n(item, "since"), _n(item, "seen"), _n(item, "until"), "closed" not in item
            )
            for item in self._table.query("pk = :p", {":p": string_value(person)})
        ]

    def look(self, look: Look, now: int) -> bool:
        pk = _open(look.conversation)
        times = {":until": number_value(look.until), ":ttl": number_value(look.until // 1000 + 1)}
        still = {**times, ":now": number_value(now)}
        names = {"#u": "until", "#t": "ttl"}
        if self._table.update(pk, look.connection, "SET #u = :until, #t = :ttl", still, "#u > :now", names) is not None:
            return False
        whose = {"person": string_value(look.person), "name": string_value(look.name)}
        times = {"until": times[":until"], "ttl": times[":ttl"]}
        self._table.put({"pk": string_value(pk), "sk": string_value(look.connection), **whose, **times})
        return True

    def look_away(self, conversation: str, connection: str) -> bool:
        return self._table.delete(_open(conversation), connection, _THERE)

    def looks(self, conversation: str, now: int) -> list[Look]:
        # DynamoDB deletes what is past its time within days, not at once.
        return [
            Look(conversation, item["person"]["S"], item["name"]["S"], item["sk"]["S"], _n(item, "until"))
            for item in self._table.query("pk = :p", {":p": string_value(_open(conversation))})
            if _n(item, "until") > now
        ]


def _n(item: Item, name: str) -> int:
    return int(item[name]["N"])


def _end(connection: str, until: int) -> tuple[str, str]:
    """Key of the end of a connection's token."""
    return _shard(crc32(connection.encode()) % SHARDS), f"{until:013d}#{connection}"


def _shard(place: int) -> str:
    return f"ends#{place}"


def _open(conversation: str) -> str:
    return f"open#{conversation}"

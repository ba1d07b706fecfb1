"""Connections in DynamoDB: pk the person, sk the connection; what they have open under the conversation; and, for
those whose token ends before API Gateway ends them, when that is: pk a shard, sk the time."""

from contextlib import suppress
from itertools import islice
from typing import Any
from zlib import crc32

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, UpdateError

from chalicelib.aws.model import BaseModel, bind
from chalicelib.presence.ports import Device, Look

LIFE_S = 2 * 3600 + 600
"""API Gateway ends every connection after 2 h."""

SHARDS = 8
"""So many partitions hold the ends of tokens: when everybody connects anew at once, one would take 1,000 a second."""

AT_ONCE = 100
"""So many of each are looked at in one go; the rest follow a minute later."""


class DeviceItem(BaseModel):
    """A connection; `ttl` in seconds since 1970. `closed` is set on those that ended."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    since = NumberAttribute()
    seen = NumberAttribute()
    until = NumberAttribute()
    ttl = NumberAttribute()
    closed = BooleanAttribute(null=True)


class EndItem(BaseModel):
    """When a connection's token ends; `ttl` in seconds since 1970."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    person = UnicodeAttribute()
    connection = UnicodeAttribute()
    since = NumberAttribute()
    until = NumberAttribute()
    ttl = NumberAttribute()


class LookItem(BaseModel):
    """An open conversation; `ttl` in seconds since 1970. No person's id has the mark in its pk."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    person = UnicodeAttribute()
    name = UnicodeAttribute()
    until = NumberAttribute()
    ttl = NumberAttribute()


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(DeviceItem, client, table)
        bind(EndItem, client, table)
        bind(LookItem, client, table)

    def put(self, device: Device) -> None:
        DeviceItem(
            device.person,
            device.connection,
            since=device.since,
            seen=device.seen,
            until=device.until,
            ttl=device.since // 1000 + LIFE_S,
        ).save()
        if device.until < device.since + LIFE_S * 1000:
            EndItem(
                *_end(device.connection, device.until),
                person=device.person,
                connection=device.connection,
                since=device.since,
                until=device.until,
                ttl=device.until // 1000 + LIFE_S,
            ).save()

    def seen(self, person: str, connection: str, now: int) -> None:
        with suppress(UpdateError):  # gone meanwhile: a late ping brings nothing back to life
            DeviceItem(person, connection).update([DeviceItem.seen.set(now)], condition=DeviceItem.pk.exists())

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        with suppress(UpdateError):  # it never said hello
            DeviceItem(person, connection).update(
                [DeviceItem.seen.set(now), DeviceItem.closed.set(True)], condition=DeviceItem.pk.exists()
            )
        EndItem(*_end(connection, until)).delete()

    def remove(self, person: str, connection: str, until: int) -> None:
        DeviceItem(person, connection).delete()
        EndItem(*_end(connection, until)).delete()

    def ended(self, now: int) -> list[Device]:
        return [
            Device(item.person, item.connection, int(item.since), int(item.since), int(item.until))
            for shard in range(SHARDS)
            for item in islice(EndItem.query(_shard(shard), EndItem.sk < f"{now + 1:013d}", limit=AT_ONCE), AT_ONCE)
        ]

    def end(self, device: Device) -> None:
        EndItem(*_end(device.connection, device.until)).delete()

    def of(self, person: str) -> list[Device]:
        return [
            Device(item.pk, item.sk, int(item.since), int(item.seen), int(item.until), not item.closed)
            for item in DeviceItem.query(person, consistent_read=True)
        ]

    def look(self, look: Look, now: int) -> bool:
        item = LookItem(
            _open(look.conversation),
            look.connection,
            person=look.person,
            name=look.name,
            until=look.until,
            ttl=look.until // 1000 + 1,
        )
        still = LookItem.until > now
        try:
            item.update([LookItem.until.set(item.until), LookItem.ttl.set(item.ttl)], condition=still)
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            item.save()
            return True
        return False

    def look_away(self, conversation: str, connection: str) -> bool:
        try:
            LookItem(_open(conversation), connection).delete(condition=LookItem.pk.exists())
        except DeleteError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def looks(self, conversation: str, now: int) -> list[Look]:
        # DynamoDB deletes what is past its time within days, not at once.
        return [
            Look(conversation, item.person, item.name, item.sk, int(item.until))
            for item in LookItem.query(_open(conversation), consistent_read=True)
            if item.until > now
        ]


def _end(connection: str, until: int) -> tuple[str, str]:
    """Key of the end of a connection's token."""
    return _shard(crc32(connection.encode()) % SHARDS), f"{until:013d}#{connection}"


def _shard(place: int) -> str:
    return f"ends#{place}"


def _open(conversation: str) -> str:
    return f"open#{conversation}"

"""Connections in DynamoDB: pk the person, sk the connection."""

from contextlib import suppress
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError

from chalicelib.aws.model import BaseModel, bind
from chalicelib.presence.ports import Device

LIFE_S = 2 * 3600 + 600
"""API Gateway ends every connection after 2 h."""


class DeviceItem(BaseModel):
    """A connection; `ttl` in seconds since 1970. `closed` is set on those that ended."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    since = NumberAttribute()
    seen = NumberAttribute()
    ttl = NumberAttribute()
    closed = BooleanAttribute(null=True)


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(DeviceItem, client, table)

    def put(self, device: Device) -> None:
        DeviceItem(
            device.person,
            device.connection,
            since=device.since,
            seen=device.seen,
            ttl=device.since // 1000 + LIFE_S,
        ).save()

    def seen(self, person: str, connection: str, now: int) -> None:
        with suppress(UpdateError):  # gone meanwhile: a late ping brings nothing back to life
            DeviceItem(person, connection).update([DeviceItem.seen.set(now)], condition=DeviceItem.pk.exists())

    def close(self, person: str, connection: str, now: int) -> None:
        with suppress(UpdateError):  # it never said hello
            DeviceItem(person, connection).update(
                [DeviceItem.seen.set(now), DeviceItem.closed.set(True)], condition=DeviceItem.pk.exists()
            )

    def remove(self, person: str, connection: str) -> None:
        DeviceItem(person, connection).delete()

    def of(self, person: str) -> list[Device]:
        return [
            Device(item.pk, item.sk, int(item.since), int(item.seen), not item.closed)
            for item in DeviceItem.query(person, consistent_read=True)
        ]

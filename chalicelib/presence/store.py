"""Connections in DynamoDB: pk the person, sk the connection; what they have open under the conversation."""

from contextlib import suppress
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, UpdateError

from chalicelib.aws.model import BaseModel, bind
from chalicelib.presence.ports import Device, Look

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
        bind(LookItem, client, table)

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


def _open(conversation: str) -> str:
    return f"open#{conversation}"

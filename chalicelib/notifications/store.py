"""`PushStore` on one DynamoDB table.

| pk | sk | content |
|---|---|---|
| `person#<id>` | device | a device as JSON, with the digest of its token |
| `token#<digest>` | `token` | person and device of this token: every device has one token, every token one device |
| `pushed#<conversation>` | category | the watermark: message, time, devices that claimed the push; for 30 days |
"""

from collections.abc import Callable
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.kernel.optimistic_update import LOST_RACE, SYSTEM_BACKOFF, Backoff, LostRace, update_optimistically
from chalicelib.notifications.events import PushEvent, push_subject
from chalicelib.notifications.model import PushDevice, PushWatermark

WATERMARK_TTL_S = 30 * 86_400
"""Watermarks outlive every job: SQS keeps a job for 4 days, and a dead letter for 14 more."""

MAX_ATTEMPTS = 5


class _Item(BaseModel):
    """`body` is a device as JSON; `person` and `device` are the owner of a token."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    person = UnicodeAttribute(null=True)
    device = UnicodeAttribute(null=True)
    seq = NumberAttribute(null=True)
    at = NumberAttribute(null=True)
    claimed_by = UnicodeSetAttribute(null=True)
    ttl = NumberAttribute(null=True)


class DynamoPushStore:
    """`ports.PushStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox, backoff: Backoff = SYSTEM_BACKOFF) -> None:
        bind(_Item, client, table)
        self._outbox = outbox
        self._backoff = backoff
        self._connection = connection(client)

    def register(self, device: PushDevice) -> tuple[str, ...]:
        def attempt() -> tuple[str, ...] | LostRace:
            before, owner = self.device(device.person, device.device), self._owner(device.digest)
            if not self._write_registration(device, before, owner):
                return LOST_RACE
            unused = before is not None and before.endpoint != device.endpoint
            return (before.endpoint,) if before is not None and unused else ()

        return update_optimistically(attempt, self._backoff, MAX_ATTEMPTS)

    def device(self, person: str, device: str) -> PushDevice | None:
        item = _item(f"person#{person}", device)
        return _device(item) if item is not None else None

    def devices(self, person: str) -> tuple[PushDevice, ...]:
        found = map(_device, _Item.query(f"person#{person}", consistent_read=True))
        return tuple(sorted(found, key=lambda device: (device.at, device.device)))

    def remove(self, device: PushDevice, event: PushEvent | None = None) -> bool:
        def write(to: TransactWrite) -> None:
            to.delete(_Item(f"person#{device.person}", device.device), condition=_Item.digest == device.digest)
            to.delete(_Item(f"token#{device.digest}", "token"), condition=_is_owner(device.person, device.device))
            if event is not None:
                self._outbox.add(to, push_subject(event.conversation, event.device), event.number, event)

        return commit(self._connection, write)

    def is_registered(self, digest: str) -> bool:
        return self._owner(digest) is not None

    def publish(self, event: PushEvent) -> None:
        self._outbox.publish(push_subject(event.conversation, event.device), event.number, event)

    def watermark(self, conversation: str, category: str) -> PushWatermark | None:
        item = _item(f"pushed#{conversation}", category)
        return PushWatermark(int(item.seq or 0), int(item.at or 0)) if item is not None else None

    def raise_watermark(self, conversation: str, category: str, watermark: PushWatermark, after: int) -> bool:
        expected = _Item.seq == after if after else _Item.pk.does_not_exist()
        raised = _Item(
            f"pushed#{conversation}",
            category,
            seq=watermark.seq,
            at=watermark.at,
            ttl=watermark.at // 1000 + WATERMARK_TTL_S,
        )
        return _conditional_write(lambda: raised.save(condition=expected))

    def claim_push(self, conversation: str, category: str, seq: int, device: str) -> bool:
        free = (_Item.seq == seq) & ~_Item.claimed_by.contains(device)
        item = _Item(f"pushed#{conversation}", category)
        return _conditional_write(lambda: item.update([_Item.claimed_by.add({device})], condition=free))

    def release_push(self, conversation: str, category: str, seq: int, device: str) -> None:
        item = _Item(f"pushed#{conversation}", category)
        _conditional_write(lambda: item.update([_Item.claimed_by.delete({device})], condition=_Item.seq == seq))

    def _write_registration(self, device: PushDevice, before: PushDevice | None, owner: tuple[str, str] | None) -> bool:
        """Stores the device, if it and the owner of its token are unchanged."""
        here = (device.person, device.device)
        as_before = _Item.digest == before.digest if before else _Item.pk.does_not_exist()
        as_owned = _is_owner(*owner) if owner else _Item.pk.does_not_exist()

        def write(to: TransactWrite) -> None:
            item = _Item(f"person#{device.person}", device.device, digest=device.digest)
            item.body = msgspec.json.encode(device).decode()
            to.save(item, condition=as_before)
            token = _Item(f"token#{device.digest}", "token", person=device.person, device=device.device)
            to.save(token, condition=as_owned)
            if owner is not None and owner != here:
                to.delete(_Item(f"person#{owner[0]}", owner[1]), condition=_Item.digest == device.digest)
            if before is not None and before.digest != device.digest:
                to.delete(_Item(f"token#{before.digest}", "token"), condition=_is_owner(*here))

        return commit(self._connection, write)

    @staticmethod
    def _owner(digest: str) -> tuple[str, str] | None:
        item = _item(f"token#{digest}", "token")
        return (item.person or "", item.device or "") if item is not None else None


def _is_owner(person: str, device: str) -> Condition:
    mine: Condition = (_Item.person == person) & (_Item.device == device)
    return mine


def _item(pk: str, sk: str) -> _Item | None:
    try:
        return _Item.get(pk, sk, consistent_read=True)
    except DoesNotExist:
        return None


def _device(item: _Item) -> PushDevice:
    return msgspec.json.decode(item.body or "", type=PushDevice)


def _conditional_write(write: Callable[[], object]) -> bool:
    """Whether the condition held and the item was written."""
    try:
        write()
    except (PutError, UpdateError) as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True

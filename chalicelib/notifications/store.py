"""Telephones and what was pushed in one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `person#<id>` | device | a telephone as JSON, by the digest of its token |
| `token#<digest>` | `token` | whose telephone has this token: every telephone has one, every token one telephone |
| `pushed#<conversation>` | kind | the mark: message, time, and the devices that took it; for a month |
"""

from collections.abc import Callable
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.kernel.errors import Conflict
from chalicelib.notifications.model import Mark, Phone

KEPT_S = 30 * 86_400
"""Marks outlive every job: SQS keeps one four days, among the dead letters 14 more."""

ATTEMPTS = 5


class _Item(BaseModel):
    """`body` is a telephone as JSON; `person` and `device` name the one that has a token."""

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
    taken = UnicodeSetAttribute(null=True)
    ttl = NumberAttribute(null=True)


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(_Item, client, table)
        self._connection = connection(client)

    def register(self, phone: Phone) -> tuple[str, ...]:
        for _ in range(ATTEMPTS):
            before, owner = self.phone(phone.person, phone.device), self._owner(phone.digest)
            if self._registered(phone, before, owner):
                outworn = before is not None and before.endpoint != phone.endpoint
                return (before.endpoint,) if before is not None and outworn else ()
        raise Conflict

    def phone(self, person: str, device: str) -> Phone | None:
        item = _item(f"person#{person}", device)
        return _phone(item) if item is not None else None

    def phones(self, person: str) -> tuple[Phone, ...]:
        found = map(_phone, _Item.query(f"person#{person}", consistent_read=True))
        return tuple(sorted(found, key=lambda phone: (phone.at, phone.device)))

    def drop(self, phone: Phone) -> bool:
        def write(to: TransactWrite) -> None:
            to.delete(_Item(f"person#{phone.person}", phone.device), condition=_Item.digest == phone.digest)
            to.delete(_Item(f"token#{phone.digest}", "token"), condition=_owned(phone.person, phone.device))

        return commit(self._connection, write)

    def last(self, conversation: str, kind: str) -> Mark | None:
        item = _item(f"pushed#{conversation}", kind)
        return Mark(int(item.seq or 0), int(item.at or 0)) if item is not None else None

    def begin(self, conversation: str, kind: str, mark: Mark, after: int) -> bool:
        expected = _Item.seq == after if after else _Item.pk.does_not_exist()
        begun = _Item(f"pushed#{conversation}", kind, seq=mark.seq, at=mark.at, ttl=mark.at // 1000 + KEPT_S)
        return _unless_refused(lambda: begun.save(condition=expected))

    def take(self, conversation: str, kind: str, seq: int, device: str) -> bool:
        free = (_Item.seq == seq) & ~_Item.taken.contains(device)
        mark = _Item(f"pushed#{conversation}", kind)
        return _unless_refused(lambda: mark.update([_Item.taken.add({device})], condition=free))

    def give_back(self, conversation: str, kind: str, seq: int, device: str) -> None:
        mark = _Item(f"pushed#{conversation}", kind)
        _unless_refused(lambda: mark.update([_Item.taken.delete({device})], condition=_Item.seq == seq))

    def _registered(self, phone: Phone, before: Phone | None, owner: tuple[str, str] | None) -> bool:
        """Keeps the telephone, if its device and its token are as they were seen."""
        here = (phone.person, phone.device)
        as_before = _Item.digest == before.digest if before else _Item.pk.does_not_exist()
        as_owned = _owned(*owner) if owner else _Item.pk.does_not_exist()

        def write(to: TransactWrite) -> None:
            kept = _Item(f"person#{phone.person}", phone.device, digest=phone.digest)
            kept.body = msgspec.json.encode(phone).decode()
            to.save(kept, condition=as_before)
            token = _Item(f"token#{phone.digest}", "token", person=phone.person, device=phone.device)
            to.save(token, condition=as_owned)
            if owner is not None and owner != here:
                to.delete(_Item(f"person#{owner[0]}", owner[1]), condition=_Item.digest == phone.digest)
            if before is not None and before.digest != phone.digest:
                to.delete(_Item(f"token#{before.digest}", "token"), condition=_owned(*here))

        return commit(self._connection, write)

    @staticmethod
    def _owner(digest: str) -> tuple[str, str] | None:
        item = _item(f"token#{digest}", "token")
        return (item.person or "", item.device or "") if item is not None else None


def _owned(person: str, device: str) -> Condition:
    mine: Condition = (_Item.person == person) & (_Item.device == device)
    return mine


def _item(pk: str, sk: str) -> _Item | None:
    try:
        return _Item.get(pk, sk, consistent_read=True)
    except DoesNotExist:
        return None


def _phone(item: _Item) -> Phone:
    return msgspec.json.decode(item.body or "", type=Phone)


def _unless_refused(write: Callable[[], object]) -> bool:
    """Whether a conditional write was made."""
    try:
        write()
    except (PutError, UpdateError) as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True

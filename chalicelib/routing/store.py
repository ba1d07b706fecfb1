"""Routing in one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `conversation#<id>` | `place` | where a conversation is: queue, since, agent (none while it waits) |
| `queue#<name>` | `<danger><since>#<id>` | the line, in order; an entry exists exactly while the place has no agent |
| `desks` | agent | the desk: status, skills, capacity, load, what it serves |
| `errands` | conversation | a move onto a desk, or out of line (no agent), that others must still follow |

Desks share a partition: one query finds everyone on duty. At 1,000 writes a second and partition that holds for some
thousand agents; beyond, split by queue.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.exceptions import DeleteError, DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.kernel.errors import Conflict
from chalicelib.routing.model import Desk, Place, Status


class _Item(BaseModel):
    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversation = UnicodeAttribute(null=True)
    customer = UnicodeAttribute(null=True)
    queue = UnicodeAttribute(null=True)
    since = NumberAttribute(null=True)
    danger = BooleanAttribute(null=True)
    agent = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    queues = UnicodeSetAttribute(null=True)
    capacity = NumberAttribute(null=True)
    load = NumberAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    """`<conversation> <customer>`, a pair each: neither holds a blank."""
    free_since = NumberAttribute(null=True)
    paging = NumberAttribute(null=True)
    """When the message to the person on call was begun; `paged` once it was sent."""
    paged = BooleanAttribute(null=True)
    claimed_until = NumberAttribute(null=True)


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(_Item, client, table)
        self._connection = connection(client)

    def enqueue(self, place: Place) -> None:
        if not self._placed(place) and self.place(place.conversation) is None:
            raise Conflict(conversation=place.conversation)  # a place not given would be a wait without end

    def _placed(self, place: Place) -> bool:
        def move(write: TransactWrite) -> None:
            write.save(_place_item(place), condition=_Item.pk.does_not_exist())
            write.save(_line_item(place))

        return commit(self._connection, move)

    def hasten(self, place: Place) -> bool:
        found = self.place(place.conversation)
        if found is None or found[1] or found[0] == place:
            return False

        def move(write: TransactWrite) -> None:
            write.delete(_line_item(found[0]), condition=_Item.pk.exists())
            write.save(_place_item(place), condition=_Item.agent.does_not_exist() & _Item.pk.exists())
            write.save(_line_item(place))

        return commit(self._connection, move)

    def line(self, queue: str, limit: int) -> list[Place]:
        items = _Item.query(f"queue#{queue}", consistent_read=True, limit=limit)
        return [_read_place(item) for item in items]

    def place(self, conversation: str) -> tuple[Place, str] | None:
        try:
            item = _Item.get(f"conversation#{conversation}", "place", consistent_read=True)
        except DoesNotExist:
            return None
        return _read_place(item), item.agent or ""

    def desks(self) -> list[Desk]:
        found = map(_read_desk, _Item.query("desks", consistent_read=True))
        return [desk for desk in found if desk.status is not Status.OFFLINE]

    def desk(self, agent: str) -> Desk | None:
        try:
            return _read_desk(_Item.get("desks", agent, consistent_read=True))
        except DoesNotExist:
            return None

    def set_up(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        skills = [_Item.queues.set(set(queues))] if queues else [_Item.queues.remove()]
        _Item("desks", agent).update(
            [
                *skills,
                _Item.name.set(name),
                _Item.capacity.set(capacity),
                _Item.status.set(status.value),
                _Item.load.set(_Item.load | 0),
                _Item.free_since.set(_Item.free_since | now),
            ]
        )

    def hand_out(self, place: Place, desk: Desk) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(_line_item(place), condition=_Item.pk.exists())
            _seat(write, place, desk, _Item.agent.does_not_exist())

        return commit(self._connection, move)

    def pass_on(self, place: Place, giver: str, taker: Desk) -> bool:
        def move(write: TransactWrite) -> None:
            _clear(write, place.conversation, place.customer, giver)
            _seat(write, place, taker, _Item.agent == giver)

        return commit(self._connection, move)

    def put_back(self, place: Place, agent: str, queue: str, now: int) -> bool:
        again = replace(place, queue=queue)

        def move(write: TransactWrite) -> None:
            _clear(write, place.conversation, place.customer, agent, _Item.free_since.set(now))
            write.save(_place_item(again), condition=_Item.agent == agent)
            write.save(_line_item(again))
            write.save(_Item("errands", place.conversation, **_fields(again)))

        return commit(self._connection, move)

    def take_off(self, conversation: str, agent: str, now: int) -> bool:
        found = self.place(conversation)
        if found is None or found[1] != agent:
            return False

        def move(write: TransactWrite) -> None:
            _clear(write, conversation, found[0].customer, agent, _Item.free_since.set(now))
            write.delete(_Item(f"conversation#{conversation}", "place"), condition=_Item.agent == agent)
            write.delete(_Item("errands", conversation))

        return commit(self._connection, move)

    def drop(self, conversation: str) -> None:
        found = self.place(conversation)
        if found is None or found[1]:
            return

        def move(write: TransactWrite) -> None:
            write.delete(_Item(f"conversation#{conversation}", "place"), condition=_Item.agent.does_not_exist())
            write.delete(_line_item(found[0]))

        commit(self._connection, move)

    def leave(self, place: Place) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(_line_item(place), condition=_Item.pk.exists())
            write.delete(
                _Item(f"conversation#{place.conversation}", "place"),
                condition=_Item.agent.does_not_exist() & _Item.pk.exists(),
            )
            write.save(_Item("errands", place.conversation, **_fields(place)))

        return commit(self._connection, move)

    def begin_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        due = _Item.paging.does_not_exist() | (_Item.paging <= now - again_after_ms)
        waits = _Item.pk.exists() & _Item.agent.does_not_exist() & _Item.paged.does_not_exist()
        try:
            _Item(f"conversation#{conversation}", "place").update([_Item.paging.set(now)], condition=waits & due)
        except UpdateError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def paged(self, conversation: str) -> None:
        try:
            _Item(f"conversation#{conversation}", "place").update([_Item.paged.set(True)], condition=_Item.pk.exists())
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":  # who has left needs no mark
                raise

    def errands(self) -> list[tuple[Place, str]]:
        return [(_read_place(item), item.agent or "") for item in _Item.query("errands", consistent_read=True)]

    def claim_errand(self, conversation: str, agent: str, now: int, until: int) -> bool:
        free = _Item.claimed_until.does_not_exist() | (_Item.claimed_until <= now)
        try:
            _Item("errands", conversation).update(
                [_Item.claimed_until.set(until)], condition=(_Item.agent == agent) & free
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def handed(self, conversation: str, agent: str) -> None:
        same = _Item.agent == agent if agent else _Item.agent.does_not_exist()
        try:
            _Item("errands", conversation).delete(condition=same)
        except DeleteError as error:  # it is on its way to somebody else by now
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise


def _seat(write: TransactWrite, place: Place, desk: Desk, where: Condition) -> None:
    pair = {f"{place.conversation} {place.customer}"}
    write.update(
        _Item("desks", desk.agent),
        actions=[_Item.load.add(1), _Item.serving.add(pair)],
        condition=(_Item.status == Status.AVAILABLE.value) & (_Item.load < _Item.capacity),
    )
    write.update(
        _Item(f"conversation#{place.conversation}", "place"),
        actions=[_Item.agent.set(desk.agent)],
        condition=where,
    )
    write.save(_Item("errands", place.conversation, **_fields(place), agent=desk.agent))


def _clear(write: TransactWrite, conversation: str, customer: str, agent: str, *also: Action) -> None:
    pair = f"{conversation} {customer}"
    write.update(
        _Item("desks", agent),
        actions=[_Item.load.add(-1), _Item.serving.delete({pair}), *also],
        condition=_Item.serving.contains(pair),
    )


def _fields(place: Place) -> dict[str, Any]:
    return {
        "conversation": place.conversation,
        "customer": place.customer,
        "queue": place.queue,
        "since": place.since,
        "danger": place.danger,
        "name": place.name or None,
    }


def _place_item(place: Place) -> _Item:
    return _Item(f"conversation#{place.conversation}", "place", **_fields(place))


def _line_item(place: Place) -> _Item:
    return _Item(f"queue#{place.queue}", place.order, **_fields(place))


def _read_place(item: _Item) -> Place:
    return Place(item.conversation, item.customer, item.queue, int(item.since), bool(item.danger), item.name or "")


def _read_desk(item: _Item) -> Desk:
    return Desk(
        agent=item.sk,
        name=item.name,
        status=Status(item.status),
        queues=frozenset(item.queues or ()),
        capacity=int(item.capacity),
        serving=dict(_pairs(item)),
        free_since=int(item.free_since),
    )


def _pairs(item: _Item) -> Iterator[tuple[str, str]]:
    for pair in item.serving or ():
        conversation, customer = pair.split(" ", 1)
        yield conversation, customer

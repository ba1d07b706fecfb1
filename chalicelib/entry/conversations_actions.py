"""Connections and conversations on the wire."""

import msgspec

from chalicelib.content.configuration import topics
from chalicelib.conversations import history
from chalicelib.conversations.states import State
from chalicelib.entry.action import ANYONE, CUSTOMER, Action
from chalicelib.entry.protocol import conversations as c
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.base import Command
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame, NotAllowed
from chalicelib.processes import assignment, connections, draft_commands, housekeeping, queue_status
from chalicelib.processes.claim_commands import serves
from chalicelib.processes.services import House

LISTED = 30


def _hello(house: House, actor: Actor, command: c.Hello) -> r.Welcome:
    desk = housekeeping.desk_view(house, actor.id) if actor.role.is_staff else None
    taken = len(msgspec.json.encode(desk)) if desk else 0
    stretches = connections.hello(house, actor, command.cursors, history.MOST_BYTES - min(taken, 50_000))
    return r.Welcome(
        you=r.You(actor.id, actor.role.value, actor.name),
        server_time=house.talk.clock(),
        expires_at=actor.expires_at,
        conversations=tuple(r.Missed(s.head.view(), s.messages, s.resync, s.more) for s in stretches),
        desk=desk,
    )


def _ping(house: House, actor: Actor, _command: c.Ping) -> r.Pong:
    connections.ping(house, actor)
    return r.Pong(house.talk.clock())


def _open(house: House, actor: Actor, command: c.Open) -> r.Opened:
    if command.topic not in topics():
        raise InvalidFrame(problem=f"no such topic: {command.topic} - at `$.topic`")
    head = connections.open_for(house, actor, command.topic)
    return r.Opened(head.view(), history.newest(house.talk, head))


def _history(house: House, actor: Actor, command: c.History) -> r.Page:
    head = house.talk.store.head(command.conversation)
    may_also = head is not None and actor.role.is_staff and serves(house, actor, head.customer.id)
    page = history.history(
        house.talk, head, actor.id, may_also=may_also, before=command.before, after=command.after, limit=command.limit
    )
    return r.Page(command.conversation, page.messages, page.more)


def _conversations(house: House, actor: Actor, command: c.Conversations) -> r.Listed:
    customer = command.customer or actor.id
    if customer != actor.id and not (actor.role.is_staff and serves(house, actor, customer)):
        raise NotAllowed
    return r.Listed(tuple(head.view() for head in house.talk.store.of_customer(customer, LISTED)))


def _close(house: House, actor: Actor, command: c.Close) -> r.Changed:
    head = house.talk.store.head(command.conversation)
    own = head if head is not None and head.customer.id == actor.id else None
    unwanted = draft_commands.before_ending(house, own, command.draft)
    closed = assignment.close(house, actor, command.conversation)
    draft_commands.discard(house, actor, closed, unwanted)
    return r.Changed(closed.view())


def _reopen(house: House, actor: Actor, command: c.Reopen) -> r.Changed:
    head = assignment.reopen(house, actor, command.conversation)
    if head.state is State.BOT:
        from chalicelib.processes import intake

        intake.greet(house, head, actor.locale)
    return r.Changed((house.talk.store.head(head.id) or head).view())


def _leave(house: House, actor: Actor, command: c.Leave) -> r.Changed:
    head = queue_status.leave_for(house, actor, command.conversation)
    if head.state is State.BOT:
        from chalicelib.processes import intake

        intake.offer_form(house, head.id, actor.locale)
    return r.Changed((house.talk.store.head(head.id) or head).view())


ACTIONS: dict[type[Command], Action] = {
    c.Hello: Action(ANYONE, _hello),
    c.Ping: Action(ANYONE, _ping),
    c.Open: Action(CUSTOMER, _open),
    c.History: Action(ANYONE, _history),
    c.Conversations: Action(ANYONE, _conversations),
    c.Close: Action(CUSTOMER, _close),
    c.Reopen: Action(CUSTOMER, _reopen),
    c.Leave: Action(CUSTOMER, _leave),
}

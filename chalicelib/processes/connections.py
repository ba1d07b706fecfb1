"""People come and go."""

from collections.abc import Mapping

import msgspec

from chalicelib.content.server_frames import ConversationFrame
from chalicelib.content.views import Named
from chalicelib.conversations.history import MOST_BYTES, Stretch, missed
from chalicelib.conversations.model import Head, Link, Side
from chalicelib.conversations.opening import join, open_conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import insisting
from chalicelib.presence.ports import Device
from chalicelib.presence.service import SILENCE_MS, arrive, connections
from chalicelib.presence.service import devices as devices_of
from chalicelib.processes.services import House
from chalicelib.routing.model import Status


def hello(house: House, actor: Actor, cursors: Mapping[str, int], room: int = MOST_BYTES) -> list[Stretch]:
    """Joins a device to its person's open conversations; what it missed in each, `room` bytes in all.

    Joined first and read after: what is said in between comes both ways, never neither.
    """
    now = house.talk.clock()
    absent = actor.role.is_staff and not connections(house.presence(), actor.id, now)
    arrive(house.presence(), actor.id, actor.connection, actor.expires_at, now)
    if absent:
        _look_for_customers(house, actor)
    stretches: list[Stretch] = []
    conversations = _conversations_of(house, actor)
    for place, conversation in enumerate(conversations):
        side: Side = "agent" if actor.role.is_staff else "customer"
        head = house.talk.store.join(conversation, actor.id, side, link_of(actor))
        if head is not None:
            share = room // (len(conversations) - place)
            stretches.append(missed(house.talk, head, cursors.get(conversation), share))
            room -= len(msgspec.json.encode(stretches[-1].messages))
    return stretches


def ping(house: House, actor: Actor) -> None:
    """A sign of life. Agents' are written down: their conversations depend on it."""
    if actor.role.is_staff:
        house.presence().seen(actor.id, actor.connection, house.talk.clock())


def leave(house: House, actor: Actor) -> None:
    """A connection ended, as far as API Gateway noticed. An agent has a minute to come back."""
    if actor.role.is_staff:
        house.presence().close(actor.id, actor.connection, actor.expires_at, house.talk.clock())
    else:
        house.presence().remove(actor.id, actor.connection, actor.expires_at)
    if actor.role.is_staff:
        house.jobs().check_presence(actor.id, SILENCE_MS // 1000)
    link = frozenset({link_of(actor)})
    conversations = _conversations_of(house, actor)
    insisting([lambda where=where: house.talk.store.leave(where, link) for where in conversations])  # type: ignore[misc]


def open_for(house: House, actor: Actor, topic: str) -> Head:
    """The customer's conversation on a topic, greeted by the bot, on all his devices."""
    head = open_conversation(house.talk, Named(actor.id, actor.name), topic, frozenset({link_of(actor)}))
    if head.seq == 0:
        # Looked for only now: a device that says hello after this finds the conversation by itself.
        devices = devices_of(house.presence(), actor.id, house.talk.clock())
        others = [device for device in devices if device.connection != actor.connection]
        for other in others:
            house.talk.store.join(head.id, actor.id, "customer", Link.of(other.connection, other.until))
        house.talk.courier.post({other.connection for other in others}, ConversationFrame(head.view()))
        from chalicelib.processes.intake import greet  # who only joins doesn't load the bot

        greet(house, head, actor.locale)
    else:
        head = join(house.talk, head, actor.id, link_of(actor)) or head
    return house.talk.store.head(head.id) or head


def end_session(house: House, actor: Actor) -> None:
    """The token behind a connection has ended: it is closed, and nothing more is delivered to it. Closed first: where
    that fails, the minute's round finds it still."""
    house.talk.courier.close({actor.connection})
    leave(house, actor)


def close_ended(house: House) -> None:
    """Closes connections whose token has ended, also those that say nothing. API Gateway then tells of each that it
    ended, as of any other."""
    store = house.presence()

    def close(device: Device) -> None:
        house.talk.courier.close({device.connection})
        store.end(device)

    insisting([lambda device=device: close(device) for device in store.ended(house.talk.clock())])  # type: ignore[misc]


def _look_for_customers(house: House, actor: Actor) -> None:
    """Nobody is given to an agent without a connection: now that they have one, their queues are looked through."""
    desk = house.routing().desk(actor.id)
    for queue in sorted(desk.queues) if desk is not None and desk.status is Status.AVAILABLE else ():
        house.jobs().match(queue)


def link_of(actor: Actor) -> Link:
    """The actor's connection, as conversations keep it."""
    return Link.of(actor.connection, actor.expires_at)


def _conversations_of(house: House, actor: Actor) -> list[str]:
    if actor.role.is_staff:
        desk = house.routing().desk(actor.id)
        return sorted(desk.serving) if desk else []
    return sorted(house.talk.store.topics(actor.id).values())

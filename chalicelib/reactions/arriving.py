"""People come and go."""

from collections.abc import Mapping

import msgspec

from chalicelib.content.frames import ConversationFrame
from chalicelib.content.views import Named
from chalicelib.conversations.head import Head, Side
from chalicelib.conversations.opening import join, open_conversation
from chalicelib.conversations.reading import MOST_BYTES, Stretch, missed
from chalicelib.kernel.actors import Actor
from chalicelib.presence.service import SILENCE_MS, arrive, connections
from chalicelib.reactions.house import House


def hello(house: House, actor: Actor, cursors: Mapping[str, int], room: int = MOST_BYTES) -> list[Stretch]:
    """Joins a device to its person's open conversations; what it missed in each, `room` bytes in all.

    Joined first and read after: what is said in between comes both ways, never neither.
    """
    arrive(house.presence(), actor.id, actor.connection, house.talk.clock())
    stretches: list[Stretch] = []
    conversations = _conversations_of(house, actor)
    for place, conversation in enumerate(conversations):
        side: Side = "agent" if actor.role.is_staff else "customer"
        head = house.talk.store.join(conversation, actor.id, side, actor.connection)
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
        house.presence().close(actor.id, actor.connection, house.talk.clock())
    else:
        house.presence().remove(actor.id, actor.connection)
    for conversation in _conversations_of(house, actor):
        house.talk.store.leave(conversation, frozenset({actor.connection}))
    if actor.role.is_staff:
        house.jobs().check_presence(actor.id, SILENCE_MS // 1000)


def open_for(house: House, actor: Actor, topic: str) -> Head:
    """The customer's conversation on a topic, greeted by the bot, on all his devices."""
    head = open_conversation(house.talk, Named(actor.id, actor.name), topic, frozenset({actor.connection}))
    if head.seq == 0:
        # Looked for only now: a device that says hello after this finds the conversation by itself.
        others = connections(house.presence(), actor.id) - {actor.connection}
        for other in others:
            house.talk.store.join(head.id, actor.id, "customer", other)
        house.talk.courier.post(others, ConversationFrame(head.view()))
        from chalicelib.reactions.botwork import greet  # who only joins doesn't load the bot

        greet(house, head, actor.locale)
    else:
        head = join(house.talk, head, actor.id, actor.connection) or head
    return house.talk.store.head(head.id) or head


def _conversations_of(house: House, actor: Actor) -> list[str]:
    if actor.role.is_staff:
        desk = house.routing().desk(actor.id)
        return sorted(desk.serving) if desk else []
    return sorted(house.talk.store.topics(actor.id).values())

"""Connecting and disconnecting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

import msgspec

from chalicelib.content.server_frames import ConversationFrame
from chalicelib.content.views import Named
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, HistoryPage, missed_page, read_missed
from chalicelib.conversations.model import Conversation, DeviceConnection, Side
from chalicelib.conversations.opening import join_conversation, open_conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import SessionExpired
from chalicelib.kernel.parallel import gather, run_all
from chalicelib.presence.ports import Device
from chalicelib.presence.rules import presence_rules
from chalicelib.presence.service import is_superseded, online_devices, register_device
from chalicelib.processes.agent_arrival import conversations_at, match_queues_of, state_by_token

if TYPE_CHECKING:
    from chalicelib.processes.agent_arrival import AgentState
    from chalicelib.processes.intake import Needs as IntakeNeeds
    from chalicelib.service_ports import WithSignalThrottle

    class Needs(IntakeNeeds, WithSignalThrottle, Protocol): ...


MAX_READ_AT_ONCE = 8
"""Maximum number of conversations whose missed messages are read side by side."""


def sign_in(services: Needs, actor: Actor) -> AgentState | None:
    """Makes a connection one of its person's devices. The rights of the newest token hold, whichever connection says
    `hello` last: connections with other rights are closed. Returns an agent's state. Raises SessionExpired if this is
    one of them.

    Registers first and looks at the others after: of two connections at the same time one sees the other.
    """
    now, store = services.messaging.clock(), services.presence()
    register_device(store, actor, now, presence_rules())
    others = [device for device in store.devices_of(actor.id) if device.connection != actor.connection]
    if is_superseded(others, actor):
        end_session(services, actor)
        raise SessionExpired
    online = [device for device in others if device.can_receive(now)]
    _close_replaced(services, actor, online)
    if not actor.role.is_staff:
        return None
    agent_state = state_by_token(services, actor)
    if not online:
        match_queues_of(services, agent_state)
    return agent_state


def connect(
    services: Needs,
    actor: Actor,
    own: AgentState | None,
    cursors: Mapping[str, int],
    max_bytes: int = MAX_RESPONSE_BYTES,
) -> list[HistoryPage]:
    """Joins a device to its person's open conversations; returns what it missed in each, at most `max_bytes` in total.
    `own` is an agent's state.

    Joins first and reads after: a message in between arrives twice rather than not at all.
    """
    side: Side = "agent" if actor.role.is_staff else "customer"
    conversations = conversations_at(own) if actor.role.is_staff else _conversations_of(services, actor)
    joined = services.messaging.store.add_connection_to(conversations, actor.id, side, connection_of(actor))
    for delayed in (each for each in joined if each.delayed and side == "customer"):
        _return_with_priority(services, delayed)
    return _missed_pages(services, joined, cursors, max_bytes)


def _missed_pages(
    services: Needs, joined: list[Conversation], cursors: Mapping[str, int], max_bytes: int
) -> list[HistoryPage]:
    """What was missed in each conversation. Some are read side by side, as long as there is room; each gets an even
    share of what those before it have left."""
    pages = {each.id: HistoryPage(each, ()) for each in joined}
    behind = [each for each in joined if cursors.get(each.id) != each.seq]
    while behind:
        some, left = behind[:MAX_READ_AT_ONCE], len(behind)
        reads = [partial(read_missed, services.messaging, each, cursors.get(each.id)) for each in some]
        found = gather(services.messaging.run_parallel, reads) if max_bytes > 0 else [[] for _ in some]
        for place, (each, messages) in enumerate(zip(some, found, strict=True)):
            pages[each.id] = missed_page(each, cursors.get(each.id), messages, max_bytes // (left - place))
            max_bytes -= len(msgspec.json.encode(pages[each.id].messages))
        behind = behind[MAX_READ_AT_ONCE:]
    return list(pages.values())


def _close_replaced(services: Needs, actor: Actor, others: list[Device]) -> None:
    """Closes the person's connections that a new one replaces: those with the rights of an older token, and the oldest
    beyond the limit. They are removed here too: API Gateway reports no end of a connection that it has lost."""
    outdated = [device for device in others if device.rights != actor.rights]
    kept = sorted((device for device in others if device not in outdated), key=lambda device: device.connected_at)
    surplus = kept[: max(0, len(kept) + 1 - presence_rules().max_connections)]
    for device in (*outdated, *surplus):
        services.messaging.courier.close({device.connection})
        services.presence().remove(device.person, device.connection, device.token_expires_at)


def record_ping(services: Needs, actor: Actor) -> None:
    """A sign of life. Stored for staff, whose conversations are requeued without one."""
    if actor.role.is_staff and services.signal_throttle.allows(f"ping {actor.connection}"):
        now = services.messaging.clock()
        services.presence().record_activity(actor.id, actor.connection, now)
        services.presence().beat(actor.id, now)


def disconnect(services: Needs, actor: Actor) -> None:
    """API Gateway reports that a connection ended. An agent can reconnect within `absent_after_seconds`."""
    if actor.role.is_staff:
        services.presence().close(actor.id, actor.connection, actor.expires_at, services.messaging.clock())
    else:
        services.presence().remove(actor.id, actor.connection, actor.expires_at)
    if actor.role.is_staff:
        services.routing_jobs().check_presence(actor.id, presence_rules().absent_after_seconds)
    connection = frozenset({connection_of(actor)})
    conversations = _conversations_of(services, actor)
    run_all([partial(services.messaging.store.remove_connections, each, connection) for each in conversations])


def open_for_customer(services: Needs, actor: Actor, topic: str) -> Conversation:
    """The customer's conversation on a topic, greeted by the bot, on all their devices."""
    conversation = open_conversation(
        services.messaging, Named(actor.id, actor.name), topic, frozenset({connection_of(actor)})
    )
    if conversation.seq == 0:
        complete_opening(services, conversation, actor.locale, actor.connection)
        services.messaging.on_published(conversation.id)
    else:
        conversation = (
            join_conversation(services.messaging, conversation, actor.id, connection_of(actor)) or conversation
        )
        if conversation.delayed:
            _return_with_priority(services, conversation)
    return services.messaging.store.get(conversation.id) or conversation


def _return_with_priority(services: Needs, conversation: Conversation) -> None:
    from chalicelib.processes.response_delays import return_with_priority  # not needed by other connections

    return_with_priority(services, conversation)


def complete_opening(services: Needs, conversation: Conversation, locale: str, opener: str = "") -> None:
    """Joins the customer's devices beside the `opener`'s connection to a new conversation, and has the bot greet.
    Idempotent."""
    show_opened(services, conversation, opener)
    from chalicelib.processes.intake import greet_in_conversation  # joining alone must not load the bot

    greet_in_conversation(services, conversation, locale)


def show_opened(services: Needs, conversation: Conversation, opener: str = "") -> None:
    """Joins the customer's devices beside the `opener`'s connection to a new conversation. Idempotent."""
    # Read only now: a device that sends `hello` after this joins the conversation itself.
    customer = conversation.customer.id
    devices = online_devices(services.presence(), customer, services.messaging.clock())
    others = [device for device in devices if device.connection != opener]
    for other in others:
        services.messaging.store.add_connection(
            conversation.id, customer, "customer", DeviceConnection.of(other.connection, other.token_expires_at)
        )
    services.messaging.courier.post({other.connection for other in others}, ConversationFrame(conversation.view()))


def end_session(services: Needs, actor: Actor) -> None:
    """Closes a connection whose token has expired and stops delivering to it. Closes first: if that fails, the minute
    schedule finds it again."""
    services.messaging.courier.close({actor.connection})
    disconnect(services, actor)


def close_expired(services: Needs) -> None:
    """Closes connections whose token has expired, including silent ones, and those without `hello`. API Gateway then
    reports the end of each."""
    store = services.presence()

    def close(device: Device) -> None:
        services.messaging.courier.close({device.connection})
        store.remove_expiry(device.connection, device.token_expires_at)

    run_all([lambda device=device: close(device) for device in store.find_expired(services.messaging.clock())])  # type: ignore[misc]


def connection_of(actor: Actor) -> DeviceConnection:
    """The actor's connection for joining conversations."""
    return DeviceConnection.of(actor.connection, actor.expires_at)


def _conversations_of(services: Needs, actor: Actor) -> list[str]:
    if actor.role.is_staff:
        return conversations_at(services.routing().agent(actor.id))
    return sorted(services.messaging.store.topics(actor.id).values())

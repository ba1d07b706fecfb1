"""Opening conversations and joining them with a device."""

from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation, DeviceConnection
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.conversations.states import LIVE, State
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 4


def open_conversation(
    ports: ConversationPorts, customer: Named, topic: str, connections: frozenset[DeviceConnection]
) -> Conversation:
    """The customer's conversation on this topic: the one that is open, or a new one with the bot.

    The topic is claimed before the conversation is created, so that two devices that open it at once get the same
    conversation and the next opening repairs a crash in between. A new one replaces a resolved one. Raises Conflict.
    """
    from chalicelib.conversations.events import OpeningEvent  # not needed where a connection ends

    def attempt() -> Conversation | LostRace:
        wanted = ports.ids()
        held = ports.store.claim_topic(customer.id, topic, wanted)
        conversation = ports.store.create(
            Conversation(
                id=held,
                state=State.BOT,
                fencing_token=1,
                seq=0,
                topic=topic,
                opened_at=ports.clock(),
                customer=customer,
                connections={"customer": connections},
            ),
            OpeningEvent(held, 1),
        )
        if conversation is None:
            return LOST_RACE
        if conversation.state in LIVE:
            return conversation
        ports.store.free_topic(customer.id, topic, held)
        return LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, topic=topic)


def join_conversation(
    ports: ConversationPorts, conversation: Conversation | None, person: str, connection: DeviceConnection
) -> Conversation | None:
    """Adds a participant's connection; the conversation with it, None if the person doesn't take part."""
    side = conversation.side_of(person) if conversation is not None else None
    if conversation is None or side is None:
        return None
    if connection in conversation.connections.get(side, frozenset()):
        return conversation
    return ports.store.add_connection(conversation.id, person, side, connection)

"""Opening conversations and joining them with a device."""

from chalicelib.content.views import Named
from chalicelib.conversations.model import Head, Link
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.states import LIVE, State
from chalicelib.kernel.errors import Conflict


def open_conversation(ports: Ports, customer: Named, topic: str, links: frozenset[Link]) -> Head:
    """The customer's conversation on this topic: the one that is open, or a new one with the bot.

    The topic is claimed before the head exists, so that two devices opening at once get the same conversation and a
    crash in between is made good by the next opening. One that was resolved gives way to the new one.
    """
    for _ in range(3):
        wanted = ports.ids()
        held = ports.store.claim_topic(customer.id, topic, wanted)
        head = ports.store.create(
            Head(
                id=held,
                state=State.BOT,
                epoch=1,
                seq=0,
                topic=topic,
                opened_at=ports.clock(),
                customer=customer,
                links={"customer": links},
            )
        )
        if head.state in LIVE:
            return head
        ports.store.free_topic(customer.id, topic, held)
    raise Conflict(topic=topic)


def join(ports: Ports, head: Head | None, person: str, link: Link) -> Head | None:
    """Adds a device of a participant; the head with it, None for who has no place there."""
    side = head.side_of(person) if head is not None else None
    if head is None or side is None:
        return None
    if link in head.links.get(side, frozenset()):
        return head
    return ports.store.join(head.id, person, side, link)

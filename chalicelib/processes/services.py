"""Ports of every context, for the processes that coordinate them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import Frame
from chalicelib.content.views import CustomerView
from chalicelib.conversations.history import fit_to_size
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff
from chalicelib.kernel.parallel import PendingCall

if TYPE_CHECKING:  # not loaded for messages between people
    from chalicelib.claims.ports import ClaimPorts, OutboundEvents
    from chalicelib.contracts.ports import PolicyholderStore
    from chalicelib.conversations.model import Conversation
    from chalicelib.conversations.ports import ConversationPorts
    from chalicelib.dialogue.ports import BotStateStore, DraftStore
    from chalicelib.files.ports import FilePorts
    from chalicelib.kernel.throttle import Throttle
    from chalicelib.nlu.reading import RecogniseIntent
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.presence.ports import PresenceStore
    from chalicelib.processes.event_jobs import EventJobs, EventOutbox
    from chalicelib.routing.ports import OnCall, RoutingJobs, RoutingStore


MAX_DRAFTS_BYTES = 10_000
"""Maximum size of the drafts in a customer view, in bytes of JSON; at least one draft is included. The command `drafts`
returns all."""

MAX_NOTES_BYTES = 24_000
"""Maximum size of colleagues' notes in a customer view, newest first, in bytes of JSON."""


class Services(Struct, frozen=True):
    """Ports of every context. Most are factories, so that a Lambda loads only what its event needs."""

    messaging: ConversationPorts
    presence: Callable[[], PresenceStore]
    routing: Callable[[], RoutingStore]
    dialogue_store: Callable[[], BotStateStore]
    draft_store: Callable[[], DraftStore]
    contracts: Callable[[], PolicyholderStore]
    routing_jobs: Callable[[], RoutingJobs]
    on_call: Callable[[], OnCall]
    claims: Callable[[], ClaimPorts]
    core_system: Callable[[], OutboundEvents]
    outbox: Callable[[], EventOutbox]
    event_jobs: Callable[[], EventJobs]
    files: Callable[[], FilePorts]
    notifications: Callable[[], PushPorts]
    recognise_intent: RecogniseIntent
    typing_throttle: Throttle
    backoff: Backoff = SYSTEM_BACKOFF

    def post_to_person(self, person: str, frame: Frame) -> None:
        """Posts a frame to all connected devices of a person; `hello` brings the others up to date."""
        now = self.messaging.clock()
        devices = frozenset(
            device.connection for device in self.presence().devices_of(person) if device.can_receive(now)
        )
        self.messaging.courier.post(devices, frame)

    def locale_of(self, conversation: str) -> str:
        """Language of a conversation's customer, from their last message to the bot; Korean if there is none. Costs one
        read."""
        return self.dialogue_store().load(conversation).locale

    def customer_view(self, conversation: Conversation) -> CustomerView:
        """The customer of a conversation as agents see them: contracts, summary, notes and drafts."""
        from chalicelib.processes.draft_records import visible_drafts

        contracts = PendingCall(partial(self.contracts().get, conversation.customer.id))
        state = PendingCall(partial(self.dialogue_store().load, conversation.id))
        notes = PendingCall(partial(self.messaging.store.notes, conversation.id))
        self.messaging.run_parallel([contracts, state, notes])
        holder, known = contracts.result, state.result
        return CustomerView(
            id=conversation.customer.id,
            name=holder.name if holder else conversation.customer.name,
            phone=holder.phone if holder else "",
            contracts=holder.contracts if holder else (),
            summary=tuple(known.summary.items()),
            notes=fit_to_size(notes.result[::-1], MAX_NOTES_BYTES)[::-1],
            drafts=fit_to_size(visible_drafts(self, conversation, known), MAX_DRAFTS_BYTES),
        )


def notices_in(locale: str) -> Callable[..., Notice]:
    """The factory of notices in a language. Pages in another language render them from code and data."""
    from chalicelib.content.configuration import texts

    return texts(locale).notice

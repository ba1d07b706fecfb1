"""Ports of every context, for the queries that show them and the processes that coordinate them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import Frame
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff

if TYPE_CHECKING:  # not loaded for messages between people
    from chalicelib.amendments.ports import AmendmentPorts
    from chalicelib.aws.outbox import OutboxEntry
    from chalicelib.calls.ports import CallPorts
    from chalicelib.certificates.ports import CertificatePorts
    from chalicelib.claims.ports import ClaimPorts, OutboundEvents
    from chalicelib.contracts.ports import ContractAnswers, FeedPorts, PolicyholderStore, RoadsideUseStore
    from chalicelib.conversations.ports import ConversationPorts
    from chalicelib.dialogue.drafts import DraftRecord
    from chalicelib.dialogue.ports import BotStateStore, DraftStore
    from chalicelib.dialogue.state import BotState
    from chalicelib.dispatch.ports import DispatchPorts
    from chalicelib.files.ports import FilePorts
    from chalicelib.identity.fresh_checks import FreshCheckPorts
    from chalicelib.kernel.throttle import Throttle
    from chalicelib.nlu.reading import RecogniseIntent
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.presence.limits import ActionMeter
    from chalicelib.presence.ports import PresenceStore
    from chalicelib.reminders.ports import ReminderPorts
    from chalicelib.reporting.ports import FigureStore
    from chalicelib.routing.ports import OnCall, RoutingJobs, RoutingStore, WaitStore
    from chalicelib.search.ports import SearchPorts
    from chalicelib.teamwork.ports import TeamworkStore


class EventOutbox(Protocol):
    """Events that were published and not sent to their subscribers yet."""

    def entries(self, subject: str) -> tuple[OutboxEntry, ...]:
        """The events of a subject, in order."""

    def remove(self, entry: OutboxEntry) -> None:
        """Removes an event. Idempotent."""

    def subjects(self) -> tuple[str, ...]:
        """The subjects that have events in the outbox."""


class Mail(Protocol):
    """E-mail. A message may be sent twice."""

    def send(self, to: str, subject: str, text: str, reply_to: str = "") -> None:
        """Sends a plain text."""


class EventJobs(Protocol):
    """The queue of the relay. A job may run twice, and in any order."""

    def relay(self, subject: str) -> None:
        """Sends the events of a subject to their subscribers."""

    def deliver(self, subscriber: str, event: Mapping[str, Any]) -> None:
        """Has a subscriber follow an event."""


ReadTurn = Callable[[str, str, Collection[int]], "tuple[BotState, DraftRecord, set[int]]"]
"""What a turn of the bot begins with, in one read: the state of a conversation, the drafts of its customer, and which
of these seqs are in the log."""


class Services(Struct, frozen=True):
    """Ports of every context. Most are factories, so that a Lambda loads only what its event needs."""

    messaging: ConversationPorts
    presence: Callable[[], PresenceStore]
    action_meter: Callable[[], ActionMeter]
    routing: Callable[[], RoutingStore]
    waits: Callable[[], WaitStore]
    dialogue_store: Callable[[], BotStateStore]
    draft_store: Callable[[], DraftStore]
    read_turn: ReadTurn
    contracts: Callable[[], PolicyholderStore]
    roadside_uses: Callable[[], RoadsideUseStore]
    contract_answers: Callable[[], ContractAnswers]
    contract_feeds: Callable[[], FeedPorts]
    routing_jobs: Callable[[], RoutingJobs]
    on_call: Callable[[], OnCall]
    claims: Callable[[], ClaimPorts]
    core_system: Callable[[], OutboundEvents]
    outbox: Callable[[], EventOutbox]
    event_jobs: Callable[[], EventJobs]
    files: Callable[[], FilePorts]
    notifications: Callable[[], PushPorts]
    figures: Callable[[], FigureStore]
    search: Callable[[], SearchPorts]
    teamwork: Callable[[], TeamworkStore]
    calls: Callable[[], CallPorts]
    dispatch: Callable[[], DispatchPorts]
    certificates: Callable[[], CertificatePorts]
    amendments: Callable[[], AmendmentPorts]
    mail: Callable[[], Mail]
    fresh_checks: Callable[[], FreshCheckPorts]
    reminders: Callable[[], ReminderPorts]
    recognise_intent: RecogniseIntent
    signal_throttle: Throttle
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


def notices_in(locale: str) -> Callable[..., Notice]:
    """The factory of notices in a language. Pages in another language render them from code and data."""
    from chalicelib.content.configuration import texts

    return texts(locale).notice

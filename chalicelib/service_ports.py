"""What a process or query needs of the services, one protocol a port. Loaded for types alone.

A module of `processes` or `queries` names its `Needs` after its imports: the ports that it uses, and those of
the modules that it calls. It inherits the needs of one of these at most, the one that needs most: the order of bases
then never matters. `services.Services` has all ports.
"""

from __future__ import annotations

from typing import Protocol

from chalicelib.amendments.ports import AmendmentPorts
from chalicelib.calls.ports import CallPorts
from chalicelib.certificates.ports import CertificatePorts
from chalicelib.claims.ports import ClaimPorts, OutboundEvents
from chalicelib.content.server_frames import Frame
from chalicelib.contracts.ports import ContractAnswers, FeedPorts, PolicyholderStore, RoadsideUseStore
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.dialogue.ports import BotStateStore, DraftStore
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.files.ports import FilePorts
from chalicelib.identity.fresh_checks import FreshCheckPorts
from chalicelib.kernel.optimistic_update import Backoff
from chalicelib.kernel.throttle import Throttle
from chalicelib.nlu.reading import RecogniseIntent
from chalicelib.notifications.ports import PushPorts
from chalicelib.presence.ports import PresenceStore
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reporting.ports import FigureStore
from chalicelib.routing.ports import OnCall, RoutingJobs, RoutingStore, WaitStore
from chalicelib.search.ports import SearchPorts
from chalicelib.services import EventJobs, EventOutbox, Mail, ReadTurn
from chalicelib.teamwork.ports import TeamworkStore


class WithMessaging(Protocol):
    @property
    def messaging(self) -> ConversationPorts: ...


class WithPresence(Protocol):
    def presence(self) -> PresenceStore: ...


class WithRouting(Protocol):
    def routing(self) -> RoutingStore: ...


class WithCalls(Protocol):
    def calls(self) -> CallPorts: ...


class WithDispatch(Protocol):
    def dispatch(self) -> DispatchPorts: ...


class WithAmendments(Protocol):
    def amendments(self) -> AmendmentPorts: ...


class WithFreshChecks(Protocol):
    def fresh_checks(self) -> FreshCheckPorts: ...


class WithMail(Protocol):
    def mail(self) -> Mail: ...


class WithWaits(Protocol):
    def waits(self) -> WaitStore: ...


class WithRoutingJobs(Protocol):
    def routing_jobs(self) -> RoutingJobs: ...


class WithOnCall(Protocol):
    def on_call(self) -> OnCall: ...


class WithDialogueStore(Protocol):
    def dialogue_store(self) -> BotStateStore: ...


class WithDraftStore(Protocol):
    def draft_store(self) -> DraftStore: ...


class WithReadTurn(Protocol):
    @property
    def read_turn(self) -> ReadTurn: ...


class WithContracts(Protocol):
    def contracts(self) -> PolicyholderStore: ...


class WithRoadsideUses(Protocol):
    def roadside_uses(self) -> RoadsideUseStore: ...


class WithContractAnswers(Protocol):
    def contract_answers(self) -> ContractAnswers: ...


class WithContractFeeds(Protocol):
    def contract_feeds(self) -> FeedPorts: ...


class WithClaims(Protocol):
    def claims(self) -> ClaimPorts: ...


class WithCoreSystem(Protocol):
    def core_system(self) -> OutboundEvents: ...


class WithOutbox(Protocol):
    def outbox(self) -> EventOutbox: ...


class WithEventJobs(Protocol):
    def event_jobs(self) -> EventJobs: ...


class WithFigures(Protocol):
    def figures(self) -> FigureStore: ...


class WithFiles(Protocol):
    def files(self) -> FilePorts: ...


class WithNotifications(Protocol):
    def notifications(self) -> PushPorts: ...


class WithSearch(Protocol):
    def search(self) -> SearchPorts: ...


class WithTeamwork(Protocol):
    def teamwork(self) -> TeamworkStore: ...


class WithCertificates(Protocol):
    def certificates(self) -> CertificatePorts: ...


class WithReminders(Protocol):
    def reminders(self) -> ReminderPorts: ...


class WithRecogniseIntent(Protocol):
    @property
    def recognise_intent(self) -> RecogniseIntent: ...


class WithSignalThrottle(Protocol):
    @property
    def signal_throttle(self) -> Throttle: ...


class WithBackoff(Protocol):
    @property
    def backoff(self) -> Backoff: ...


class WithPostToPerson(Protocol):
    def post_to_person(self, person: str, frame: Frame) -> None: ...


class WithLocaleOf(Protocol):
    def locale_of(self, conversation: str) -> str: ...

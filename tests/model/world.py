"""The centre in memory for the model test, with people who lose their connection, repeat requests, and are
interrupted."""

from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec.structs import replace

from chalicelib.amendments.ports import AmendmentPorts
from chalicelib.amendments.rules import amendment_rules
from chalicelib.calls.ports import CallPorts
from chalicelib.calls.rules import call_rules
from chalicelib.certificates.ports import CertificatePorts
from chalicelib.certificates.rules import certificate_rules
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.rules import claim_rules
from chalicelib.content.server_frames import MessageFrame
from chalicelib.contracts.answers import answer_contract_question
from chalicelib.conversations.events import conversation_subject
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.entry.actions import perform
from chalicelib.entry.conversations_actions import ConversationUpdate, HelloCommand, HistoryCommand, PingCommand
from chalicelib.entry.messages_actions import MessageSent
from chalicelib.files.ports import FilePorts
from chalicelib.files.rules import file_rules
from chalicelib.identity.fresh_checks import FreshCheckPorts
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import BaroError
from chalicelib.kernel.parallel import run_in_order
from chalicelib.kernel.throttle import Throttle
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.types import NluResult
from chalicelib.notifications.ports import PushPorts
from chalicelib.notifications.rules import push_rules
from chalicelib.presence.limits import ActionMeter
from chalicelib.processes.connections import disconnect
from chalicelib.processes.event_relay import run_event_job
from chalicelib.processes.housekeeping import run_every_minute, run_job
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reminders.rules import reminder_rules
from chalicelib.search.ports import SearchPorts
from chalicelib.search.rules import SearchRules, search_rules
from chalicelib.services import Services
from chalicelib.wiring import subscriptions
from tests.fakes.amendments import FakeAmendments, FakeOrders
from tests.fakes.backoff import NO_WAIT
from tests.fakes.calls import FakeCalls
from tests.fakes.certificates import FakeCertificates
from tests.fakes.claims import FakeClaims, FakeCore
from tests.fakes.contracts import FakeContracts
from tests.fakes.conversations import FakeConversations
from tests.fakes.dialogue import FakeBotStates, FakeDrafts
from tests.fakes.dispatch import FakeDispatch
from tests.fakes.events import FakeEventJobs, FakeOutbox
from tests.fakes.files import FakeObjectStore, FakeUploads
from tests.fakes.identity import FakeFreshChecks, FakeIdentityProvider
from tests.fakes.mail import FakeMail
from tests.fakes.notifications import FakeNotificationQueue, FakeNotifications, FakePushGateway
from tests.fakes.presence import FakePresence
from tests.fakes.reminders import FakeReminders
from tests.fakes.reporting import FakeFigures
from tests.fakes.roadside_uses import FakeRoadsideUses
from tests.fakes.routing import FakeOnCall, FakeRouting, FakeRoutingJobs
from tests.fakes.search import FakeSearch
from tests.fakes.teamwork import FakeTeamwork
from tests.fakes.waits import FakeWaits
from tests.model.devices import TOKEN_MS, Device, Strict
from tests.model.fuse import Crash, Fuse, Fused


def recognise_intent(reading: Reading) -> NluResult:
    """Enough of an understanding: the words name the intent."""
    text = reading.cleaned
    intent = text if text in ("agent_request", "policy_summary", "accident_report") else "out_of_scope"
    return NluResult(intent, 1.0, {}, ((intent, 1.0),), is_emergency=text == "emergency")


def eager_rules() -> SearchRules:
    """Every round writes a segment, and two are merged."""
    rules = search_rules()
    return replace(rules, index=replace(rules.index, settle_seconds=0, segment_minutes=0, merge_segments=2))


class World:
    """Services, devices, jobs, clock."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000
        self.scene = False
        self.refusals: set[str] = set()
        self.fuse = Fuse()
        self.event_outbox, self.event_jobs = FakeOutbox(), FakeEventJobs()
        self.store, self.courier = FakeConversations(self.event_outbox), Strict(lambda: self.now)
        self.presence = FakePresence()
        self.figures = FakeFigures()
        self.meter = ActionMeter(self.presence, lambda: self.now)
        self.bot_states = FakeBotStates(self.event_outbox)
        self.routing = FakeRouting(self.event_outbox)
        self.waits = FakeWaits()
        self.call_store = FakeCalls(self.event_outbox)
        self.amendment_store, self.orders = FakeAmendments(self.event_outbox), FakeOrders()
        self.reminders = FakeReminders()
        self.jobs = FakeRoutingJobs(self.event_jobs.relay, clock=lambda: self.now)
        self.notifications = FakeNotificationQueue()
        self.teamwork = FakeTeamwork()
        self.roadside_uses = FakeRoadsideUses()
        self.push_devices, self.push_gateway = FakeNotifications(self.event_outbox), FakePushGateway()
        self._ids, self._connections, self._refs = count(1), count(1), count(1)
        self.devices: dict[str, Device] = {}
        talk = ConversationPorts(
            store=Fused(self.store, self.fuse),
            courier=Fused(self.courier, self.fuse),
            run_parallel=run_in_order,
            clock=lambda: self.now,
            ids=lambda: f"conversation{next(self._ids)}",
            on_unreached=lambda conversation, message: self.fuse.burn(
                lambda: self.notifications(conversation, message)
            ),
            on_published=lambda conversation: self.fuse.burn(
                lambda: self.event_jobs.relay(conversation_subject(conversation))
            ),
            backoff=NO_WAIT,
        )
        waits = Fused(self.waits, self.fuse)
        presence, routing, bot_states = (Fused(p, self.fuse) for p in (self.presence, self.routing, self.bot_states))
        self.drafts = FakeDrafts()
        jobs, drafts = Fused(self.jobs, self.fuse), Fused(self.drafts, self.fuse)
        figures = Fused(self.figures, self.fuse)
        self.on_call = FakeOnCall()
        on_call = Fused(self.on_call, self.fuse)
        contracts = FakeContracts()
        self.claims, self.core = FakeClaims(self.event_outbox), FakeCore()
        self.uploads, self.objects = FakeUploads(self.event_outbox), FakeObjectStore()
        uploads = FilePorts(
            Fused(self.uploads, self.fuse),
            Fused(self.objects, self.fuse),
            file_rules(),
            lambda: self.now,
            lambda: f"upload{next(self._ids)}",
            lambda _latitude, _longitude: "",
            lambda _upload: None,
            backoff=NO_WAIT,
        )
        notifications = PushPorts(
            Fused(self.push_devices, self.fuse),
            Fused(self.push_gateway, self.fuse),
            {},
            push_rules(),
            lambda: self.now,
            lambda subject: self.fuse.burn(lambda: self.event_jobs.relay(subject)),
            backoff=NO_WAIT,
        )
        claims = ClaimPorts(
            Fused(self.claims, self.fuse),
            claim_rules(),
            lambda: self.now,
            lambda _: str(next(self._ids)),
            backoff=NO_WAIT,
        )
        self.search_index = FakeSearch(self.event_outbox)
        search = SearchPorts(
            Fused(self.search_index, self.fuse),
            run_in_order,
            lambda: self.now,
            lambda: f"segment{next(self._ids)}",
            eager_rules(),
            lambda subject: self.fuse.burn(lambda: self.event_jobs.relay(subject)),
        )
        core = Fused(self.core, self.fuse)
        teamwork = Fused(self.teamwork, self.fuse)
        roadside_uses = Fused(self.roadside_uses, self.fuse)
        outbox, event_jobs = Fused(self.event_outbox, self.fuse), Fused(self.event_jobs, self.fuse)
        calls = CallPorts(
            Fused(self.call_store, self.fuse),
            call_rules(),
            lambda: self.now,
            lambda subject: self.fuse.burn(lambda: self.event_jobs.relay(subject)),
            backoff=NO_WAIT,
        )
        amendments = AmendmentPorts(
            Fused(self.amendment_store, self.fuse),
            Fused(self.orders, self.fuse),
            amendment_rules(),
            lambda: self.now,
            lambda subject: self.fuse.burn(lambda: self.event_jobs.relay(subject)),
            backoff=NO_WAIT,
        )
        self.mail = FakeMail()
        mail = Fused(self.mail, self.fuse)
        fresh_checks = FreshCheckPorts(
            FakeFreshChecks(), FakeIdentityProvider(), lambda: self.now, lambda: f"secret{next(self._ids)}"
        )
        self.dispatch = FakeDispatch(
            self.event_outbox,
            lambda: self.now,
            lambda subject: self.fuse.burn(lambda: self.event_jobs.relay(subject)),
            lambda adapter: Fused(adapter, self.fuse),
        )
        reminders = ReminderPorts(
            Fused(self.reminders, self.fuse), reminder_rules(), lambda: self.now, lambda _number, _words: True
        )
        certificates = CertificatePorts(
            Fused(FakeCertificates(), self.fuse),
            Fused(FakeObjectStore(), self.fuse),
            lambda content, number: f"{number} {content.title}".encode(),
            certificate_rules(),
            lambda: self.now,
            lambda _: next(self._ids),
        )
        self.services = Services(
            messaging=talk,
            presence=lambda: presence,
            figures=lambda: figures,
            action_meter=lambda: self.meter,
            routing=lambda: routing,
            waits=lambda: waits,
            dialogue_store=lambda: bot_states,
            draft_store=lambda: drafts,
            read_turn=lambda conversation, customer, seqs: self.fuse.burn(
                lambda: (
                    self.bot_states.load(conversation),
                    self.drafts.load(customer),
                    self.store.logged_seqs(conversation, seqs),
                )
            ),
            contracts=lambda: contracts,
            roadside_uses=lambda: roadside_uses,
            contract_answers=lambda: answer_contract_question,
            contract_feeds=lambda: contracts.feeds,
            routing_jobs=lambda: jobs,
            on_call=lambda: on_call,
            claims=lambda: claims,
            core_system=lambda: core,
            outbox=lambda: outbox,
            event_jobs=lambda: event_jobs,
            files=lambda: uploads,
            notifications=lambda: notifications,
            search=lambda: search,
            teamwork=lambda: teamwork,
            calls=lambda: calls,
            amendments=lambda: amendments,
            fresh_checks=lambda: fresh_checks,
            mail=lambda: mail,
            dispatch=lambda: self.dispatch.ports,
            certificates=lambda: certificates,
            reminders=lambda: reminders,
            recognise_intent=recognise_intent,
            signal_throttle=Throttle(2_000, lambda: self.now),
            backoff=NO_WAIT,
        )

    def actor(self, device: Device) -> Actor:
        queues = ("general", "accident", "contract") if device.role.is_staff else ()
        return Actor(device.person, device.role, device.person, device.connection, device.until, queues, 2)

    def ask(self, sender: Device, kind: type[Any], **fields: Any) -> Any:
        """One frame: the result, or None where it was refused or the Lambda died."""
        self.end_sessions()
        if not sender.connection:
            return None
        try:
            return perform(self.services, self.actor(sender), kind(ref=str(next(self._refs)), **fields))
        except (BaroError, Crash):
            return None
        finally:
            self._defuse()

    def _defuse(self) -> None:
        """A fuse lights one use case only, unless the scene set one for all of it."""
        self.fuse.lasts.add(self.fuse.calls)
        if not self.scene:
            self.fuse.left = 0

    def connect(self, device: Device) -> None:
        """A new connection and its hello, which returns missed messages."""
        device.connection = f"k{next(self._connections)}"
        device.until = self.courier.ends[device.connection] = self.now + TOKEN_MS
        self.courier.inboxes[device.connection] = []
        welcome = self.ask(device, HelloCommand, device="device000", cursors=dict(device.cursors))
        if welcome is None:
            self.cut(device)
            return
        for missed in welcome.conversations:
            self.take_in(device, missed)

    def take_in(self, device: Device, missed: ConversationUpdate) -> None:
        """What hello or open brought; the rest is fetched by history, as the pages do."""
        conversation = missed.conversation.id
        device.keep(conversation, missed.messages)
        self.catch_up(device, conversation, missed.conversation.seq)

    def catch_up(self, device: Device, conversation: str, last: int) -> None:
        """Fetches what lies between the cursor and `last`."""
        held = device.held.setdefault(conversation, {})
        while (missing := [seq for seq in range(1, last + 1) if seq not in held]) and device.connection:
            page = self.ask(device, HistoryCommand, conversation=conversation, after=missing[0] - 1, limit=100)
            if page is None or not page.messages:
                return
            device.keep(conversation, page.messages)
        device.cursors[conversation] = max(device.cursors.get(conversation, 0), last if not missing else 0)

    def cut(self, device: Device, noticed: bool = True) -> None:
        """The connection breaks; API Gateway may or may not notice. Posted frames that were not read are lost."""
        if not device.connection:
            return
        self.courier.inboxes.pop(device.connection, None)
        actor = self.actor(device)
        device.connection = ""
        if noticed:
            try:
                disconnect(self.services, actor)
            except Crash:
                pass
            finally:
                self._defuse()

    def end_sessions(self) -> None:
        """Whose token has ended sends nothing more on that connection, and may or may not have noticed."""
        for device in self.devices.values():
            if device.connection and self.now >= device.until:
                device.connection = ""

    def read(self, device: Device) -> None:
        """Takes in what was posted; a gap is filled by history."""
        frames = self.courier.inboxes.get(device.connection, [])
        for frame in frames[:]:
            if isinstance(frame, MessageFrame):
                device.keep(frame.conversation, [frame.message])
        frames.clear()

    def flush(self, device: Device) -> None:
        """Sends the oldest unanswered message: the same again until it is answered."""
        self.end_sessions()
        if not device.connection or not device.outbox:
            return
        send = device.outbox[0]
        try:
            sent = perform(self.services, self.actor(device), send)
        except Crash:
            return
        except BaroError as error:
            self.refusals.add(error.code)
            if not error.retryable:
                device.outbox.pop(0)
            return
        finally:
            self._defuse()
        assert isinstance(sent, MessageSent)
        device.outbox.pop(0)
        before = device.acked.setdefault(send.client_id, (send.conversation, sent.seq))
        assert before == (send.conversation, sent.seq), "a repeat got another number"

    def run_job(self, position: int, again: bool) -> None:
        """Delivers a job, out of order, perhaps twice; a crash brings it back."""
        queues: list[tuple[list[Any], Callable[[Services, Any], None]]] = [
            (self.jobs.waiting, run_job),
            (self.event_jobs.sent, lambda services, job: run_event_job(services, subscriptions, job)),
        ]
        waiting = [(queue, run, job) for queue, run in queues for job in queue]
        if not waiting:
            return
        queue, run, job = waiting[position % len(waiting)]
        queue[:] = [each for each in queue if each is not job]
        for _ in range(2 if again else 1):
            try:
                run(self.services, job)
            except Crash:
                queue.append(job)
            finally:
                self._defuse()

    def run_all_jobs(self) -> None:
        """Runs jobs, and those that come of them, until none is left."""
        while self.jobs.waiting or self.event_jobs.sent:
            self.run_job(0, again=False)

    def minute(self) -> None:
        """A minute passes, agents who are there ping, the round is made."""
        self.now += 60_000
        self.jobs.ring()
        self.end_sessions()
        for device in self.devices.values():
            if device.connection and device.role.is_staff:
                self.ask(device, PingCommand)
        try:
            run_every_minute(self.services)
        except Crash:
            pass
        finally:
            self._defuse()

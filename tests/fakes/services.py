"""Every port with a fake behind it."""

from collections.abc import Callable, Collection
from itertools import count
from typing import Any

from chalicelib.amendments.ports import AmendmentPorts
from chalicelib.amendments.rules import amendment_rules
from chalicelib.calls.ports import CallPorts
from chalicelib.calls.rules import call_rules
from chalicelib.certificates.model import CertificateContent
from chalicelib.certificates.ports import CertificatePorts
from chalicelib.certificates.rules import certificate_rules
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.rules import claim_rules
from chalicelib.contracts.answers import answer_contract_question
from chalicelib.conversations.events import conversation_subject
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.state import BotState
from chalicelib.files.ports import FilePorts
from chalicelib.files.rules import file_rules
from chalicelib.identity.fresh_checks import FreshCheckPorts
from chalicelib.kernel.parallel import run_in_order
from chalicelib.kernel.throttle import Throttle
from chalicelib.nlu.reading import RecogniseIntent
from chalicelib.notifications.ports import PushPorts
from chalicelib.notifications.rules import push_rules
from chalicelib.presence.limits import ActionMeter
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reminders.rules import reminder_rules
from chalicelib.search.ports import SearchPorts
from chalicelib.search.rules import SearchRules
from chalicelib.services import Services
from tests.fakes.amendments import FakeAmendments, FakeOrders
from tests.fakes.backoff import NO_WAIT
from tests.fakes.calls import FakeCalls
from tests.fakes.certificates import FakeCertificates
from tests.fakes.claims import FakeClaims, FakeCore
from tests.fakes.contracts import FakeContracts
from tests.fakes.conversations import FakeConversations
from tests.fakes.courier import FakeCourier
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


class Turns:
    """What the bot reads at once."""

    def __init__(self, states: FakeBotStates, drafts: FakeDrafts, store: FakeConversations) -> None:
        self._states, self._drafts, self._store = states, drafts, store

    def read(self, conversation: str, customer: str, seqs: Collection[int]) -> tuple[BotState, DraftRecord, set[int]]:
        """`services.ReadTurn`."""
        logged = self._store.logged_seqs(conversation, seqs)
        return self._states.load(conversation), self._drafts.load(customer), logged


class FakeServices:
    """The services over fakes; `now` is their clock, in ms since 1970 UTC. `wrap` may put something around each
    adapter."""

    def __init__(
        self,
        now: int,
        courier: FakeCourier,
        recognise_intent: RecogniseIntent,
        rules_of_search: SearchRules,
        wrap: Callable[[Any], Any] = lambda adapter: adapter,
    ) -> None:
        self.now = now
        self._ids, digits, uploads = count(1), count(100_000), count(1)
        self.outbox, self.event_jobs = FakeOutbox(), FakeEventJobs()
        relay = wrap(self.event_jobs).relay
        self.store, self.courier = FakeConversations(self.outbox), courier
        self.figures, self.teamwork, self.mail = FakeFigures(), FakeTeamwork(), FakeMail()
        self.jobs, self.routing = FakeRoutingJobs(self.event_jobs.relay, clock=self.clock), FakeRouting(self.outbox)
        self.waits, self.on_call = FakeWaits(), FakeOnCall()
        self.presence, self.bot_states, self.drafts = FakePresence(), FakeBotStates(self.outbox), FakeDrafts()
        self.meter = ActionMeter(self.presence, self.clock)
        self.contracts, self.roadside_uses = FakeContracts(), FakeRoadsideUses()
        self.queued_notifications = FakeNotificationQueue()
        talk = ConversationPorts(
            wrap(self.store),
            wrap(self.courier),
            run_in_order,
            self.clock,
            lambda: f"conversation{next(self._ids)}",
            wrap(self.queued_notifications).__call__,
            lambda conversation: relay(conversation_subject(conversation)),
            backoff=NO_WAIT,
        )
        self.upload_store, self.objects, self.checks = FakeUploads(self.outbox), FakeObjectStore(), list[str]()
        self.uploads = FilePorts(
            wrap(self.upload_store),
            wrap(self.objects),
            file_rules(),
            self.clock,
            lambda: f"upload{next(uploads):06d}",
            lambda _latitude, _longitude: "역삼역",
            self.checks.append,
            backoff=NO_WAIT,
        )
        self.push_devices, self.push_gateway = FakeNotifications(self.outbox), FakePushGateway()
        self.notifications = PushPorts(
            wrap(self.push_devices),
            wrap(self.push_gateway),
            {"fcm": "arn:fcm", "apns": ""},
            push_rules(),
            self.clock,
            relay,
            backoff=NO_WAIT,
        )
        self.claim_store, self.core = FakeClaims(self.outbox), FakeCore()
        self.claims = ClaimPorts(
            wrap(self.claim_store), claim_rules(), self.clock, lambda _: str(next(digits)), backoff=NO_WAIT
        )
        self.search_index = FakeSearch(self.outbox)
        self.search = SearchPorts(
            wrap(self.search_index),
            run_in_order,
            self.clock,
            lambda: f"segment{next(self._ids)}",
            rules_of_search,
            relay,
        )
        self.identity_checks = FakeIdentityProvider()
        self.fresh_checks = FreshCheckPorts(
            FakeFreshChecks(), self.identity_checks, self.clock, lambda: f"secret-{next(self._ids)}"
        )
        self.amendment_store, self.orders = FakeAmendments(self.outbox), FakeOrders()
        self.amendments = AmendmentPorts(
            wrap(self.amendment_store), wrap(self.orders), amendment_rules(), self.clock, relay, NO_WAIT
        )
        self.call_store = FakeCalls(self.outbox)
        self.calls = CallPorts(wrap(self.call_store), call_rules(), self.clock, relay, backoff=NO_WAIT)
        self.dispatch = FakeDispatch(self.outbox, self.clock, relay, wrap)
        self.reminder_store, self.texted = FakeReminders(), list[tuple[str, str]]()
        self.reminders = ReminderPorts(wrap(self.reminder_store), reminder_rules(), self.clock, self._send_sms)
        self.certificate_files, self.rendered = FakeObjectStore(), list[CertificateContent]()
        self.certificates = CertificatePorts(
            wrap(FakeCertificates()),
            wrap(self.certificate_files),
            self._render,
            certificate_rules(),
            self.clock,
            lambda _: next(self._ids) << 7,
        )
        self.services = Services(
            messaging=talk,
            presence=lambda: wrap(self.presence),
            figures=lambda: wrap(self.figures),
            action_meter=lambda: self.meter,
            routing=lambda: wrap(self.routing),
            waits=lambda: wrap(self.waits),
            dialogue_store=lambda: wrap(self.bot_states),
            draft_store=lambda: wrap(self.drafts),
            read_turn=wrap(Turns(self.bot_states, self.drafts, self.store)).read,
            contracts=lambda: self.contracts,
            roadside_uses=lambda: wrap(self.roadside_uses),
            contract_answers=lambda: answer_contract_question,
            contract_feeds=lambda: self.contracts.feeds,
            routing_jobs=lambda: wrap(self.jobs),
            on_call=lambda: wrap(self.on_call),
            claims=lambda: self.claims,
            core_system=lambda: wrap(self.core),
            outbox=lambda: wrap(self.outbox),
            event_jobs=lambda: wrap(self.event_jobs),
            files=lambda: self.uploads,
            notifications=lambda: self.notifications,
            search=lambda: self.search,
            teamwork=lambda: wrap(self.teamwork),
            calls=lambda: self.calls,
            dispatch=lambda: self.dispatch.ports,
            certificates=lambda: self.certificates,
            amendments=lambda: self.amendments,
            fresh_checks=lambda: self.fresh_checks,
            mail=lambda: wrap(self.mail),
            reminders=lambda: self.reminders,
            recognise_intent=recognise_intent,
            signal_throttle=Throttle(2_000, self.clock),
            backoff=NO_WAIT,
        )

    def clock(self) -> int:
        return self.now

    def bodies(self, conversation: str) -> list[Any]:
        """The bodies of a conversation's messages, in order."""
        return [entry.body for _, (_, entry) in sorted(self.store.logs[conversation].items())]

    def _send_sms(self, number: str, words: str) -> bool:
        self.texted.append((number, words))
        return True

    def _render(self, content: CertificateContent, number: str) -> bytes:
        self.rendered.append(content)
        return f"{number} {content.title}".encode()

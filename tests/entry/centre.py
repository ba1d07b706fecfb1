"""The centre behind the handlers of `app.py`, fed with events as AWS sends them, with fakes behind every port."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Self

import msgspec
import pytest

import app
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
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.entry import ws
from chalicelib.entry.actions import all_actions
from chalicelib.files.ports import FilePorts
from chalicelib.files.rules import file_rules
from chalicelib.identity.fresh_checks import FreshCheckPorts
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.kernel.parallel import run_in_order
from chalicelib.kernel.throttle import Throttle
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.types import NluResult
from chalicelib.notifications.ports import PushPorts
from chalicelib.notifications.rules import push_rules
from chalicelib.presence.limits import ActionMeter
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reminders.rules import reminder_rules
from chalicelib.routing.jobs import CheckAgentPresence
from chalicelib.search.ports import SearchPorts
from chalicelib.search.rules import search_rules
from chalicelib.services import Services
from chalicelib.wiring import authentication, infrastructure, root
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

EVENTS = Path(__file__).parents[1] / "package" / "events"
T0 = 1_800_000_000_000
HOUR_MS = 3_600_000

RESULT_KINDS = {
    command.__struct_config__.tag: action.result.__struct_config__.tag for command, action in all_actions().items()
}
"""Action → kind of the result that is registered for it."""

Frame = dict[str, Any]


def event(name: str) -> Frame:
    """An event as AWS sends it, its placeholders left to be filled."""
    read: Frame = json.loads((EVENTS / f"{name}.json").read_text("utf-8"))
    return read


def person(name: str, role: Role, *queues: str) -> Identity:
    """A person with a token of an hour."""
    return Identity(name, role, name, T0 + HOUR_MS, queues, 3 if queues else 0, verified=role is Role.CUSTOMER)


KIM = person("cust-kim", Role.CUSTOMER)
LEE = person("cust-lee", Role.CUSTOMER)


class FakeTickets:
    """`tickets.Tickets` in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Identity, int]] = {}
        self.rights: dict[str, tuple[int, str]] = {}

    def put(self, fingerprint: str, person: Identity, expires_s: int) -> None:
        self.kept[fingerprint] = (person, expires_s)

    def record_rights(self, person: Identity) -> bool:
        known = self.rights.get(person.id)
        if known is not None and known[0] > person.issued_at:
            return known[1] == person.rights
        self.rights[person.id] = (person.issued_at, person.rights)
        return True

    def consume(self, fingerprint: str, now_s: int) -> Identity | None:
        person, expires_s = self.kept.pop(fingerprint, (None, 0))
        return person if now_s < expires_s else None


class Logged(logging.Handler):
    """What was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def recognise_intent(_reading: Reading) -> NluResult:
    """Classifies every text as out of scope."""
    return NluResult("out_of_scope", 1.0, {}, (("out_of_scope", 1.0),), is_emergency=False)


class Centre:
    """The services over fakes; `now` is its clock."""

    def __init__(self) -> None:
        self.now = T0
        self.connected_at: dict[str, int] = {}
        self.outbox, self.event_jobs = FakeOutbox(), FakeEventJobs()
        self.store, self.courier = FakeConversations(self.outbox), FakeCourier()
        self.figures = FakeFigures()
        self.jobs, self.routing = FakeRoutingJobs(self.event_jobs.relay, clock=self.clock), FakeRouting(self.outbox)
        self.waits = FakeWaits()
        self.presence, self.bot_states = FakePresence(), FakeBotStates(self.outbox)
        self.meter = ActionMeter(self.presence, lambda: self.now)
        self.drafts = FakeDrafts()
        self.tickets, self.contracts, self.on_call = FakeTickets(), FakeContracts(), FakeOnCall()
        self.core, digits = FakeCore(), count(100_000)
        self.objects, self.checks, uploads = FakeObjectStore(), list[str](), count(1)
        self.uploads = FilePorts(
            FakeUploads(self.outbox),
            self.objects,
            file_rules(),
            self.clock,
            lambda: f"upload{next(uploads):06d}",
            lambda _latitude, _longitude: "역삼역",
            self.checks.append,
            backoff=NO_WAIT,
        )
        self.queued_notifications, self.push_gateway = FakeNotificationQueue(), FakePushGateway()
        self.notifications = PushPorts(
            FakeNotifications(self.outbox),
            self.push_gateway,
            {"fcm": "arn:fcm", "apns": ""},
            push_rules(),
            self.clock,
            self.event_jobs.relay,
            backoff=NO_WAIT,
        )
        self.claims = ClaimPorts(
            FakeClaims(self.outbox), claim_rules(), self.clock, lambda _: str(next(digits)), backoff=NO_WAIT
        )
        self.search = SearchPorts(
            FakeSearch(self.outbox),
            run_in_order,
            self.clock,
            lambda: f"segment{next(self._ids)}",
            search_rules(),
            self.event_jobs.relay,
        )
        self.teamwork = FakeTeamwork()
        self.roadside_uses = FakeRoadsideUses()
        self.logged = Logged()
        self._refs, self._ids = count(1), count(1)
        talk = ConversationPorts(
            self.store,
            self.courier,
            run_in_order,
            self.clock,
            lambda: f"conversation{next(self._ids)}",
            self.queued_notifications,
            lambda conversation: self.event_jobs.relay(conversation_subject(conversation)),
            backoff=NO_WAIT,
        )
        self.identity_checks = FakeIdentityProvider()
        self.fresh_checks = FreshCheckPorts(
            FakeFreshChecks(), self.identity_checks, self.clock, lambda: f"secret-{next(self._ids)}"
        )
        self.orders, self.mail = FakeOrders(), FakeMail()
        self.amendments = AmendmentPorts(
            FakeAmendments(self.outbox), self.orders, amendment_rules(), self.clock, self.event_jobs.relay, NO_WAIT
        )
        self.calls = CallPorts(FakeCalls(self.outbox), call_rules(), self.clock, self.event_jobs.relay, backoff=NO_WAIT)
        self.dispatch = FakeDispatch(self.outbox, self.clock, self.event_jobs.relay)
        self.texted = list[tuple[str, str]]()
        self.reminders = ReminderPorts(FakeReminders(), reminder_rules(), self.clock, self._send_sms)
        self.certificate_files, self.rendered = FakeObjectStore(), list[CertificateContent]()
        self.certificates = CertificatePorts(
            FakeCertificates(),
            self.certificate_files,
            self._render,
            certificate_rules(),
            self.clock,
            lambda _: next(self._ids) << 7,
        )
        self.services = Services(
            messaging=talk,
            presence=lambda: self.presence,
            figures=lambda: self.figures,
            action_meter=lambda: self.meter,
            routing=lambda: self.routing,
            waits=lambda: self.waits,
            dialogue_store=lambda: self.bot_states,
            draft_store=lambda: self.drafts,
            read_turn=lambda conversation, customer, seqs: (
                self.bot_states.load(conversation),
                self.drafts.load(customer),
                self.store.logged_seqs(conversation, seqs),
            ),
            contracts=lambda: self.contracts,
            roadside_uses=lambda: self.roadside_uses,
            contract_answers=lambda: answer_contract_question,
            contract_feeds=lambda: self.contracts.feeds,
            routing_jobs=lambda: self.jobs,
            on_call=lambda: self.on_call,
            claims=lambda: self.claims,
            core_system=lambda: self.core,
            outbox=lambda: self.outbox,
            event_jobs=lambda: self.event_jobs,
            files=lambda: self.uploads,
            notifications=lambda: self.notifications,
            search=lambda: self.search,
            teamwork=lambda: self.teamwork,
            calls=lambda: self.calls,
            dispatch=lambda: self.dispatch.ports,
            certificates=lambda: self.certificates,
            amendments=lambda: self.amendments,
            fresh_checks=lambda: self.fresh_checks,
            mail=lambda: self.mail,
            reminders=lambda: self.reminders,
            recognise_intent=recognise_intent,
            signal_throttle=Throttle(2_000, lambda: self.now),
            backoff=NO_WAIT,
        )

    def clock(self) -> int:
        return self.now

    def _send_sms(self, number: str, words: str) -> bool:
        self.texted.append((number, words))
        return True

    def _render(self, content: CertificateContent, number: str) -> bytes:
        self.rendered.append(content)
        return f"{number} {content.title}".encode()

    @contextmanager
    def open(self) -> Iterator[Self]:
        """Replaces the composition root until the block ends."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(root, "services", lambda: self.services)
            patch.setattr(authentication, "tickets", lambda: self.tickets)
            patch.setattr(infrastructure, "clock", self.clock)
            patch.setenv("AWS_REGION", "ap-northeast-2")  # as on Lambda; Chalice asks for it
            loggers = (logging.getLogger(), logging.getLogger(app.app.app_name))  # Chalice lets its own not propagate
            for logger in loggers:
                logger.addHandler(self.logged)
            try:
                yield self
            finally:
                for logger in loggers:
                    logger.removeHandler(self.logged)

    def raw(self, person: Identity, body: str, connection: str = "") -> Frame:
        """A frame's text through `app.message`; Lambda's answer."""
        known = event("message")
        known["body"] = body
        connection = connection or f"connection-of-{person.id}"
        connected_at = self.connected_at.setdefault(connection, self.now)
        known["requestContext"] |= {"connectionId": connection, "connectedAt": connected_at}
        known["requestContext"]["authorizer"] = authorized(person)
        answer: Frame = app.message(known, None)
        return answer

    def ask(self, person: Identity, action: str, connection: str = "", **fields: Any) -> Frame:
        """A frame, and the one that answers it."""
        ref = str(next(self._refs))
        answer = self.raw(person, json.dumps({"action": action, "ref": ref, **fields}), connection)
        frame: Frame = json.loads(answer["body"])
        assert frame["ref"] == ref
        if frame["event"] == "ack":
            assert frame["result"]["kind"] == RESULT_KINDS[action]
        return frame

    def connect(self, person: Identity, connection: str) -> None:
        """API Gateway reports a new connection."""
        known = event("connect")
        known["requestContext"] |= {"connectionId": connection, "connectedAt": self.now}
        known["requestContext"]["authorizer"] = authorized(person)
        self.connected_at[connection] = self.now
        assert ws.handle_connect(known) == {"statusCode": 200}

    def hang_up(self, person: Identity) -> None:
        """The connection ends, and API Gateway reports it."""
        known = event("message")
        known["requestContext"]["connectionId"] = f"connection-of-{person.id}"
        known["requestContext"]["authorizer"] = authorized(person)
        assert ws.handle_disconnect(known) == {"statusCode": 200}

    def done(self, person: Identity, action: str, **fields: Any) -> Frame:
        """A frame that must be acknowledged; its result."""
        frame = self.ask(person, action, **fields)
        assert frame["event"] == "ack", frame
        result: Frame = frame["result"]
        return result

    def proof_of(self, person: Identity) -> str:
        """The proof of a second identity check that the person has just passed."""
        check = self.done(person, "start_identity_check")["check"]
        proof: str = self.done(person, "confirm_identity_check", check=check, code=self.identity_checks.CODE)["proof"]
        return proof

    def work(self) -> None:
        """Does the jobs that wait, those of events too, and those that come of them."""
        while self.jobs.waiting or self.event_jobs.sent:
            event_ = jobs(*(msgspec.json.encode(job).decode() for job in self._due_jobs()))
            assert app.agent_work(event_, None) == {"batchItemFailures": []}
            self.follow_events()

    def pass_time(self, seconds: int) -> None:
        """Time passes; then the jobs that waited for it, and what comes of them."""
        self.now += seconds * 1000
        self.jobs.ring()
        self.work()

    def follow_events(self) -> None:
        """Does the events' jobs, and those that come of them."""
        assert self.follow_events_that_may_fail() == []

    def follow_events_that_may_fail(self) -> list[Any]:
        """Does the events' jobs, and those that come of them, once each. Returns those that failed."""
        failed: list[Any] = []
        while waiting := self.event_jobs.sent:
            self.event_jobs.sent = []
            bodies = [msgspec.json.encode(job).decode() for job in waiting]
            answer = app.event_work(jobs(*bodies), None)
            failed += [waiting[int(each["itemIdentifier"])] for each in answer["batchItemFailures"]]
        return failed

    def _due_jobs(self) -> list[Any]:
        """All that wait, but for the checks of presence, which come later."""
        waiting, self.jobs.waiting = self.jobs.waiting, []
        return [job for job in waiting if not isinstance(job, CheckAgentPresence)]

    # --- a conversation in each of its states

    def opened(self, customer: Identity = KIM) -> str:
        """A conversation with the bot."""
        return str(self.done(customer, "open", device="phone001")["conversation"]["id"])

    def waiting(self, customer: Identity = KIM) -> str:
        """One that waits for an agent of the queue `general`."""
        conversation = self.opened(customer)
        request = {"type": "answer", "to": 1, "button": "intent:agent_request"}
        self.done(customer, "send", conversation=conversation, client_id="phone001:1", body=request)
        return conversation

    def assigned(self, agent: Identity, customer: Identity = KIM) -> str:
        """One that this agent serves."""
        conversation_id = self.waiting(customer)
        self.done(agent, "availability", status="available")
        self.work()
        conversation = self.stored_conversation(conversation_id)
        assert conversation.agent is not None
        assert conversation.agent.id == agent.id
        return conversation_id

    def resolved(self, agent: Identity, customer: Identity = KIM) -> str:
        """One that this agent has finished."""
        conversation = self.assigned(agent, customer)
        self.done(agent, "resolve", conversation=conversation, outcome="answered")
        return conversation

    def stored_conversation(self, conversation: str) -> Conversation:
        """The conversation as stored."""
        return self.store.conversations[conversation]


def authorized(person: Identity) -> dict[str, str]:
    """The context that the authorizer returned for a person."""
    return {
        "principalId": person.id,
        "role": person.role.value,
        "name": person.name,
        "issued_at": str(person.issued_at),
        "expires_at": str(person.expires_at),
        "queues": ",".join(person.queues),
        "capacity": str(person.capacity),
        "locale": person.locale,
        "departments": ",".join(person.departments),
        "verified": "yes" if person.verified else "",
    }


def jobs(*bodies: str) -> Frame:
    """An SQS batch; message ids are indices in it."""
    (record,) = event("agent_work")["Records"]
    return {"Records": [{**record, "messageId": str(index), "body": body} for index, body in enumerate(bodies)]}

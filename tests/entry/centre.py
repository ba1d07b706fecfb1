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
from chalicelib.conversations.model import Conversation
from chalicelib.entry import ws
from chalicelib.entry.actions import all_actions
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.types import NluResult
from chalicelib.routing.jobs import CheckAgentPresence
from chalicelib.search.rules import search_rules
from chalicelib.wiring import authentication, infrastructure, root
from tests.fakes.courier import FakeCourier
from tests.fakes.identity import FakeTickets
from tests.fakes.services import FakeServices

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


class Centre(FakeServices):
    """The handlers over fakes."""

    def __init__(self) -> None:
        super().__init__(T0, FakeCourier(), recognise_intent, search_rules())
        self.tickets = FakeTickets()
        self.connected_at: dict[str, int] = {}
        self.logged = Logged()
        self._refs = count(1)

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

"""The subscriptions: documented, complete, and found again by their names."""

import ast
import re
from pathlib import Path

import msgspec
import pytest

from chalicelib.amendments.events import AmendmentEvent
from chalicelib.calls.events import CallEvent
from chalicelib.claims.events import EVENT_TYPES, PublishedClaimEvent, published_event
from chalicelib.claims.model import ClaimEvent
from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.conversations.events import ConversationEvent, MentionEvent, RatingEvent
from chalicelib.dialogue.events import PublishedFormEvent, PublishedTurnEvent
from chalicelib.dispatch.events import JobEvent, ResponderFreed
from chalicelib.files.events import PublishedFileEvent
from chalicelib.notifications.events import PushEvent
from chalicelib.processes.event_jobs import DeliveryJob, EventQueue, RelayJob, decode_event_job
from chalicelib.routing.events import RoutingEvent
from chalicelib.search.events import SegmentWritten
from chalicelib.wiring.subscriptions import (
    SUBSCRIBERS,
    SUBSCRIPTIONS,
    event_from_builtins,
    subscriber_named,
    subscribers_of,
)

ROOT = Path(__file__).parents[3]
_ROW = re.compile(r"^\| `(\w+\.\w+)` \| (`.+`) \|$", re.MULTILINE)


def test_the_documentation_shows_the_subscriptions() -> None:
    rows = _ROW.findall((ROOT / "docs" / "events.md").read_text("utf-8"))
    documented = {tag: tuple(re.findall(r"`(\w+)`", subscribers)) for tag, subscribers in rows}
    assert documented == {
        event.__struct_config__.tag: tuple(subscriber.__name__ for subscriber in subscribers)
        for event, subscribers in SUBSCRIPTIONS.items()
    }
    assert all(documented.values()), "an event that nobody follows needn't be published"


def test_every_declared_event_has_subscribers() -> None:
    declared = {
        kind
        for base in (
            PublishedClaimEvent,
            PublishedFileEvent,
            PublishedFormEvent,
            PublishedTurnEvent,
            ConversationEvent,
            RoutingEvent,
            PushEvent,
            CallEvent,
            JobEvent,
            AmendmentEvent,
        )
        for kind in base.__subclasses__()
    } - {PublishedFormEvent} | {MentionEvent, RatingEvent, SegmentWritten, ResponderFreed}
    assert declared == SUBSCRIPTIONS.keys()
    assert set(EVENT_TYPES.values()) == set(PublishedClaimEvent.__subclasses__())


def test_every_code_of_a_claim_event_has_a_type() -> None:
    """The codes of drafts in the source; those of transitions that only change the stage are the transition's name."""
    codes = {
        call.args[0].value
        for path in (ROOT / "chalicelib" / "claims").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "EventDraft"
        if isinstance(call.args[0], ast.Constant)
    }
    assert codes > {"registered", "late", "account"}
    transitions = TRANSITIONS.keys() - {"confirm_denial", "reject_denial", "withdraw_denial"}
    assert (codes | transitions) - EVENT_TYPES.keys() == set()


@pytest.mark.parametrize("code", sorted(EVENT_TYPES))
def test_an_event_survives_outbox_and_queue(code: str) -> None:
    event = published_event("20261123-482137", ClaimEvent(3, 1, code))
    body = msgspec.json.decode(msgspec.json.encode(event))
    assert event_from_builtins(body) == event
    messages: list[bytes] = []
    queue = EventQueue(lambda message, _delay: messages.append(msgspec.json.encode(message)))
    for name in subscribers_of(body["event"]):
        queue.deliver(name, body)
    jobs = [decode_event_job(message) for message in messages]
    assert jobs
    for job in jobs:
        assert isinstance(job, DeliveryJob)
        assert event_from_builtins(job.event) == event
        assert subscriber_named(job.subscriber) in SUBSCRIPTIONS[type(event)]


def test_a_subject_survives_the_queue() -> None:
    messages: list[bytes] = []
    EventQueue(lambda message, _delay: messages.append(msgspec.json.encode(message))).relay("claim#20261123-482137")
    assert [decode_event_job(message) for message in messages] == [RelayJob("claim#20261123-482137")]


def test_names_of_subscribers_are_unique() -> None:
    functions = {subscriber for subscribers in SUBSCRIPTIONS.values() for subscriber in subscribers}
    assert len(functions) == len(SUBSCRIBERS)
    with pytest.raises(LookupError):
        subscriber_named("nobody")

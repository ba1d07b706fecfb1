"""Dispatch: its table, its queue, and what is known of drives."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.dispatch.ports import DispatchPorts, SafeNumbers, Travel
    from chalicelib.dispatch.provider_messages import ProviderMessage


@cache
def dispatch() -> DispatchPorts:
    """Roadside jobs and responders."""
    from chalicelib.dispatch.jobs import SqsDispatchQueue
    from chalicelib.dispatch.known_lessons import KnownLessons
    from chalicelib.dispatch.lesson_store import DynamoLessonStore
    from chalicelib.dispatch.ports import DispatchPorts
    from chalicelib.dispatch.responder_store import DynamoResponderStore
    from chalicelib.dispatch.rules import dispatch_rules
    from chalicelib.dispatch.store import DynamoJobStore
    from chalicelib.dispatch.travel import EstimatedTravel

    rules, outbox = dispatch_rules(), settings().table("outbox")
    table = infrastructure.table("dispatch", infrastructure.run_parallel())
    lesson_store = DynamoLessonStore(table, infrastructure.run_parallel())
    lessons = KnownLessons(lesson_store.learned, rules, infrastructure.clock)
    estimated = EstimatedTravel(lambda: lessons().travel)
    return DispatchPorts(
        jobs=DynamoJobStore(table, outbox),
        responders=DynamoResponderStore(table, outbox, infrastructure.run_parallel()),
        queue=SqsDispatchQueue(infrastructure.queue("dispatch").send),
        travel=_live_travel(estimated) if settings().live_travel else estimated,
        lessons=lessons,
        lesson_store=lesson_store,
        rules=rules,
        clock=infrastructure.clock,
        on_published=_relay,
        send_to_provider=_send_to_provider,
        safe_numbers=safe_numbers(),
    )


def safe_numbers() -> SafeNumbers:
    """The safe numbers of the insurer's exchange; those that are given as long as there is none."""
    from chalicelib.dispatch.safe_numbers import GIVEN_SAFE_NUMBERS

    return GIVEN_SAFE_NUMBERS


def _live_travel(embedded: Travel) -> Travel:
    """Amazon Location, with the embedded estimates while it doesn't answer."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.routes import AmazonRoutes, RoutesUnavailable
    from chalicelib.dispatch.travel_times import LiveTravel

    return LiveTravel(AmazonRoutes(client("geo-routes")).drives_s, RoutesUnavailable, embedded)


def _send_to_provider(message: ProviderMessage) -> None:
    """Puts a message into the queue of external providers. Its address is looked up only where one is concerned."""
    import msgspec

    infrastructure.queue("provider-jobs").send(msgspec.to_builtins(message))


def _relay(subject: str) -> None:
    """Requests the relay of a subject."""
    from chalicelib.wiring.events import event_jobs

    event_jobs().relay(subject)

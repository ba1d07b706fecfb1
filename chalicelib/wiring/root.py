"""Services for the processes, from the ports of all contexts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.wiring import contexts, infrastructure

if TYPE_CHECKING:
    from chalicelib.services import Services

MIN_TYPING_INTERVAL_MS = 2_000
"""Minimum time between two typing events of a person that are delivered. Pages drop the indicator after 6 s."""


@cache
def services() -> Services:
    """The ports of all contexts."""
    from chalicelib.kernel.throttle import Throttle
    from chalicelib.services import Services

    return Services(
        messaging=contexts.conversations(),
        presence=contexts.presence,
        routing=contexts.routing,
        dialogue_store=contexts.dialogue_store,
        draft_store=contexts.draft_store,
        contracts=contexts.contracts,
        routing_jobs=contexts.routing_jobs,
        on_call=contexts.on_call,
        claims=contexts.claims,
        core_system=contexts.core_system,
        outbox=contexts.outbox,
        event_jobs=contexts.event_jobs,
        files=contexts.files,
        notifications=contexts.notifications,
        recognise_intent=_recognise_intent,
        typing_throttle=Throttle(MIN_TYPING_INTERVAL_MS, infrastructure.clock),
    )


def _recognise_intent(reading: Any) -> Any:
    """`reading.recognise_intent`, loaded with the language model at the first call."""
    from chalicelib.nlu.reading import recognise_intent

    return recognise_intent(reading)

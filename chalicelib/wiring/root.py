"""Services for the processes, from the ports of all contexts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from chalicelib.wiring import infrastructure
from chalicelib.wiring.conversations import conversations

if TYPE_CHECKING:
    from chalicelib.services import Services

MIN_SIGNAL_INTERVAL_MS = 2_000
"""Minimum time between two typing events of a person that are delivered, and between two pings that are stored. Pages
drop the indicator after 6 s."""

FACTORIES = {
    "presence": ("presence", "presence"),
    "action_meter": ("presence", "action_meter"),
    "routing": ("routing", "routing"),
    "waits": ("routing", "wait_store"),
    "dialogue_store": ("dialogue", "dialogue_store"),
    "draft_store": ("dialogue", "draft_store"),
    "contracts": ("contracts", "contracts"),
    "roadside_uses": ("contracts", "roadside_uses"),
    "contract_answers": ("contracts", "contract_answers"),
    "contract_feeds": ("contracts", "contract_feeds"),
    "routing_jobs": ("routing", "routing_jobs"),
    "on_call": ("routing", "on_call"),
    "claims": ("claims", "claims"),
    "core_system": ("claims", "core_system"),
    "outbox": ("events", "outbox"),
    "event_jobs": ("events", "event_jobs"),
    "files": ("files", "files"),
    "notifications": ("notifications", "notifications"),
    "figures": ("reporting", "figure_store"),
    "search": ("search", "search"),
    "teamwork": ("teamwork", "teamwork"),
    "calls": ("calls", "calls"),
    "dispatch": ("dispatch", "dispatch"),
    "certificates": ("certificates", "certificates"),
    "amendments": ("amendments", "amendments"),
    "mail": ("mail", "mail"),
    "fresh_checks": ("identity", "fresh_checks"),
    "reminders": ("reminders", "reminders"),
}
"""Port → the module of this package and its factory. The module is loaded when the port is first used."""


@cache
def services() -> Services:
    """The ports of all contexts."""
    from chalicelib.kernel.throttle import Throttle
    from chalicelib.services import Services

    late: dict[str, Any] = {port: _late(context, factory) for port, (context, factory) in FACTORIES.items()}
    return Services(
        messaging=conversations(),
        **late,
        read_turn=_read_turn,
        recognise_intent=_recognise_intent,
        signal_throttle=Throttle(MIN_SIGNAL_INTERVAL_MS, infrastructure.clock),
    )


def _late(context: str, factory: str) -> Callable[[], Any]:
    """A factory that loads its module at the first call."""

    def make() -> Any:
        return getattr(import_module(f"chalicelib.wiring.{context}"), factory)()

    return make


def _recognise_intent(reading: Any) -> Any:
    """`reading.recognise_intent`, loaded with the language model at the first call."""
    from chalicelib.nlu.reading import recognise_intent

    return recognise_intent(reading)


def _read_turn(conversation: str, customer: str, seqs: Any) -> Any:
    """`dialogue.read_turn`, loaded with the bot at the first call."""
    from chalicelib.wiring.dialogue import read_turn

    return read_turn(conversation, customer, seqs)

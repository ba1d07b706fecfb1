"""What a customer asked for in the chat, for the form of the agent who prepares a change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.contract_views import WantedChange
from chalicelib.content.hours import SEOUL
from chalicelib.queries.change_forms import contract_of

if TYPE_CHECKING:
    from chalicelib.queries.change_forms import Needs as FormNeeds
    from chalicelib.service_ports import WithDialogueStore

    class Needs(FormNeeds, WithDialogueStore, Protocol): ...


def wanted_change(services: Needs, conversation: str, customer: str, number: str) -> WantedChange:
    """The change that was asked for in a conversation, as values of its form. Raises NotAllowed."""
    said = services.dialogue_store().load(conversation).requested_change
    if not said:
        return WantedChange()
    from chalicelib.contracts.requested_changes import read_request  # loaded where a change was asked for

    today = datetime.fromtimestamp(services.amendments().clock() / 1000, SEOUL).date()
    return read_request(contract_of(services, customer, number), said, today)

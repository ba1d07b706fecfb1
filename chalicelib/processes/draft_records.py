"""The record of a customer's unfinished accident forms: saved after every turn of the bot, read, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules, flows
from chalicelib.conversations.model import Conversation
from chalicelib.dialogue.drafts import DAY_MS, Draft, DraftRecord, close_drafts, sync_drafts
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.queries.drafts import live_known_drafts

if TYPE_CHECKING:
    from chalicelib.dialogue.state import BotState
    from chalicelib.queries.drafts import Needs as DraftsNeeds
    from chalicelib.service_ports import WithBackoff, WithClaims, WithDialogueStore

    class Needs(DraftsNeeds, WithBackoff, WithClaims, WithDialogueStore, Protocol): ...


MAX_ATTEMPTS = 5


def save_form_of(services: Needs, conversation: Conversation, state: BotState) -> None:
    """Copies the form from the bot's state into the customer's record. Reads and writes nothing where there is no form.
    Idempotent. Raises Conflict."""
    if state.active_flow is None and state.suspended_flow is None and not state.discarded_keys:
        return
    update_record(
        services,
        conversation.customer.id,
        lambda record: sync_drafts(
            record, conversation.id, state, flows(), services.messaging.clock(), bot_rules().max_drafts
        ),
    )


def fetch_unfinished(services: Needs, conversation: Conversation) -> tuple[Draft, ...]:
    """The customer's unfinished forms. One that was registered before a crash is closed."""
    save_form_of(services, conversation, services.dialogue_store().load(conversation.id))
    drafts = live_known_drafts(services, services.draft_store().load(conversation.customer.id))
    registered = services.claims().store.registered_keys(draft.key for draft in drafts)
    over = tuple(draft.key for draft in drafts if draft.key in registered)
    if over:
        close_customer_drafts(services, conversation.customer.id, over)
    return tuple(draft for draft in drafts if draft.key not in over)


def close_customer_drafts(services: Needs, customer: str, keys: tuple[str, ...]) -> DraftRecord:
    """Closes registered or discarded forms. Idempotent. Raises Conflict."""
    return update_record(services, customer, lambda record: close_drafts(record, keys))


def update_record(services: Needs, customer: str, plan: Callable[[DraftRecord], DraftRecord]) -> DraftRecord:
    """Applies `plan` to the record and saves it, again after a concurrent save. Raises Conflict."""

    def attempt() -> DraftRecord | LostRace:
        before = services.draft_store().load(customer)
        after = plan(before)
        if after is before or after == before:
            return before
        after = replace(after, version=before.version + 1)
        until = (services.messaging.clock() + 2 * bot_rules().draft_days * DAY_MS) // 1000
        return after if services.draft_store().save(customer, after, until) else LOST_RACE

    return update_optimistically(attempt, services.backoff, MAX_ATTEMPTS)

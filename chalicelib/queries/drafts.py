"""Unfinished accident forms as staff see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import FlowStep, bot_rules, flows, texts
from chalicelib.content.customer_views import DraftView, FactView
from chalicelib.content.forms import display_value, step_applies
from chalicelib.conversations.model import Conversation
from chalicelib.dialogue.drafts import Draft, DraftRecord, live_drafts, sync_drafts

if TYPE_CHECKING:
    from chalicelib.dialogue.state import BotState
    from chalicelib.service_ports import WithDraftStore, WithMessaging

    class Needs(WithDraftStore, WithMessaging, Protocol): ...


def visible_drafts(
    services: Needs, conversation: Conversation, state: BotState, locale: str = "ko"
) -> tuple[DraftView, ...]:
    """The customer's unfinished forms for the agent who serves them. Changes nothing."""
    record = sync_drafts(
        services.draft_store().load(conversation.customer.id),
        conversation.id,
        state,
        flows(),
        services.messaging.clock(),
        bot_rules().max_drafts,
    )
    return tuple(draft_view(draft, locale) for draft in live_known_drafts(services, record))


def draft_view(draft: Draft, locale: str = "ko") -> DraftView:
    """A form as pages show it; questions that nobody could answer are among its facts, without a value."""
    words = texts(locale)
    unknown, steps = words.render("flows", "not_known"), flows(locale)[draft.flow].steps
    facts = tuple(
        FactView(
            step.slot, step.label, draft.slots[step.slot], display_value(step, draft.slots[step.slot], words) or unknown
        )
        for step in steps
        if step.slot in draft.slots
    )
    missing = tuple(step.slot for step in steps if is_step_asked(step, draft.slots) and step.slot not in draft.slots)
    return DraftView(
        draft.key, draft.version, draft.conversation_id, draft.changed_at, facts, missing, draft.corrected_slots
    )


def is_step_asked(step: FlowStep, known: dict[str, str]) -> bool:
    return not step.never_asked and step_applies(step, known)


def live_known_drafts(services: Needs, record: DraftRecord) -> tuple[Draft, ...]:
    """The unfinished forms of a record whose flow is configured."""
    return tuple(
        draft
        for draft in live_drafts(record, services.messaging.clock(), bot_rules().draft_days)
        if draft.flow in flows()
    )

"""A customer's unregistered accident forms. They belong to the customer, not to a conversation: another chat, another
device or an agent finds them. One record per customer, with optimistic locking by version.

A conversation's bot state holds the form that is active there; `sync_drafts` copies it into the record after every
turn. Corrections by staff (`staff_edits`) take precedence over the bot's values.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.dialogue.state import ActiveFlow, BotState

MAX_CLOSED_KEYS = 20
"""Maximum number of keys of registered or discarded forms that are kept, so that a late writer doesn't restore one."""
DAY_MS = 24 * 60 * 60 * 1000


class Draft(Struct, frozen=True, omit_defaults=True):
    """An accident form. `key` names it, and later the registration: `<conversation>:<start time>`. `slots` hold the
    answers, "" where nobody knows; `asked_slots` are those asked so far. `conversation_id` is where it is filled in
    now. `version` rises with every change, `staff_edits` with every change by staff; `corrected_slots` are those they
    changed, `unanswered` says which act closed a question without a value. `changed_at` in ms since 1970 UTC."""

    key: str
    flow: str
    slots: dict[str, str]
    conversation_id: str
    changed_at: int
    asked_slots: tuple[str, ...] = ()
    version: int = 1
    staff_edits: int = 0
    corrected_slots: tuple[str, ...] = ()
    unanswered: dict[str, str] = {}


class DraftRecord(Struct, frozen=True, omit_defaults=True):
    """All drafts of one customer. `closed_keys` were registered or discarded; `version` rises with every save."""

    version: int = 0
    drafts: tuple[Draft, ...] = ()
    closed_keys: tuple[str, ...] = ()

    def find(self, key: str) -> Draft | None:
        """The draft of that key."""
        return next((draft for draft in self.drafts if draft.key == key), None)


def draft_key_of(flows_here: ActiveFlow, conversation: str) -> str:
    """The key of the form that is active in a conversation."""
    return flows_here.draft_key or f"{conversation}:{flows_here.local_key}"


def with_draft(record: DraftRecord, draft: Draft, max_drafts: int) -> DraftRecord:
    """The record with a draft added or replaced; of more than `max_drafts`, the ones changed last."""
    others = [each for each in record.drafts if each.key != draft.key]
    newest = sorted((*others, draft), key=lambda each: each.changed_at)[-max_drafts:]
    return replace(record, drafts=tuple(newest))


def close_drafts(record: DraftRecord, keys: tuple[str, ...]) -> DraftRecord:
    """The record without these drafts; they can't be restored."""
    fresh = tuple(key for key in keys if key not in record.closed_keys)
    if not fresh:
        return record
    drafts = tuple(draft for draft in record.drafts if draft.key not in fresh)
    return replace(record, drafts=drafts, closed_keys=(*record.closed_keys, *fresh)[-MAX_CLOSED_KEYS:])


def live_drafts(record: DraftRecord, now: int, days: int) -> tuple[Draft, ...]:
    """Drafts changed within `days`, the latest first. `now` in ms since 1970 UTC."""
    recent = (draft for draft in record.drafts if now - draft.changed_at < days * DAY_MS)
    return tuple(sorted(recent, key=lambda draft: draft.changed_at, reverse=True))


def sync_drafts(
    record: DraftRecord, conversation: str, state: BotState, flows: Mapping[str, Flow], now: int, max_drafts: int
) -> DraftRecord:
    """The record with the forms of a conversation's state. The same object where nothing changes."""
    record = close_drafts(record, state.discarded_keys) if state.discarded_keys else record
    flows_here = [draft for draft in (state.suspended_flow, state.active_flow) if draft is not None]
    by_key = {draft_key_of(draft, conversation): draft for draft in flows_here if _is_storable(draft, flows)}
    for key, draft in by_key.items():
        if key not in record.closed_keys:
            record = _sync_flow(record, key, draft, conversation, now, max_drafts, resumed=key == state.resumed_key)
    return record


def _is_storable(draft: ActiveFlow, flows: Mapping[str, Flow]) -> bool:
    flow = flows.get(draft.flow)
    return flow is not None and flow.registers_claim and any(draft.slots.values())


def _sync_flow(
    record: DraftRecord, key: str, draft: ActiveFlow, conversation: str, now: int, max_drafts: int, *, resumed: bool
) -> DraftRecord:
    stored = record.find(key)
    if stored is None:
        return with_draft(
            record,
            Draft(
                key,
                draft.flow,
                draft.slots,
                conversation,
                draft.updated_at or now,
                draft.asked_slots,
                unanswered=draft.unanswered,
            ),
            max_drafts,
        )
    if stored.conversation_id != conversation and not resumed:
        return record  # another conversation continues it
    slots = draft.slots
    if stored.staff_edits > draft.staff_edits:
        slots = slots | {slot: stored.slots[slot] for slot in stored.corrected_slots if slot in stored.slots}
    if (slots, draft.asked_slots, conversation) == (stored.slots, stored.asked_slots, stored.conversation_id):
        return record
    changed = max(draft.updated_at, stored.changed_at)
    after = replace(
        stored,
        slots=slots,
        asked_slots=draft.asked_slots,
        conversation_id=conversation,
        changed_at=changed,
        unanswered=draft.unanswered,
    )
    return with_draft(record, replace(after, version=stored.version + 1), max_drafts)

"""A customer's accident forms that are not registered yet. They belong to the customer, not to a conversation: another
chat, another device or an agent finds them. One record per customer, kept by version.

The bot's memory of a conversation holds the form that runs there; `synced` copies it into the record after every turn.
What an agent corrects (`edits`) wins over what the bot still holds.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.dialogue.state import ActiveFlow, BotState

MAX_CLOSED_KEYS = 20
"""Keys of registered or discarded forms that are remembered, so that a late writer doesn't bring one back."""
DAY_MS = 24 * 60 * 60 * 1000


class Draft(Struct, frozen=True, omit_defaults=True):
    """An accident form. `key` names it, and later the registration: `<conversation>:<ms when it began>`. `slots` hold
    the answers, "" where nobody knows; `path` the slots asked so far. `conversation` is where it is filled in now.
    `version` rises with every change, `edits` with every change by staff; `corrected` are the slots they changed.
    `changed` in ms since 1970 UTC."""

    key: str
    flow: str
    slots: dict[str, str]
    conversation_id: str
    changed_at: int
    asked_slots: tuple[str, ...] = ()
    version: int = 1
    staff_edits: int = 0
    corrected_slots: tuple[str, ...] = ()


class DraftRecord(Struct, frozen=True, omit_defaults=True):
    """All forms of one customer. `gone` are keys that were registered or discarded; `version` rises with every save."""

    version: int = 0
    drafts: tuple[Draft, ...] = ()
    closed_keys: tuple[str, ...] = ()

    def find(self, key: str) -> Draft | None:
        """The form of that key."""
        return next((form for form in self.drafts if form.key == key), None)


def draft_key_of(running: ActiveFlow, conversation: str) -> str:
    """The key of the form that runs in a conversation."""
    return running.draft_key or f"{conversation}:{running.local_key}"


def with_draft(drafts: DraftRecord, form: Draft, max_drafts: int) -> DraftRecord:
    """The record with a draft added or replaced; of more than `max_drafts`, the ones changed last."""
    others = [each for each in drafts.drafts if each.key != form.key]
    newest = sorted((*others, form), key=lambda each: each.changed_at)[-max_drafts:]
    return replace(drafts, drafts=tuple(newest))


def close_drafts(drafts: DraftRecord, keys: tuple[str, ...]) -> DraftRecord:
    """The record without these forms; they don't come back."""
    fresh = tuple(key for key in keys if key not in drafts.closed_keys)
    if not fresh:
        return drafts
    forms = tuple(form for form in drafts.drafts if form.key not in fresh)
    return replace(drafts, drafts=forms, closed_keys=(*drafts.closed_keys, *fresh)[-MAX_CLOSED_KEYS:])


def live_drafts(drafts: DraftRecord, now: int, days: int) -> tuple[Draft, ...]:
    """Forms changed within so many days, the latest first. `now` in ms since 1970 UTC."""
    recent = (form for form in drafts.drafts if now - form.changed_at < days * DAY_MS)
    return tuple(sorted(recent, key=lambda form: form.changed_at, reverse=True))


def sync_drafts(
    drafts: DraftRecord, conversation: str, state: BotState, flows: Mapping[str, Flow], now: int, max_drafts: int
) -> DraftRecord:
    """The record as the bot's memory of a conversation leaves it. The same object where nothing changes."""
    drafts = close_drafts(drafts, state.discarded_keys)
    running = [form for form in (_suspended_flow(state), state.active_flow) if form is not None]
    by_key = {draft_key_of(form, conversation): form for form in running if _is_storable(form, flows)}
    for key, form in by_key.items():
        if key not in drafts.closed_keys:
            drafts = _sync_flow(drafts, key, form, conversation, now, max_drafts, resumed=key == state.resumed_key)
    return drafts


def _suspended_flow(state: BotState) -> ActiveFlow | None:
    """The suspended form. States stored before `suspended_flow` existed hold its values in `legacy_slots`."""
    if state.suspended_flow is None and state.legacy_slots:
        return ActiveFlow(LEGACY_FLOW, updated_at=0, slots=state.legacy_slots)
    return state.suspended_flow


LEGACY_FLOW = "accident_report"


def _is_storable(form: ActiveFlow, flows: Mapping[str, Flow]) -> bool:
    flow = flows.get(form.flow)
    return flow is not None and flow.registers_claim and any(form.slots.values())


def _sync_flow(
    drafts: DraftRecord, key: str, form: ActiveFlow, conversation: str, now: int, max_drafts: int, *, resumed: bool
) -> DraftRecord:
    stored = drafts.find(key)
    if stored is None:
        return with_draft(
            drafts,
            Draft(key, form.flow, form.slots, conversation, form.updated_at or now, form.asked_slots),
            max_drafts,
        )
    if stored.conversation_id != conversation and not resumed:
        return drafts  # it is filled in elsewhere by now
    slots = form.slots
    if stored.staff_edits > form.staff_edits:
        slots = slots | {slot: stored.slots[slot] for slot in stored.corrected_slots if slot in stored.slots}
    if (slots, form.asked_slots, conversation) == (stored.slots, stored.asked_slots, stored.conversation_id):
        return drafts
    changed = max(form.updated_at, stored.changed_at)
    after = replace(stored, slots=slots, asked_slots=form.asked_slots, conversation_id=conversation, changed_at=changed)
    return with_draft(drafts, replace(after, version=stored.version + 1), max_drafts)

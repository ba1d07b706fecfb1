"""Staff's commands on unfinished accident forms: correct, register, discard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import LOCALES, Flow, bot_rules, flows, texts
from chalicelib.content.customer_views import DraftView
from chalicelib.content.forms import display_value
from chalicelib.content.hours import SEOUL
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage
from chalicelib.conversations.states import LIVE
from chalicelib.dialogue.drafts import Draft, DraftRecord, with_draft
from chalicelib.dialogue.errors import AnswersMissing, BadAnswers, FormChanged, FormGone, UnfinishedAccident
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.processes.draft_records import (
    close_customer_drafts,
    fetch_unfinished,
    update_record,
)
from chalicelib.queries.drafts import draft_view, is_step_asked

if TYPE_CHECKING:
    from chalicelib.kernel.actors import Actor
    from chalicelib.processes.claim_commands import Needs as ClaimCommandsNeeds
    from chalicelib.service_ports import WithBackoff, WithDialogueStore, WithDraftStore, WithLocaleOf

    class Needs(ClaimCommandsNeeds, WithBackoff, WithDialogueStore, WithDraftStore, WithLocaleOf, Protocol): ...


DEVICE = "accidentform"
"""The device name of notices about changed forms in a conversation; numbered by the version of the customer's
record."""


def correct_draft(
    services: Needs, actor: Actor, conversation: Conversation, key: str, version: int, facts: dict[str, str]
) -> DraftView:
    """Changes answers of a form, or, without a key, creates a form for an accident that the agent was told of. Notifies
    the customer. Raises NotAllowed, FormGone, FormChanged, BadAnswers, Conflict."""
    name = next(name for name, flow in flows().items() if flow.registers_claim)
    known = {draft.key: draft for draft in fetch_unfinished(services, conversation)}
    now = services.messaging.clock()
    draft = (
        known.get(key) if key else Draft(_fresh_key(services, conversation), name, {}, conversation.id, now, version=0)
    )
    if draft is None:
        raise FormGone
    if draft.version != version:
        raise FormChanged(seen=version, version=draft.version)
    values = _validated_facts(flows(actor.locale)[name], draft, facts, actor.locale, now)
    changed = {slot: value for slot, value in values.items() if draft.slots.get(slot) != value}
    same = next((each for each in known.values() if not key and each.slots == changed), None)
    if same is not None or not changed:  # a repeat after a lost answer
        return draft_view(same or draft, actor.locale)
    after = replace(
        draft,
        slots=draft.slots | changed,
        version=draft.version + 1,
        staff_edits=draft.staff_edits + 1,
        corrected_slots=tuple(dict.fromkeys((*draft.corrected_slots, *changed))),
        changed_at=now,
    )
    record = update_record(services, conversation.customer.id, lambda record: _with_correction(record, after))
    audit("form_corrected", actor.id, customer=conversation.customer.id, form=after.key)
    code = "form_corrected" if draft.version else "form_written"
    fields = {f"fields_{each}": _changes_text(draft.flow, changed, each) for each in LOCALES}
    _post_notice(services, conversation, record.version, code, agent=actor.name, fields=",".join(changed), **fields)
    return draft_view(after, actor.locale)


def register_draft(services: Needs, actor: Actor, conversation: Conversation, key: str, version: int) -> ClaimView:
    """Registers the claim of a form. One key makes one claim, however often it is registered and by whom. Answers may
    be missing, except to required questions. Raises NotAllowed, FormGone, FormChanged, AnswersMissing, Conflict."""
    from chalicelib.dialogue.service import close_flow
    from chalicelib.processes import claim_commands
    from chalicelib.queries.claims import view_after_registration

    store, customer = services.claims().store, conversation.customer
    number = store.number_for_key(key)
    draft = (
        next((draft for draft in fetch_unfinished(services, conversation) if draft.key == key), None)
        if not number
        else None
    )
    if number:
        claim = store.get(number)
        if claim is None or claim.customer.id != customer.id:
            raise NotAllowed
    elif draft is None:
        raise FormGone
    elif draft.version != version:
        raise FormChanged(seen=version, version=draft.version)
    else:
        known = _complete_facts(flows()[draft.flow], draft)
        number = claim_commands.register_report(
            services, customer, conversation.id, key, known, claim_commands.named_actor(actor)
        ).id
        audit("form_registered", actor.id, customer=customer.id, claim=number)
    close_customer_drafts(services, customer.id, (key,))
    for conversation_id in {
        conversation.id,
        key.partition(":")[0],
        draft.conversation_id if draft else conversation.id,
    }:
        close_flow(services.dialogue_store(), conversation_id, key, services.backoff)
    return view_after_registration(services, actor, number)


def drafts_to_discard(services: Needs, conversation: Conversation | None, choice: str) -> tuple[str, ...]:
    """The keys of unfinished forms to discard when a live conversation ends. Raises UnfinishedAccident where there are
    some and `choice` is empty."""
    if conversation is None or conversation.state not in LIVE:
        return ()
    keys = tuple(draft.key for draft in fetch_unfinished(services, conversation))
    if keys and not choice:
        raise UnfinishedAccident(forms=len(keys), keys=",".join(keys))
    return keys if choice == "discard" else ()


def discard_customer_drafts(services: Needs, actor: Actor, conversation: Conversation, keys: tuple[str, ...]) -> None:
    """Discards forms permanently and posts a notice in the conversation."""
    if keys:
        from chalicelib.dialogue.service import close_flow

        record = close_customer_drafts(services, conversation.customer.id, keys)
        audit("forms_discarded", actor.id, customer=conversation.customer.id, forms=len(keys))
        for key in keys:
            for conversation_id in {conversation.id, key.partition(":")[0]}:
                close_flow(services.dialogue_store(), conversation_id, key, services.backoff)
        _post_notice(services, conversation, record.version, "form_discarded")


def _with_correction(record: DraftRecord, after: Draft) -> DraftRecord:
    stored = record.find(after.key)
    if after.key in record.closed_keys or (stored is None and after.version > 1):
        raise FormGone
    if stored is not None and stored.version != after.version - 1:
        raise FormChanged(seen=after.version - 1, version=stored.version)
    return with_draft(record, after, bot_rules().max_drafts)


def _fresh_key(services: Needs, conversation: Conversation) -> str:
    """The key of a form created by staff: the next unused one of its conversation."""
    record = services.draft_store().load(conversation.customer.id)
    used = {draft.key for draft in record.drafts} | {*record.closed_keys}
    keys = (f"{conversation.id}:desk{number}" for number in range(1, len(used) + 2))
    return next(key for key in keys if key not in used and not services.claims().store.number_for_key(key))


def _validated_facts(flow: Flow, draft: Draft, facts: dict[str, str], locale: str, now: int) -> dict[str, str]:
    """Values as the bot would have stored them. Raises BadAnswers."""
    from chalicelib.dialogue import prompts
    from chalicelib.dialogue.slot_readers import Candidate
    from chalicelib.dialogue.state import ActiveFlow

    steps = {step.slot: step for step in flow.steps}
    moment = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    cleaned = {slot: mask_resident_numbers(value) for slot, value in facts.items()}
    active = ActiveFlow(draft.flow, now, draft.slots)
    values, problems = prompts.validate_form(flow, cleaned, active, texts(locale), Candidate("", {}, moment))
    problems |= {slot: "" for slot in facts if slot not in steps}
    if problems:
        messages = (f"{steps[slot].label}: {problems[slot]}" if slot in steps else slot for slot in problems)
        raise BadAnswers(fields=" ".join(messages), slots=",".join(problems))
    return values


def _complete_facts(flow: Flow, draft: Draft) -> dict[str, str]:
    """The facts to register. Raises AnswersMissing where a required answer is missing."""
    needed = [
        step
        for step in flow.steps
        if is_step_asked(step, draft.slots)
        and not (step.optional or step.allows_unknown)
        and not draft.slots.get(step.slot)
    ]
    if needed:
        slots = ",".join(step.slot for step in needed)
        raise AnswersMissing(fields=", ".join(step.label for step in needed), slots=slots)
    from chalicelib.dialogue.flows import applicable_facts

    return applicable_facts(flow, draft.slots)


def _changes_text(flow: str, changed: dict[str, str], locale: str) -> str:
    """The changed answers with their labels, in a language."""
    words = texts(locale)
    answers = (
        f"{step.label} {display_value(step, changed[step.slot], words) or words.render('flows', 'not_known')}"
        for step in flows(locale)[flow].steps
        if step.slot in changed
    )
    return ", ".join(answers)


def _post_notice(services: Needs, conversation: Conversation, number: int, code: str, **data: str) -> None:
    from chalicelib.services import notices_in

    entry = LogEntry(
        services.messaging.clock(), By(Speaker.SYSTEM), notices_in(services.locale_of(conversation.id))(code, **data)
    )
    send_message(services.messaging, OutgoingMessage(conversation.id, DEVICE, number, entry, ""))

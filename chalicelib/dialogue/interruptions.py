"""Suspends an interrupted accident form, shows its progress, and applies what others changed in it meanwhile."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.content.message_bodies import Body, Button, Card, Text
from chalicelib.dialogue import flows, prompts
from chalicelib.dialogue.claim_answers import claim_answer
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.drafts import Draft, draft_key_of
from chalicelib.dialogue.form_summary import agent_summary
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import word_patterns


def end_flow(state: BotState, context: Context) -> BotState:
    """Ends the active flow. Its values are noted for agents."""
    return replace(state, active_flow=None, summary=agent_summary(state, context.flows, context.texts))


def suspend_flow(state: BotState, context: Context) -> BotState:
    """Suspends the active flow. Its values are in the customer's record of drafts, and noted for agents."""
    active = state.active_flow
    flow = context.flows.get(active.flow) if active else None
    keeps = flow is not None and active is not None and flow.registers_claim and any(active.slots.values())
    return replace(end_flow(state, context), suspended_flow=active if keeps else state.suspended_flow)


def sync_external_changes(state: BotState, context: Context) -> tuple[BotState, tuple[Body, ...]]:
    """The state with what happened to its form elsewhere: corrected, registered or discarded by others, or continued in
    another conversation. With messages for the customer where the form is no longer active here."""
    if state.suspended_flow is not None and not _is_unfinished_here(state.suspended_flow, context):
        state = replace(state, suspended_flow=None)
    active = state.active_flow
    flow = context.flows.get(active.flow) if active else None
    if active is None or flow is None or not flow.registers_claim:
        return state, ()
    record, key = context.drafts(), draft_key_of(active, context.conversation_id)
    draft = record.find(key)
    if key in record.closed_keys:
        return end_flow(state, context), gone_messages(key, context)
    if draft is None:
        return state, ()
    if draft.conversation_id != context.conversation_id:
        back = Button(f"draft:continue:{key}", context.texts.render("flows", "draft_here"))
        words = context.texts.render("flows", "draft_elsewhere", title=flow.title)
        return end_flow(state, context), (Text(words, (back,)),)
    if draft.staff_edits > active.staff_edits:
        return _apply_staff_corrections(state, active, draft, flow, context)
    return state, ()


def _is_unfinished_here(draft: ActiveFlow, context: Context) -> bool:
    """Whether a suspended form is still unfinished, and not continued in another conversation."""
    record, key = context.drafts(), draft_key_of(draft, context.conversation_id)
    stored = record.find(key)
    return key not in record.closed_keys and (stored is None or stored.conversation_id == context.conversation_id)


def _apply_staff_corrections(
    state: BotState, active: ActiveFlow, draft: Draft, flow: Flow, context: Context
) -> tuple[BotState, tuple[Body, ...]]:
    """Replaces the bot's answers by those that staff corrected. A summary awaiting confirmation is shown again."""
    slots = active.slots | {slot: draft.slots[slot] for slot in draft.corrected_slots if slot in draft.slots}
    after = replace(active, slots=slots, staff_edits=draft.staff_edits)
    if active.requested_slot:
        return replace(state, active_flow=after), ()
    again = flows.repeat_question(flow, after, context.texts, context.now, context.rules)
    words = Text(context.texts.render("flows", "draft_corrected"))
    return replace(state, active_flow=again.active_flow), (words, *again.messages)


def progress_card(state: BotState, context: Context) -> tuple[Body, ...]:
    """The active or suspended form as the customer sees it while an agent has the conversation."""
    draft = state.active_flow or state.suspended_flow
    flow = context.flows.get(draft.flow) if draft else None
    if draft is None or flow is None or not flow.registers_claim or not any(draft.slots.values()):
        return ()
    title = context.texts.render("flows", "so_far_title", title=flow.title)
    on = Button(
        f"draft:continue:{draft_key_of(draft, context.conversation_id)}", context.texts.render("flows", "so_far_on")
    )
    return (
        Card(
            title,
            prompts.summary_rows(flow, draft.slots, context.texts),
            context.texts.render("flows", "so_far_note"),
            (on,),
        ),
    )


def stopped_message(flow: Flow, active: ActiveFlow, context: Context) -> Text:
    """Says that the answers are kept although the customer stops."""
    say, key = context.texts.render, draft_key_of(active, context.conversation_id)
    buttons = (
        Button(f"draft:continue:{key}", say("flows", "resume_yes")),
        Button(f"draft:discard:{key}", say("flows", "draft_discard")),
    )
    return Text(say("flows", "stopped", title=flow.title, days=context.rules.draft_days), buttons)


def gone_messages(key: str, context: Context) -> tuple[Body, ...]:
    """What became of a form that no longer exists."""
    claim = context.claim_of_draft(key)
    if claim is None:
        return (Text(context.texts.render("flows", "draft_gone"), (start_over_button(context),)),)
    return (
        Text(context.texts.render("flows", "draft_registered", claim=claim.id)),
        claim_answer("progress", claim, context.texts),
    )


def draft_from_emergency(state: BotState, user_input: UserInput, context: Context) -> BotState:
    """Starts a form with what an alarm says of an accident, or adds it to the suspended one."""
    name, flow = report_flow(context)
    before = state.suspended_flow
    slots = dict(before.slots) if before else {}
    values = flows.unsolicited_slots(flow, "", user_input, slots, context.now)
    if before is None and not _is_accident(values, user_input.text):
        return state
    now = int(context.now.timestamp() * 1000)
    draft = before or ActiveFlow(name, now, started_at=now)
    facts = flows.with_narrative(flow, slots | values, user_input.raw)
    return replace(state, suspended_flow=replace(draft, updated_at=now, slots=facts))


def with_location(state: BotState, place: str) -> BotState:
    """Fills the place of the suspended form with the customer's location, if it has none."""
    if state.active_flow is not None or state.suspended_flow is None or state.suspended_flow.slots.get("place"):
        return state
    return replace(
        state, suspended_flow=replace(state.suspended_flow, slots=state.suspended_flow.slots | {"place": place})
    )


def _is_accident(values: dict[str, str], text: str) -> bool:
    hurt = values.get("injured") == "true" or bool(values.get("accident_type") or values.get("event_with"))
    return hurt or word_patterns.pattern("collision").search(text) is not None


def report_flow(context: Context) -> tuple[str, Flow]:
    """The name and flow that registers an accident."""
    return next((name, flow) for name, flow in context.flows.items() if flow.registers_claim)


def start_over_button(context: Context) -> Button:
    """The button that starts a new form."""
    return Button("intent:accident_report", context.rules.intents["accident_report"].label)

"""What the bot does about acts of the conversation: it waits, keeps a form for later and goes on with it, apologises
for asking again, passes a question over, stops a form."""

from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue import flows
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import draft_key_of
from chalicelib.dialogue.flow_steps import Transition, TurnContext, advance, fill_slots
from chalicelib.dialogue.intent_actions import apply_flow_transition, repeat_open_question
from chalicelib.dialogue.parked_intents import answer_parked
from chalicelib.dialogue.slot_filling import (
    NOT_GIVEN,
    UserInput,
    find_step,
    match_alias,
    unsolicited_slots,
    with_inverse_slots,
)
from chalicelib.dialogue.slot_readers import Candidate
from chalicelib.dialogue.slot_types import topic, type_of, validate_answer
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.conversation_acts import ConversationAct
from chalicelib.nlu.reading import Reading, read_message

CLOSING_ACTS: tuple[ConversationAct, ...] = ("wont_tell", "skip", "none_exists")
"""Acts that close a question without an answer."""

MIN_STORY_CHARS = 10
"""Characters of a message that may be the description that the customer has told already."""


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """A message after its acts: the state, the words that are left, and the response if the acts were all of it.
    `said_before`: the customer says the words again."""

    state: BotState
    user_input: UserInput
    response: TurnResult | None = None
    said_before: bool = False


@dataclass(frozen=True, slots=True)
class _OpenForm:
    """The active form, and the step asked for; None at the summary."""

    state: BotState
    flow: Flow
    active: ActiveFlow
    step: FlowStep | None
    context: Context


def respond_to_acts(state: BotState, user_input: UserInput, context: Context) -> ActOutcome:
    """Responds to the acts of a message, or leaves its other words."""
    active = state.active_flow
    flow = context.flows.get(active.flow) if active else None
    if active is None or flow is None:
        return ActOutcome(state, user_input, _respond_outside_form(state, user_input, context))
    waits_for_stop = active.asked_to_stop
    active = replace(active, asked_to_stop=False)
    form = _OpenForm(replace(state, active_flow=active), flow, active, find_step(flow, active.requested_slot), context)
    if user_input.reading is None:
        return ActOutcome(form.state, user_input)
    if waits_for_stop and (answer := _answer_to_stop(form, user_input)):
        return ActOutcome(form.state, user_input, answer)
    return _respond_in_form(form, user_input, user_input.reading)


def facts_beside_acts(user_input: UserInput) -> UserInput | None:
    """The words of a message beside its acts; None where there are none."""
    reading = user_input.reading
    if reading is None or not reading.about_conversation.rest:
        return None
    return UserInput.of(reading.part(reading.about_conversation.rest), is_stranded=user_input.is_stranded)


def resume_by_answer(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Goes on with a form that was put off where the message answers its question; None where it doesn't."""
    put_off = state.suspended_flow
    flow = context.flows.get(put_off.flow) if put_off and put_off.put_off else None
    if flow is None or put_off is None or user_input.reading is None or state.active_flow is not None:
        return None
    active = replace(put_off, put_off=False, updated_at=_ms(context))
    on = flows.continue_flow(flow, active, user_input, context.texts, context.now, context.rules)
    bare = dialogue_acts.is_bare_yes_no(user_input.text)
    if bare or not on.understood or on.active_flow is None or on.active_flow.slots == put_off.slots:
        return None
    resumed = replace(state, suspended_flow=None, failures=0)
    return apply_flow_transition(resumed, flow, active, on, user_input, context)


def _respond_outside_form(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    about = user_input.reading.about_conversation if user_input.reading else None
    if about is None or not about.acts or about.rest:
        return None
    say = context.texts.render
    if "later" in about.acts:
        kept = state.suspended_flow is not None
        return TurnResult(state, () if kept else (Text(say("flows", "put_off_empty")),))
    if about.acts == ("pause",):
        return TurnResult(state, (Text(say("flows", "waiting")),))
    if about.acts == ("attention",):
        return TurnResult(state, (Text(say("bot", "what_can_i_do")),))
    return None


def _respond_in_form(form: _OpenForm, user_input: UserInput, reading: Reading) -> ActOutcome:
    acts, facts = reading.about_conversation.acts, facts_beside_acts(user_input)
    if not acts:
        return ActOutcome(form.state, user_input)
    if "stop" in acts:
        return ActOutcome(form.state, user_input, _stop(form, user_input))
    if "later" in acts:
        return ActOutcome(form.state, user_input, _put_off(form, facts))
    closing = next((act for act in acts if act in CLOSING_ACTS), None)
    if closing is not None and (closed := _close_question(form, user_input, closing, facts)):
        return ActOutcome(form.state, user_input, closed)
    if "refuse" in acts and facts is None:
        return ActOutcome(form.state, user_input, None if _is_answer(form, user_input) else _ask_to_stop(form))
    if facts is not None:
        again = "already_said" in acts
        return ActOutcome(form.state, facts if again or "resume" in acts else user_input, said_before=again)
    if "already_said" in acts:
        return ActOutcome(form.state, user_input, _pass_over_said(form, user_input))
    if "pause" in acts:
        return ActOutcome(form.state, user_input, TurnResult(form.state, (_text(form, "waiting"),)))
    if "resume" in acts or "attention" in acts:
        again_asked = flows.repeat_question(
            form.flow, form.active, form.context.texts, form.context.now, form.context.rules
        )
        return ActOutcome(form.state, user_input, _moved(form, again_asked, user_input))
    return ActOutcome(form.state, user_input)


def _answer_to_stop(form: _OpenForm, user_input: UserInput) -> TurnResult | None:
    """The response to an answer to whether to stop; None where the message is about something else."""
    acts = user_input.reading.about_conversation.acts if user_input.reading else ()
    agrees = dialogue_acts.detect_yes_no(user_input.text) if dialogue_acts.is_bare_yes_no(user_input.text) else None
    if agrees or "refuse" in acts or "stop" in acts:
        return _stop(form, user_input)
    return TurnResult(form.state, repeat_open_question(form.state, form.context)) if agrees is False else None


def _stop(form: _OpenForm, user_input: UserInput) -> TurnResult:
    """Stops the form; its values stay, and the message says so."""
    ended = Transition(None, (Text(form.context.texts.render("flows", "cancelled", title=form.flow.title)),))
    stopped = _moved(form, ended, user_input)
    return answer_parked(stopped, form.context)


def _ask_to_stop(form: _OpenForm) -> TurnResult:
    say = form.context.texts.render
    buttons = (
        Button("flow:resume", say("flows", "resume_yes"), "primary"),
        Button("flow:cancel", say("flows", "cancel")),
    )
    asked = replace(form.state, active_flow=replace(form.active, asked_to_stop=True))
    return TurnResult(asked, (Text(say("flows", "ask_to_stop", title=form.flow.title), buttons),))


def _put_off(form: _OpenForm, facts: UserInput | None) -> TurnResult:
    """Keeps the form for later and asks nothing more."""
    context, active = form.context, _with_facts(form, facts)
    if not form.flow.registers_claim:
        kept = replace(form.state, active_flow=replace(active, paused=True))
        return TurnResult(kept, (_text(form, "put_off_empty"),))
    summary = form.state.summary | flows.flow_summary(form.flow, active.slots, context.texts, active.unanswered)
    put_off = replace(active, put_off=True, updated_at=_ms(context))
    state = replace(form.state, active_flow=None, suspended_flow=put_off, summary=summary)
    return answer_parked(TurnResult(state, (_put_off_message(form, active),)), context)


def _put_off_message(form: _OpenForm, active: ActiveFlow) -> Text:
    if not any(active.slots.values()):
        return _text(form, "put_off_empty")
    say, key = form.context.texts.render, draft_key_of(active, form.context.conversation_id)
    words = say("flows", "put_off", days=form.context.rules.draft_days)
    return Text(words, (Button(f"draft:continue:{key}", say("flows", "resume_yes")),))


def _with_facts(form: _OpenForm, facts: UserInput | None) -> ActiveFlow:
    if facts is None:
        return form.active
    context = form.context
    on = flows.continue_flow(form.flow, form.active, facts, context.texts, context.now, context.rules)
    return on.active_flow if on.active_flow is not None and on.understood else form.active


def _close_question(
    form: _OpenForm, user_input: UserInput, act: ConversationAct, facts: UserInput | None
) -> TurnResult | None:
    """Closes the question without an answer; None where the words are about something else or answer it."""
    named, _ = match_alias(form.flow, user_input.text)
    step = named if named is not None and not form.active.slots.get(named.slot) else form.step
    if step is None or (act == "none_exists" and not _may_not_exist(form, step, user_input)):
        return None
    if not (step.allows_unknown or step.optional):
        agent = form.context.rules.agent_intent
        buttons = (Button(f"intent:{agent}", form.context.rules.intents[agent].label),)
        again = repeat_open_question(form.state, form.context)
        return TurnResult(form.state, (Text(form.context.texts.render("flows", "needed"), buttons), *again))
    turn = TurnContext(form.flow, facts or UserInput(), form.context.texts, form.context.now, form.context.rules)
    known = unsolicited_slots(form.flow, step.slot, facts, form.active.slots, turn.now) if facts else {}
    values = with_inverse_slots(form.flow, {step.slot: NOT_GIVEN} | known, form.active.slots)
    active = replace(form.active, unanswered=form.active.unanswered | {step.slot: act})
    before = (form.context.texts.render("flows", f"passed_{act}"),)
    if step.slot != active.requested_slot:
        return _moved(form, advance(turn, replace(active, slots=active.slots | values), before), user_input)
    return _moved(form, fill_slots(turn, active, values, before), user_input)


def _may_not_exist(form: _OpenForm, step: FlowStep, user_input: UserInput) -> bool:
    """Whether "there is none" is about this question, and not its answer or a story."""
    about_other = dialogue_acts.is_off_topic(topic(step), user_input.text)
    return not (about_other or type_of(step).takes_any_words or _is_answer(form, user_input))


def _is_answer(form: _OpenForm, user_input: UserInput) -> bool:
    """Whether a message answers the open question by a choice: "됐어요" to whether a tow truck is needed."""
    if form.step is None or not type_of(form.step).by_clause:
        return False
    candidate = Candidate(user_input.text, {}, form.context.now, form.active.slots, user_input.reading)
    return validate_answer(form.step, candidate)[0] is not None


def _pass_over_said(form: _OpenForm, user_input: UserInput) -> TurnResult:
    """Goes on with the value that the customer has said already, or without one."""
    texts, step = form.context.texts, form.step
    if step is None:
        again = repeat_open_question(form.state, form.context)
        return TurnResult(form.state, (_text(form, "said_sorry"), *again))
    value = _said_value(form, step)
    turn = TurnContext(form.flow, UserInput(), texts, form.context.now, form.context.rules)
    if value:
        found = texts.render("flows", "said_found", what=f"{step.label} {display_value(step, value, texts)}")
        values = with_inverse_slots(form.flow, {step.slot: value}, form.active.slots)
        return _moved(form, fill_slots(turn, form.active, values, (found,)), user_input)
    if not (step.allows_unknown or step.optional):
        return _moved(form, advance(turn, form.active, (texts.render("flows", "said_sorry"),)), user_input)
    active = replace(form.active, unanswered=form.active.unanswered | {step.slot: "already_said"})
    missed = (texts.render("flows", "said_missed"),)
    return _moved(form, fill_slots(turn, active, {step.slot: NOT_GIVEN}, missed), user_input)


def _said_value(form: _OpenForm, step: FlowStep) -> str:
    """The value of a slot in the customer's last messages; the latest one that has it."""
    said = tuple(read_message(text, form.context.now) for text in form.context.recent_texts())
    for reading in reversed(said):
        found = unsolicited_slots(form.flow, "", UserInput.of(reading), {}, form.context.now).get(step.slot)
        if found:
            return found
    if not step.narrative:
        return ""
    stories = [each.raw.strip() for each in said if not each.about_conversation.acts]
    longest = max(stories, key=len, default="")
    return longest[:400] if len(longest) >= MIN_STORY_CHARS else ""


def _moved(form: _OpenForm, transition: Transition, user_input: UserInput) -> TurnResult:
    return apply_flow_transition(form.state, form.flow, form.active, transition, user_input, form.context)


def _text(form: _OpenForm, key: str) -> Text:
    return Text(form.context.texts.render("flows", key))


def _ms(context: Context) -> int:
    return int(context.now.timestamp() * 1000)


def with_apology(result: TurnResult, context: Context) -> TurnResult:
    """The response to what the customer says again."""
    sorry: Body = Text(context.texts.render("flows", "said_sorry"))
    return TurnResult(result.state, (sorry, *result.messages))

"""What the bot does about acts of the conversation: it waits, keeps a form for later and goes on with it, apologises
for asking again, passes a question over, stops a form."""

from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue import flows
from chalicelib.dialogue.closed_questions import close_question, is_chosen, pass_over_said
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import draft_key_of
from chalicelib.dialogue.flow_steps import Transition
from chalicelib.dialogue.intent_actions import apply_flow_transition, repeat_open_question
from chalicelib.dialogue.interruptions import end_flow
from chalicelib.dialogue.open_form import OpenForm
from chalicelib.dialogue.parked_intents import answer_parked
from chalicelib.dialogue.question_cards import says_all_usual
from chalicelib.dialogue.slot_types import type_of
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, fnol_entities, word_patterns
from chalicelib.nlu.act_model import LikelyAct, likely_act
from chalicelib.nlu.conversation_acts import ConversationAct
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.request_parts import asked_topic, asks_about
from chalicelib.nlu.thresholds import nlu_thresholds

Acts = tuple[ConversationAct, ...]

CLOSING_ACTS: Acts = ("wont_tell", "skip", "none_exists")
"""Acts that close a question without an answer."""

MAX_BARE_UNKNOWN = 8
"""Characters of a message that says "I don't know" and nothing else."""


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """A message after its acts: the state, the words that are left, and the response if the acts were all of it.
    `said_before`: the customer says the words again. `leaves`: without a form, they go on later."""

    state: BotState
    user_input: UserInput
    response: TurnResult | None = None
    said_before: bool = False
    leaves: bool = False


def respond_to_acts(state: BotState, user_input: UserInput, context: Context) -> ActOutcome:
    """Responds to the acts of a message, or leaves its other words."""
    active = state.active_flow
    flow = context.flows.get(active.flow) if active else None
    if active is None or flow is None:
        leaves = user_input.reading is not None and "later" in user_input.reading.about_conversation.acts
        return ActOutcome(state, user_input, _respond_outside_form(state, user_input, context), leaves=leaves)
    waits_for_stop = active.asked_to_stop
    active = replace(active, asked_to_stop=False)
    form = OpenForm(replace(state, active_flow=active), flow, active, context)
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


def put_off_started(started: TurnResult, context: Context) -> TurnResult | None:
    """The turn that keeps the claim's form that a turn has started for later; None where it has started none."""
    active = started.state.active_flow
    flow = context.flows.get(active.flow) if active else None
    if active is None or flow is None or not flow.registers_claim or started.state.handoff is not None:
        return None
    return _put_off(OpenForm(started.state, flow, active, context), None)


def put_off_nothing(state: BotState, context: Context) -> TurnResult:
    """The turn for a customer who goes on later and has no open form; who has put one off is told nothing again."""
    kept = state.suspended_flow is not None
    return TurnResult(state, () if kept else (Text(context.texts.render("flows", "put_off_empty")),))


def _respond_outside_form(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    reading = user_input.reading
    if reading is None:
        return None
    about, say = reading.about_conversation, context.texts.render
    if state.suspended_flow is not None and state.suspended_flow.put_off and not reading.entities:
        likely = None if about.acts else likely_act(reading.repaired)
        acts = {likely.act} if likely else {*about.acts}
        if {"later", "pause"} & acts and "resume" not in acts:
            return TurnResult(state, ())
    if "stop" in about.acts and state.suspended_flow is not None and not dialogue_acts.mentions_tow(reading.cleaned):
        return TurnResult(state, ())  # it has been stopped
    wants_nothing = bool({"refuse", "stop"} & {*about.acts})
    if not about.acts or (about.rest and not (wants_nothing and dialogue_acts.only_wonders(about.rest))):
        return None
    if "later" in about.acts:
        return put_off_nothing(state, context)
    if about.acts == ("pause",):
        return TurnResult(state, (Text(say("flows", "waiting")),))
    if about.acts == ("attention",):
        return TurnResult(state, (Text(say("bot", "what_can_i_do")),))
    if wants_nothing and context.queue_wait is None:
        known = state.suspended_flow is not None or reading.raw in context.recent_texts()
        return TurnResult(state, () if known else (Text(say("bot", "what_can_i_do")),))
    return None


def _respond_in_form(form: OpenForm, user_input: UserInput, reading: Reading) -> ActOutcome:
    acts = reading.about_conversation.acts
    if acts and not form.active.requested_slot and dialogue_acts.confirms_summary(user_input.text):
        return ActOutcome(form.state, user_input)
    if dialogue_acts.urges_on(user_input.text) and not reading.entities and not is_chosen(form, user_input):
        return ActOutcome(form.state, user_input, _ask_once_more(form, user_input))
    if acts and says_all_usual(form.flow, form.active, user_input, form.context.texts):
        return ActOutcome(form.state, user_input)
    facts = facts_beside_acts(user_input) if acts else None
    if not acts:
        likely = _likely_act(form, user_input, reading)
        if likely == "dont_know":
            return ActOutcome(form.state, UserInput(button="flow:unknown"))
        acts = ("refuse",) if likely == "stop" else (likely,) if likely else ()  # an uncertain stop is asked about
    response = _respond_whatever_else(form, user_input, acts, facts)
    if response is None and acts and facts is None:
        response = _respond_to_nothing_else(form, user_input, acts)
    if response is None and facts is not None and "pause" in acts and not _answers(form, facts):
        response = TurnResult(form.state, (form.text("waiting"),))  # the rest is the reason: "간호사 왔어요 잠시만요"
    if response is not None or facts is None:
        return ActOutcome(form.state, user_input, response)
    again = "already_said" in acts
    return ActOutcome(form.state, facts if again or "resume" in acts else user_input, said_before=again)


def _respond_whatever_else(
    form: OpenForm, user_input: UserInput, acts: Acts, facts: UserInput | None
) -> TurnResult | None:
    """The response to acts that may have facts beside them."""
    if "stop" in acts:
        return _stop(form, user_input)
    if "later" in acts and not _is_about_asked(form, user_input):
        return _put_off(form, facts)
    closing = next((act for act in acts if act in CLOSING_ACTS), None)
    return close_question(form, user_input, closing, facts) if closing is not None else None


def _respond_to_nothing_else(form: OpenForm, user_input: UserInput, acts: Acts) -> TurnResult | None:
    """The response to acts that are all of a message."""
    if "refuse" in acts:
        return None if is_chosen(form, user_input) else _ask_to_stop(form)
    if "already_said" in acts:
        return None if is_chosen(form, user_input) else pass_over_said(form, user_input)
    if "pause" in acts:
        return None if _is_about_asked(form, user_input) else TurnResult(form.state, (form.text("waiting"),))
    if _answers_in_words(form, user_input) or user_input.raw in form.active.missed_words:
        return None
    return _ask_once_more(form, user_input) if {"resume", "attention"} & {*acts} else None


def _ask_once_more(form: OpenForm, user_input: UserInput) -> TurnResult:
    """The open question again, for who wants to go on."""
    turn = form.turn(UserInput())
    once = replace(form.active, missed_words=(*form.active.missed_words, user_input.raw))
    return form.move(flows.repeat_question(form.flow, once, turn.texts, turn.now, turn.rules), user_input)


def _answers(form: OpenForm, facts: UserInput) -> bool:
    """Whether words tell the form anything."""
    context = form.context
    return flows.continue_flow(form.flow, form.active, facts, context.texts, context.now, context.rules).understood


def _answers_in_words(form: OpenForm, user_input: UserInput) -> bool:
    """Whether a message says what is asked: "네 불러주세요" to whether a tow truck is needed."""
    said = any(fnol_entities.says_yes_or_no(step.slot, user_input.text) is not None for step in form.steps)
    return said or is_chosen(form, user_input)


def _likely_act(form: OpenForm, user_input: UserInput, reading: Reading) -> LikelyAct | None:
    """What a message most likely does about the conversation where it answers nothing, or surely puts it off."""
    unknown = bool(reading.clauses) and "dont_know" in reading.clauses[0].acts
    asked = form.active.requested_slot
    if not asked or asked in reading.entities or (unknown and len(reading.repaired) <= MAX_BARE_UNKNOWN):
        return None
    found, step = likely_act(reading.repaired), form.step
    if found is None or step is None or _is_about_asked(form, user_input):
        return None
    act, probability = found
    limits = nlu_thresholds().acts
    if act == "later" and probability >= limits.surely_later:
        return None if word_patterns.pattern("collision").search(reading.cleaned) else act
    if reading.entities or unknown:
        return None
    closes = act == "dont_know" or act in CLOSING_ACTS
    topic = asked_topic(reading.cleaned, form.asked_topics)
    if topic and act == "already_said":
        return None
    if closes and asks_about(reading.cleaned) and (topic or probability < limits.closing):
        return None
    if act == "dont_know" and not step.allows_unknown:
        return None
    on = flows.continue_flow(
        form.flow, form.active, user_input, form.context.texts, form.context.now, form.context.rules
    )
    if not type_of(step).takes_any_words:
        return None if on.understood else act
    before, after = form.active.slots, (on.active_flow or form.active).slots
    changed = {slot for slot, value in after.items() if value and value != before.get(slot)}
    return act if probability >= limits.any_words and changed <= {step.slot} else None


def _answer_to_stop(form: OpenForm, user_input: UserInput) -> TurnResult | None:
    """The response to an answer to whether to stop; None where the message is about something else."""
    acts = user_input.reading.about_conversation.acts if user_input.reading else ()
    agrees = dialogue_acts.detect_yes_no(user_input.text) if dialogue_acts.is_bare_yes_no(user_input.text) else None
    if agrees or "refuse" in acts or "stop" in acts:
        return _stop(form, user_input)
    return TurnResult(form.state, repeat_open_question(form.state, form.context)) if agrees is False else None


def _stop(form: OpenForm, user_input: UserInput) -> TurnResult:
    """Stops the form; its values stay, and the message says so."""
    ended = Transition(None, (Text(form.context.texts.render("flows", "cancelled", title=form.flow.title)),))
    stopped = form.move(ended, user_input)
    return answer_parked(stopped, form.context)


def _ask_to_stop(form: OpenForm) -> TurnResult:
    say = form.context.texts.render
    buttons = (
        Button("flow:resume", say("flows", "resume_yes"), "primary"),
        Button("flow:cancel", say("flows", "cancel")),
    )
    asked = replace(form.state, active_flow=replace(form.active, asked_to_stop=True))
    return TurnResult(asked, (Text(say("flows", "ask_to_stop", title=form.flow.title), buttons),))


def _is_about_asked(form: OpenForm, user_input: UserInput) -> bool:
    """Whether what is put off is what is asked about: "아직이요 이따 가 보려고요" to the hospital, "신고는 내일
    하려고요" to the police."""
    text = user_input.text
    if any(type_of(step).asks_of_visit for step in form.steps) and dialogue_acts.speaks_of_going(text):
        return not dialogue_acts.writes_later(text)
    if any(type_of(step).by_clause and dialogue_acts.is_bare_yes_no(text, step.slot) for step in form.steps):
        return True  # "있다" is no "이따" there
    slots = [step.slot for step in form.steps if dialogue_acts.has_subject(step.slot)]
    return any(dialogue_acts.has_subject_as_topic(slot, text) for slot in slots)


def _put_off(form: OpenForm, facts: UserInput | None) -> TurnResult:
    """Keeps the form for later and asks nothing more."""
    context, active = form.context, _with_facts(form, facts)
    if not form.flow.registers_claim:
        kept = replace(form.state, active_flow=replace(active, paused=True))
        return TurnResult(kept, (form.text("put_off_empty"),))
    put_off = replace(active, put_off=True, updated_at=_ms(context))
    state = replace(end_flow(replace(form.state, active_flow=active), context), suspended_flow=put_off)
    return answer_parked(TurnResult(state, (_put_off_message(form, active),)), context)


def _put_off_message(form: OpenForm, active: ActiveFlow) -> Text:
    if not any(active.slots.values()):
        return form.text("put_off_empty")
    say, key = form.context.texts.render, draft_key_of(active, form.context.conversation_id)
    words = say("flows", "put_off", days=form.context.rules.draft_days)
    return Text(words, (Button(f"draft:continue:{key}", say("flows", "resume_yes")),))


def _with_facts(form: OpenForm, facts: UserInput | None) -> ActiveFlow:
    if facts is None:
        return form.active
    context = form.context
    on = flows.continue_flow(form.flow, form.active, facts, context.texts, context.now, context.rules)
    return on.active_flow if on.active_flow is not None and on.understood else form.active


def _ms(context: Context) -> int:
    return int(context.now.timestamp() * 1000)


def with_apology(result: TurnResult, context: Context) -> TurnResult:
    """The response to what the customer says again."""
    sorry: Body = Text(context.texts.render("flows", "said_sorry"))
    return TurnResult(result.state, (sorry, *result.messages))

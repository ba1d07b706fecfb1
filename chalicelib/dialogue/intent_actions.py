"""Carries out an intent: answers, starts a form or a booking, hands off; and applies the transitions of forms."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, IntentRule
from chalicelib.content.contract_questions import ContractQuestion
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue import callbacks, draft_resumption, flows, handoff, interruptions
from chalicelib.dialogue.claim_answers import claim_answer, claims_answer
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.contract_answers import answer_about_contract
from chalicelib.dialogue.emergencies import respond_to_emergency, with_safety_advice
from chalicelib.dialogue.emergency_question import with_emergency_question
from chalicelib.dialogue.flows import Transition, UserInput
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.job_requests import known_car, with_quote
from chalicelib.dialogue.open_jobs import answer_about_job, answer_second_request
from chalicelib.dialogue.state import ActiveFlow, BotState, CompletedFlow, Handoff
from chalicelib.dialogue.stranded import is_newly_stranded, stands_there_surely


def apply_flow_transition(
    state: BotState, flow: Flow, active: ActiveFlow, transition: Transition, user_input: UserInput, context: Context
) -> TurnResult:
    """The turn that follows from a form's transition: a handoff, an alarm, a completed or suspended form, or the next
    question."""
    if transition.needs_handoff:
        return handoff.hand_off(state, context, "handing_over_failed", flow.queue, user_input)
    after = transition.active_flow or active
    stranded = (
        flow.registers_claim
        and not transition.finished
        and is_newly_stranded(active.slots, after.slots, context.now, context.rules)
        and not _says_towed(user_input)
    )
    if stranded and stands_there_surely(after.slots, context.now, context.rules):
        return respond_to_emergency(replace(state, active_flow=after), flow, user_input, context, "traffic")
    if stranded and transition.active_flow is not None:
        return with_emergency_question(TurnResult(replace(state, active_flow=after), ()), context)
    if transition.active_flow is None:
        state = replace(state, active_flow=active)
    if transition.finished and (flow.registers_claim or flow.booking or flow.requests_job):
        form = CompletedFlow(
            active.draft_key or active.local_key,
            flows.applicable_facts(flow, active.slots),
            booking=flow.booking,
            subject=active.subject,
            job="request" if flow.requests_job else "",
            agreed_won=active.quoted_won,
            verified=flow.requests_job and context.shows_contracts(),
        )
        return TurnResult(replace(interruptions.end_flow(state, context), failures=0, completed_flow=form), ())
    if (
        transition.active_flow is None
        and not transition.finished
        and flow.registers_claim
        and any(active.slots.values())
    ):
        return TurnResult(
            interruptions.suspend_flow(state, context), (interruptions.stopped_message(flow, active, context),)
        )
    requested = Handoff(flow.queue) if transition.finished else state.handoff
    collected = active.slots if transition.finished else state.requested_change
    moved_on = (
        interruptions.end_flow(state, context)
        if transition.active_flow is None
        else replace(state, active_flow=transition.active_flow)
    )
    moved = TurnResult(replace(moved_on, handoff=requested, requested_change=collected), transition.messages)
    if flow.requests_job:
        return with_quote(moved, flow, context)
    return with_safety_advice(moved, active.slots, after.slots, context) if flow.registers_claim else moved


def _says_towed(user_input: UserInput) -> bool:
    """Whether a message says that the car has been taken away: it doesn't drive, and needs no tow."""
    return user_input.slots.get("drivable") is False and user_input.slots.get("tow_needed") is False


def fulfil_intent(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult:
    """Does what the configuration says for an intent."""
    say = context.texts.render
    if rule.once and rule.reply == state.said_once:
        return TurnResult(state, ())
    if rule.once or state.said_once:
        state = replace(state, said_once=rule.reply if rule.once else "")
    if rule.contract_answer:
        question = ContractQuestion(rule.contract_answer, user_input.raw)
        return answer_about_contract(state, question, user_input, context)
    if rule.claim_action in callbacks.BOOKING_KINDS:
        return _start_booking(state, rule.claim_action, "", "", user_input, context) or handoff.hand_off_for_intent(
            state, rule, user_input, context
        )
    if rule.claim_action:
        labels = {name: each.label for name, each in context.rules.intents.items()}
        return TurnResult(state, (claims_answer(rule.claim_action, context.claims(), context.texts, labels),))
    if rule.job_action and (answered := answer_about_job(state, rule, user_input, context)):
        return answered
    if rule.flow:
        return _start_form(state, rule, user_input, context)
    if rule.queue:
        return handoff.hand_off_for_intent(state, rule, user_input, context)
    return TurnResult(state, (Text(say("bot", rule.reply), intent_buttons(context.rules.greeting_buttons, context)),))


def _start_form(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult:
    flow = context.flows[rule.flow]
    if flow.requests_job and (under_way := answer_second_request(state, rule, user_input, context)):
        return under_way
    which = draft_resumption.ask_which_draft(state, user_input, context) if flow.registers_claim else None
    if which is not None:
        return TurnResult(with_agent_notes(which.state, context, rule, user_input), which.messages)
    started = with_agent_notes(state, context, rule, user_input)
    given = known_car(context) if flow.requests_job else None
    transition = flows.start_flow(flow, rule.flow, user_input, context.texts, context.now, context.rules, given)
    assert transition.active_flow is not None  # noqa: S101 - a started flow is active
    moved = apply_flow_transition(
        replace(started, resume_prompt=None), flow, transition.active_flow, transition, user_input, context
    )
    return with_safety_advice(moved, {}, transition.active_flow.slots, context) if flow.registers_claim else moved


def respond_about_claim(state: BotState, user_input: UserInput, context: Context) -> TurnResult:
    """Handles `claim:<number>:<kind>:<coverage>`: answers about one of the customer's claims."""
    _, number, kind, coverage = (user_input.button.split(":") + ["", "", ""])[:4]
    if kind in callbacks.BOOKING_KINDS:
        started = _start_booking(state, kind, number, coverage, user_input, context)
        if started is not None:
            return started
        kind = "progress"  # settled meanwhile: show its progress
    answers = tuple(claim_answer(kind, claim, context.texts) for claim in context.claims() if claim.id == number)
    if not answers:
        return respond_stale(state, "expired_claim", context)
    return TurnResult(state, (*answers, *repeat_open_question(state, context)))


def _start_booking(
    state: BotState, kind: str, number: str, coverage: str, user_input: UserInput, context: Context
) -> TurnResult | None:
    """Starts the booking of a call or letter about a coverage; None where no coverage qualifies."""
    subjects = callbacks.booking_subjects(kind, context.claims(), number, coverage)
    if len(subjects) > 1:
        return TurnResult(state, (callbacks.ask_which_coverage(kind, subjects, context.texts),))
    if not subjects:
        return None
    claim, exposure = subjects[0]
    name, flow = callbacks.booking_flow(kind, context.flows)
    explained = context.texts.render("bot", f"{kind}_route", coverage=exposure.label)
    known = {"phone": context.phone()} if context.phone() else {}
    transition = flows.start_flow(
        flow, name, UserInput(), context.texts, context.now, context.rules, known, f"{claim.id}:{exposure.coverage}"
    )
    assert transition.active_flow is not None  # noqa: S101 - a started flow is active
    started = apply_flow_transition(
        replace(suspend_for_agent(state, context), failures=0),
        flow,
        transition.active_flow,
        transition,
        user_input,
        context,
    )
    return TurnResult(started.state, (Text(explained), *started.messages))


def respond_stale(state: BotState, key: str, context: Context) -> TurnResult:
    """Says that a button has expired, and repeats the open question or offers what can be started."""
    again = repeat_open_question(state, context)
    buttons = () if again else intent_buttons(context.rules.greeting_buttons, context)
    return TurnResult(state, (Text(context.texts.render("bot", key), buttons), *again))


def respond_safe(state: BotState, context: Context) -> TurnResult:
    """The turn after the customer said that nobody is in danger: the open question, or what can be started."""
    again = repeat_open_question(state, context)
    buttons = () if again else intent_buttons(context.rules.greeting_buttons, context)
    return TurnResult(state, (Text(context.texts.render("bot", "emergency_none"), buttons), *again))


def repeat_open_question(state: BotState, context: Context) -> tuple[Body, ...]:
    """The open question of the active form, once more."""
    if state.active_flow is None or state.active_flow.flow not in context.flows:
        return ()
    flow = context.flows[state.active_flow.flow]
    asked = flows.repeat_question(flow, state.active_flow, context.texts, context.now, context.rules)
    if not flow.requests_job:
        return asked.messages
    return with_quote(TurnResult(replace(state, active_flow=asked.active_flow), asked.messages), flow, context).messages


def intent_buttons(names: tuple[str, ...], context: Context) -> tuple[Button, ...]:
    return tuple(Button(f"intent:{name}", context.rules.intents[name].label) for name in names)

"""What the bot does with what it heard: pure, from memory and message to memory and answers."""

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, IntentRule
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue import callbacks, draft_resumption, flows, handoff, interruptions
from chalicelib.dialogue.claim_answers import claim_answer, claims_answer
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.contract_answers import CONTRACT_ANSWERS
from chalicelib.dialogue.emergencies import respond_to_emergency, with_safety_advice
from chalicelib.dialogue.flows import Transition, UserInput
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.intent_resolution import (
    detect_emergency,
    drop_negated,
    interrupts_flow,
    resolve_intent,
    resolve_plates,
    wants_handoff,
)
from chalicelib.dialogue.stale_answers import NONE_BUTTON, stale_text_key
from chalicelib.dialogue.state import ActiveFlow, BotState, CompletedFlow, Handoff
from chalicelib.dialogue.stranded import is_newly_stranded
from chalicelib.dialogue.suggestions import answer_suggestion
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.types import EMERGENCY, NluResult


def greet_customer(state: BotState, name: str, context: Context) -> TurnResult:
    """The first words, also of a conversation taken up again: who it is, that it is a bot, what it can do."""
    say = context.texts.render
    words = say("bot", "greeting", name=name) if name else say("bot", "greeting_guest")
    hello = Text(words, _intent_buttons(context.rules.greeting_buttons, context))
    after = draft_resumption.offer_unfinished(replace(state, failures=0), context)
    return TurnResult(after.state, (hello, *after.messages))


def respond(state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context) -> TurnResult:
    """One message of the customer. Danger to people comes before everything, also in the middle of a flow."""
    user_input = resolve_plates(drop_negated(user_input, context.now), context.contracts)
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    active = state.active_flow if flow is not None else None
    emergency = detect_emergency(active, user_input, nlu_result, context.rules)
    if emergency is not None:
        return respond_to_emergency(state, flow, user_input, context, emergency)
    if key := stale_text_key(state, user_input, context):
        return _respond_stale(state, key, context)
    if state.suggestion is not None and (user_input.button.startswith("suggestion:") or active is not None):
        taken, words = answer_suggestion(state, user_input, context.texts)
        if words:
            return TurnResult(taken, (*words, *repeat_open_question(taken, context)))
        state = taken
    of_a_card = _respond_to_card(state, user_input, context)
    if of_a_card is not None:
        return of_a_card
    intent = resolve_intent(user_input, nlu_result, context.rules)
    if wants_handoff(active, user_input, nlu_result, context.rules):
        return handoff.hand_off_on_request(state, context, user_input)
    if active is not None and flow is not None:
        return _respond_in_flow(state, flow, active, user_input, intent, nlu_result, context)
    if not intent and nlu_result is not None and _clarification_options(nlu_result, context):
        return TurnResult(
            replace(state, clarification_text=user_input.text), (_ask_for_clarification(nlu_result, context),)
        )
    if intent not in context.rules.intents:
        unknown = user_input.button and user_input.button != NONE_BUTTON  # of a configuration of before
        return _respond_stale(state, "expired_over", context) if unknown else _fall_back(state, user_input, context)
    return _fulfil_intent(replace(state, failures=0), context.rules.intents[intent], user_input, context)


def _respond_in_flow(
    state: BotState,
    flow: Flow,
    active: ActiveFlow,
    user_input: UserInput,
    intent: str,
    nlu_result: NluResult | None,
    context: Context,
) -> TurnResult:
    digression_rule = context.rules.intents.get(intent)
    if digression_rule is not None and user_input.button.startswith("intent:"):
        if digression_rule.contract_answer or (
            digression_rule.claim_action and digression_rule.claim_action not in callbacks.BOOKING_KINDS
        ):
            answered = _fulfil_intent(state, digression_rule, user_input, context)
            again = () if answered.state.handoff else repeat_open_question(state, context)
            return TurnResult(answered.state, answered.messages + again)
        if digression_rule.flow != active.flow:
            # A button leaves no doubt: he wants something else now. What he told stays in the summary.
            return _fulfil_intent(
                replace(suspend_for_agent(state, context), failures=0), digression_rule, user_input, context
            )
    if (
        digression_rule is not None
        and not flow.registers_claim
        and interrupts_flow(user_input, nlu_result, context.rules)
    ):
        return _fulfil_intent(
            replace(suspend_for_agent(state, context), failures=0), digression_rule, user_input, context
        )
    flow_input = UserInput(user_input.text, user_input.button, user_input.slots, intent, user_input.form_values)
    transition = flows.continue_flow(flow, active, flow_input, context.texts, context.now, context.rules)
    is_digression = (
        digression_rule is not None
        and bool(digression_rule.contract_answer or digression_rule.digression_reply)
        and not user_input.button
        and not transition.finished
    )
    if (
        is_digression
        and digression_rule is not None
        and (
            _is_side_question(user_input, nlu_result, context.rules)
            if transition.understood
            else _is_confident(user_input, nlu_result, context.rules)
        )
    ):
        # A question in between is answered, then the flow's own question is asked (again).
        answered = _answer_digression(state, digression_rule, user_input, context)
        if answered.state.handoff is not None:
            return answered
        on = transition
        if (
            not transition.understood
            and dialogue_acts.is_question(user_input.text)
            and transition.active_flow
            and transition.active_flow.requested_slot == active.requested_slot
        ):
            on = flows.repeat_question(
                flow,
                replace(transition.active_flow, failed_attempts=active.failed_attempts),
                context.texts,
                context.now,
                context.rules,
            )
        return TurnResult(replace(state, active_flow=on.active_flow), answered.messages + on.messages)
    return _apply_transition(state, flow, active, transition, user_input, context)


def _is_side_question(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    return _is_confident(user_input, nlu_result, rules) and dialogue_acts.is_question(user_input.text)


def _is_confident(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    return nlu_result is not None and (
        nlu_result.confidence >= rules.confidence.act or dialogue_acts.is_question(user_input.text)
    )


def _answer_digression(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult:
    if rule.contract_answer:
        return _fulfil_intent(state, rule, user_input, context)
    return TurnResult(state, (Text(context.texts.render("bot", rule.digression_reply)),))


def _apply_transition(
    state: BotState, flow: Flow, active: ActiveFlow, transition: Transition, user_input: UserInput, context: Context
) -> TurnResult:
    if transition.needs_handoff:
        return handoff.hand_off(state, context, "handing_over_failed", flow.queue, user_input)
    after = transition.active_flow or active
    if (
        flow.registers_claim
        and not transition.finished
        and is_newly_stranded(active.slots, after.slots, context.now, context.rules)
    ):
        return respond_to_emergency(replace(state, active_flow=after), flow, user_input, context, "traffic")
    summary = state.summary | flows.flow_summary(flow, after.slots, context.texts)
    if transition.finished and (flow.registers_claim or flow.booking):
        key = active.draft_key or active.local_key
        form = CompletedFlow(
            key, flows.applicable_facts(flow, active.slots), booking=flow.booking, subject=active.subject
        )
        done = replace(state, active_flow=None, summary=summary, failures=0, completed_flow=form)
        return TurnResult(done, ())
    if (
        transition.active_flow is None
        and not transition.finished
        and flow.registers_claim
        and any(active.slots.values())
    ):
        kept = replace(interruptions.suspend_flow(state, context), summary=summary)
        return TurnResult(kept, (interruptions.stopped_message(flow, active, context),))
    handover = Handoff(flow.queue) if transition.finished else state.handoff
    moved = TurnResult(
        replace(state, active_flow=transition.active_flow, summary=summary, handoff=handover), transition.messages
    )
    return with_safety_advice(moved, active.slots, after.slots, context) if flow.registers_claim else moved


def _fulfil_intent(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult:
    say = context.texts.render
    if rule.contract_answer:
        contracts = context.contracts()
        if not contracts:
            queue = context.rules.no_contract_queue
            return handoff.hand_off(state, context, "no_contract", queue, user_input, section="answers", rule=rule)
        card = CONTRACT_ANSWERS[rule.contract_answer](contracts[0], context.now.date(), context.texts)
        return TurnResult(state, (card,))
    if rule.claim_action in callbacks.BOOKING_KINDS:
        return _start_booking(state, rule.claim_action, "", "", user_input, context) or handoff.hand_off_for_intent(
            state, rule, user_input, context
        )
    if rule.claim_action:
        labels = {name: each.label for name, each in context.rules.intents.items()}
        return TurnResult(state, (claims_answer(rule.claim_action, context.claims(), context.texts, labels),))
    if rule.flow:
        flow = context.flows[rule.flow]
        which = draft_resumption.ask_which_draft(state, user_input, context) if flow.registers_claim else None
        if which is not None:
            return TurnResult(with_agent_notes(which.state, context, rule, user_input), which.messages)
        begun = with_agent_notes(state, context, rule, user_input)
        transition = flows.start_flow(flow, rule.flow, user_input, context.texts, context.now, context.rules)
        assert transition.active_flow is not None  # noqa: S101 - what begins runs
        moved = _apply_transition(
            replace(begun, resume_prompt=None), flow, transition.active_flow, transition, user_input, context
        )
        return with_safety_advice(moved, {}, transition.active_flow.slots, context) if flow.registers_claim else moved
    if rule.queue:
        return handoff.hand_off_for_intent(state, rule, user_input, context)
    return TurnResult(state, (Text(say("bot", rule.reply), _intent_buttons(context.rules.greeting_buttons, context)),))


def _respond_to_card(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """What was said to a claim's card, or to the one of an unfinished form."""
    if user_input.button.startswith("claim:"):
        return _respond_about_claim(state, user_input, context)
    return draft_resumption.handle_resume_reply(state, user_input, context)


def _respond_about_claim(state: BotState, user_input: UserInput, context: Context) -> TurnResult:
    """`claim:<number>:<kind>:<coverage>`: about one claim, if it is his."""
    _, number, kind, coverage = (user_input.button.split(":") + ["", "", ""])[:4]
    if kind in callbacks.BOOKING_KINDS:
        begun = _start_booking(state, kind, number, coverage, user_input, context)
        if begun is not None:
            return begun
        kind = "progress"  # settled since: he sees where it stands
    told = tuple(claim_answer(kind, claim, context.texts) for claim in context.claims() if claim.id == number)
    if not told:
        return _respond_stale(state, "expired_claim", context)
    return TurnResult(state, (*told, *repeat_open_question(state, context)))


def _start_booking(
    state: BotState, kind: str, number: str, coverage: str, user_input: UserInput, context: Context
) -> TurnResult | None:
    """Books a call or a letter about a coverage; None where there is nothing that it could be about."""
    among = callbacks.booking_subjects(kind, context.claims(), number, coverage)
    if len(among) > 1:
        return TurnResult(state, (callbacks.ask_which_coverage(kind, among, context.texts),))
    if not among:
        return None
    claim, line = among[0]
    name, flow = callbacks.booking_flow(kind, context.flows)
    explained = context.texts.render("bot", f"{kind}_route", coverage=line.label)
    known = {"phone": context.phone()} if context.phone() else {}
    transition = flows.start_flow(
        flow, name, UserInput(), context.texts, context.now, context.rules, known, f"{claim.id}:{line.coverage}"
    )
    assert transition.active_flow is not None  # noqa: S101 - what begins runs
    begun = _apply_transition(
        replace(suspend_for_agent(state, context), failures=0),
        flow,
        transition.active_flow,
        transition,
        user_input,
        context,
    )
    return TurnResult(begun.state, (Text(explained), *begun.messages))


def _respond_stale(state: BotState, key: str, context: Context) -> TurnResult:
    """Says that a button's time is over, and what can be done now: answer what is open, or begin something."""
    again = repeat_open_question(state, context)
    buttons = () if again else _intent_buttons(context.rules.greeting_buttons, context)
    return TurnResult(state, (Text(context.texts.render("bot", key), buttons), *again))


def repeat_open_question(state: BotState, context: Context) -> tuple[Body, ...]:
    """What the form that runs waits for, asked again."""
    if state.active_flow is None or state.active_flow.flow not in context.flows:
        return ()
    return flows.repeat_question(
        context.flows[state.active_flow.flow], state.active_flow, context.texts, context.now, context.rules
    ).messages


def _fall_back(state: BotState, user_input: UserInput, context: Context) -> TurnResult:
    failed = replace(state, failures=state.failures + 1)
    if failed.failures >= context.rules.failures_before_handoff:
        return handoff.hand_off(failed, context, "handing_over_failed", handoff.flow_queue(state, context), user_input)
    # English is read poorly: what wasn't understood may have been an alarm.
    urgent = (EMERGENCY,) if context.texts.locale == "en" else ()
    buttons = _intent_buttons((*context.rules.greeting_buttons, *urgent), context)
    return TurnResult(failed, (Text(context.texts.render("bot", "not_understood"), buttons),))


def _clarification_options(nlu_result: NluResult, context: Context) -> tuple[str, ...]:
    """Wishes worth asking back, where the understanding can't tell them apart."""
    return tuple(name for name in nlu_result.clarification_intents if name in context.rules.intents)


def _ask_for_clarification(nlu_result: NluResult, context: Context) -> Text:
    buttons = _intent_buttons(_clarification_options(nlu_result, context), context)
    neither = Button(NONE_BUTTON, context.texts.render("bot", "neither"))
    return Text(context.texts.render("bot", "ask_back"), (*buttons, neither))


def _intent_buttons(names: tuple[str, ...], context: Context) -> tuple[Button, ...]:
    return tuple(Button(f"intent:{name}", context.rules.intents[name].label) for name in names)

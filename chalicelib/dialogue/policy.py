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


def greet_customer(state: BotState, name: str, know: Context) -> TurnResult:
    """The first words, also of a conversation taken up again: who it is, that it is a bot, what it can do."""
    say = know.texts.render
    words = say("bot", "greeting", name=name) if name else say("bot", "greeting_guest")
    hello = Text(words, _intent_buttons(know.rules.greeting_buttons, know))
    after = draft_resumption.offer_unfinished(replace(state, failures=0), know)
    return TurnResult(after.state, (hello, *after.messages))


def respond(state: BotState, heard: UserInput, understood: NluResult | None, know: Context) -> TurnResult:
    """One message of the customer. Danger to people comes before everything, also in the middle of a flow."""
    heard = resolve_plates(drop_negated(heard, know.now), know.contracts)
    flow = know.flows.get(state.active_flow.flow) if state.active_flow else None
    running = state.active_flow if flow is not None else None
    peril = detect_emergency(running, heard, understood, know.rules)
    if peril is not None:
        return respond_to_emergency(state, flow, heard, know, peril)
    if key := stale_text_key(state, heard, know):
        return _respond_stale(state, key, know)
    if state.suggestion is not None and (heard.button.startswith("suggestion:") or running is not None):
        taken, words = answer_suggestion(state, heard, know.texts)
        if words:
            return TurnResult(taken, (*words, *repeat_open_question(taken, know)))
        state = taken
    of_a_card = _respond_to_card(state, heard, know)
    if of_a_card is not None:
        return of_a_card
    wish = resolve_intent(heard, understood, know.rules)
    if wants_handoff(running, heard, understood, know.rules):
        return handoff.hand_off_on_request(state, know, heard)
    if running is not None and flow is not None:
        return _respond_in_flow(state, flow, running, heard, wish, understood, know)
    if not wish and understood is not None and _clarification_options(understood, know):
        return TurnResult(replace(state, clarification_text=heard.text), (_ask_for_clarification(understood, know),))
    if wish not in know.rules.intents:
        unknown = heard.button and heard.button != NONE_BUTTON  # of a configuration of before
        return _respond_stale(state, "expired_over", know) if unknown else _fall_back(state, heard, know)
    return _fulfil_intent(replace(state, failures=0), know.rules.intents[wish], heard, know)


def _respond_in_flow(
    state: BotState, flow: Flow, running: ActiveFlow, heard: UserInput, wish: str, read: NluResult | None, know: Context
) -> TurnResult:
    aside = know.rules.intents.get(wish)
    if aside is not None and heard.button.startswith("intent:"):
        if aside.contract_answer or (aside.claim_action and aside.claim_action not in callbacks.BOOKING_KINDS):
            answered = _fulfil_intent(state, aside, heard, know)
            again = () if answered.state.handoff else repeat_open_question(state, know)
            return TurnResult(answered.state, answered.messages + again)
        if aside.flow != running.flow:
            # A button leaves no doubt: he wants something else now. What he told stays in the summary.
            return _fulfil_intent(replace(suspend_for_agent(state, know), failures=0), aside, heard, know)
    if aside is not None and not flow.registers_claim and interrupts_flow(heard, read, know.rules):
        return _fulfil_intent(replace(suspend_for_agent(state, know), failures=0), aside, heard, know)
    said = UserInput(heard.text, heard.button, heard.slots, wish, heard.form_values)
    move = flows.continue_flow(flow, running, said, know.texts, know.now, know.rules)
    beside = (
        aside is not None
        and bool(aside.contract_answer or aside.digression_reply)
        and not heard.button
        and not move.finished
    )
    if (
        beside
        and aside is not None
        and (_is_side_question(heard, read, know.rules) if move.understood else _is_confident(heard, read, know.rules))
    ):
        # A question in between is answered, then the flow's own question is asked (again).
        answered = _answer_digression(state, aside, heard, know)
        if answered.state.handoff is not None:
            return answered
        on = move
        if (
            not move.understood
            and dialogue_acts.is_question(heard.text)
            and move.active_flow
            and move.active_flow.requested_slot == running.requested_slot
        ):
            on = flows.repeat_question(
                flow,
                replace(move.active_flow, failed_attempts=running.failed_attempts),
                know.texts,
                know.now,
                know.rules,
            )
        return TurnResult(replace(state, active_flow=on.active_flow), answered.messages + on.messages)
    return _apply_transition(state, flow, running, move, heard, know)


def _is_side_question(heard: UserInput, read: NluResult | None, rules: BotRules) -> bool:
    return _is_confident(heard, read, rules) and dialogue_acts.is_question(heard.text)


def _is_confident(heard: UserInput, read: NluResult | None, rules: BotRules) -> bool:
    return read is not None and (read.confidence >= rules.confidence.act or dialogue_acts.is_question(heard.text))


def _answer_digression(state: BotState, wish: IntentRule, heard: UserInput, know: Context) -> TurnResult:
    if wish.contract_answer:
        return _fulfil_intent(state, wish, heard, know)
    return TurnResult(state, (Text(know.texts.render("bot", wish.digression_reply)),))


def _apply_transition(
    state: BotState, flow: Flow, running: ActiveFlow, move: Transition, heard: UserInput, know: Context
) -> TurnResult:
    if move.needs_handoff:
        return handoff.hand_off(state, know, "handing_over_failed", flow.queue, heard)
    after = move.active_flow or running
    if (
        flow.registers_claim
        and not move.finished
        and is_newly_stranded(running.slots, after.slots, know.now, know.rules)
    ):
        return respond_to_emergency(replace(state, active_flow=after), flow, heard, know, "traffic")
    summary = state.summary | flows.flow_summary(flow, after.slots, know.texts)
    if move.finished and (flow.registers_claim or flow.booking):
        key = running.draft_key or running.local_key
        form = CompletedFlow(
            key, flows.applicable_facts(flow, running.slots), booking=flow.booking, subject=running.subject
        )
        done = replace(state, active_flow=None, summary=summary, failures=0, completed_flow=form)
        return TurnResult(done, ())
    if move.active_flow is None and not move.finished and flow.registers_claim and any(running.slots.values()):
        kept = replace(interruptions.suspend_flow(state, know), summary=summary)
        return TurnResult(kept, (interruptions.stopped_message(flow, running, know),))
    handover = Handoff(flow.queue) if move.finished else state.handoff
    moved = TurnResult(replace(state, active_flow=move.active_flow, summary=summary, handoff=handover), move.messages)
    return with_safety_advice(moved, running.slots, after.slots, know) if flow.registers_claim else moved


def _fulfil_intent(state: BotState, wish: IntentRule, heard: UserInput, know: Context) -> TurnResult:
    say = know.texts.render
    if wish.contract_answer:
        contracts = know.contracts()
        if not contracts:
            queue = know.rules.no_contract_queue
            return handoff.hand_off(state, know, "no_contract", queue, heard, section="answers", wish=wish)
        card = CONTRACT_ANSWERS[wish.contract_answer](contracts[0], know.now.date(), know.texts)
        return TurnResult(state, (card,))
    if wish.claim_action in callbacks.BOOKING_KINDS:
        return _start_booking(state, wish.claim_action, "", "", heard, know) or handoff.hand_off_for_intent(
            state, wish, heard, know
        )
    if wish.claim_action:
        labels = {name: each.label for name, each in know.rules.intents.items()}
        return TurnResult(state, (claims_answer(wish.claim_action, know.claims(), know.texts, labels),))
    if wish.flow:
        flow = know.flows[wish.flow]
        which = draft_resumption.ask_which_draft(state, heard, know) if flow.registers_claim else None
        if which is not None:
            return TurnResult(with_agent_notes(which.state, know, wish, heard), which.messages)
        begun = with_agent_notes(state, know, wish, heard)
        move = flows.start_flow(flow, wish.flow, heard, know.texts, know.now, know.rules)
        assert move.active_flow is not None  # noqa: S101 - what begins runs
        moved = _apply_transition(replace(begun, resume_prompt=None), flow, move.active_flow, move, heard, know)
        return with_safety_advice(moved, {}, move.active_flow.slots, know) if flow.registers_claim else moved
    if wish.queue:
        return handoff.hand_off_for_intent(state, wish, heard, know)
    return TurnResult(state, (Text(say("bot", wish.reply), _intent_buttons(know.rules.greeting_buttons, know)),))


def _respond_to_card(state: BotState, heard: UserInput, know: Context) -> TurnResult | None:
    """What was said to a claim's card, or to the one of an unfinished form."""
    if heard.button.startswith("claim:"):
        return _respond_about_claim(state, heard, know)
    return draft_resumption.handle_resume_reply(state, heard, know)


def _respond_about_claim(state: BotState, heard: UserInput, know: Context) -> TurnResult:
    """`claim:<number>:<kind>:<coverage>`: about one claim, if it is his."""
    _, number, kind, coverage = (heard.button.split(":") + ["", "", ""])[:4]
    if kind in callbacks.BOOKING_KINDS:
        begun = _start_booking(state, kind, number, coverage, heard, know)
        if begun is not None:
            return begun
        kind = "progress"  # settled since: he sees where it stands
    told = tuple(claim_answer(kind, claim, know.texts) for claim in know.claims() if claim.id == number)
    if not told:
        return _respond_stale(state, "expired_claim", know)
    return TurnResult(state, (*told, *repeat_open_question(state, know)))


def _start_booking(
    state: BotState, kind: str, number: str, coverage: str, heard: UserInput, know: Context
) -> TurnResult | None:
    """Books a call or a letter about a coverage; None where there is nothing that it could be about."""
    among = callbacks.booking_subjects(kind, know.claims(), number, coverage)
    if len(among) > 1:
        return TurnResult(state, (callbacks.ask_which_coverage(kind, among, know.texts),))
    if not among:
        return None
    claim, line = among[0]
    name, flow = callbacks.booking_flow(kind, know.flows)
    explained = know.texts.render("bot", f"{kind}_route", coverage=line.label)
    known = {"phone": know.phone()} if know.phone() else {}
    move = flows.start_flow(
        flow, name, UserInput(), know.texts, know.now, know.rules, known, f"{claim.id}:{line.coverage}"
    )
    assert move.active_flow is not None  # noqa: S101 - what begins runs
    begun = _apply_transition(
        replace(suspend_for_agent(state, know), failures=0), flow, move.active_flow, move, heard, know
    )
    return TurnResult(begun.state, (Text(explained), *begun.messages))


def _respond_stale(state: BotState, key: str, know: Context) -> TurnResult:
    """Says that a button's time is over, and what can be done now: answer what is open, or begin something."""
    again = repeat_open_question(state, know)
    buttons = () if again else _intent_buttons(know.rules.greeting_buttons, know)
    return TurnResult(state, (Text(know.texts.render("bot", key), buttons), *again))


def repeat_open_question(state: BotState, know: Context) -> tuple[Body, ...]:
    """What the form that runs waits for, asked again."""
    if state.active_flow is None or state.active_flow.flow not in know.flows:
        return ()
    return flows.repeat_question(
        know.flows[state.active_flow.flow], state.active_flow, know.texts, know.now, know.rules
    ).messages


def _fall_back(state: BotState, heard: UserInput, know: Context) -> TurnResult:
    failed = replace(state, failures=state.failures + 1)
    if failed.failures >= know.rules.failures_before_handoff:
        return handoff.hand_off(failed, know, "handing_over_failed", handoff.flow_queue(state, know), heard)
    # English is read poorly: what wasn't understood may have been an alarm.
    urgent = (EMERGENCY,) if know.texts.locale == "en" else ()
    buttons = _intent_buttons((*know.rules.greeting_buttons, *urgent), know)
    return TurnResult(failed, (Text(know.texts.render("bot", "not_understood"), buttons),))


def _clarification_options(understood: NluResult, know: Context) -> tuple[str, ...]:
    """Wishes worth asking back, where the understanding can't tell them apart."""
    return tuple(name for name in understood.clarification_intents if name in know.rules.intents)


def _ask_for_clarification(understood: NluResult, know: Context) -> Text:
    buttons = _intent_buttons(_clarification_options(understood, know), know)
    neither = Button(NONE_BUTTON, know.texts.render("bot", "neither"))
    return Text(know.texts.render("bot", "ask_back"), (*buttons, neither))


def _intent_buttons(names: tuple[str, ...], know: Context) -> tuple[Button, ...]:
    return tuple(Button(f"intent:{name}", know.rules.intents[name].label) for name in names)

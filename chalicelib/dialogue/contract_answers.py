"""Answers from the customer's own contract, in a conversation; what they can't tell goes to a person."""

from msgspec.structs import replace

from chalicelib.content.contract_questions import ContractQuestion, ContractReply, question_of_button
from chalicelib.content.contract_views import ContractView
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue import handoff, parked_intents
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.intent_resolution import AGENT_REQUEST
from chalicelib.dialogue.parked_intents import MAX_WORDS
from chalicelib.dialogue.state import BotState, ParkedIntent
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.contract_topics import chosen_places, names_contract, only_chooses
from chalicelib.nlu.request_parts import shorten_request


def answer_about_contract(
    state: BotState, question: ContractQuestion, user_input: UserInput, context: Context
) -> TurnResult:
    """The reply to a question, and a person where it needs one, offered to who only wonders; in a report it is put off
    until the end."""
    return _say(context.contract_reply(question), state, question, user_input, context)


def _say(
    reply: ContractReply, state: BotState, question: ContractQuestion, user_input: UserInput, context: Context
) -> TurnResult:
    if not reply.needs_person:
        return TurnResult(replace(state, contract_question=reply.open_question), reply.bodies)
    name = next(name for name, rule in context.rules.intents.items() if rule.contract_answer == question.topic)
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    if flow is not None and flow.registers_claim:
        asked = ParkedIntent(name, shorten_request(question.words)[:MAX_WORDS])
        words = context.texts.render("bot", context.rules.postponing_reply, due="")
        return TurnResult(parked_intents.park(state, (asked,)), (Text(words),))
    queue, rule = context.rules.no_contract_queue, context.rules.intents[name]
    if not reply.bodies:
        return handoff.hand_off(state, context, "no_contract", queue, user_input, section="answers", rule=rule)
    if dialogue_acts.only_wonders(question.words):
        agent = Button(f"intent:{AGENT_REQUEST}", context.rules.intents[AGENT_REQUEST].label)
        return TurnResult(state, (*reply.bodies, Text(context.texts.render("bot", "wondered"), (agent,))))
    handed = handoff.hand_off(state, context, "handing_over", queue, user_input, rule=rule)
    return TurnResult(handed.state, (*reply.bodies, *handed.messages))


def answer_button(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Handles a button that asks about a contract; None for any other."""
    question, asked = question_of_button(user_input.button), state.contract_question
    if question is None:
        return None
    if asked is not None and (asked.topic, asked.detail) == (question.topic, question.detail):
        question = replace(question, words=asked.words)  # the choice of a contract: what was asked is kept
    return answer_about_contract(state, question, user_input, context)


def answer_choice(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Answers the open question about one of several contracts where a message says which, and nothing else; None
    for any other message."""
    question = state.contract_question
    if question is None or state.active_flow is not None or not user_input.text:
        return None
    contracts, text = context.contracts(), user_input.text
    offered = [place for place in question.offered if place < len(contracts)]
    if not only_chooses(text, [name for place in offered for name in _names(contracts[place])]):
        return None
    named = [place for place in offered if names_contract(text, *_names(contracts[place]))]
    chosen = named or [offered[each] for each in chosen_places(text, len(offered))]
    if not chosen:
        return None
    replies = [context.contract_reply(replace(question, place=place)) for place in chosen]
    bodies = tuple(body for reply in replies for body in reply.bodies)
    together = ContractReply(bodies, needs_person=any(reply.needs_person for reply in replies))
    return _say(together, replace(state, contract_question=None), question, user_input, context)


def _names(contract: ContractView) -> tuple[str, str, str]:
    return contract.number, contract.vehicle.plate, contract.vehicle.model

"""Answers from the customer's own contract, in a conversation; what they can't tell goes to a person."""

from chalicelib.content.configuration import IntentRule
from chalicelib.content.contract_questions import ContractQuestion, question_of_button
from chalicelib.dialogue import handoff
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import BotState


def answer_about_contract(
    state: BotState, question: ContractQuestion, user_input: UserInput, context: Context
) -> TurnResult:
    """The reply to a question, and a person where it needs one."""
    reply = context.contract_reply(question)
    if not reply.needs_person:
        return TurnResult(state, reply.bodies)
    queue, rule = context.rules.no_contract_queue, _rule_of(question, context)
    if not reply.bodies:
        return handoff.hand_off(state, context, "no_contract", queue, user_input, section="answers", rule=rule)
    handed = handoff.hand_off(state, context, "handing_over", queue, user_input, rule=rule)
    return TurnResult(handed.state, (*reply.bodies, *handed.messages))


def answer_button(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Handles a button that asks about a contract; None for any other."""
    question = question_of_button(user_input.button)
    return answer_about_contract(state, question, user_input, context) if question is not None else None


def _rule_of(question: ContractQuestion, context: Context) -> IntentRule | None:
    """The rule of the intent that asks such a question."""
    return next((rule for rule in context.rules.intents.values() if rule.contract_answer == question.topic), None)

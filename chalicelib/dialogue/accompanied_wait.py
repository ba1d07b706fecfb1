"""A waiting customer goes on with the bot: they keep their place, and the bot asks back where it would otherwise leave
the message to the agent."""

from msgspec.structs import replace

from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import policy
from chalicelib.dialogue.context import Context, QueueWait, TurnResult
from chalicelib.dialogue.intent_actions import intent_buttons, repeat_open_question
from chalicelib.dialogue.intent_resolution import AGENT_REQUEST
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.types import NluResult


def accompany(state: BotState, since: int, context: Context) -> TurnResult | None:
    """The turn in which the customer of a wait that began at `since` (ms since 1970 UTC) goes on with the bot: what can
    be asked, or the open question. 0 ends it, without words. None where it is so already."""
    if state.accompanied_wait_since == since:
        return None
    after = replace(state, accompanied_wait_since=since, failures=0)
    if not since:
        return TurnResult(after, ())
    again = repeat_open_question(state, context)
    offered = tuple(name for name in context.rules.greeting_buttons if name != AGENT_REQUEST)
    buttons = () if again else intent_buttons(offered, context)
    return TurnResult(after, (Text(context.texts.render("queue_status", "accompanied"), buttons), *again))


def respond_meanwhile(
    state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context, waiting: QueueWait
) -> TurnResult | None:
    """The response to words that the bot isn't sure about; where it gives up, the agent has them. None unless the
    customer goes on with the bot."""
    if not user_input.text or state.accompanied_wait_since != waiting.waiting_since:
        return None
    asked_back = policy.respond(state, user_input, nlu_result, context)
    if asked_back.state.handoff is None:
        return asked_back
    return TurnResult(replace(state, failures=0), (Text(context.texts.render("queue_status", "message_received")),))

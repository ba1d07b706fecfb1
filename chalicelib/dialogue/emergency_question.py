"""The question whether people are in danger now: asked where only the classifier suspects it, and not surely. The form
goes on meanwhile: what the message tells is kept, and its next question follows the answer."""

from msgspec.structs import replace

from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, word_patterns

UNSAFE, SAFE = "emergency:yes", "emergency:no"


def with_emergency_question(result: TurnResult, context: Context) -> TurnResult:
    """The turn with the question in place of the form's own one. What was said besides a form stays before it."""
    say = context.texts.render
    question = Text(
        say("bot", "ask_emergency"),
        (
            Button(UNSAFE, say("bot", "emergency_yes"), "danger"),
            Button(SAFE, say("bot", "emergency_no")),
        ),
    )
    said: tuple[Body, ...] = () if result.state.active_flow else result.messages
    return TurnResult(replace(result.state, emergency_asked=True), (*said, question))


def read_emergency_reply(state: BotState, user_input: UserInput) -> bool | None:
    """The answer to the question; None where the message is none. A button counts also later."""
    if user_input.button in (UNSAFE, SAFE):
        return user_input.button == UNSAFE
    if not (state.emergency_asked or state.crash_asked) or not user_input.text:
        return None
    safe, unsafe = (
        word_patterns.pattern(key).search(user_input.text) for key in ("emergency_reply_no", "emergency_reply_yes")
    )
    said = dialogue_acts.detect_yes_no(user_input.text)
    if state.crash_asked:  # "are you well?" is answered the other way round
        return None if said is None and not safe and not unsafe else not safe and (said is False or bool(unsafe))
    if said or (unsafe and not safe):
        return True
    return False if safe or dialogue_acts.is_bare_yes_no(user_input.text) else None

"""The bot at work: remember first, then speak, so that a crash at any step neither swallows a sentence nor says it
twice. Memory is kept by version; of two messages handled at once one thinks again."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.bot.flows import Said
from chalicelib.bot.ports import Learn, Speak, Store, Understand
from chalicelib.bot.state import BotState, Handover, Spoken
from chalicelib.bot.thinking import Knowledge, Thought, greet, think
from chalicelib.content.bodies import Answer, Body, Submission, Text
from chalicelib.kernel.errors import Conflict

ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Ports:
    """What the bot is given for one conversation. `said` is the number of the last message that it got through with."""

    store: Store
    understand: Understand
    knowledge: Callable[[], Knowledge]
    speak: Speak
    said: int
    learn: Learn


def welcome(ports: Ports, conversation: str, name: str, seq: int = 0) -> None:
    """Greets once, or once more after the notice `seq` that the conversation was taken up again; a second call finishes
    what the first left unsaid. Raises Conflict."""
    _turn(ports, conversation, seq, lambda state: greet(state, name, ports.knowledge()))


def answer(ports: Ports, conversation: str, seq: int, body: Body) -> Handover | None:
    """Answers the customer's message `seq`; a handover when people shall go on. May be repeated. Raises Conflict."""
    return _turn(ports, conversation, seq, lambda state: _think(ports, state, body)).handover


def _think(ports: Ports, state: BotState, body: Body) -> Thought:
    know = ports.knowledge()
    asked_about, state = state.asked_about, replace(state, asked_about="")
    match body:
        case Answer():
            picked = body.button.removeprefix("wish:")
            if asked_about and picked in know.rules.wishes:
                ports.learn(asked_about, picked)
            return think(state, Said(button=body.button), None, know)
        case Submission():
            return think(state, Said(slots=dict(body.values)), None, know)
        case Text():
            understood = ports.understand(body.text, know.now)
            return think(state, Said(text=body.text, slots=understood.slots), understood, know)
        case _:
            return Thought(state, ())


def _turn(ports: Ports, conversation: str, seq: int, think_of: Callable[[BotState], Thought]) -> BotState:
    for _ in range(ATTEMPTS):
        state = ports.store.load(conversation)
        unsaid = [spoken for spoken in state.spoken if spoken.number > ports.said]
        if state.version and seq <= state.answered:
            _speak(ports, unsaid)
            return state
        thought = think_of(replace(state, handover=None))
        spoken = tuple(Spoken(state.number + place, body) for place, body in enumerate(thought.says, start=1))
        after = replace(
            thought.state,
            version=state.version + 1,
            answered=seq,
            number=state.number + len(spoken),
            spoken=spoken,
        )
        if ports.store.save(conversation, after):
            _speak(ports, [*unsaid, *spoken])
            return after
    raise Conflict(conversation=conversation)


def _speak(ports: Ports, spoken: list[Spoken]) -> None:
    for sentence in spoken:
        if not ports.speak(sentence.number, sentence.body):
            return

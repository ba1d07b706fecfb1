"""Messages and AWS's responses to them, recorded once and replayed in measurements."""

from dataclasses import dataclass
from typing import Any

from tests.bench.deployment import deployment
from tests.bench.people import TYPICAL_TEXT, assigned_talk, bot_talk
from tests.bench.proxy import Answer
from tests.bench.site import create_tutorial_room

Event = dict[str, Any]


@dataclass(frozen=True)
class Recording:
    """Messages of one conversation in both directions, one in the tutorial's way, and the answers to all of them."""

    answers: list[Answer]
    customer: list[Event]
    agent: list[Event]
    tutorial: Event


def record(messages: int) -> Recording:
    """Plays the messages once on moto. `messages` in each direction, of which the first is really sent."""
    with deployment("moto") as centre:
        talk = assigned_talk(centre)
        where, speaker, listener = talk.conversation, talk.customer[0], talk.agent[0]
        create_tutorial_room(centre, speaker.connection, listener.connection)
        tutorial = {**speaker.frame_event({}), "body": TYPICAL_TEXT}
        speaker_says = [speaker.send_event(where, TYPICAL_TEXT) for _ in range(messages)]
        listener_says = [listener.send_event(where, TYPICAL_TEXT) for _ in range(messages)]
        centre.proxy.start()
        centre.handlers.call("tests.bench.others.tutorial.message", tutorial)
        centre.handlers.call("app.message", speaker_says[0])
        centre.handlers.call("app.message", listener_says[0])
        return Recording(centre.proxy.answers, speaker_says, listener_says, tutorial)


def record_bot() -> tuple[list[Answer], Event]:
    """A customer's first words to the bot, and the answers on the way to the bot's.

    Words after which the conversation stays with the bot: an answer that is played back is the last of its kind, and a
    head that was handed over would keep the bot from being loaded at all.
    """
    with deployment("moto") as centre:
        conversation, (phone,) = bot_talk(centre)
        asked = phone.send_event(conversation, "안녕하세요")
        centre.proxy.start()
        centre.handlers.call("app.message", asked)
        return centre.proxy.answers, asked

"""A confirmed form becomes one claim, wherever the Lambda of its turn or of its event dies."""

from chalicelib.content.message_bodies import Card
from chalicelib.dialogue.events import RegistrationWanted
from chalicelib.dialogue.state import CompletedFlow
from chalicelib.processes.event_relay import relay_left_events
from tests.model.claim_story import FACTS
from tests.model.play import Play

KEY = "12"


def confirm(play: Play) -> None:
    """The bot's state after the turn that confirmed a form and crashed right after its write."""
    conversation, states = play.story.conversation, play.world.bot_states
    state = states.load(conversation)
    after = state.__class__(
        version=state.version + 1,
        fencing_token=state.fencing_token,
        last_message_number=state.last_message_number,
        completed_flow=CompletedFlow(KEY, FACTS),
    )
    assert states.save(conversation, after, RegistrationWanted(conversation, after.version, KEY))


def followed(play: Play) -> None:
    """Holds that the form is one claim, whose card was sent once."""
    world = play.world
    assert world.bot_states.load(play.story.conversation).completed_flow is None
    assert len(world.claims.claims) == 1
    (play.story.number,) = world.claims.claims
    assert not world.event_outbox.waiting
    assert not play.dead
    bodies = [entry.body for _, (_, entry) in sorted(world.store.logs[play.story.conversation].items())]
    assert len([body for body in bodies if isinstance(body, Card) and play.story.number in str(body)]) == 1
    assert [event for _, event, _ in world.core.sent][:1] == [1]


def test_a_crash_at_any_call_after_the_confirmation_leaves_one_claim() -> None:
    play = Play()
    confirm(play)
    restore = play.snapshot()
    play.world.fuse.calls = 0
    play.settle()
    followed(play)
    for call in range(1, play.world.fuse.calls + 1):
        for before in (True, False):
            restore()
            play.world.fuse.left, play.world.fuse.before = call, before
            play.story.attempt(lambda: relay_left_events(play.world.services))
            play.run_jobs()
            play.world.fuse.left = 0
            play.settle()
            followed(play)

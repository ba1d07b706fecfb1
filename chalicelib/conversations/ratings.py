"""What a customer says of a conversation that ended: whether it solved their problem, and one to five stars."""

from typing import Literal

from chalicelib.content.configuration import queue_for
from chalicelib.content.views import RatingView
from chalicelib.conversations.errors import IllegalTransition
from chalicelib.conversations.events import RatingEvent
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.conversations.states import LIVE
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

Solved = Literal["", "yes", "no"]
MAX_STARS = 5
MAX_ATTEMPTS = 6


def rate(ports: ConversationPorts, conversation_id: str, stars: int, solved: Solved) -> Conversation:
    """Stores a rating, which replaces an earlier one; 0 stars and "" leave the earlier ones. Idempotent. Raises
    NotAllowed (no such conversation), IllegalTransition while it isn't over."""

    def attempt() -> Conversation | LostRace:
        previous = ports.store.get(conversation_id)
        if previous is None:
            raise NotAllowed
        if previous.state in LIVE:
            raise IllegalTransition(state=previous.state.value, wanted="rated")
        before = previous.rating or RatingView()
        rating = RatingView(stars or before.stars, solved or before.solved)
        if rating == before:
            return previous
        event = RatingEvent(
            previous.id,
            ports.clock(),
            previous.queue or queue_for(previous.topic).name,
            previous.agent,
            rating.stars,
            rating.solved,
            before.stars,
            before.solved,
        )
        return ports.store.rate(previous, rating, event) or LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=conversation_id)

"""Ratings of conversations that ended: kept with the conversation, in its thread, and in the figures."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.content.server_frames import ConversationFrame
from chalicelib.conversations import ratings
from chalicelib.conversations.events import RatingEvent, rating_subject
from chalicelib.conversations.messaging import post_to_connections, send_message
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage
from chalicelib.conversations.ratings import Solved
from chalicelib.kernel.actors import Actor
from chalicelib.reporting.figures import Row
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.service_ports import WithEventJobs, WithFigures, WithMessaging

    class Needs(WithEventJobs, WithFigures, WithMessaging, Protocol): ...


NEWEST = 10
"""Messages after the end among which words are looked for: an end adds few."""


def rate_conversation(
    services: Needs, actor: Actor, conversation: Conversation, stars: int, solved: Solved, words: str
) -> Conversation:
    """Stores a customer's rating, and posts their words to the thread, where the agent reads them. A repeat changes and
    posts nothing. Raises IllegalTransition while the conversation isn't over."""
    rated = ratings.rate(services.messaging, conversation.id, stars, solved)
    services.event_jobs().relay(rating_subject(conversation.id))
    if words:
        _post_words(services, actor, rated, words)
    post_to_connections(services.messaging, rated.id, rated.recipients(), ConversationFrame(rated.view()))
    return rated


def _post_words(services: Needs, actor: Actor, conversation: Conversation, words: str) -> None:
    """Posts words unless they are among the newest messages: a repeat posts nothing."""
    newest = services.messaging.store.page(conversation.id, 0, conversation.seq + 1, NEWEST, newest=True)
    bodies = (message.body for message in newest)
    if any(isinstance(body, Notice) and body.data.get("words") == words for body in bodies):
        return
    now = services.messaging.clock()
    entry = LogEntry(now, By(Speaker.SYSTEM), notices_in(actor.locale)("rating_words", words=words))
    send_message(services.messaging, OutgoingMessage(conversation.id, "rating", now, entry, ""))


def count_rating(services: Needs, published: RatingEvent) -> None:
    """Adds a rating to the figures of its queue and agent, or what it changed of an earlier one, once."""
    counts = _counts(published.stars, published.solved)
    before = _counts(published.stars_before, published.solved_before)
    change = {name: counts.get(name, 0) - before.get(name, 0) for name in counts | before}
    moment = datetime.fromtimestamp(published.number / 1000, SEOUL).isoformat()
    rows = [Row(moment[:13], published.queue, change)]
    if published.agent is not None:
        rows.append(Row(moment[:10], published.queue, change, published.agent))
    once = f"rating#{published.conversation}#{published.number}"
    services.figures().add(once, tuple(rows), services.messaging.clock())


def _counts(stars: int, solved: str) -> dict[str, int]:
    found = {"rated": 1, "stars": stars} if stars else {}
    return found | ({"solved" if solved == "yes" else "unsolved": 1} if solved else {})

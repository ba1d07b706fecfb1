"""Counts a service by people once it has ended, from the conversation's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.messages import Message
from chalicelib.conversations.events import ClosingEvent, QueueExitEvent, ResolutionEvent
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.queries.service_levels import answer_due_at
from chalicelib.reporting.episodes import ENDINGS, Question, code_of, last_episode
from chalicelib.reporting.figures import rows_of

if TYPE_CHECKING:
    from chalicelib.service_ports import WithFigures, WithMessaging

    class Needs(WithFigures, WithMessaging, Protocol): ...


PAGE = 100


def count_service(services: Needs, published: ResolutionEvent | ClosingEvent | QueueExitEvent) -> None:
    """Adds the service that this change ended to the figures, once; nothing if nobody had asked for a person."""
    conversation = services.messaging.store.get(published.conversation)
    if conversation is None:
        return
    episode = last_episode(_until(services, conversation, f"system:{published.number}"))
    if episode is not None:
        once = f"{conversation.id}#{published.number}"
        services.figures().add(once, rows_of(episode, _due), services.messaging.clock())


def _due(question: Question) -> int | None:
    return answer_due_at(question.queue, question.since, first=question.first)


def _until(services: Needs, conversation: Conversation, ending: str) -> list[Message]:
    """The messages from the end of the previous service, or the first message, to the notice with this client id."""
    found: list[Message] = []
    before, is_ended = conversation.seq + 1, False
    while before > 1:
        page = complete_page(services.messaging, conversation, 0, before, PAGE, newest=True)
        for message in reversed(page):
            if is_ended and code_of(message) in ENDINGS:
                return found[::-1]
            is_ended = is_ended or message.client_id == ending
            if is_ended:
                found.append(message)
        before = page[0].seq
    return found[::-1]

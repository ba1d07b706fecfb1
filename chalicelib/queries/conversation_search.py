"""Full-text search for staff: conversations that they served, of customers whom they serve, or of queues that they
supervise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.content.views import FoundLineView, SearchResultView
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.queries.relations import relations_to_conversation
from chalicelib.search.finding import Found, Order, find
from chalicelib.search.model import Hit, excerpt_of
from chalicelib.search.terms import wanted_words

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRouting, WithSearch

    class Needs(WithMessaging, WithRouting, WithSearch, Protocol): ...


def search_conversations(
    services: Needs, actor: Actor, query: str, start: str
) -> tuple[tuple[SearchResultView, ...], str]:
    """A page of conversations with all words of the query, the one indexed last first, and where the next page begins:
    "" after the last one. What is shown is audited. Raises SearchTooShort, InvalidFrame."""
    search = services.search()
    words, place = wanted_words(query), _order(start)
    agent = services.routing().agent(actor.id)
    served = frozenset(agent.serving.values()) if agent is not None else frozenset[str]()
    read: dict[str, Conversation] = {}

    def visible(ids: Sequence[str]) -> frozenset[str]:
        found = services.messaging.store.get_many(ids)
        read.update(found)
        return frozenset(id_ for id_, conversation in found.items() if _may_see(actor, conversation, served))

    page = find(search, words, visible, place)
    for found in page.found:
        customer = read[found.entry.conversation].customer.id
        audit("conversation_found", actor.id, conversation=found.entry.conversation, customer=customer)
    results = tuple(_view(read[found.entry.conversation], found, search.rules.lines) for found in page.found)
    return results, f"{page.next[0]}:{page.next[1]}" if page.next is not None else ""


def _may_see(actor: Actor, conversation: Conversation, served: frozenset[str]) -> bool:
    relations = relations_to_conversation(actor, conversation)
    if conversation.customer.id in served:
        relations = (*relations, Relation.SERVES_CUSTOMER)
    return is_allowed("search:result", *relations)


def _view(conversation: Conversation, found: Found, lines: int) -> SearchResultView:
    shown = tuple(_line_view(hit) for hit in found.hits[:lines])
    return SearchResultView(conversation.view(), shown, len(found.hits))


def _line_view(hit: Hit) -> FoundLineView:
    text, spans = excerpt_of(hit)
    return FoundLineView(hit.line.seq, hit.line.at, hit.line.role, text, spans)


def _order(start: str) -> Order | None:
    if not start:
        return None
    at, _, conversation = start.partition(":")
    if not (at.isascii() and at.isdigit() and conversation):
        raise InvalidFrame(problem="start isn't the `next` of an earlier page")
    return int(at), conversation

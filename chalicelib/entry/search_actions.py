"""The action of the search over conversations."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.views import SearchResultView
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor
from chalicelib.queries.conversation_search import search_conversations
from chalicelib.services import Services


class SearchCommand(Command, frozen=True):
    """Finds conversations in which every word of `query` was said, in whatever spacing: those that the caller served,
    of customers whom they serve now, or of queues that they supervise. `start` is the `next` of the page before."""

    query: Annotated[str, Meta(max_length=100)]
    start: Annotated[str, Meta(max_length=100)] = ""


class SearchResults(Result, frozen=True):
    """A page of results, the conversation indexed last first. `next` is where the next page begins: "" after the last
    one. A page may have no results and still a next one."""

    results: tuple[SearchResultView, ...]
    next: str = ""


@action(SearchCommand, SearchResults)
def _search(services: Services, actor: Actor, command: SearchCommand) -> SearchResults:
    results, following = search_conversations(services, actor, command.query, command.start)
    return SearchResults(results, following)

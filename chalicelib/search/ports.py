"""Ports of the search."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator
from chalicelib.kernel.parallel import RunParallel
from chalicelib.search.model import Entry, IndexedConversation, Segment
from chalicelib.search.rules import SearchRules


class SearchStore(Protocol):
    """The index. A call is one request unless stated otherwise."""

    def put(self, indexed: IndexedConversation) -> None:
        """Keeps a conversation's words and lists it for the next segment. Idempotent. Two requests."""

    def get(self, conversation: str) -> IndexedConversation | None:
        """The words of a conversation as they were indexed last."""

    def get_many(self, conversations: Collection[str]) -> dict[str, IndexedConversation]:
        """The words of conversations that are indexed. A request for 100 of them."""

    def unsegmented(self, limit: int) -> tuple[Entry, ...]:
        """Entries that are in no segment, the oldest first."""

    def segments(self) -> tuple[Segment, ...]:
        """All segments, the newest first."""

    def write_segment(self, segment: Segment, blocks: Iterable[tuple[str, bytes]], chunks: Iterable[bytes]) -> None:
        """Writes what a segment consists of. Idempotent. A request for 25 items."""

    def add_segment(self, segment: Segment, entries: Sequence[Entry]) -> None:
        """Lists a written segment, and its entries no longer as without one; publishes `SegmentWritten`. Idempotent. A
        request for 25 entries."""

    def replace_segments(self, merged: Segment, parts: Sequence[Segment], now: int) -> bool:
        """Lists a merged segment instead of its parts, which retire. False if one of them isn't listed any more."""

    def block(self, segment: str, term: str) -> bytes | None:
        """The block in which a term would be; None if it precedes all blocks."""

    def blocks(self, segment: str) -> Iterator[bytes]:
        """All blocks of a segment in order. A request for 1 MB."""

    def chunk(self, segment: str, number: int) -> bytes | None:
        """A chunk of a segment's entries."""

    def retired(self, before: int) -> tuple[str, ...]:
        """Segments that retired before a time."""

    def delete_segment(self, segment: str) -> None:
        """Deletes what a retired segment consisted of. Idempotent. A request for 25 items."""

    def schedule(self, conversation: str, at: int) -> None:
        """Notes when an open conversation is to be looked at. Idempotent."""

    def scheduled(self, before: int, limit: int) -> tuple[tuple[str, int], ...]:
        """Conversations with a time before this one, and that time, the earliest first."""

    def unschedule(self, conversation: str, at: int) -> None:
        """Removes a time. Idempotent."""


class SearchPorts(Struct, frozen=True):
    """The dependencies of the use cases."""

    store: SearchStore
    run_parallel: RunParallel
    clock: Clock
    ids: IdGenerator
    rules: SearchRules
    on_published: Callable[[str], None]
    """Called with the subject of a published event."""

"""The search index in memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from chalicelib.search.events import SUBJECT, SegmentWritten
from chalicelib.search.model import Entry, IndexedConversation, Segment
from tests.fakes.events import FakeOutbox


class FakeSearch:
    """`search.ports.SearchStore` in dictionaries."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self._outbox = outbox or FakeOutbox()
        self.texts: dict[str, IndexedConversation] = {}
        self.loose: set[Entry] = set()
        self.listed: dict[str, Segment] = {}
        self.written: dict[str, tuple[dict[str, bytes], list[bytes]]] = {}
        self.retirements: dict[str, int] = {}
        self.due: set[tuple[int, str]] = set()

    def put(self, indexed: IndexedConversation) -> None:
        self.loose.add(indexed.entry)
        self.texts[indexed.conversation] = indexed

    def get(self, conversation: str) -> IndexedConversation | None:
        return self.texts.get(conversation)

    def get_many(self, conversations: Collection[str]) -> dict[str, IndexedConversation]:
        return {each: self.texts[each] for each in conversations if each in self.texts}

    def unsegmented(self, limit: int) -> tuple[Entry, ...]:
        return tuple(sorted(self.loose, key=lambda entry: entry.order)[:limit])

    def segments(self) -> tuple[Segment, ...]:
        return tuple(sorted(self.listed.values(), key=lambda segment: (segment.newest, segment.id), reverse=True))

    def write_segment(self, segment: Segment, blocks: Iterable[tuple[str, bytes]], chunks: Iterable[bytes]) -> None:
        self.written[segment.id] = (dict(blocks), list(chunks))

    def add_segment(self, segment: Segment, entries: Sequence[Entry]) -> None:
        self.listed[segment.id] = segment
        self._outbox.publish(SUBJECT, segment.newest, SegmentWritten(segment.id, segment.newest))
        self.loose -= set(entries)

    def replace_segments(self, merged: Segment, parts: Sequence[Segment], now: int) -> bool:
        if not all(part.id in self.listed for part in parts):
            return False
        for part in parts:
            del self.listed[part.id]
            self.retirements[part.id] = now
        self.listed[merged.id] = merged
        return True

    def block(self, segment: str, term: str) -> bytes | None:
        blocks = self.written.get(segment, ({}, []))[0]
        first = max((each for each in blocks if each <= term), default=None)
        return blocks[first] if first is not None else None

    def blocks(self, segment: str) -> Iterator[bytes]:
        yield from (block for _, block in sorted(self.written[segment][0].items()))

    def chunk(self, segment: str, number: int) -> bytes | None:
        chunks = self.written.get(segment, ({}, []))[1]
        return chunks[number] if number < len(chunks) else None

    def retired(self, before: int) -> tuple[str, ...]:
        return tuple(segment for segment, at in self.retirements.items() if at < before)

    def delete_segment(self, segment: str) -> None:
        self.written.pop(segment, None)
        self.retirements.pop(segment, None)

    def schedule(self, conversation: str, at: int) -> None:
        self.due.add((at, conversation))

    def scheduled(self, before: int, limit: int) -> tuple[tuple[str, int], ...]:
        return tuple((name, at) for at, name in sorted(self.due) if at < before)[:limit]

    def unschedule(self, conversation: str, at: int) -> None:
        self.due.discard((at, conversation))

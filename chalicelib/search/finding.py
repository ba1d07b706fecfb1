"""Searching the index, from the conversation that was indexed last to the first one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct

from chalicelib.kernel.parallel import gather
from chalicelib.search.model import Entry, Hit, IndexedConversation, Segment, hits_in
from chalicelib.search.ports import SearchPorts
from chalicelib.search.postings import CHUNK, numbers_in, read_chunk

BATCH = 50
"""Conversations that are read at once."""

MAX_UNSEGMENTED = 1_000
"""Entries without a segment that a search looks at. The minute's round keeps them below a quarter of it."""

Order = tuple[int, str]
"""A place in the results: `Entry.order`."""


class Found(Struct, frozen=True):
    """A conversation with all wanted words, and the lines that have them."""

    entry: Entry
    hits: tuple[Hit, ...]


class Page(Struct, frozen=True):
    """Found conversations, the one indexed last first. `next`: where the next page begins; None after the last one."""

    found: tuple[Found, ...]
    next: Order | None


def find(
    ports: SearchPorts,
    words: tuple[str, ...],
    visible: Callable[[Sequence[str]], frozenset[str]],
    start: Order | None,
) -> Page:
    """A page of the conversations with all `words`. `visible` returns those of some conversations that the caller may
    see; `start` is the place of an earlier page. It reads a limited number of conversations: a page may have fewer
    results, even none, and still a next one."""
    rules = ports.rules
    found: list[Found] = []
    read = 0
    candidates = _candidates(ports, words, start)
    while batch := list(islice(candidates, BATCH)):
        matching = [
            Found(entry, hits)
            for entry, indexed in zip(batch, _texts(ports, batch), strict=True)
            if indexed is not None and (hits := hits_in(indexed, words))
        ]
        allowed = visible([each.entry.conversation for each in matching]) if matching else frozenset()
        found += [each for each in matching if each.entry.conversation in allowed]
        read += len(batch)
        if len(found) > rules.results:
            return Page(tuple(found[: rules.results]), found[rules.results - 1].entry.order)
        if read >= rules.read_conversations:
            return Page(tuple(found), batch[-1].order)
    return Page(tuple(found), None)


def _texts(ports: SearchPorts, entries: Sequence[Entry]) -> list[IndexedConversation | None]:
    """The words of entries; None for those that a later entry replaced."""
    texts = ports.store.get_many([entry.conversation for entry in entries])
    found = (texts.get(entry.conversation) for entry in entries)
    return [
        text if text is not None and text.entry == entry else None for text, entry in zip(found, entries, strict=True)
    ]


def _candidates(ports: SearchPorts, words: tuple[str, ...], start: Order | None) -> Iterator[Entry]:
    """Entries that may have the words, in the order of results. Those without a segment are the newest."""
    # read before the segments: an entry that moves into one meanwhile is seen twice, not missed
    waiting = ports.store.unsegmented(MAX_UNSEGMENTED)
    segments = ports.store.segments()
    terms = tuple({word[at : at + 2] for word in words for at in range(len(word) - 1)})
    seen: set[Entry] = set()
    newest_first = sorted(waiting, key=lambda entry: entry.order, reverse=True)
    for entry in chain(newest_first, *(_of_segment(ports, segment, terms) for segment in segments)):
        if entry not in seen and (start is None or entry.order < start):
            seen.add(entry)
            yield entry


def _of_segment(ports: SearchPorts, segment: Segment, terms: Sequence[str]) -> Iterator[Entry]:
    """The entries of a segment that have all terms, the last first."""
    blocks = gather(ports.run_parallel, [lambda term=term: ports.store.block(segment.id, term) for term in terms])  # type: ignore[misc]
    numbers = set(range(segment.count))
    for term, block in zip(terms, blocks, strict=True):
        with_term = numbers_in(block, term) if block is not None else ()
        if with_term is not None:
            numbers &= set(with_term)
    chunks: dict[int, tuple[Entry, ...]] = {}
    for number in sorted(numbers, reverse=True):
        at, within = divmod(number, CHUNK)
        if at not in chunks:
            chunk = ports.store.chunk(segment.id, at)
            chunks = {at: read_chunk(chunk) if chunk is not None else ()}
        yield chunks[at][within]

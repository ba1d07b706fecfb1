"""Writing the index: conversations, their segments, and merged segments. Each step may be repeated."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain

from chalicelib.search.events import SUBJECT
from chalicelib.search.model import Entry, IndexedConversation, Segment
from chalicelib.search.ports import SearchPorts
from chalicelib.search.postings import CHUNK, Posting, blocks_of, chunks_of, merged, postings_of, read_block, read_chunk
from chalicelib.search.rules import IndexRules

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


def next_look(conversation: str, now: int, last_said_at: int, rules: IndexRules) -> int:
    """When an open conversation is looked at again: at its own time within the interval, so that repeated events note
    the same time and conversations are spread over it."""
    is_idle = now - last_said_at > rules.idle_hours * HOUR_MS
    interval = rules.idle_hours * HOUR_MS if is_idle else rules.open_minutes * MINUTE_MS
    offset = int.from_bytes(sha256(conversation.encode()).digest()[:4], "big") % interval
    return (now - offset) // interval * interval + interval + offset


def write_due_segment(ports: SearchPorts) -> Segment | None:
    """Writes a segment of the entries that are in none, if they are enough or have waited long enough."""
    rules, now = ports.rules.index, ports.clock()
    listed = ports.store.unsegmented(rules.segment_conversations)
    settled = [entry for entry in listed if entry.indexed_at <= now - rules.settle_seconds * 1000]
    if not settled:
        return None
    is_full = len(settled) >= rules.segment_conversations
    if not is_full and settled[0].indexed_at > now - rules.segment_minutes * MINUTE_MS:
        return None
    return _write_segment(ports, settled)


def _write_segment(ports: SearchPorts, entries: Sequence[Entry]) -> Segment:
    found = ports.store.get_many([entry.conversation for entry in entries])
    terms = [_terms(found.get(entry.conversation), entry) for entry in entries]
    # the same entries make the same segment, so that a repetition overwrites what a crash left
    digest = sha256("".join(f"{entry.indexed_at}{entry.conversation}" for entry in entries).encode())
    segment = Segment(digest.hexdigest()[:20], 0, len(entries), entries[0].indexed_at, entries[-1].indexed_at)
    blocks = blocks_of(postings_of(terms, ports.rules.index.common_percent))
    ports.store.write_segment(segment, blocks, chunks_of(entries))
    ports.store.add_segment(segment, entries)
    ports.on_published(SUBJECT)
    return segment


def _terms(indexed: IndexedConversation | None, entry: Entry) -> frozenset[str]:
    """The terms of an entry; none if it was replaced by a later one, which a later segment has."""
    return indexed.terms() if indexed is not None and indexed.entry == entry else frozenset()


def merge_due_segments(ports: SearchPorts) -> Segment | None:
    """Merges the oldest segments of the lowest level that has enough of them."""
    parts = due_to_merge(ports.store.segments(), ports.rules.index)
    if not parts:
        return None
    chunks = [[*_chunks(ports, part)] for part in parts]
    postings = merged(
        [(part.count, _postings(ports, part)) for part in parts],
        ports.rules.index.common_percent,
    )
    whole = Segment(
        ports.ids(), parts[0].level + 1, sum(part.count for part in parts), parts[0].oldest, parts[-1].newest
    )
    entries = [entry for of_part in chunks for chunk in of_part for entry in chunk]
    ports.store.write_segment(whole, blocks_of(postings), chunks_of(entries))
    if ports.store.replace_segments(whole, parts, ports.clock()):
        return whole
    ports.store.delete_segment(whole.id)  # another process merged them
    return None


def due_to_merge(segments: Sequence[Segment], rules: IndexRules) -> tuple[Segment, ...]:
    """The oldest segments of the lowest level with enough of them, the oldest first; none if no level has."""
    for level in sorted({segment.level for segment in segments}):
        same = sorted((one for one in segments if one.level == level), key=lambda one: (one.newest, one.id))
        parts = tuple(same[: rules.merge_segments])
        if len(parts) == rules.merge_segments and sum(one.count for one in parts) <= rules.merged_conversations:
            return parts
    return ()


def delete_retired(ports: SearchPorts) -> None:
    """Deletes segments that no search reads any more."""
    for segment in ports.store.retired(ports.clock() - ports.rules.index.retire_minutes * MINUTE_MS):
        ports.store.delete_segment(segment)


def _chunks(ports: SearchPorts, segment: Segment) -> Iterator[tuple[Entry, ...]]:
    for number in range(-(-segment.count // CHUNK)):
        chunk = ports.store.chunk(segment.id, number)
        yield read_chunk(chunk) if chunk is not None else ()


def _postings(ports: SearchPorts, segment: Segment) -> Iterator[Posting]:
    return chain.from_iterable(map(read_block, ports.store.blocks(segment.id)))

"""What the index keeps of a conversation, and what a search finds. Times in ms since 1970 UTC."""

from msgspec import Struct

from chalicelib.search.terms import letters_of, spans_of, terms_of

MAX_TEXT_CHARS = 60_000
"""Characters of a conversation that are kept for the search, the newest: an item of DynamoDB has at most 400 KB."""


class Line(Struct, frozen=True, array_like=True):
    """A message of a person: its number, time, the author's role, and the text."""

    seq: int
    at: int
    role: str
    text: str


class Entry(Struct, frozen=True, array_like=True):
    """A conversation in the index as it was at `indexed_at`. A later one replaces it."""

    conversation: str
    indexed_at: int

    @property
    def order(self) -> tuple[int, str]:
        """Searches run from the highest to the lowest."""
        return self.indexed_at, self.conversation


class IndexedConversation(Struct, frozen=True):
    """The people's words of a conversation up to its message `seq`."""

    conversation: str
    indexed_at: int
    seq: int
    lines: tuple[Line, ...]

    @property
    def entry(self) -> Entry:
        return Entry(self.conversation, self.indexed_at)

    def terms(self) -> frozenset[str]:
        """All terms of its lines."""
        return frozenset[str]().union(*(terms_of(line.text) for line in self.lines))


class Segment(Struct, frozen=True):
    """A part of the index that isn't changed any more: `count` entries, indexed from `oldest` to `newest`. Segments of
    a `level` are merged to one of the next."""

    id: str
    level: int
    count: int
    oldest: int
    newest: int


class Hit(Struct, frozen=True):
    """A line with a wanted word; `spans` are the pairs of start and end in the text, in order."""

    line: Line
    spans: tuple[tuple[int, int], ...]


def newest_lines(lines: list[Line], max_chars: int = MAX_TEXT_CHARS) -> tuple[Line, ...]:
    """The newest lines that have `max_chars` characters together, in order."""
    kept = 0
    for index in range(len(lines) - 1, -1, -1):
        kept += len(lines[index].text)
        if kept > max_chars:
            return tuple(lines[index + 1 :])
    return tuple(lines)


def hits_in(found: IndexedConversation, words: tuple[str, ...]) -> tuple[Hit, ...]:
    """The lines with a wanted word; none unless every word occurs in some line."""
    missing, hits = set(words), []
    for line in found.lines:
        letters = letters_of(line.text)
        spans: list[tuple[int, int]] = []
        for word in words:
            here = spans_of(word, letters)
            if here:
                missing.discard(word)
                spans += here
        if spans:
            hits.append(Hit(line, tuple(sorted(set(spans)))))
    return () if missing else tuple(hits)


EXCERPT_CHARS = 160
"""Characters of a line that are shown."""
BEFORE_CHARS = 40
"""Of them before the first wanted word."""


def excerpt_of(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a line around its first wanted word, and the spans in it."""
    text = hit.line.text
    start = 0 if len(text) <= EXCERPT_CHARS else max(0, hit.spans[0][0] - BEFORE_CHARS)
    end = start + EXCERPT_CHARS
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    by = start - (1 if start else 0)
    inside = ((first - by, min(last, end) - by) for first, last in hit.spans if first < end)
    return shown, tuple(inside)

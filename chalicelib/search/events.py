"""The event of the search index."""

from msgspec import Struct

SUBJECT = "search#index"
"""The subject of the index in the outbox."""


class SegmentWritten(Struct, frozen=True, tag_field="event", tag="search.segment_written"):
    """A segment was written: segments of its level may be merged. `number` is the time of its newest entry."""

    segment: str
    number: int

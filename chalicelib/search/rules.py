"""Rules of the search (`config/search.toml`)."""

from functools import cache, partial

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between
from chalicelib.search.postings import MAX_ENTRIES

_require_between = partial(require_between, "search.toml")


class IndexRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When conversations are indexed, and how large the segments of the index are."""

    open_minutes: int
    idle_hours: int
    segment_conversations: int
    segment_minutes: int
    merge_segments: int
    merged_conversations: int
    common_percent: int
    settle_seconds: int
    retire_minutes: int


class SearchRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of `search.toml`."""

    results: int
    read_conversations: int
    lines: int
    index: IndexRules


MAX_MERGED = 9
"""Segments that are merged in one transaction; DynamoDB Local takes ten items in one, AWS a hundred."""

_LIMITS = {
    "open_minutes": (5, 24 * 60),
    "idle_hours": (1, 7 * 24),
    "segment_conversations": (1, 1_000),
    "segment_minutes": (1, 24 * 60),
    "merge_segments": (2, MAX_MERGED),
    "merged_conversations": (2, MAX_ENTRIES),
    "common_percent": (1, 100),
    "settle_seconds": (30, 900),
    "retire_minutes": (1, 24 * 60),
}


@cache
def search_rules() -> SearchRules:
    """The rules, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("search.toml", SearchRules)


def validate_search_rules(rules: SearchRules) -> None:
    """Raises ValueError that names the first error."""
    for name, high in (("results", 50), ("read_conversations", 1_000), ("lines", 10)):
        _require_between(name, getattr(rules, name), 1, high)
    for name, (low, high) in _LIMITS.items():
        _require_between(f"index.{name}", getattr(rules.index, name), low, high)
    index = rules.index
    if index.segment_conversations * index.merge_segments > index.merged_conversations:
        raise ValueError("search.toml: index.merged_conversations is smaller than merge_segments full segments")

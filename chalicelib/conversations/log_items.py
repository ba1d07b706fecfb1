"""Log entries as items: `m#<seq>` under the conversation's key. Long bodies are items of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from chalicelib.aws.table import Item, string_value
from chalicelib.conversations.mapping import encode_device_entry, encode_text
from chalicelib.conversations.model import LogEntry, OverflowRef

INLINE_BYTES = 288
"""Maximum size of a log entry in the conversation item, in bytes, including its author's id and name, which the item
stores separately. A longer body is stored in an item of its own, so that a conversation item with one sending device
per side stays within 1,024 bytes for names of any length."""


def inline_or_ref(entry: LogEntry) -> LogEntry:
    """The entry with a reference in place of a body that is too long for the conversation item."""
    inline = "".join((encode_device_entry(entry), entry.by.id, entry.by.name))
    if isinstance(entry.body, OverflowRef) or len(inline.encode()) <= INLINE_BYTES:
        return entry
    digest = hashlib.sha256(encode_text(entry.body).encode()).hexdigest()
    return LogEntry(entry.at, entry.by, OverflowRef(digest[:32]))


def log_key(seq: int) -> str:
    """The sort key of an entry; keys rise with the seq."""
    return f"m#{seq:010d}"


def log_item(conversation_id: str, seq: int, client_id: str, entry: LogEntry) -> Item:
    """The item of an entry, without a `client_id` where it fills a gap."""
    item = {
        "pk": string_value(f"c#{conversation_id}"),
        "sk": string_value(log_key(seq)),
        "x": string_value(encode_text(inline_or_ref(entry))),
    }
    return {**item, "i": string_value(client_id)} if client_id else item


def log_keys(conversation_id: str, seqs: Collection[int]) -> list[Item]:
    """The keys of log entries."""
    return [{"pk": string_value(f"c#{conversation_id}"), "sk": string_value(log_key(seq))} for seq in seqs]


def seqs_of(items: Iterable[Item]) -> set[int]:
    """The seqs of log entries."""
    return {int(item["sk"]["S"][2:]) for item in items}

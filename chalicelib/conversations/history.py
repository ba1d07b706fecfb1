"""Reading the message log, including messages that were numbered but not logged because the process crashed."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import texts
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.conversations.model import Conversation, LogEntry, device_of_key
from chalicelib.conversations.ports import ConversationPorts, ConversationStore

MAX_CATCH_UP = 500
"""A device that is more messages behind than this gets the newest ones instead of all that it missed."""

MAX_NEWEST = 50
"""Number of messages sent with a conversation that is opened or resynchronised."""


MAX_RESPONSE_BYTES = 90_000
"""Maximum size of conversation data in one response, in bytes of JSON. API Gateway limits a frame to 128 KB, and
`hello` returns several conversations with related data."""


class HistoryPage(Struct, frozen=True):
    """Messages in order. `resync`: older messages that the reader lacks are left out; `more`: there are more in this
    direction."""

    conversation: Conversation
    messages: tuple[Message, ...]
    resync: bool = False
    more: bool = False


def repair_log(store: ConversationStore, conversation: Conversation) -> None:
    """Writes device entries that are missing in the log. Idempotent."""
    waiting = {
        device_entry.seq: (name, device_entry)
        for name, device_entry in conversation.device_entries.items()
        if device_entry.entry is not None
    }
    if not waiting:
        return
    for seq in sorted(waiting.keys() - store.logged_seqs(conversation.id, waiting.keys())):
        name, device_entry = waiting[seq]
        if device_entry.entry is not None:
            store.write_log(conversation.id, seq, f"{device_of_key(name)}:{device_entry.number}", device_entry.entry)


def complete_page(
    ports: ConversationPorts, conversation: Conversation, after: int, before: int, limit: int, *, newest: bool
) -> list[Message]:
    """Messages with after < seq < before, without gaps. `conversation` must have been read before this call.

    A gap means that a process crashed before its log write; the device entry still holds the message. Only a client
    that sends a second message before the first was acknowledged can lose an unacknowledged message; the gap is then
    filled with a notice, so that readers don't wait for it.
    """
    before = min(before, conversation.seq + 1)
    after = max(after, 0)
    wanted = range(after + 1, before)
    wanted = wanted[-limit:] if newest else wanted[:limit]
    if not wanted:
        return []
    low, high = wanted[0] - 1, wanted[-1] + 1
    messages = ports.store.page(conversation.id, low, high, limit, newest=newest)
    if len(messages) == len(wanted):
        return messages
    repair_log(ports.store, conversation)
    messages = ports.store.page(conversation.id, low, high, limit, newest=newest)
    for seq in sorted(set(wanted) - {message.seq for message in messages}):
        lost = texts("ko").notice("message_lost")
        ports.store.fill_gap(conversation.id, seq, LogEntry(ports.clock(), By(Speaker.SYSTEM), lost))
    return ports.store.page(conversation.id, low, high, limit, newest=newest)


def newest_messages(
    ports: ConversationPorts, conversation: Conversation, max_bytes: int = MAX_RESPONSE_BYTES
) -> tuple[Message, ...]:
    """The newest messages of a conversation, as many as fit into `max_bytes`."""
    return fit_to_size(
        complete_page(ports, conversation, 0, conversation.seq + 1, MAX_NEWEST, newest=True)[::-1], max_bytes
    )[::-1]


def read_missed(ports: ConversationPorts, conversation: Conversation, cursor: int | None) -> list[Message]:
    """The messages after `cursor`; the newest without a cursor or if the cursor is too far back."""
    if _must_resync(conversation, cursor):
        return complete_page(ports, conversation, 0, conversation.seq + 1, MAX_NEWEST, newest=True)
    return complete_page(ports, conversation, cursor or 0, conversation.seq + 1, MAX_CATCH_UP, newest=False)


def missed_page(
    conversation: Conversation, cursor: int | None, messages: Sequence[Message], max_bytes: int
) -> HistoryPage:
    """The page of missed messages that fits into `max_bytes`. Without room for messages, only whether there are
    more."""
    if max_bytes <= 0:
        return HistoryPage(conversation, (), more=conversation.seq > (cursor or 0))
    if _must_resync(conversation, cursor):
        newest = fit_to_size(messages[::-1], max_bytes)[::-1]
        return HistoryPage(conversation, newest, resync=True, more=bool(newest) and newest[0].seq > 1)
    first = fit_to_size(messages, max_bytes)
    return HistoryPage(conversation, first, more=(cursor or 0) + len(first) < conversation.seq)


def _must_resync(conversation: Conversation, cursor: int | None) -> bool:
    return cursor is None or cursor > conversation.seq or conversation.seq - cursor > MAX_CATCH_UP


def history_page(
    ports: ConversationPorts,
    conversation: Conversation,
    *,
    before: int | None,
    after: int | None,
    limit: int,
) -> HistoryPage:
    """A page of the log: the last `limit` messages before `before`; with `after`, the first ones after it."""
    low, end = after or 0, conversation.seq + 1
    high = end if before is None else min(before, end)
    backwards = after is None
    page = complete_page(ports, conversation, low, high, limit, newest=backwards)
    kept = fit_to_size(page[::-1], MAX_RESPONSE_BYTES)[::-1] if backwards else fit_to_size(page, MAX_RESPONSE_BYTES)
    beyond = (kept[0].seq - 1 > low if backwards else kept[-1].seq + 1 < high) if kept else False
    return HistoryPage(conversation, kept, more=beyond)


Item = TypeVar("Item")


def fit_to_size(items: Sequence[Item], max_bytes: int, minimum: int = 1) -> tuple[Item, ...]:
    """The first items that fit into `max_bytes` of JSON; at least `minimum`."""
    for index, thing in enumerate(items):
        max_bytes -= len(msgspec.json.encode(thing)) + 1
        if max_bytes < 0 and index >= minimum:
            return tuple(items[:index])
    return tuple(items)

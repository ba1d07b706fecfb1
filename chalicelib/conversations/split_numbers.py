"""Resident registration numbers split over two messages: the date of birth, then the seven digits."""

from msgspec.structs import replace

from chalicelib.content.sanitising import may_complete_number, open_number_end, sanitised
from chalicelib.conversations import messaging
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.messaging import SendResult
from chalicelib.conversations.model import Conversation, OutgoingMessage, OverflowRef
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.conversations.send_rules import may_send
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_GAP_MS = 10 * 60_000
"""Messages further apart are not combined."""

MAX_SEARCHED_MESSAGES = 100
"""Number of messages, of all participants, that are searched for the first half."""

MAX_ATTEMPTS = 8
"""Maximum attempts when another message arrives meanwhile."""


def send_without_split_number(
    ports: ConversationPorts, outgoing: OutgoingMessage, connection: str, *, log_after_bot: bool = False
) -> SendResult:
    """As `send_message`, without the seven digits that complete a date in the same person's last message, on any
    device.

    Only a message that begins with such digits costs a read of the conversation and one of the log. It is numbered
    right after the messages that were read: a date sent from another device at the same time comes before and is read,
    or comes after it.
    """
    body = outgoing.entry.body
    if isinstance(body, OverflowRef) or not may_complete_number(body):
        return messaging.send_message(ports, outgoing, connection, log_after_bot=log_after_bot)

    def attempt() -> SendResult | LostRace:
        try:
            plain = _without_split_number(ports, outgoing)
            return messaging.send_message(ports, plain, connection, log_after_bot=log_after_bot)
        except Conflict:
            return LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=outgoing.conversation)


def _without_split_number(ports: ConversationPorts, outgoing: OutgoingMessage) -> OutgoingMessage:
    conversation = ports.store.get(outgoing.conversation)
    if conversation is None or not may_send(conversation, outgoing):
        return outgoing  # it will be refused
    before = _open_end(ports, conversation, outgoing)
    body = sanitised(outgoing.entry.body, before) if before is not None else outgoing.entry.body
    return replace(outgoing, entry=replace(outgoing.entry, body=body), expected_seq=conversation.seq)


def _open_end(ports: ConversationPorts, conversation: Conversation, outgoing: OutgoingMessage) -> int | None:
    device_entry = conversation.device_entries.get(outgoing.device_key)
    if device_entry is not None and outgoing.number <= device_entry.number:
        return 0  # a repeat: the first one is stored and acknowledged, and nothing of this one may be stored
    messages = complete_page(ports, conversation, 0, conversation.seq + 1, MAX_SEARCHED_MESSAGES, newest=True)
    since = outgoing.entry.at - MAX_GAP_MS
    own = (m for m in messages if (m.by.role, m.by.id) == (outgoing.speaker, outgoing.sender_id) and m.at >= since)
    return open_number_end(tuple(message.body for message in own))

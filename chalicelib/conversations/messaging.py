"""Sending messages and advancing receipts: the most frequent operations, each with one request before delivery."""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.access.decisions import require_allowed
from chalicelib.content.message_bodies import Answer, FormSubmission
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.server_frames import Frame, MessageFrame, ReceiptFrame
from chalicelib.content.views import Receipts
from chalicelib.conversations.errors import StaleNumber
from chalicelib.conversations.history import complete_page, repair_log
from chalicelib.conversations.model import Conversation, DeviceConnection, DeviceEntry, OutgoingMessage, Side
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.conversations.send_rules import explain_refusal, is_beside_agent
from chalicelib.conversations.states import BOT_SPEAKS
from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 3
"""Maximum attempts to number a message whose reason for refusal no longer holds when it is looked up."""

MAX_DEVICES = 16
"""A conversation with more device entries than this is pruned, so that made-up device names can't fill the item."""

MAX_SEARCHED = 200
"""Number of log entries searched for the first copy of a repeated message."""


class SendResult(Struct, frozen=True):
    """A numbered message and the conversation right after it; `is_repeat` if it was sent before. `unlogged` is what
    `log_sent` still has to write."""

    conversation: Conversation
    message: Message
    is_repeat: bool = False
    unlogged: OutgoingMessage | None = None


def post_to_connections(
    ports: ConversationPorts, conversation_id: str, devices: frozenset[DeviceConnection], frame: Frame
) -> frozenset[DeviceConnection]:
    """Posts to the devices whose token hasn't expired. Removes the other connections, and those that are gone, from the
    conversation and returns them.

    Every joined connection can be posted to: a device joins with its first frame, not when it connects.
    """
    now = ports.clock()
    gone = ports.courier.post({connection.id for connection in devices if now < connection.expires_at}, frame)
    lost = frozenset(connection for connection in devices if now >= connection.expires_at or connection.id in gone)
    if lost:
        ports.store.remove_connections(conversation_id, lost)
    return lost


def deliver_message(
    ports: ConversationPorts, conversation: Conversation, message: Message, devices: frozenset[DeviceConnection]
) -> None:
    """Delivers a message. `on_unreached` is called for a message to the customer that none of their devices
    received."""
    lost = post_to_connections(ports, conversation.id, devices, MessageFrame(conversation.id, message))
    if message.by.role is not Speaker.CUSTOMER and conversation.connections.get("customer", frozenset()) <= lost:
        ports.on_unreached(conversation, message)


def send_message(
    ports: ConversationPorts, outgoing: OutgoingMessage, connection: str = "", *, log_after_bot: bool = False
) -> SendResult:
    """Numbers a message, then logs it and delivers it to every device except the sender's.

    One request numbers it; logging and posting run in parallel after that. A crash in between loses nothing: the
    message is in its device's entry, and the sender's repeat, for lack of an acknowledgement, completes the work.
    With `log_after_bot` a message that the bot answers is left to `log_sent`, so that the answer doesn't wait for it.
    Raises NotAllowed, ConversationClosed, TooFast, StaleNumber, BotFenced, Conflict.
    """

    def attempt() -> SendResult | LostRace:
        nonlocal outgoing
        conversation = ports.store.number_message(outgoing)
        if conversation is not None:
            later = log_after_bot and conversation.state in BOT_SPEAKS
            return _log_and_deliver(ports, conversation, outgoing, conversation.seq, connection, later=later)
        conversation = ports.store.get(outgoing.conversation)
        repeat = explain_refusal(conversation, outgoing)
        if repeat is not None and conversation is not None:
            if repeat.by_press:
                return _first_press_result(ports, conversation, outgoing)
            return _repeat_result(ports, conversation, outgoing, repeat.device_entry, connection)
        if conversation is not None and outgoing.expected_seq not in (None, conversation.seq):
            raise Conflict(conversation=outgoing.conversation)  # another attempt would be refused as well
        if conversation is not None and outgoing.speaker is Speaker.AGENT:
            outgoing = replace(outgoing, is_beside_agent=is_beside_agent(conversation, outgoing))
        return LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=outgoing.conversation)


def log_sent(ports: ConversationPorts, sent: SendResult) -> None:
    """Logs a message that `send_message` left to it."""
    if sent.unlogged is not None:
        ports.store.write_log(sent.conversation.id, sent.message.seq, sent.unlogged.client_id, sent.unlogged.entry)


def _log_and_deliver(
    ports: ConversationPorts,
    conversation: Conversation,
    outgoing: OutgoingMessage,
    seq: int,
    connection: str,
    *,
    later: bool,
) -> SendResult:
    message = outgoing.with_seq(seq)
    devices = conversation.recipients(exclude=connection)
    deliver = partial(deliver_message, ports, conversation, message, devices)
    if later:
        deliver()
    else:
        log = partial(ports.store.write_log, conversation.id, seq, outgoing.client_id, outgoing.entry)
        ports.run_parallel((log, deliver))
    if outgoing.speaker is Speaker.SYSTEM or outgoing.is_beside_agent:
        ports.store.clear_entry(
            conversation.id, outgoing.device_key, outgoing.number
        )  # rare, and a larger item costs every message
    if len(conversation.device_entries) > MAX_DEVICES:
        repair_log(ports.store, conversation)
        ports.store.prune_devices(conversation)
    return SendResult(conversation, message, unlogged=outgoing if later else None)


def _repeat_result(
    ports: ConversationPorts,
    conversation: Conversation,
    outgoing: OutgoingMessage,
    device_entry: DeviceEntry | None,
    connection: str,
) -> SendResult:
    """The first result again. Logs and posts again too: the first attempt may have crashed before that."""
    if device_entry is not None and device_entry.entry is not None:
        ports.store.write_log(conversation.id, device_entry.seq, outgoing.client_id, device_entry.entry)
    after, before = (device_entry.seq - 1, device_entry.seq + 1) if device_entry else (0, conversation.seq + 1)
    for message in reversed(ports.store.page(conversation.id, after, before, MAX_SEARCHED, newest=True)):
        if (message.client_id, message.by.role) == (outgoing.client_id, outgoing.speaker):
            deliver_message(ports, conversation, message, conversation.recipients(exclude=connection))
            return SendResult(conversation, message, is_repeat=True)
    raise StaleNumber(conversation=conversation.id)


def _first_press_result(ports: ConversationPorts, conversation: Conversation, outgoing: OutgoingMessage) -> SendResult:
    """The message of the first press; the second one is dropped and acknowledged with the first."""
    for message in reversed(complete_page(ports, conversation, 0, conversation.seq + 1, MAX_SEARCHED, newest=True)):
        if message.by.role is outgoing.speaker and isinstance(message.body, Answer | FormSubmission):
            return SendResult(conversation, message, is_repeat=True)
    raise Conflict(conversation=conversation.id)


def advance_receipt(
    ports: ConversationPorts,
    conversation_id: str,
    person: str,
    side: Side,
    connection: str,
    *,
    delivered: int = 0,
    read: int = 0,
) -> None:
    """Advances the receipts of this person's side and posts them to all devices; a receipt that is not ahead is
    ignored. Raises NotAllowed."""
    conversation = ports.store.advance_receipt(conversation_id, person, side, delivered, read)
    if conversation is None:
        get_for_participant(ports, conversation_id, person, "read" if read else "delivered")
        return
    now = conversation.receipts.get(side, Receipts())
    frame = ReceiptFrame(conversation_id, side, now.delivered, now.read)
    post_to_connections(ports, conversation_id, conversation.recipients(exclude=connection), frame)


def get_for_participant(ports: ConversationPorts, conversation_id: str, person: str, action: str) -> Conversation:
    """The conversation, for an action that its participant may do. Raises NotAllowed."""
    conversation = ports.store.get(conversation_id)
    if conversation is None:
        raise NotAllowed
    require_allowed(action, conversation.relation_of(person))
    return conversation

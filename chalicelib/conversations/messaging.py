"""Saying something, receipts: the paths taken most often, each with one request before anyone hears."""

from dataclasses import dataclass

from chalicelib.content.message_bodies import Answer, FormSubmission
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.server_frames import Frame, MessageFrame, ReceiptFrame
from chalicelib.content.views import Receipts
from chalicelib.conversations.errors import StaleNumber
from chalicelib.conversations.history import complete_page, repair_log
from chalicelib.conversations.model import Conversation, DeviceConnection, DeviceEntry, OutgoingMessage, Side
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.send_rules import explain_refusal
from chalicelib.kernel.errors import Conflict, NotAllowed

MAX_ATTEMPTS = 3
"""How often a message is tried again when its refusal has gone by the time we look."""

MAX_DEVICES = 16
"""A head that remembers more devices than this is tidied, so that nobody can fill it up with made-up ones."""

MAX_SEARCHED = 200
"""So far back a repeat of an old message is looked for in the log."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """A message with its number; `head` is the conversation just after it, `repeat` that it was said before."""

    conversation: Conversation
    message: Message
    is_repeat: bool = False


def post_to_connections(
    ports: Ports, conversation_id: str, devices: frozenset[DeviceConnection], frame: Frame
) -> frozenset[DeviceConnection]:
    """Posts to devices of a conversation whose token hasn't ended; takes the others, and those that are gone, off the
    conversation and gives them.

    None of them is too new to be posted to: a device joins with its first frame, not on connecting.
    """
    now = ports.clock()
    gone = ports.courier.post({connection.id for connection in devices if now < connection.expires_at}, frame)
    lost = frozenset(connection for connection in devices if now >= connection.expires_at or connection.id in gone)
    if lost:
        ports.store.remove_connections(conversation_id, lost)
    return lost


def deliver_message(
    ports: Ports, conversation: Conversation, message: Message, devices: frozenset[DeviceConnection]
) -> None:
    """Delivers a message. What others say and no device of the customer hears is told him elsewhere."""
    lost = post_to_connections(ports, conversation.id, devices, MessageFrame(conversation.id, message))
    if message.by.role is not Speaker.CUSTOMER and not conversation.recipients("customer") - lost:
        ports.on_unreached(conversation, message)


def send_message(ports: Ports, outgoing: OutgoingMessage, connection: str = "") -> SendResult:
    """Numbers a message, then logs it and delivers it to every device but the one it came from.

    One request numbers it; log and posts go side by side after that. A crash in between loses nothing: the message lies
    in its device's slot, and the repeat that the sender makes for want of an answer finishes the work.
    Raises NotAllowed, ConversationClosed, TooFast, StaleNumber, BotFenced, Conflict.
    """
    for _ in range(MAX_ATTEMPTS):
        conversation = ports.store.number_message(outgoing)
        if conversation is not None:
            return _log_and_deliver(ports, conversation, outgoing, conversation.seq, connection)
        conversation = ports.store.get(outgoing.conversation)
        repeat = explain_refusal(conversation, outgoing)
        if repeat is not None and conversation is not None:
            if repeat.by_press:
                return _first_press_result(ports, conversation, outgoing)
            return _repeat_result(ports, conversation, outgoing, repeat.device_entry, connection)
        if conversation is not None and outgoing.expected_seq not in (None, conversation.seq):
            break
    raise Conflict(conversation=outgoing.conversation)


def _log_and_deliver(
    ports: Ports, conversation: Conversation, outgoing: OutgoingMessage, seq: int, connection: str
) -> SendResult:
    message = outgoing.with_seq(seq)
    devices = conversation.recipients(exclude=connection)
    ports.run_parallel(
        (
            lambda: ports.store.write_log(conversation.id, seq, outgoing.client_id, outgoing.entry),
            lambda: deliver_message(ports, conversation, message, devices),
        )
    )
    if outgoing.speaker is Speaker.SYSTEM:
        ports.store.clear_entry(
            conversation.id, outgoing.device_key, outgoing.number
        )  # rare, and the head pays for every byte
    if len(conversation.device_entries) > MAX_DEVICES:
        repair_log(ports.store, conversation)
        ports.store.prune_devices(conversation)
    return SendResult(conversation, message)


def _repeat_result(
    ports: Ports,
    conversation: Conversation,
    outgoing: OutgoingMessage,
    device_entry: DeviceEntry | None,
    connection: str,
) -> SendResult:
    """The first answer once more, and log and posts too: the first attempt may have died before them."""
    if device_entry is not None and device_entry.entry is not None:
        ports.store.write_log(conversation.id, device_entry.seq, outgoing.client_id, device_entry.entry)
    after, before = (device_entry.seq - 1, device_entry.seq + 1) if device_entry else (0, conversation.seq + 1)
    for message in reversed(ports.store.page(conversation.id, after, before, MAX_SEARCHED, newest=True)):
        if (message.client_id, message.by.role) == (outgoing.client_id, outgoing.speaker):
            deliver_message(ports, conversation, message, conversation.recipients(exclude=connection))
            return SendResult(conversation, message, is_repeat=True)
    raise StaleNumber(conversation=conversation.id)


def _first_press_result(ports: Ports, conversation: Conversation, outgoing: OutgoingMessage) -> SendResult:
    """The message of the first press: the second is passed over, and answered as if it had been the first."""
    for message in reversed(complete_page(ports, conversation, 0, conversation.seq + 1, MAX_SEARCHED, newest=True)):
        if message.by.role is outgoing.speaker and isinstance(message.body, Answer | FormSubmission):
            return SendResult(conversation, message, is_repeat=True)
    raise Conflict(conversation=conversation.id)


def advance_receipt(
    ports: Ports, conversation_id: str, person: str, side: Side, connection: str, *, delivered: int = 0, read: int = 0
) -> None:
    """Raises the watermarks of this person's side and tells everyone; moving nothing is no error. Raises NotAllowed."""
    conversation = ports.store.advance_receipt(conversation_id, person, side, delivered, read)
    if conversation is None:
        get_for_participant(ports, conversation_id, person)
        return
    now = conversation.receipts.get(side, Receipts())
    frame = ReceiptFrame(conversation_id, side, now.delivered, now.read)
    post_to_connections(ports, conversation_id, conversation.recipients(exclude=connection), frame)


def get_for_participant(ports: Ports, conversation_id: str, person: str) -> Conversation:
    """The head, for one who has a place in the conversation. Raises NotAllowed."""
    conversation = ports.store.get(conversation_id)
    if conversation is None or conversation.side_of(person) is None:
        raise NotAllowed
    return conversation

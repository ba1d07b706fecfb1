"""Saying something, receipts: the paths taken most often, each with one request before anyone hears."""

from dataclasses import dataclass

from chalicelib.content.message_bodies import Answer, Submission
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.server_frames import Frame, MessageFrame, ReceiptFrame
from chalicelib.content.views import Receipts
from chalicelib.conversations.errors import StaleNumber
from chalicelib.conversations.history import repair, whole_page
from chalicelib.conversations.model import Head, Link, Side, Slot, Utterance
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.send_rules import judge
from chalicelib.kernel.errors import Conflict, NotAllowed

ATTEMPTS = 3
"""How often a message is tried again when its refusal has gone by the time we look."""

MOST_DEVICES = 16
"""A head that remembers more devices than this is tidied, so that nobody can fill it up with made-up ones."""

SEARCHED = 200
"""So far back a repeat of an old message is looked for in the log."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its number; `head` is the conversation just after it, `repeat` that it was said before."""

    head: Head
    message: Message
    repeat: bool = False


def deliver(ports: Ports, conversation: str, devices: frozenset[Link], frame: Frame) -> frozenset[Link]:
    """Posts to devices of a conversation whose token hasn't ended; takes the others, and those that are gone, off the
    conversation and gives them.

    None of them is too new to be posted to: a device joins with its first frame, not on connecting.
    """
    now = ports.clock()
    gone = ports.courier.post({link.connection for link in devices if now < link.until}, frame)
    lost = frozenset(link for link in devices if now >= link.until or link.connection in gone)
    if lost:
        ports.store.leave(conversation, lost)
    return lost


def pass_on(ports: Ports, head: Head, message: Message, devices: frozenset[Link]) -> None:
    """Delivers a message. What others say and no device of the customer hears is told him elsewhere."""
    lost = deliver(ports, head.id, devices, MessageFrame(head.id, message))
    if message.by.role is not Speaker.CUSTOMER and not head.devices("customer") - lost:
        ports.away(head, message)


def say(ports: Ports, utterance: Utterance, connection: str = "") -> Said:
    """Numbers a message, then logs it and delivers it to every device but the one it came from.

    One request numbers it; log and posts go side by side after that. A crash in between loses nothing: the message lies
    in its device's slot, and the repeat that the sender makes for want of an answer finishes the work.
    Raises NotAllowed, ConversationClosed, TooFast, StaleNumber, BotFenced, Conflict.
    """
    for _ in range(ATTEMPTS):
        head = ports.store.say(utterance)
        if head is not None:
            return _finish(ports, head, utterance, head.seq, connection)
        head = ports.store.head(utterance.conversation)
        repeat = judge(head, utterance)
        if repeat is not None and head is not None:
            if repeat.press:
                return _pressed_before(ports, head, utterance)
            return _again(ports, head, utterance, repeat.slot, connection)
        if head is not None and utterance.after not in (None, head.seq):
            break
    raise Conflict(conversation=utterance.conversation)


def _finish(ports: Ports, head: Head, utterance: Utterance, seq: int, connection: str) -> Said:
    message = utterance.numbered(seq)
    devices = head.devices(but=connection)
    ports.together(
        (
            lambda: ports.store.log(head.id, seq, utterance.client_id, utterance.entry),
            lambda: pass_on(ports, head, message, devices),
        )
    )
    if utterance.speaker is Speaker.SYSTEM:
        ports.store.settle(head.id, utterance.slot, utterance.number)  # rare, and the head pays for every byte
    if len(head.slots) > MOST_DEVICES:
        repair(ports.store, head)
        ports.store.forget(head)
    return Said(head, message)


def _again(ports: Ports, head: Head, utterance: Utterance, slot: Slot | None, connection: str) -> Said:
    """The first answer once more, and log and posts too: the first attempt may have died before them."""
    if slot is not None and slot.entry is not None:
        ports.store.log(head.id, slot.seq, utterance.client_id, slot.entry)
    after, before = (slot.seq - 1, slot.seq + 1) if slot else (0, head.seq + 1)
    for message in reversed(ports.store.page(head.id, after, before, SEARCHED, newest=True)):
        if (message.client_id, message.by.role) == (utterance.client_id, utterance.speaker):
            pass_on(ports, head, message, head.devices(but=connection))
            return Said(head, message, repeat=True)
    raise StaleNumber(conversation=head.id)


def _pressed_before(ports: Ports, head: Head, utterance: Utterance) -> Said:
    """The message of the first press: the second is passed over, and answered as if it had been the first."""
    for message in reversed(whole_page(ports, head, 0, head.seq + 1, SEARCHED, newest=True)):
        if message.by.role is utterance.speaker and isinstance(message.body, Answer | Submission):
            return Said(head, message, repeat=True)
    raise Conflict(conversation=head.id)


def mark(
    ports: Ports, conversation: str, person: str, side: Side, connection: str, *, delivered: int = 0, read: int = 0
) -> None:
    """Raises the watermarks of this person's side and tells everyone; moving nothing is no error. Raises NotAllowed."""
    head = ports.store.mark(conversation, person, side, delivered, read)
    if head is None:
        participant_head(ports, conversation, person)
        return
    now = head.receipts.get(side, Receipts())
    frame = ReceiptFrame(conversation, side, now.delivered, now.read)
    deliver(ports, conversation, head.devices(but=connection), frame)


def participant_head(ports: Ports, conversation: str, person: str) -> Head:
    """The head, for one who has a place in the conversation. Raises NotAllowed."""
    head = ports.store.head(conversation)
    if head is None or head.side_of(person) is None:
        raise NotAllowed
    return head

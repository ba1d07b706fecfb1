"""Why a message was refused: the rules of the failed condition, evaluated on the current conversation."""

from msgspec import Struct

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.content.message_bodies import Body, Text
from chalicelib.content.messages import Speaker
from chalicelib.conversations.errors import BotFenced, ConversationClosed, TooFast
from chalicelib.conversations.model import Conversation, DeviceEntry, OutgoingMessage, OverflowRef, Side
from chalicelib.conversations.states import BOT_SPEAKS, LIVE
from chalicelib.kernel.errors import NotAllowed

MAX_BURST_MESSAGES = 5
"""Maximum messages of a person within `BURST_MS`. Persons type slower; runaway clients don't."""
BURST_MS = 1_000


REPEATED_PRESS_MS = 3_000
"""A repeated press of the same button or form within this time, without a message in between, is accidental or comes
from the person's second device."""


PAUSE_MS = 60_000
"""A customer who writes after a shorter time wasn't silent by any configuration."""


def is_after_pause(conversation: Conversation) -> bool:
    """Whether the customer's last two messages are so far apart that they may have been silent."""
    sends = conversation.recent_sends.get("customer", ())
    return len(sends) > 1 and sends[-1] - sends[-2] >= PAUSE_MS


class DuplicateSend(Struct, frozen=True):
    """The message has already been numbered: in `device_entry` if it is its device's last, else in the log.

    `by_press`: another message has the same press.
    """

    device_entry: DeviceEntry | None
    by_press: bool = False


def is_repeated_press(conversation: Conversation, outgoing: OutgoingMessage) -> bool:
    """Whether this press repeats the last message of its side within `REPEATED_PRESS_MS`."""
    last = conversation.last_press
    if last is None or last.digest != outgoing.press_digest:
        return False
    nothing_since = conversation.recent_sends.get("customer", (0,))[-1] == last.at
    return nothing_since and last.at > outgoing.entry.at - REPEATED_PRESS_MS


def is_beside_agent(conversation: Conversation, outgoing: OutgoingMessage) -> bool:
    """Whether an agent's message is by a participant beside the conversation's agent."""
    return outgoing.speaker is Speaker.AGENT and outgoing.sender_id in conversation.participants


def may_send(conversation: Conversation, outgoing: OutgoingMessage) -> bool:
    """Whether a person may send to the conversation as this speaker; bot and system may."""
    speaker = outgoing.speaker
    if speaker in (Speaker.BOT, Speaker.SYSTEM):
        return True
    if speaker is Speaker.AGENT:
        return _may_send_as_staff(conversation.relation_of(outgoing.sender_id), outgoing.entry.body)
    is_customer = conversation.customer.id == outgoing.sender_id
    return is_allowed("send", Relation.OWNER if is_customer else Relation.NOBODY)


def _may_send_as_staff(relation: Relation, body: Body | OverflowRef) -> bool:
    """Whether staff with this relation may send the body. A customer may send whatever their role may."""
    actions = ["send"]
    if not isinstance(body, OverflowRef):
        actions.append(f"send:{body.__struct_config__.tag}")
    if isinstance(body, Text) and body.buttons:
        actions.append("send:buttons")
    return relation is not Relation.OWNER and all(is_allowed(action, relation) for action in actions)


def explain_refusal(conversation: Conversation | None, outgoing: OutgoingMessage) -> DuplicateSend | None:
    """A duplicate, or None if the message is acceptable now: try again.

    Raises NotAllowed, ConversationClosed, BotFenced, TooFast. Duplicates are recognised before the state is checked, so
    that a message sent before the end is still acknowledged after it.
    """
    if conversation is None or not may_send(conversation, outgoing):
        raise NotAllowed
    device_entry = conversation.device_entries.get(outgoing.device_key)
    if device_entry is not None and outgoing.number <= device_entry.number:
        return DuplicateSend(device_entry if outgoing.number == device_entry.number else None)
    speaker = outgoing.speaker
    if speaker is Speaker.BOT and (
        conversation.state not in BOT_SPEAKS or conversation.fencing_token != outgoing.fencing_token
    ):
        raise BotFenced
    if speaker is Speaker.SYSTEM:
        return None
    if conversation.state not in LIVE:
        raise ConversationClosed(conversation=conversation.id)
    if outgoing.press_digest and is_repeated_press(conversation, outgoing):
        return DuplicateSend(None, by_press=True)
    side: Side = "customer" if speaker is Speaker.CUSTOMER else "agent"
    recent, now = conversation.recent_sends.get(side, ()), outgoing.entry.at
    if speaker is not Speaker.BOT and len(recent) == MAX_BURST_MESSAGES and now - recent[0] < BURST_MS:
        raise TooFast(retry_after_ms=BURST_MS - (now - recent[0]))
    return None

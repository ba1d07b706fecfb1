"""Why a message got no number: the rules behind a failed condition, decided on the head as it is now."""

from dataclasses import dataclass

from chalicelib.content.messages import Speaker
from chalicelib.conversations.errors import BotFenced, ConversationClosed, TooFast
from chalicelib.conversations.model import Conversation, DeviceEntry, OutgoingMessage, Side
from chalicelib.conversations.states import BOT_SPEAKS, LIVE
from chalicelib.kernel.errors import NotAllowed

MAX_BURST_MESSAGES = 5
"""Messages a person may say within `BURST_MS`; a person types slower, a loop does not."""
BURST_MS = 1_000


REPEATED_PRESS_MS = 3_000
"""The same button, or form, once more within this time and with nothing said in between is a slip of the finger, or
the person's second device."""


@dataclass(frozen=True, slots=True)
class DuplicateSend:
    """The message has its number already: `slot` when it is its device's last, else to be found in the log.

    `press`: it is another message with the same press.
    """

    device_entry: DeviceEntry | None
    by_press: bool = False


def is_repeated_press(conversation: Conversation, outgoing: OutgoingMessage) -> bool:
    """Whether this press was the last that its side said, a moment ago."""
    last = conversation.last_press
    if not outgoing.press_digest or last is None or last.digest != outgoing.press_digest:
        return False
    nothing_since = conversation.recent_sends.get("customer", (0,))[-1] == last.at
    return nothing_since and last.at > outgoing.entry.at - REPEATED_PRESS_MS


def may_send(conversation: Conversation, outgoing: OutgoingMessage) -> bool:
    """Whether this speaker has a place in this conversation at all."""
    match outgoing.speaker:
        case Speaker.CUSTOMER:
            return conversation.customer.id == outgoing.sender_id
        case Speaker.AGENT:
            return conversation.agent is not None and conversation.agent.id == outgoing.sender_id
        case Speaker.BOT | Speaker.SYSTEM:
            return True


def explain_refusal(conversation: Conversation | None, outgoing: OutgoingMessage) -> DuplicateSend | None:
    """Repeat, or None where nothing speaks against the message (any more): try again.

    Raises NotAllowed, ConversationClosed, BotFenced, TooFast. A repeat is recognised before the state is looked at:
    what was said before the end keeps its answer after the end.
    """
    if conversation is None or not may_send(conversation, outgoing):
        raise NotAllowed
    device_entry = conversation.device_entries.get(outgoing.device_key)
    if device_entry is not None and outgoing.number <= device_entry.number:
        return DuplicateSend(device_entry if outgoing.number == device_entry.number else None)
    if outgoing.speaker is Speaker.BOT and (
        conversation.state not in BOT_SPEAKS or conversation.fencing_token != outgoing.fencing_token
    ):
        raise BotFenced
    if outgoing.speaker is Speaker.SYSTEM:
        return None
    if conversation.state not in LIVE:
        raise ConversationClosed(conversation=conversation.id)
    if is_repeated_press(conversation, outgoing):
        return DuplicateSend(None, by_press=True)
    side: Side = "customer" if outgoing.speaker is Speaker.CUSTOMER else "agent"
    recent, now = conversation.recent_sends.get(side, ()), outgoing.entry.at
    if outgoing.speaker is not Speaker.BOT and len(recent) == MAX_BURST_MESSAGES and now - recent[0] < BURST_MS:
        raise TooFast(retry_after_ms=BURST_MS - (now - recent[0]))
    return None

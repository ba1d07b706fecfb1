"""Why a message got no number: the rules behind a failed condition, decided on the head as it is now."""

from dataclasses import dataclass

from chalicelib.content.messages import Speaker
from chalicelib.conversations.errors import BotFenced, ConversationClosed, TooFast
from chalicelib.conversations.model import Head, Side, Slot, Utterance
from chalicelib.conversations.states import BOT_SPEAKS, LIVE
from chalicelib.kernel.errors import NotAllowed

BURST = 5
"""Messages a person may say within `BURST_MS`; a person types slower, a loop does not."""
BURST_MS = 1_000


PRESSED_TWICE_MS = 3_000
"""The same button, or form, once more within this time and with nothing said in between is a slip of the finger, or
the person's second device."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The message has its number already: `slot` when it is its device's last, else to be found in the log.

    `press`: it is another message with the same press.
    """

    slot: Slot | None
    press: bool = False


def pressed_twice(head: Head, utterance: Utterance) -> bool:
    """Whether this press was the last that its side said, a moment ago."""
    last = head.pressed
    if not utterance.press or last is None or last.what != utterance.press:
        return False
    nothing_since = head.recent.get("customer", (0,))[-1] == last.at
    return nothing_since and last.at > utterance.entry.at - PRESSED_TWICE_MS


def may_say(head: Head, utterance: Utterance) -> bool:
    """Whether this speaker has a place in this conversation at all."""
    match utterance.speaker:
        case Speaker.CUSTOMER:
            return head.customer.id == utterance.who
        case Speaker.AGENT:
            return head.agent is not None and head.agent.id == utterance.who
        case Speaker.BOT | Speaker.SYSTEM:
            return True


def judge(head: Head | None, utterance: Utterance) -> Repeat | None:
    """Repeat, or None where nothing speaks against the message (any more): try again.

    Raises NotAllowed, ConversationClosed, BotFenced, TooFast. A repeat is recognised before the state is looked at:
    what was said before the end keeps its answer after the end.
    """
    if head is None or not may_say(head, utterance):
        raise NotAllowed
    slot = head.slots.get(utterance.slot)
    if slot is not None and utterance.number <= slot.number:
        return Repeat(slot if utterance.number == slot.number else None)
    if utterance.speaker is Speaker.BOT and (head.state not in BOT_SPEAKS or head.epoch != utterance.epoch):
        raise BotFenced
    if utterance.speaker is Speaker.SYSTEM:
        return None
    if head.state not in LIVE:
        raise ConversationClosed(conversation=head.id)
    if pressed_twice(head, utterance):
        return Repeat(None, press=True)
    side: Side = "customer" if utterance.speaker is Speaker.CUSTOMER else "agent"
    recent, now = head.recent.get(side, ()), utterance.entry.at
    if utterance.speaker is not Speaker.BOT and len(recent) == BURST and now - recent[0] < BURST_MS:
        raise TooFast(retry_after_ms=BURST_MS - (now - recent[0]))
    return None

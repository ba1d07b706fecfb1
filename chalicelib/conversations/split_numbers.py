"""Resident numbers said in two messages: the date in one, the seven digits in the next."""

from contextlib import suppress
from dataclasses import replace

import msgspec

from chalicelib.content.sanitising import cleaned, may_complete, open_end
from chalicelib.conversations import messaging
from chalicelib.conversations.history import whole_page
from chalicelib.conversations.messaging import Said
from chalicelib.conversations.model import Apart, Head, Utterance
from chalicelib.conversations.ports import Ports
from chalicelib.kernel.errors import Conflict

TOGETHER_MS = 10 * 60_000
"""Longer apart they are two numbers."""

LOOKED_AT = 100
"""So many messages back, of everybody, the first half is looked for."""

ATTEMPTS = 8
"""How often it is looked again, where somebody else has said something since."""


def say(ports: Ports, utterance: Utterance, connection: str) -> Said:
    """As `talking.say`, without the seven digits that complete a date which the same person said last, on any device.

    Only what begins with such digits costs a read of the head and one of the log. It is said right after what was
    looked at: a date said on another device at the same moment comes before it and is seen, or after it.
    """
    body = utterance.entry.body
    if isinstance(body, Apart) or not may_complete(body):
        return messaging.say(ports, utterance, connection)
    for _ in range(ATTEMPTS):
        with suppress(Conflict):
            return messaging.say(ports, _completing(ports, utterance), connection)
    raise Conflict(conversation=utterance.conversation)


def _completing(ports: Ports, utterance: Utterance) -> Utterance:
    head = ports.store.head(utterance.conversation)
    if head is None or head.side_of(utterance.who) is None:
        return utterance  # refused anyhow
    before = _open_end(ports, head, utterance)
    body = cleaned(utterance.entry.body, before) if before is not None else utterance.entry.body
    return replace(utterance, entry=msgspec.structs.replace(utterance.entry, body=body), after=head.seq)


def _open_end(ports: Ports, head: Head, utterance: Utterance) -> int | None:
    slot = head.slots.get(utterance.slot)
    if slot is not None and utterance.number <= slot.number:
        return 0  # a repeat: the first is kept and answered, and of this one nothing may be
    messages = whole_page(ports, head, 0, head.seq + 1, LOOKED_AT, newest=True)
    since = utterance.entry.at - TOGETHER_MS
    own = (m for m in messages if (m.by.role, m.by.id) == (utterance.speaker, utterance.who) and m.at >= since)
    return open_end(tuple(message.body for message in own))

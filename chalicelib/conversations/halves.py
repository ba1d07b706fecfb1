"""Resident numbers said in two messages: the date in one, the seven digits in the next."""

from dataclasses import replace

import msgspec

from chalicelib.content.cleaning import cleaned, may_complete, open_end
from chalicelib.conversations.head import Apart, Utterance
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.reading import whole_page

TOGETHER_MS = 10 * 60_000
"""Longer apart they are two numbers."""

LOOKED_AT = 20
"""So many messages back, of everybody, the first half is looked for."""


def completing(ports: Ports, utterance: Utterance) -> Utterance:
    """The utterance without the seven digits that complete a date which the same person said last, on any device.

    Only what begins with such digits costs a read of the head and one of the log.
    """
    body = utterance.entry.body
    if isinstance(body, Apart) or not may_complete(body):
        return utterance
    before = _open_end(ports, utterance)
    if before is None:
        return utterance
    return replace(utterance, entry=msgspec.structs.replace(utterance.entry, body=cleaned(body, before)))


def _open_end(ports: Ports, utterance: Utterance) -> int | None:
    head = ports.store.head(utterance.conversation)
    if head is None or head.side_of(utterance.who) is None:
        return None  # refused anyhow
    slot = head.slots.get(utterance.slot)
    if slot is not None and utterance.number <= slot.number:
        return 0  # a repeat: the first is kept and answered, and of this one nothing may be
    messages = whole_page(ports, head, 0, head.seq + 1, LOOKED_AT, newest=True)
    since = utterance.entry.at - TOGETHER_MS
    own = (m for m in messages if (m.by.role, m.by.id) == (utterance.speaker, utterance.who) and m.at >= since)
    return open_end(tuple(message.body for message in own))

"""Reading the log, whole even where a writer died between head and log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from chalicelib.content.configuration import texts
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.conversations.model import Entry, Head, device_of
from chalicelib.conversations.ports import Ports, Store
from chalicelib.kernel.errors import NotAllowed

RESYNC_AFTER = 500
"""Further behind than this a device gets the newest messages instead of all that it missed."""

NEWEST = 50
"""So many messages come with a conversation that is opened or resynchronised."""


MOST_BYTES = 90_000
"""So much of conversations goes into an answer, in bytes of JSON: API Gateway ends at 128 KB, and a hello brings
several conversations with what belongs to them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages in order. `resync`: older ones that the reader lacks are left out; `more`: there is more that way."""

    head: Head
    messages: tuple[Message, ...]
    resync: bool = False
    more: bool = False


def repair(store: Store, head: Head, only: str = "") -> None:
    """Writes what lies in slots (`only` one device's) into the log, where it is missing. Twice does no harm."""
    waiting = {
        slot.seq: (name, slot) for name, slot in head.slots.items() if slot.entry is not None and only in ("", name)
    }
    if not waiting:
        return
    for seq in sorted(waiting.keys() - store.logged(head.id, waiting.keys())):
        name, slot = waiting[seq]
        if slot.entry is not None:
            store.log(head.id, seq, f"{device_of(name)}:{slot.number}", slot.entry)


def whole_page(ports: Ports, head: Head, after: int, before: int, limit: int, *, newest: bool) -> list[Message]:
    """Messages after < seq < before, without holes. `head` must be older than this call.

    A hole means that a writer died before its log write: its slot has the entry. Only a client that broke its promise
    (a second message before the first was acknowledged) can lose what was never acknowledged; the gap is then closed
    with a notice, so that no reader waits for it forever.
    """
    before = min(before, head.seq + 1)
    after = max(after, 0)
    wanted = range(after + 1, before)
    wanted = wanted[-limit:] if newest else wanted[:limit]
    if not wanted:
        return []
    low, high = wanted[0] - 1, wanted[-1] + 1
    messages = ports.store.page(head.id, low, high, limit, newest=newest)
    if len(messages) == len(wanted):
        return messages
    repair(ports.store, head)
    messages = ports.store.page(head.id, low, high, limit, newest=newest)
    for seq in sorted(set(wanted) - {message.seq for message in messages}):
        lost = texts("ko").notice("message_lost")
        ports.store.fill(head.id, seq, Entry(ports.clock(), By(Speaker.SYSTEM), lost))
    return ports.store.page(head.id, low, high, limit, newest=newest)


def newest(ports: Ports, head: Head, room: int = MOST_BYTES) -> tuple[Message, ...]:
    """The newest messages of a conversation, as many as fit into `room` bytes."""
    return fitting(whole_page(ports, head, 0, head.seq + 1, NEWEST, newest=True)[::-1], room)[::-1]


def missed(ports: Ports, head: Head, cursor: int | None, room: int = MOST_BYTES) -> Stretch:
    """What a device that has seen everything up to `cursor` lacks; the newest if it has seen nothing or too little.

    Without `room` it is only told that there is more.
    """
    if room <= 0:
        return Stretch(head, (), more=head.seq > (cursor or 0))
    if cursor is None or cursor > head.seq or head.seq - cursor > RESYNC_AFTER:
        messages = newest(ports, head, room)
        return Stretch(head, messages, resync=True, more=bool(messages) and messages[0].seq > 1)
    messages = fitting(whole_page(ports, head, cursor, head.seq + 1, RESYNC_AFTER, newest=False), room)
    return Stretch(head, messages, more=cursor + len(messages) < head.seq)


def history(
    ports: Ports, head: Head | None, person: str, *, may_also: bool, before: int | None, after: int | None, limit: int
) -> Stretch:
    """A page of the log. `may_also`: the person isn't in the conversation but may read it. Raises NotAllowed."""
    if head is None or not (head.side_of(person) or may_also):
        raise NotAllowed
    low, high = after or 0, min(before or head.seq + 1, head.seq + 1)
    backwards = after is None
    page = whole_page(ports, head, low, high, limit, newest=backwards)
    kept = fitting(page[::-1], MOST_BYTES)[::-1] if backwards else fitting(page, MOST_BYTES)
    beyond = (kept[0].seq - 1 > low if backwards else kept[-1].seq + 1 < high) if kept else False
    return Stretch(head, kept, more=beyond)


Shown = TypeVar("Shown")


def fitting(things: Sequence[Shown], room: int, least: int = 1) -> tuple[Shown, ...]:
    """The first of these that fit into `room` bytes of JSON; at least `least`."""
    for place, thing in enumerate(things):
        room -= len(msgspec.json.encode(thing)) + 1
        if room < 0 and place >= least:
            return tuple(things[:place])
    return tuple(things)

"""The conversation item in DynamoDB. Attribute names are short because every message pays for every byte of the item.

| attribute | field | | attribute | field |
|---|---|---|---|---|
| st | state | | ag, an | agent's id, name |
| ep | fencing token | | qu, ws | queue, waiting since |
| sq | seq | | dg, oc, fw, sf, dl | emergency, outcome, first words, staffing, delayed |
| tp, tn | topic, turn | | dc, rc, da, ra | delivered to / read by customer, agent |
| op | opened at (text: range key of `by_customer`) | | kc, ka | connections of customer, agent |
| pb, pt | the button pressed last, when | | rt | rating: stars and the first letter of whether it was solved |
| cu, cn | customer's id (hash key of `by_customer`), name | | c0–c4, a0–a4 | times of a side's last five messages |
| p_`id` | a participant: part's first letter, number, name | | | |

and for each device `d` (agents' end in `_a`): `s_d` its last number and the seq that it got, in one (see
`packed_number`), `x_d` the entry while it may not be logged yet.
"""

import msgspec

from chalicelib.aws.table import Item, number_value, string_set, string_value
from chalicelib.content.message_bodies import Body, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named, NoteView, RatingView, Receipts
from chalicelib.conversations.model import (
    ROLE_SUFFIXES,
    Conversation,
    DeviceConnection,
    DeviceEntry,
    LogEntry,
    OverflowRef,
    Participant,
    Press,
    Side,
)
from chalicelib.conversations.send_rules import MAX_BURST_MESSAGES
from chalicelib.conversations.states import Part, State

SORT_KEY = "conv"
"""Sort key of the conversation item."""

SIDE_LETTERS: dict[Side, str] = {"customer": "c", "agent": "a"}
SEND_TIME_ATTRIBUTES: dict[Side, tuple[str, ...]] = {
    side: tuple(f"{letter}{place}" for place in range(MAX_BURST_MESSAGES)) for side, letter in SIDE_LETTERS.items()
}


class _StoredEntry(msgspec.Struct, frozen=True, array_like=True):
    """A stored log entry, 50 bytes shorter than on the wire: plain text without a tag, the key of an `OverflowRef` in a
    list, `role` by its first letter.

    Device entries have no author, except those of participants beside the agent: the item names the persons of both
    sides, and the system has no name. A change of
    agent requires that all device entries are logged, and clears them.
    """

    at: int
    body: str | tuple[str] | Body
    role: str = ""
    id: str = ""
    name: str = ""


encode = msgspec.json.encode
_entry_decoder: msgspec.json.Decoder[_StoredEntry] = msgspec.json.Decoder(_StoredEntry)
_body_decoder: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
_ROLES = {role.value[0]: role for role in Speaker}
_SYSTEM_AUTHOR = By(Speaker.SYSTEM)


SEQ_LIMIT = 10**10
"""Upper limit of seqs in a conversation: a packed number is the device's number times this plus the seq."""

EXPIRY_DIGITS = 7
"""Digits of seconds since 1970 in base 36; sufficient until the year 4453."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode_text(value: LogEntry | Body) -> str:
    """A log entry or a body as stored text."""
    if not isinstance(value, LogEntry):
        return encode(value).decode()
    by = value.by
    return encode(_StoredEntry(value.at, _untagged(value.body), by.role.value[0], by.id, by.name)).decode()


def encode_device_entry(entry: LogEntry) -> str:
    """A log entry as the text of a device entry."""
    if entry.by.role in (Speaker.CUSTOMER, Speaker.AGENT) or entry.by == _SYSTEM_AUTHOR:
        return encode((entry.at, _untagged(entry.body))).decode()
    return encode_text(entry)


def decode_entry(stored: str, side: By | None = None) -> LogEntry:
    """The inverse of `encode_text` for entries, and of `encode_device_entry` with the author of its side."""
    read = _entry_decoder.decode(stored)
    body: Body | OverflowRef
    match read.body:
        case str():
            body = Text(read.body)
        case (key,):
            body = OverflowRef(key)
        case _:
            body = read.body
    by = By(_ROLES[read.role], read.id, read.name) if read.role or side is None else side
    return LogEntry(read.at, by, body)


def _untagged(body: Body | OverflowRef) -> str | tuple[str] | Body:
    if isinstance(body, OverflowRef):
        return (body.key,)
    return body.text if isinstance(body, Text) and not body.buttons else body


def decode_body(stored: str) -> Body:
    """The inverse of `encode_text` for bodies."""
    return _body_decoder.decode(stored)


def connections_attribute(connections: frozenset[DeviceConnection]) -> dict[str, list[str]]:
    """Connections as a set of strings: the id, followed by the second at which its token expires in `EXPIRY_DIGITS`
    digits."""
    return string_set(frozenset(connection.id + _base36(connection.expires_at // 1000) for connection in connections))


def decode_connection(stored: str) -> DeviceConnection:
    """A connection from `connections_attribute`."""
    return DeviceConnection(stored[:-EXPIRY_DIGITS], int(stored[-EXPIRY_DIGITS:], 36) * 1000)


def _base36(number: int) -> str:
    digits = ""
    for _ in range(EXPIRY_DIGITS):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def conversation_item(conversation: Conversation) -> Item:
    """A new conversation as an item, keys included."""
    item: Item = {
        "pk": string_value(f"c#{conversation.id}"),
        "sk": string_value(SORT_KEY),
        "st": string_value(conversation.state.value),
        "ep": number_value(conversation.fencing_token),
        "sq": number_value(conversation.seq),
        "tp": string_value(conversation.topic),
        "op": string_value(str(conversation.opened_at)),
        "cu": string_value(conversation.customer.id),
        **{attribute: number_value(0) for attribute in ("dc", "rc", "da", "ra")},
        **{place: number_value(0) for ring in SEND_TIME_ATTRIBUTES.values() for place in ring},
    }
    if conversation.customer.name:
        item["cn"] = string_value(conversation.customer.name)
    for side, letter in SIDE_LETTERS.items():
        if conversation.connections.get(side):
            item[f"k{letter}"] = connections_attribute(conversation.connections[side])
    return item


def packed_number(number: int, seq: int = 0) -> int:
    """A device's number and its seq in one integer; DynamoDB adds the seq and compares by the number."""
    return number * SEQ_LIMIT + seq


def _consistent_receipts(delivered: int, read: int) -> Receipts:
    """Read messages count as delivered, even if no device reported it."""
    return Receipts(max(delivered, read), read)


SOLVED = {"": "", "y": "yes", "n": "no"}


def packed_rating(rating: RatingView) -> str:
    """A rating in two characters."""
    return f"{rating.stars}{rating.solved[:1]}"


def read_rating(packed: str) -> RatingView | None:
    """The rating of `packed_rating`; None for ""."""
    return RatingView(int(packed[0]), SOLVED[packed[1:]]) if packed else None


def read_conversation(item: Item) -> Conversation:
    """The conversation of an item."""

    def string(name: str) -> str:
        return str(item[name]["S"]) if name in item else ""

    def integer(name: str) -> int:
        return int(item[name]["N"]) if name in item else 0

    return Conversation(
        id=string("pk")[2:],
        state=State(string("st")),
        fencing_token=integer("ep"),
        seq=integer("sq"),
        topic=string("tp"),
        opened_at=int(string("op")),
        customer=Named(string("cu"), string("cn")),
        turn=string("tn"),
        agent=Named(string("ag"), string("an")) if "ag" in item else None,
        queue=string("qu"),
        waiting_since=integer("ws"),
        emergency="dg" in item,
        outcome=string("oc"),
        first_words=string("fw"),
        staffing=string("sf"),
        delayed="dl" in item,
        rating=read_rating(string("rt")),
        receipts={side: _consistent_receipts(integer(f"d{a}"), integer(f"r{a}")) for side, a in SIDE_LETTERS.items()},
        connections={
            side: frozenset(map(decode_connection, item[f"k{a}"]["SS"]))
            for side, a in SIDE_LETTERS.items()
            if f"k{a}" in item
        },
        device_entries={
            name[2:]: DeviceEntry(
                *divmod(integer(name), SEQ_LIMIT),
                decode_entry(string(f"x_{name[2:]}"), _entry_author(item, name[2:]))
                if f"x_{name[2:]}" in item
                else None,
            )
            for name in item
            if name.startswith("s_")
        },
        participants={name[2:]: decode_participant(string(name)) for name in item if name.startswith("p_")},
        recent_sends={
            side: tuple(integer(attribute) for attribute in ring) for side, ring in SEND_TIME_ATTRIBUTES.items()
        },
        last_press=Press(string("pb"), integer("pt")) if "pb" in item else None,
    )


def participant_attribute(person: str) -> str:
    """The name of a participant's attribute."""
    return f"p_{person}"


_PARTS = {part.value[0]: part for part in Part}


def encode_participant(participant: Participant) -> str:
    """A participant as stored text: 5 bytes and the name."""
    return f"{participant.part.value[0]}{participant.number}:{participant.name}"


def decode_participant(stored: str) -> Participant:
    """The inverse of `encode_participant`."""
    number, _, name = stored[1:].partition(":")
    return Participant(name, _PARTS[stored[0]], int(number))


def _entry_author(item: Item, device_entry: str) -> By:
    """The author of a device entry that doesn't name one."""
    if device_entry == "system" or device_entry.endswith(ROLE_SUFFIXES[Speaker.SYSTEM]):
        return _SYSTEM_AUTHOR
    role, letter = (
        (Speaker.AGENT, "ag") if device_entry.endswith(ROLE_SUFFIXES[Speaker.AGENT]) else (Speaker.CUSTOMER, "cu")
    )
    name = item.get(f"{letter[0]}n", {"S": ""})
    return By(role, item[letter]["S"] if letter in item else "", name["S"])


def read_tags(item: Item) -> tuple[str, ...]:
    """The tags of an item."""
    return msgspec.json.decode(item["x"]["S"], type=tuple[str, ...])


def read_note(item: Item) -> NoteView:
    """The note of an item."""
    return msgspec.json.decode(item["x"]["S"], type=NoteView)

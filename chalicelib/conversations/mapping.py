"""How a head lies in DynamoDB. Names are short because every byte of a head is paid for with every message.

| attribute | field | | attribute | field |
|---|---|---|---|---|
| st | state | | ag, an | agent's id, name |
| ep | epoch | | qu, ws | queue, waiting since |
| sq | seq | | dg, oc, sf | danger, outcome, staffing |
| tp, tn | topic, turn | | dc, rc, da, ra | delivered to / read by customer, agent |
| op | opened at (text: range key of `by_customer`) | | kc, ka | connections of customer, agent (see `links_item`) |
| pb, pt | the button pressed last, when | | | |
| cu, cn | customer's id (hash key of `by_customer`), name | | c0–c4, a0–a4 | times of a side's last five messages |

and for each device `d` (agents' end in `_a`): `s_d` its last number and the seq that it got, in one (see
`slot_number`), `x_d` the entry while it may not be logged yet.
"""

import msgspec

from chalicelib.aws.table import Item, number_value, string_set, string_value
from chalicelib.content.message_bodies import Body, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named, Receipts
from chalicelib.conversations.model import MARKS, Apart, Entry, Head, Link, Press, Side, Slot
from chalicelib.conversations.send_rules import BURST
from chalicelib.conversations.states import State

SIDES: dict[Side, str] = {"customer": "c", "agent": "a"}
RINGS: dict[Side, tuple[str, ...]] = {
    side: tuple(f"{letter}{place}" for place in range(BURST)) for side, letter in SIDES.items()
}


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """An entry as it is stored, 50 bytes shorter than on the wire: plain words untagged, the key of an `Apart` in a
    list of its own, `role` by its first letter.

    Who said it is left out in slots: the head names the people of both sides, and the centre has no name. A change of
    agent is made with all slots logged, and empties them.
    """

    at: int
    body: str | tuple[str] | Body
    role: str = ""
    id: str = ""
    name: str = ""


encode = msgspec.json.encode
_stored: msgspec.json.Decoder[_Stored] = msgspec.json.Decoder(_Stored)
_body: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
_ROLES = {role.value[0]: role for role in Speaker}
_CENTRE = By(Speaker.SYSTEM)


SEQS = 10**10
"""More than there are seqs in a conversation: a slot's number is the device's number times this, and the seq."""

ENDS = 7
"""Places of a second since 1970 in base 36; they last until the year 4453."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encoded(value: Entry | Body) -> str:
    """An entry or a body as the text that is stored."""
    if not isinstance(value, Entry):
        return encode(value).decode()
    by = value.by
    return encode(_Stored(value.at, _untagged(value.body), by.role.value[0], by.id, by.name)).decode()


def in_slot(entry: Entry) -> str:
    """An entry as the text that a slot holds."""
    if entry.by.role in (Speaker.CUSTOMER, Speaker.AGENT) or entry.by == _CENTRE:
        return encode((entry.at, _untagged(entry.body))).decode()
    return encoded(entry)


def read_entry(stored: str, side: By | None = None) -> Entry:
    """The inverse of `encoded` for entries, and of `in_slot` with the person of the slot's side."""
    read = _stored.decode(stored)
    body: Body | Apart
    match read.body:
        case str():
            body = Text(read.body)
        case (key,):
            body = Apart(key)
        case _:
            body = read.body
    by = By(_ROLES[read.role], read.id, read.name) if read.role or side is None else side
    return Entry(read.at, by, body)


def _untagged(body: Body | Apart) -> str | tuple[str] | Body:
    if isinstance(body, Apart):
        return (body.key,)
    return body.text if isinstance(body, Text) and not body.buttons else body


def read_body(stored: str) -> Body:
    """The inverse of `encoded` for bodies."""
    return _body.decode(stored)


def links_item(links: frozenset[Link]) -> dict[str, list[str]]:
    """Connections as a set of strings: the id, and in its last `ENDS` places the second at which its token ends."""
    return string_set(frozenset(link.connection + _base36(link.until // 1000) for link in links))


def read_link(stored: str) -> Link:
    """One of `links_item`."""
    return Link(stored[:-ENDS], int(stored[-ENDS:], 36) * 1000)


def _base36(number: int) -> str:
    digits = ""
    for _ in range(ENDS):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def head_item(head: Head) -> Item:
    """A new head as an item, keys included."""
    item: Item = {
        "pk": string_value(f"c#{head.id}"),
        "sk": string_value("head"),
        "st": string_value(head.state.value),
        "ep": number_value(head.epoch),
        "sq": number_value(head.seq),
        "tp": string_value(head.topic),
        "op": string_value(str(head.opened_at)),
        "cu": string_value(head.customer.id),
        **{mark: number_value(0) for mark in ("dc", "rc", "da", "ra")},
        **{place: number_value(0) for ring in RINGS.values() for place in ring},
    }
    if head.customer.name:
        item["cn"] = string_value(head.customer.name)
    for side, letter in SIDES.items():
        if head.links.get(side):
            item[f"k{letter}"] = links_item(head.links[side])
    return item


def slot_number(number: int, seq: int = 0) -> int:
    """A device's number and its seq as one; DynamoDB adds up the seq, and compares by the number."""
    return number * SEQS + seq


def _receipts(delivered: int, read: int) -> Receipts:
    """What was read has been delivered, whether a device said so or not."""
    return Receipts(max(delivered, read), read)


def read_head(item: Item) -> Head:
    """A stored head."""

    def string(name: str) -> str:
        return str(item[name]["S"]) if name in item else ""

    def integer(name: str) -> int:
        return int(item[name]["N"]) if name in item else 0

    return Head(
        id=string("pk")[2:],
        state=State(string("st")),
        epoch=integer("ep"),
        seq=integer("sq"),
        topic=string("tp"),
        opened_at=int(string("op")),
        customer=Named(string("cu"), string("cn")),
        turn=string("tn"),
        agent=Named(string("ag"), string("an")) if "ag" in item else None,
        queue=string("qu"),
        waiting_since=integer("ws"),
        danger="dg" in item,
        outcome=string("oc"),
        staffing=string("sf"),
        receipts={side: _receipts(integer(f"d{a}"), integer(f"r{a}")) for side, a in SIDES.items()},
        links={side: frozenset(map(read_link, item[f"k{a}"]["SS"])) for side, a in SIDES.items() if f"k{a}" in item},
        slots={
            name[2:]: Slot(
                *divmod(integer(name), SEQS),
                read_entry(string(f"x_{name[2:]}"), _person(item, name[2:])) if f"x_{name[2:]}" in item else None,
            )
            for name in item
            if name.startswith("s_")
        },
        recent={side: tuple(integer(place) for place in ring) for side, ring in RINGS.items()},
        pressed=Press(string("pb"), integer("pt")) if "pb" in item else None,
    )


def _person(item: Item, slot: str) -> By:
    """Who speaks in a slot that doesn't say so itself."""
    if slot == "system" or slot.endswith(MARKS[Speaker.SYSTEM]):
        return _CENTRE
    role, letter = (Speaker.AGENT, "ag") if slot.endswith(MARKS[Speaker.AGENT]) else (Speaker.CUSTOMER, "cu")
    name = item.get(f"{letter[0]}n", {"S": ""})
    return By(role, item[letter]["S"] if letter in item else "", name["S"])

"""The two updates that give numbers, as DynamoDB expressions. Attribute names: see `items`.

DynamoDB reads all old values before it writes; moto goes from left to right. What is copied therefore stands before
its change.
"""

from dataclasses import dataclass

from chalicelib.aws.table import Item, number_value, string_value
from chalicelib.content.messages import Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.mapping import RINGS, in_slot, links_item, slot_number
from chalicelib.conversations.model import Change, Entry, Head, Utterance
from chalicelib.conversations.send_rules import BURST_MS, PRESSED_TWICE_MS
from chalicelib.conversations.states import LIVE

KEPT_DEVICES = 8
"""So many devices' last numbers outlive a tidying. A device that is silent while eight others speak, and then repeats
what it had no answer for, would be heard twice: the price of a head that can't be filled up."""

TIDIED = 40
"""So many slots are tidied at once: DynamoDB takes expressions of 4 KB. The rest waits for the next time."""


@dataclass(frozen=True, slots=True)
class Update:
    """An UpdateItem without its key."""

    expression: str
    condition: str
    values: Item
    names: dict[str, str]


_COUNTED = "#s = sq + :s, sq = sq + :one, #x = :x"
_NUMBERED = f"{_COUNTED}, tn = :turn"
_FRESH = "(attribute_not_exists(#s) OR #s < :n)"
_RINGS = {
    side: ", ".join(f"{a} = {b}" for a, b in zip(ring, (*ring[1:], ":now"), strict=True))
    for side, ring in RINGS.items()
}
_SAY = {
    Speaker.CUSTOMER: (
        f"SET {_NUMBERED}, {_RINGS['customer']}",
        f"cu = :who AND st IN (:bot, :waiting, :assigned) AND {_FRESH} AND c0 <= :floor",
    ),
    Speaker.AGENT: (
        f"SET {_NUMBERED}, {_RINGS['agent']}",
        f"ag = :who AND st = :assigned AND {_FRESH} AND a0 <= :floor",
    ),
    Speaker.BOT: (f"SET {_NUMBERED}", f"st IN (:bot, :waiting) AND ep = :epoch AND {_FRESH}"),
    # What the centre has to tell is told in every state, and is nobody's turn.
    Speaker.SYSTEM: (f"SET {_COUNTED}", f"attribute_exists(pk) AND {_FRESH}"),
}
_PRESS = (", pb = :press, pt = :now", " AND (attribute_not_exists(pb) OR pb <> :press OR pt <> c4 OR pt <= :lately)")
"""What a press adds to a customer's message; c4 is when the customer said something last."""
_STATES = {f":{state.value}": string_value(state.value) for state in LIVE}
_NAMES = {Speaker.CUSTOMER: "cn", Speaker.AGENT: "an"}
_ONE = number_value(1)
_AGENTS_TURN, _CUSTOMERS_TURN = string_value("agent"), string_value("customer")


def saying(utterance: Utterance, kept: Entry) -> Update:
    """Numbers a message and keeps `kept` of it in its device's slot, if its speaker may and it is new."""
    expression, condition = _SAY[utterance.speaker]
    slot, at = utterance.slot, utterance.entry.at
    values = {
        ":one": _ONE,
        ":n": number_value(slot_number(utterance.number)),
        ":s": number_value(slot_number(utterance.number, 1)),
        ":x": string_value(in_slot(kept)),
    }
    if utterance.speaker is not Speaker.SYSTEM:
        values[":turn"] = _AGENTS_TURN if utterance.speaker is Speaker.CUSTOMER else _CUSTOMERS_TURN
    if utterance.speaker is Speaker.BOT:
        values |= {
            ":bot": _STATES[":bot"],
            ":waiting": _STATES[":waiting"],
            ":epoch": number_value(utterance.epoch or 0),
        }
    elif utterance.speaker is not Speaker.SYSTEM:
        values |= {":who": string_value(utterance.who), ":now": number_value(at), ":floor": number_value(at - BURST_MS)}
        values |= _STATES if utterance.speaker is Speaker.CUSTOMER else {":assigned": _STATES[":assigned"]}
        if utterance.entry.by.name:  # the slot doesn't say who speaks, since the head does: as they are called now
            expression += f", {_NAMES[utterance.speaker]} = :name"
            values[":name"] = string_value(utterance.entry.by.name)
    if utterance.after is not None:
        condition += " AND sq = :after"
        values[":after"] = number_value(utterance.after)
    if utterance.press:
        expression, condition = expression + _PRESS[0], condition + _PRESS[1]
        values |= {":press": string_value(utterance.press), ":lately": number_value(at - PRESSED_TWICE_MS)}
    elif utterance.speaker is Speaker.CUSTOMER:
        expression += " REMOVE pb, pt"
    return Update(expression, condition, values, {"#s": f"s_{slot}", "#x": f"x_{slot}"})


def changing(seen: Head, change: Change, kept: Entry) -> Update:
    """Makes a change and numbers its notice, if nothing happened since `seen`; tidies slots known to be logged."""
    values: Item = {
        ":one": _ONE,
        ":s": number_value(slot_number(seen.epoch + 1, seen.seq + 1)),
        ":seen": number_value(seen.seq),
        ":epoch": number_value(seen.epoch),
        ":st": string_value(change.state.value),
        ":x": string_value(in_slot(kept)),
    }
    sets = ["s_system = :s", "ep = ep + :one", "sq = sq + :one", "st = :st", "x_system = :x"]
    removed = _outworn(seen)
    for attribute, value in _attributes(change).items():
        if value is None:
            removed.append(attribute)
        else:
            sets.append(f"{attribute} = :{attribute}")
            values[f":{attribute}"] = value
    expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removed)}" if removed else "")
    return Update(expression, "ep = :epoch AND sq = :seen", values, {})


_FIELDS = {"queue": "qu", "waiting_since": "ws", "danger": "dg", "outcome": "oc", "agent_links": "ka", "staffing": "sf"}


def _attributes(change: Change) -> dict[str, dict[str, object] | None]:
    """What a change sets, by attribute; None removes."""
    stored: dict[str, dict[str, object] | None] = {}
    for name, value in change.sets.items():
        if name == "agent":
            agent = value if isinstance(value, Named) else Named("", "")
            stored |= {"ag": _stored(agent.id), "an": _stored(agent.name)}
        else:
            stored[_FIELDS[name]] = _stored(value)
    return stored


def _stored(value: object) -> dict[str, object] | None:
    """A field as DynamoDB keeps it; what is empty isn't kept."""
    match value:
        case None | "" | 0 | False:
            return None
        case bool():
            return {"BOOL": value}
        case int():
            return {**number_value(value)}
        case frozenset():
            return {**links_item(value)} if value else None
        case _:
            return {**string_value(str(value))}


def _outworn(seen: Head) -> list[str]:
    """Attributes a change may tidy away, its caller having made sure that every slot is logged."""
    entries = [slot for slot in _by_age(seen) if seen.slots[slot].entry and slot != "system"]
    forgotten = [f"s_{slot}" for slot in _forgettable(seen)]
    return [f"x_{slot}" for slot in entries[:TIDIED]] + forgotten


def forgetting(seen: Head) -> Update | None:
    """Removes the slots of the devices silent longest, if they are silent still; None if there are few enough."""
    slots = _forgettable(seen)
    if not slots:
        return None
    removed = ", ".join(f"{mark}_{slot}" for slot in slots for mark in "sx")
    same = " AND ".join(f"s_{slot} = :{place}" for place, slot in enumerate(slots))
    values = {
        f":{place}": number_value(slot_number(seen.slots[slot].number, seen.slots[slot].seq))
        for place, slot in enumerate(slots)
    }
    return Update(f"REMOVE {removed}", same, values, {})


def settling(slot: str, number_: int) -> Update:
    """Removes what lies in a slot, if nothing new does."""
    values = {":a": number_value(slot_number(number_)), ":b": number_value(slot_number(number_ + 1) - 1)}
    return Update("REMOVE #x", "#s BETWEEN :a AND :b", values, {"#x": f"x_{slot}", "#s": f"s_{slot}"})


def _by_age(seen: Head) -> list[str]:
    """Slots, the oldest first."""
    return sorted(seen.slots, key=lambda slot: seen.slots[slot].seq)


def _forgettable(seen: Head) -> list[str]:
    slots = [slot for slot in _by_age(seen) if slot not in ("system", "bot")]
    return slots[: max(0, len(slots) - KEPT_DEVICES)][:TIDIED]

"""The updates of the conversation item as DynamoDB expressions. Attribute names: see `mapping`.

DynamoDB reads all old values before it writes; moto evaluates from left to right. A value that is copied therefore
stands before its change.
"""

from msgspec import Struct

from chalicelib.aws.table import Item, number_value, string_value
from chalicelib.content.messages import Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.mapping import (
    SEND_TIME_ATTRIBUTES,
    connections_attribute,
    encode_device_entry,
    encode_participant,
    encode_text,
    packed_number,
    participant_attribute,
)
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage, StateChange
from chalicelib.conversations.send_rules import BURST_MS, REPEATED_PRESS_MS
from chalicelib.conversations.states import LIVE, SPEAKING

MAX_KEPT_DEVICES = 8
"""Number of devices whose last number survives pruning. A device that is silent while eight others send and then
repeats an unacknowledged message gets a second number for it; the limit keeps the item's size bounded."""

MAX_CLEARED_ENTRIES = 40
"""Maximum number of device entries cleared in one update: DynamoDB accepts expressions of up to 4 KB. The others are
cleared by the next update."""


class UpdateExpression(Struct, frozen=True):
    """The expression, condition, values and names of an UpdateItem."""

    expression: str
    condition: str
    values: Item
    names: dict[str, str]


_SET_COUNTED = "#s = sq + :s, sq = sq + :one, #x = :x"
_SET_NUMBERED = f"{_SET_COUNTED}, tn = :turn"
_IS_NEW = "(attribute_not_exists(#s) OR #s < :n)"
_SHIFT_SEND_TIMES = {
    side: ", ".join(f"{a} = {b}" for a, b in zip(ring, (*ring[1:], ":now"), strict=True))
    for side, ring in SEND_TIME_ATTRIBUTES.items()
}
_SEND_EXPRESSIONS = {
    Speaker.CUSTOMER: (
        f"SET {_SET_NUMBERED}, {_SHIFT_SEND_TIMES['customer']}",
        f"cu = :who AND st IN (:bot, :waiting, :assigned) AND {_IS_NEW} AND c0 <= :floor",
    ),
    Speaker.AGENT: (
        f"SET {_SET_NUMBERED}, {_SHIFT_SEND_TIMES['agent']}",
        f"ag = :who AND st = :assigned AND {_IS_NEW} AND a0 <= :floor",
    ),
    Speaker.BOT: (f"SET {_SET_NUMBERED}", f"st IN (:bot, :waiting) AND ep = :token AND {_IS_NEW}"),
    # System messages are accepted in every state and don't change the turn.
    Speaker.SYSTEM: (f"SET {_SET_COUNTED}", f"attribute_exists(pk) AND {_IS_NEW}"),
}
_BESIDE_AGENT = (
    f"st = :assigned AND {_IS_NEW} AND a0 <= :floor AND (begins_with(#p, :joined) OR begins_with(#p, :accepted))"
)
_SPEAKING_PARTS = {f":{part.value}": string_value(part.value[0]) for part in SPEAKING}
_PRESS_CLAUSES = (
    ", pb = :press, pt = :now",
    " AND (attribute_not_exists(pb) OR pb <> :press OR pt <> c4 OR pt <= :lately)",
)
"""Added to a customer's message that presses a button; c4 is the time of the customer's last message."""
_LIVE_STATES = {f":{state.value}": string_value(state.value) for state in LIVE}
_NAME_ATTRIBUTES = {Speaker.CUSTOMER: "cn", Speaker.AGENT: "an"}
_ONE = number_value(1)
_AGENTS_TURN, _CUSTOMERS_TURN = string_value("agent"), string_value("customer")


def number_message_update(outgoing: OutgoingMessage, stored_entry: LogEntry) -> UpdateExpression:
    """Numbers a new message of a permitted sender and stores `stored_entry` in its device's entry."""
    expression, condition = _SEND_EXPRESSIONS[outgoing.speaker]
    device_key, at = outgoing.device_key, outgoing.entry.at
    names = {"#s": f"s_{device_key}", "#x": f"x_{device_key}"}
    values = {
        ":one": _ONE,
        ":n": number_value(packed_number(outgoing.number)),
        ":s": number_value(packed_number(outgoing.number, 1)),
        ":x": string_value(encode_device_entry(stored_entry)),
    }
    if outgoing.speaker is not Speaker.SYSTEM:
        values[":turn"] = _AGENTS_TURN if outgoing.speaker is Speaker.CUSTOMER else _CUSTOMERS_TURN
    if outgoing.speaker is Speaker.BOT:
        values |= {
            ":bot": _LIVE_STATES[":bot"],
            ":waiting": _LIVE_STATES[":waiting"],
            ":token": number_value(outgoing.fencing_token or 0),
        }
    elif outgoing.speaker is not Speaker.SYSTEM:
        values |= {
            ":who": string_value(outgoing.sender_id),
            ":now": number_value(at),
            ":floor": number_value(at - BURST_MS),
        }
        values |= _LIVE_STATES if outgoing.speaker is Speaker.CUSTOMER else {":assigned": _LIVE_STATES[":assigned"]}
        if outgoing.is_beside_agent:
            condition = _BESIDE_AGENT
            names["#p"] = participant_attribute(outgoing.sender_id)
            del values[":who"]
            values |= {**_SPEAKING_PARTS, ":x": string_value(encode_text(stored_entry))}
        elif outgoing.entry.by.name:  # a device entry has no author; the item holds the current name
            expression += f", {_NAME_ATTRIBUTES[outgoing.speaker]} = :name"
            values[":name"] = string_value(outgoing.entry.by.name)
    if outgoing.expected_seq is not None:
        condition += " AND sq = :after"
        values[":after"] = number_value(outgoing.expected_seq)
    if outgoing.press_digest:
        expression, condition = expression + _PRESS_CLAUSES[0], condition + _PRESS_CLAUSES[1]
        values |= {":press": string_value(outgoing.press_digest), ":lately": number_value(at - REPEATED_PRESS_MS)}
    elif outgoing.speaker is Speaker.CUSTOMER:
        expression += " REMOVE pb, pt"
    return UpdateExpression(expression, condition, values, names)


def change_state_update(previous: Conversation, change: StateChange, stored_entry: LogEntry | None) -> UpdateExpression:
    """Changes the state and numbers its notice, if nothing has changed since `previous`; clears logged device
    entries. Without a notice messages may have come since `previous`."""
    values: Item = {":one": _ONE, ":token": number_value(previous.fencing_token)}
    sets, removed, names, condition = ["ep = ep + :one"], list[str](), dict[str, str](), "ep = :token"
    if stored_entry is not None:
        values |= {
            ":s": number_value(packed_number(previous.fencing_token + 1, previous.seq + 1)),
            ":seen": number_value(previous.seq),
            ":st": string_value(change.state.value),
            ":x": string_value(encode_device_entry(stored_entry)),
        }
        sets += ["s_system = :s", "sq = sq + :one", "st = :st", "x_system = :x"]
        removed = _attributes_to_clear(previous)
        condition += " AND sq = :seen"
    for attribute, value in _changed_attributes(change).items():
        if value is None:
            removed.append(attribute)
        else:
            sets.append(f"{attribute} = :{attribute}")
            values[f":{attribute}"] = value
    for place, (person, participant) in enumerate(sorted(change.participants.items())):
        names[f"#p{place}"] = participant_attribute(person)
        if participant is None:
            removed.append(f"#p{place}")
        else:
            sets.append(f"#p{place} = :p{place}")
            values[f":p{place}"] = string_value(encode_participant(participant))
    expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removed)}" if removed else "")
    return UpdateExpression(expression, condition, values, names)


_ATTRIBUTE_NAMES = {
    "queue": "qu",
    "waiting_since": "ws",
    "emergency": "dg",
    "outcome": "oc",
    "first_words": "fw",
    "agent_connections": "ka",
    "staffing": "sf",
    "delayed": "dl",
}


def _changed_attributes(change: StateChange) -> dict[str, dict[str, object] | None]:
    """The attributes of a change with their values; None removes one."""
    stored: dict[str, dict[str, object] | None] = {}
    for name, value in change.updates.items():
        if name == "agent":
            agent = value if isinstance(value, Named) else Named("", "")
            stored |= {"ag": _attribute_value(agent.id), "an": _attribute_value(agent.name)}
        else:
            stored[_ATTRIBUTE_NAMES[name]] = _attribute_value(value)
    return stored


def _attribute_value(value: object) -> dict[str, object] | None:
    """A field as a DynamoDB value; None for an empty one, which isn't stored."""
    match value:
        case None | "" | 0 | False:
            return None
        case bool():
            return {"BOOL": value}
        case int():
            return {**number_value(value)}
        case frozenset():
            return {**connections_attribute(value)} if value else None
        case _:
            return {**string_value(str(value))}


def _attributes_to_clear(previous: Conversation) -> list[str]:
    """Attributes that a change may remove. Requires that all device entries are in the log."""
    entries = [
        device_key
        for device_key in _oldest_first(previous)
        if previous.device_entries[device_key].entry and device_key != "system"
    ]
    forgotten = [f"s_{device_key}" for device_key in _prunable_devices(previous)]
    return [f"x_{device_key}" for device_key in entries[:MAX_CLEARED_ENTRIES]] + forgotten


def prune_devices_update(previous: Conversation) -> UpdateExpression | None:
    """Removes the entries of the devices that have been silent longest, if they haven't sent since; None within the
    limit."""
    device_keys = _prunable_devices(previous)
    if not device_keys:
        return None
    removed = ", ".join(f"{prefix}_{device_key}" for device_key in device_keys for prefix in "sx")
    same = " AND ".join(f"s_{device_key} = :{index}" for index, device_key in enumerate(device_keys))
    values = {
        f":{index}": number_value(
            packed_number(previous.device_entries[device_key].number, previous.device_entries[device_key].seq)
        )
        for index, device_key in enumerate(device_keys)
    }
    return UpdateExpression(f"REMOVE {removed}", same, values, {})


def clear_entry_update(device_key: str, number_: int) -> UpdateExpression:
    """Clears a device's entry, if `number_` is still its last number."""
    values = {":a": number_value(packed_number(number_)), ":b": number_value(packed_number(number_ + 1) - 1)}
    return UpdateExpression(
        "REMOVE #x", "#s BETWEEN :a AND :b", values, {"#x": f"x_{device_key}", "#s": f"s_{device_key}"}
    )


def _oldest_first(previous: Conversation) -> list[str]:
    """Device keys, oldest entry first."""
    return sorted(previous.device_entries, key=lambda device_key: previous.device_entries[device_key].seq)


def _prunable_devices(previous: Conversation) -> list[str]:
    device_keys = [device_key for device_key in _oldest_first(previous) if device_key not in ("system", "bot")]
    return device_keys[: max(0, len(device_keys) - MAX_KEPT_DEVICES)][:MAX_CLEARED_ENTRIES]

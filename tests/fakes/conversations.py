"""`ConversationStore` in memory; held to the same contract suite as DynamoDB."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib.content.messages import Message, Speaker
from chalicelib.content.views import NoteView, RatingView, Receipts
from chalicelib.conversations.dynamo_expressions import MAX_CLEARED_ENTRIES, MAX_KEPT_DEVICES
from chalicelib.conversations.events import (
    ConversationEvent,
    MentionEvent,
    RatingEvent,
    conversation_subject,
    mention_subject,
    rating_subject,
)
from chalicelib.conversations.model import (
    Conversation,
    DeviceConnection,
    DeviceEntry,
    LogEntry,
    OutgoingMessage,
    Press,
    Side,
    StateChange,
)
from chalicelib.conversations.send_rules import MAX_BURST_MESSAGES, explain_refusal, is_beside_agent
from chalicelib.kernel.errors import BaroError
from tests.fakes.events import FakeOutbox


class FakeConversations:
    """Heads and logs in dictionaries."""

    def __init__(self, outbox: FakeOutbox) -> None:
        self._outbox = outbox
        self.conversations: dict[str, Conversation] = {}
        self.logs: dict[str, dict[int, tuple[str, LogEntry]]] = {}
        self.open: dict[str, dict[str, str]] = {}
        self.notes_of_conversation: dict[str, list[NoteView]] = {}
        self.tags: dict[str, tuple[str, ...]] = {}

    def claim_topic(self, customer: str, topic: str, conversation_id: str) -> str:
        return self.open.setdefault(customer, {}).setdefault(topic, conversation_id)

    def topics(self, customer: str) -> dict[str, str]:
        return dict(self.open.get(customer, {}))

    def free_topic(self, customer: str, topic: str, conversation_id: str) -> None:
        if self.open.get(customer, {}).get(topic) == conversation_id:
            del self.open[customer][topic]

    def create(self, conversation: Conversation, event: ConversationEvent) -> Conversation:
        if conversation.id not in self.conversations:
            self._publish(event)
        recent_sends: dict[Side, tuple[int, ...]] = {
            "customer": (0,) * MAX_BURST_MESSAGES,
            "agent": (0,) * MAX_BURST_MESSAGES,
        }
        receipts: dict[Side, Receipts] = {"customer": Receipts(), "agent": Receipts()}
        return self.conversations.setdefault(
            conversation.id, replace(conversation, recent_sends=recent_sends, receipts=receipts)
        )

    def get(self, conversation_id: str) -> Conversation | None:
        return self.conversations.get(conversation_id)

    def get_many(self, conversation_ids: Iterable[str]) -> dict[str, Conversation]:
        return {each: self.conversations[each] for each in conversation_ids if each in self.conversations}

    def of_customer(self, customer: str, limit: int) -> list[Conversation]:
        own = [conversation for conversation in self.conversations.values() if conversation.customer.id == customer]
        return sorted(own, key=lambda conversation: (conversation.opened_at, conversation.id), reverse=True)[:limit]

    def store_long_body(self, conversation_id: str, entry: LogEntry) -> None:
        """Bodies of every length stand in their entries here."""

    def number_message(self, outgoing: OutgoingMessage) -> Conversation | None:
        conversation = self.conversations.get(outgoing.conversation)
        try:
            if explain_refusal(conversation, outgoing) is not None:
                return None
        except BaroError:
            return None
        assert conversation is not None
        beside = bool(conversation.participants) and is_beside_agent(conversation, outgoing)
        if outgoing.is_beside_agent != beside:
            return None  # the item's own condition depends on it
        if outgoing.expected_seq not in (None, conversation.seq):
            return None
        device_entry = DeviceEntry(outgoing.number, conversation.seq + 1, outgoing.entry)
        side: Side = "customer" if outgoing.speaker is Speaker.CUSTOMER else "agent"
        recent_sends = dict(conversation.recent_sends)
        if outgoing.speaker in (Speaker.CUSTOMER, Speaker.AGENT):
            recent_sends[side] = (*recent_sends[side][1:], outgoing.entry.at)
        last_press = (
            Press(outgoing.press_digest, outgoing.entry.at) if outgoing.press_digest else conversation.last_press
        )
        return self._keep(
            replace(
                conversation,
                seq=conversation.seq + 1,
                last_press=last_press,
                turn=_turn(conversation, outgoing),
                device_entries={**conversation.device_entries, outgoing.device_key: device_entry},
                recent_sends=recent_sends,
            )
        )

    def change_state(
        self, previous: Conversation, change: StateChange, event: ConversationEvent | None = None
    ) -> Conversation | None:
        conversation = self.conversations[previous.id]
        if conversation.fencing_token != previous.fencing_token:
            return None
        if change.notice is not None and conversation.seq != previous.seq:
            return None
        if event is not None:
            self._publish(event)
        fields: dict[str, Any] = {}
        connections = dict(conversation.connections)
        for name, value in change.updates.items():
            if name == "agent_connections":
                connections.pop("agent", None)
                if value:
                    connections["agent"] = value  # type: ignore[assignment]
            else:
                empty: Any = {
                    "queue": "",
                    "outcome": "",
                    "first_words": "",
                    "waiting_since": 0,
                    "emergency": False,
                    "agent": None,
                    "staffing": "",
                    "delayed": False,
                }[name]
                fields[name] = value or empty
        participants = {**conversation.participants, **change.participants}
        fields["participants"] = {person: each for person, each in participants.items() if each is not None}
        device_entries, seq = dict(conversation.device_entries), conversation.seq
        if change.notice is not None:
            seq += 1
            device_entries = {device: replace(each, entry=None) for device, each in device_entries.items()}
            device_entries["system"] = DeviceEntry(conversation.fencing_token + 1, seq, change.notice)
        return self._keep(
            replace(
                conversation,
                state=change.state,
                fencing_token=conversation.fencing_token + 1,
                seq=seq,
                connections=connections,
                device_entries=device_entries,
                **fields,
            )
        )

    def advance_receipt(
        self, conversation_id: str, person: str, side: Side, delivered: int, read: int
    ) -> Conversation | None:
        conversation = self.conversations.get(conversation_id)
        if conversation is None or person in conversation.participants:
            return None
        if conversation.side_of(person) != side or max(delivered, read) > conversation.seq:
            return None
        now = conversation.receipts[side]
        moved = Receipts(max(now.delivered, read, delivered), read or now.read)
        if (read and read <= now.read) or (not read and delivered <= now.delivered):
            return None
        return self._keep(replace(conversation, receipts={**conversation.receipts, side: moved}))

    def add_connection(
        self, conversation_id: str, person: str, side: Side, connection: DeviceConnection
    ) -> Conversation | None:
        conversation = self.conversations.get(conversation_id)
        if conversation is None or conversation.side_of(person) != side:
            return None
        connections = {**conversation.connections, side: conversation.connections.get(side, frozenset()) | {connection}}
        return self._keep(replace(conversation, connections=connections))

    def add_connection_to(
        self, conversation_ids: Sequence[str], person: str, side: Side, connection: DeviceConnection
    ) -> list[Conversation]:
        joined = (self.add_connection(each, person, side, connection) for each in conversation_ids)
        return [each for each in joined if each is not None]

    def remove_connections(self, conversation_id: str, connections: frozenset[DeviceConnection]) -> None:
        conversation = self.conversations.get(conversation_id)
        if conversation is not None:
            kept = {side: held - connections for side, held in conversation.connections.items() if held - connections}
            self._keep(replace(conversation, connections=kept))

    def write_log(self, conversation_id: str, seq: int, client_id: str, entry: LogEntry) -> None:
        self.logs.setdefault(conversation_id, {})[seq] = (client_id, entry)

    def fill_gap(self, conversation_id: str, seq: int, entry: LogEntry) -> None:
        self.logs.setdefault(conversation_id, {}).setdefault(seq, ("", entry))

    def logged_seqs(self, conversation_id: str, seqs: Collection[int]) -> set[int]:
        return set(seqs) & self.logs.get(conversation_id, {}).keys()

    def prune_devices(self, previous: Conversation) -> None:
        now = self.conversations[previous.id]
        people = sorted(
            (s for s in previous.device_entries if s not in ("system", "bot")),
            key=lambda s: previous.device_entries[s].seq,
        )
        gone = people[: max(0, len(people) - MAX_KEPT_DEVICES)][:MAX_CLEARED_ENTRIES]
        if all(
            name in now.device_entries and now.device_entries[name].number == previous.device_entries[name].number
            for name in gone
        ):
            self._keep(
                replace(
                    now,
                    device_entries={
                        name: device_entry for name, device_entry in now.device_entries.items() if name not in gone
                    },
                )
            )

    def clear_entry(self, conversation_id: str, device_entry: str, number: int) -> None:
        conversation = self.conversations[conversation_id]
        kept = conversation.device_entries.get(device_entry)
        if kept is not None and kept.number == number:
            self._keep(
                replace(
                    conversation,
                    device_entries={**conversation.device_entries, device_entry: replace(kept, entry=None)},
                )
            )

    def page(self, conversation_id: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        log = self.logs.get(conversation_id, {})
        seqs = sorted(seq for seq in log if after < seq < before)
        chosen = seqs[-limit:] if newest else seqs[:limit]
        return [
            Message(seq, entry.at, entry.by, entry.body, client_id)  # type: ignore[arg-type]
            for seq in chosen
            for client_id, entry in [log[seq]]
        ]

    def rate(self, previous: Conversation, rating: RatingView, event: RatingEvent) -> Conversation | None:
        stored = self.conversations[previous.id]
        if (stored.fencing_token, stored.rating) != (previous.fencing_token, previous.rating):
            return None
        self.conversations[previous.id] = rated = replace(stored, rating=rating)
        self._outbox.add(rating_subject(event.conversation), event.number, event)
        return rated

    def add_note(self, conversation_id: str, note: NoteView, event: MentionEvent | None = None) -> None:
        self.notes_of_conversation.setdefault(conversation_id, []).append(note)
        if event is not None:
            self._outbox.add(mention_subject(event), event.number, event)

    def notes(self, conversation_id: str) -> list[NoteView]:
        return sorted(self.notes_of_conversation.get(conversation_id, []), key=lambda note: note.at)

    def set_tags(self, conversation_id: str, tags: tuple[str, ...]) -> None:
        self.tags[conversation_id] = tags

    def tags_of(self, conversation_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        return {each: self.tags[each] for each in conversation_ids if self.tags.get(each)}

    def _publish(self, event: ConversationEvent) -> None:
        self._outbox.add(conversation_subject(event.conversation), event.number, event)

    def _keep(self, conversation: Conversation) -> Conversation:
        self.conversations[conversation.id] = conversation
        return conversation


def _turn(conversation: Conversation, outgoing: OutgoingMessage) -> str:
    match outgoing.speaker:
        case Speaker.CUSTOMER:
            return "agent"
        case Speaker.SYSTEM:
            return conversation.turn
        case _:
            return "customer"

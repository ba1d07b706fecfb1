"""`conversations.ports.Store` in memory; held to the same contract suite as DynamoDB."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from chalicelib.content.messages import Message, Speaker
from chalicelib.content.views import NoteView, Receipts
from chalicelib.conversations.dynamo_expressions import KEPT_DEVICES, TIDIED
from chalicelib.conversations.model import Change, Entry, Head, Link, Press, Side, Slot, Utterance
from chalicelib.conversations.send_rules import BURST, judge
from chalicelib.kernel.errors import BaroError


class FakeStore:
    """Heads and logs in dictionaries."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self.logs: dict[str, dict[int, tuple[str, Entry]]] = {}
        self.open: dict[str, dict[str, str]] = {}
        self.remarks: dict[str, list[NoteView]] = {}

    def claim_topic(self, customer: str, topic: str, conversation: str) -> str:
        return self.open.setdefault(customer, {}).setdefault(topic, conversation)

    def topics(self, customer: str) -> dict[str, str]:
        return dict(self.open.get(customer, {}))

    def free_topic(self, customer: str, topic: str, conversation: str) -> None:
        if self.open.get(customer, {}).get(topic) == conversation:
            del self.open[customer][topic]

    def create(self, head: Head) -> Head:
        recent: dict[Side, tuple[int, ...]] = {"customer": (0,) * BURST, "agent": (0,) * BURST}
        receipts: dict[Side, Receipts] = {"customer": Receipts(), "agent": Receipts()}
        return self.heads.setdefault(head.id, replace(head, recent=recent, receipts=receipts))

    def head(self, conversation: str) -> Head | None:
        return self.heads.get(conversation)

    def of_customer(self, customer: str, limit: int) -> list[Head]:
        own = [head for head in self.heads.values() if head.customer.id == customer]
        return sorted(own, key=lambda head: (head.opened_at, head.id), reverse=True)[:limit]

    def say(self, utterance: Utterance) -> Head | None:
        head = self.heads.get(utterance.conversation)
        try:
            if judge(head, utterance) is not None:
                return None
        except BaroError:
            return None
        assert head is not None
        if utterance.after not in (None, head.seq):
            return None
        slot = Slot(utterance.number, head.seq + 1, utterance.entry)
        side: Side = "customer" if utterance.speaker is Speaker.CUSTOMER else "agent"
        recent = dict(head.recent)
        if utterance.speaker in (Speaker.CUSTOMER, Speaker.AGENT):
            recent[side] = (*recent[side][1:], utterance.entry.at)
        pressed = Press(utterance.press, utterance.entry.at) if utterance.press else head.pressed
        return self._keep(
            replace(
                head,
                seq=head.seq + 1,
                pressed=pressed,
                turn=_turn(head, utterance),
                slots={**head.slots, utterance.slot: slot},
                recent=recent,
            )
        )

    def change(self, seen: Head, change: Change) -> Head | None:
        head = self.heads[seen.id]
        if (head.epoch, head.seq) != (seen.epoch, seen.seq):
            return None
        fields: dict[str, Any] = {}
        links = dict(head.links)
        for name, value in change.sets.items():
            if name == "agent_links":
                links.pop("agent", None)
                if value:
                    links["agent"] = value  # type: ignore[assignment]
            else:
                empty: Any = {
                    "queue": "",
                    "outcome": "",
                    "waiting_since": 0,
                    "danger": False,
                    "agent": None,
                    "staffing": "",
                }[name]
                fields[name] = value or empty
        slots = {device: replace(slot, entry=None) for device, slot in head.slots.items()}
        slots["system"] = Slot(head.epoch + 1, head.seq + 1, change.notice)
        return self._keep(
            replace(
                head, state=change.state, epoch=head.epoch + 1, seq=head.seq + 1, links=links, slots=slots, **fields
            )
        )

    def mark(self, conversation: str, person: str, side: Side, delivered: int, read: int) -> Head | None:
        head = self.heads.get(conversation)
        if head is None or head.side_of(person) != side or max(delivered, read) > head.seq:
            return None
        now = head.receipts[side]
        moved = Receipts(max(now.delivered, read, delivered), read or now.read)
        if (read and read <= now.read) or (not read and delivered <= now.delivered):
            return None
        return self._keep(replace(head, receipts={**head.receipts, side: moved}))

    def join(self, conversation: str, person: str, side: Side, link: Link) -> Head | None:
        head = self.heads.get(conversation)
        if head is None or head.side_of(person) != side:
            return None
        links = {**head.links, side: head.links.get(side, frozenset()) | {link}}
        return self._keep(replace(head, links=links))

    def leave(self, conversation: str, links: frozenset[Link]) -> None:
        head = self.heads.get(conversation)
        if head is not None:
            kept = {side: held - links for side, held in head.links.items() if held - links}
            self._keep(replace(head, links=kept))

    def log(self, conversation: str, seq: int, client_id: str, entry: Entry) -> None:
        self.logs.setdefault(conversation, {})[seq] = (client_id, entry)

    def fill(self, conversation: str, seq: int, entry: Entry) -> None:
        self.logs.setdefault(conversation, {}).setdefault(seq, ("", entry))

    def logged(self, conversation: str, seqs: Collection[int]) -> set[int]:
        return set(seqs) & self.logs.get(conversation, {}).keys()

    def forget(self, seen: Head) -> None:
        now = self.heads[seen.id]
        people = sorted((s for s in seen.slots if s not in ("system", "bot")), key=lambda s: seen.slots[s].seq)
        gone = people[: max(0, len(people) - KEPT_DEVICES)][:TIDIED]
        if all(name in now.slots and now.slots[name].number == seen.slots[name].number for name in gone):
            self._keep(replace(now, slots={name: slot for name, slot in now.slots.items() if name not in gone}))

    def settle(self, conversation: str, slot: str, number: int) -> None:
        head = self.heads[conversation]
        kept = head.slots.get(slot)
        if kept is not None and kept.number == number:
            self._keep(replace(head, slots={**head.slots, slot: replace(kept, entry=None)}))

    def page(self, conversation: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        log = self.logs.get(conversation, {})
        seqs = sorted(seq for seq in log if after < seq < before)
        chosen = seqs[-limit:] if newest else seqs[:limit]
        return [
            Message(seq, entry.at, entry.by, entry.body, client_id)  # type: ignore[arg-type]
            for seq in chosen
            for client_id, entry in [log[seq]]
        ]

    def add_note(self, conversation: str, note: NoteView) -> None:
        self.remarks.setdefault(conversation, []).append(note)

    def notes(self, conversation: str) -> list[NoteView]:
        return sorted(self.remarks.get(conversation, []), key=lambda note: note.at)

    def _keep(self, head: Head) -> Head:
        self.heads[head.id] = head
        return head


def _turn(head: Head, utterance: Utterance) -> str:
    match utterance.speaker:
        case Speaker.CUSTOMER:
            return "agent"
        case Speaker.SYSTEM:
            return head.turn
        case _:
            return "customer"

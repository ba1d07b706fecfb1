"""Waiting cards and the history of waiting in memory: `WaitStore`."""

from collections.abc import Collection, Sequence

from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.estimate import QueueModel
from chalicelib.routing.history import QueueDay
from chalicelib.routing.wait_store import SLOT_S, SLOTS
from chalicelib.routing.waits import EndedWait, QueuePlaces


class FakeWaits:
    """`routing.ports.WaitStore` in dictionaries."""

    def __init__(self) -> None:
        self.shown: dict[str, WaitingCard] = {}
        self.staffed: dict[str, QueuePlaces] = {}
        self.came: dict[tuple[str, int, int], int] = {}
        self.waits: dict[str, dict[tuple[str, int], EndedWait]] = {}
        self.summaries: dict[str, dict[str, QueueDay]] = {}
        self.models: dict[str, QueueModel] = {}

    def card(self, conversation: str) -> WaitingCard | None:
        return self.shown.get(conversation)

    def cards(self, conversations: Collection[str]) -> dict[str, WaitingCard]:
        return {each: self.shown[each] for each in conversations if each in self.shown}

    def save_card(self, card: WaitingCard) -> bool:
        held = self.shown.get(card.conversation)
        if (held.version if held else 0) != card.version - 1:
            return False
        self.shown[card.conversation] = card
        return True

    def remove_card(self, conversation: str) -> None:
        self.shown.pop(conversation, None)

    def places(self, queue: str) -> QueuePlaces | None:
        return self.staffed.get(queue)

    def save_places(self, queue: str, places: QueuePlaces) -> None:
        self.staffed[queue] = places

    def forget_places(self, queue: str) -> None:
        self.staffed.pop(queue, None)

    def count_arrival(self, queue: str, head_start: int, now: int) -> None:
        key = queue, head_start, now // 1000 // SLOT_S
        self.came[key] = self.came.get(key, 0) + 1

    def arrivals(self, queues: Collection[str], now: int) -> dict[tuple[str, int], int]:
        oldest, found = now // 1000 // SLOT_S - SLOTS + 1, dict[tuple[str, int], int]()
        for (queue, head_start, slot), count in self.came.items():
            if queue in queues and slot >= oldest:
                found[queue, head_start] = found.get((queue, head_start), 0) + count
        return found

    def add_ended(self, day: str, wait: EndedWait) -> None:
        self.waits.setdefault(day, {})[wait.conversation, wait.since] = wait

    def ended(self, day: str) -> list[EndedWait]:
        return [wait for _, wait in sorted(self.waits.get(day, {}).items())]

    def remove_ended(self, day: str, waits: Sequence[EndedWait]) -> None:
        for wait in waits:
            self.waits.get(day, {}).pop((wait.conversation, wait.since), None)

    def save_day(self, queue: str, day: str, summary: QueueDay) -> None:
        self.summaries.setdefault(queue, {})[day] = summary

    def days(self, queue: str) -> dict[str, QueueDay]:
        return dict(sorted(self.summaries.get(queue, {}).items()))

    def remove_day(self, queue: str, day: str) -> None:
        self.summaries.get(queue, {}).pop(day, None)

    def save_model(self, queue: str, model: QueueModel | None) -> None:
        self.models.pop(queue, None)
        if model is not None:
            self.models[queue] = model

    def model(self, queue: str) -> QueueModel | None:
        return self.models.get(queue)

"""Notifications in memory: the table, and telephones that show what was pushed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from chalicelib.content.messages import Message
from chalicelib.conversations.model import Conversation
from chalicelib.notifications.model import Mark, News, Phone, news_of
from chalicelib.notifications.ports import Outcome


class FakeNotifications:
    """`notifications.ports.Store` in dictionaries."""

    def __init__(self) -> None:
        self.registered: dict[tuple[str, str], Phone] = {}
        self.marks: dict[tuple[str, str], tuple[Mark, set[str]]] = {}

    def register(self, phone: Phone) -> tuple[str, ...]:
        here = (phone.person, phone.device)
        before = self.registered.get(here)
        self.registered = {key: held for key, held in self.registered.items() if held.digest != phone.digest}
        self.registered[here] = phone
        return (before.endpoint,) if before and before.endpoint != phone.endpoint else ()

    def phone(self, person: str, device: str) -> Phone | None:
        return self.registered.get((person, device))

    def phones(self, person: str) -> tuple[Phone, ...]:
        own = (phone for phone in self.registered.values() if phone.person == person)
        return tuple(sorted(own, key=lambda phone: (phone.at, phone.device)))

    def drop(self, phone: Phone) -> bool:
        held = self.registered.get((phone.person, phone.device))
        if held is None or held.digest != phone.digest:
            return False
        del self.registered[phone.person, phone.device]
        return True

    def last(self, conversation: str, kind: str) -> Mark | None:
        found = self.marks.get((conversation, kind))
        return found[0] if found else None

    def begin(self, conversation: str, kind: str, mark: Mark, after: int) -> bool:
        last = self.last(conversation, kind)
        if (last.seq if last else 0) != after:
            return False
        self.marks[conversation, kind] = (mark, set())
        return True

    def take(self, conversation: str, kind: str, seq: int, device: str) -> bool:
        mark, taken = self.marks.get((conversation, kind), (Mark(0, 0), set()))
        if mark.seq != seq or device in taken:
            return False
        taken.add(device)
        return True

    def give_back(self, conversation: str, kind: str, seq: int, device: str) -> None:
        mark, taken = self.marks.get((conversation, kind), (Mark(0, 0), set()))
        if mark.seq == seq:
            taken.discard(device)


@dataclass
class FakePhones:
    """Telephones behind endpoints; `outcomes` says how pushes to an endpoint fare, `bad` which tokens are none."""

    endpoints: dict[str, str] = field(default_factory=dict)
    shown: list[tuple[str, Mapping[str, object], str]] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def endpoint(self, application: str, token: str) -> str:
        if token in self.bad:
            return ""
        return self.endpoints.setdefault(token, f"{application}/{next(self._numbers)}")

    def forget(self, endpoint: str) -> None:
        self.endpoints = {token: kept for token, kept in self.endpoints.items() if kept != endpoint}

    def push(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> Outcome:
        if endpoint not in self.endpoints.values():
            return "gone"
        outcome = self.outcomes.get(endpoint, "sent")
        if outcome == "sent":
            self.shown.append((endpoint, payload, collapse))
        return outcome


@dataclass
class FakeNews:
    """What is to be told to who was away."""

    waiting: list[News] = field(default_factory=list)

    def __call__(self, head: Conversation, message: Message) -> None:
        self.waiting.append(news_of(head.id, head.customer.id, message))

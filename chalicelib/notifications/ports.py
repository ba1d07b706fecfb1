"""What notifications need of the world."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from chalicelib.kernel.clock import Clock
from chalicelib.notifications.model import Mark, Phone, Platform
from chalicelib.notifications.rules import PushRules

Outcome = Literal["sent", "gone", "refused"]
"""`gone`: the telephone has no such app any more. `refused`: surely not sent, and may be later."""


class Store(Protocol):
    """Telephones by person, and what was pushed. A token belongs to one telephone of one person."""

    def register(self, phone: Phone) -> tuple[str, ...]:
        """Keeps a telephone; whoever had its token loses it. Gives the endpoints that nobody uses any more.

        Raises Conflict.
        """

    def phone(self, person: str, device: str) -> Phone | None:
        """A telephone."""

    def phones(self, person: str) -> tuple[Phone, ...]:
        """A person's telephones, the oldest first."""

    def drop(self, phone: Phone) -> bool:
        """Forgets a telephone; False if it is registered otherwise by now."""

    def last(self, conversation: str, kind: str) -> Mark | None:
        """The mark of a kind."""

    def begin(self, conversation: str, kind: str, mark: Mark, after: int) -> bool:
        """Raises the mark from the message `after` (0: there is none); False if somebody else was quicker."""

    def take(self, conversation: str, kind: str, seq: int, device: str) -> bool:
        """Claims the push to a device; False if it was claimed before, or a newer message is told of by now."""

    def give_back(self, conversation: str, kind: str, seq: int, device: str) -> None:
        """Gives a claim up, for what surely was not sent."""


class Phones(Protocol):
    """The way to telephones."""

    def endpoint(self, application: str, token: str) -> str:
        """The endpoint of a token, made where there is none, awake; "" where it is no token of this application."""

    def forget(self, endpoint: str) -> None:
        """Takes an endpoint away; what isn't there needn't be taken."""

    def push(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> Outcome:
        """Pushes once. Of two with the same `collapse` a telephone shows the later. Raises what leaves unknown whether
        it was sent."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything notifications are given. `applications`: SNS's ARN for each platform that is set up."""

    store: Store
    phones: Phones
    applications: Mapping[Platform, str]
    rules: PushRules
    clock: Clock

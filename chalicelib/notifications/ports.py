"""The ports of the notifications context."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from chalicelib.kernel.clock import Clock
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff
from chalicelib.notifications.events import PushEvent
from chalicelib.notifications.model import Platform, PushDevice, PushWatermark
from chalicelib.notifications.rules import PushRules

PushOutcome = Literal["sent", "gone", "refused"]
"""`gone`: the app is no longer on the device. `refused`: not sent, may be repeated."""


class PushStore(Protocol):
    """Devices by person, and watermarks. A token belongs to one device of one person."""

    def register(self, device: PushDevice) -> tuple[str, ...]:
        """Stores a device; any other device with its token is removed. Returns the endpoints that are unused now.

        Raises Conflict.
        """

    def device(self, person: str, device: str) -> PushDevice | None:
        """The device, or None."""

    def devices(self, person: str) -> tuple[PushDevice, ...]:
        """A person's devices, oldest first."""

    def remove(self, device: PushDevice, event: PushEvent | None = None) -> bool:
        """Removes a device, with an event in the outbox; False, and no event, if it has been registered again with
        another token."""

    def is_registered(self, digest: str) -> bool:
        """Whether a device has the token with this digest."""

    def publish(self, event: PushEvent) -> None:
        """Publishes an event. The push itself is stored nowhere: its event is what is known of it."""

    def watermark(self, conversation: str, category: str) -> PushWatermark | None:
        """The watermark of a category, or None."""

    def raise_watermark(self, conversation: str, category: str, watermark: PushWatermark, after: int) -> bool:
        """Raises the watermark from the message `after` (0: none); False if another job raised it first."""

    def claim_push(self, conversation: str, category: str, seq: int, device: str) -> bool:
        """Claims the push to a device; False if it was claimed before, or the watermark is at a newer message."""

    def release_push(self, conversation: str, category: str, seq: int, device: str) -> None:
        """Releases a claim, of a push that was not sent."""


class PushGateway(Protocol):
    """The push service."""

    def create_endpoint(self, application: str, token: str) -> str:
        """The enabled endpoint of a token, created if necessary; "" if the application doesn't accept the token."""

    def delete_endpoint(self, endpoint: str) -> None:
        """Deletes an endpoint. Idempotent."""

    def publish(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> PushOutcome:
        """Pushes once. A device shows only the latest push with the same `collapse`. Raises the exceptions that leave
        unknown whether it was sent."""


@dataclass(frozen=True, slots=True)
class PushPorts:
    """`applications`: the ARN of SNS's platform application by platform, "" where there is none."""

    store: PushStore
    gateway: PushGateway
    applications: Mapping[Platform, str]
    rules: PushRules
    clock: Clock
    on_published: Callable[[str], None]
    """Called with the subject of an event that was published."""
    backoff: Backoff = SYSTEM_BACKOFF

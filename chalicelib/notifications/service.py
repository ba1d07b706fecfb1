"""The use cases of push notifications. The caller has checked permissions."""

from collections.abc import Callable
from functools import partial

from chalicelib.content.configuration import texts
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.kernel.parallel import run_all
from chalicelib.notifications.errors import PushFailed, PushNotConfigured, PushTokenInvalid
from chalicelib.notifications.events import NotificationDelivered, NotificationFailed, PushEvent, push_subject
from chalicelib.notifications.model import (
    MAX_DEVICES,
    Notification,
    Platform,
    PushDecision,
    PushDevice,
    PushWatermark,
    decide_push,
    is_push_token,
    token_digest,
)
from chalicelib.notifications.payloads import collapse_key, push_payload
from chalicelib.notifications.ports import PushPorts
from chalicelib.notifications.rules import push_category

MAX_ATTEMPTS = 5


def register_push_device(
    ports: PushPorts, person: str, device: str, platform: Platform, token: str, locale: str
) -> None:
    """Registers a device for push. Another device with the same token is removed.

    Raises PushNotConfigured, PushTokenInvalid, Conflict.
    """
    application = ports.applications.get(platform, "")
    if not application:
        raise PushNotConfigured(platform=platform)
    endpoint = ports.gateway.create_endpoint(application, token) if is_push_token(platform, token) else ""
    if not endpoint:
        raise PushTokenInvalid(platform=platform)
    registered = PushDevice(person, device, platform, token_digest(token), endpoint, locale, ports.clock())
    for unused in ports.store.register(registered):
        ports.gateway.delete_endpoint(unused)
    for oldest in ports.store.devices(person)[:-MAX_DEVICES]:
        _remove_device(ports, oldest)


def unregister_push_device(ports: PushPorts, person: str, device: str) -> None:
    """Removes a device. Idempotent."""
    registered = ports.store.device(person, device)
    if registered is not None:
        _remove_device(ports, registered)


def push_notification(ports: PushPorts, notification: Notification, delivered_seq: Callable[[], int]) -> None:
    """Pushes to every device of the customer at most once; repeats, delays and crashes at any step are safe.

    `delivered_seq` returns the newest message on any of the customer's devices. A push that was claimed before a crash
    or a network error may have been sent and isn't repeated: a missing push is better than two. Raises PushFailed.
    """
    category = push_category(notification.code, ports.rules)
    devices = ports.store.devices(notification.customer) if category else ()
    if not devices or not _is_push_due(ports, notification, category, delivered_seq()):
        return
    run_all([partial(_push_to_device, ports, device, notification, category) for device in devices])


def _is_push_due(ports: PushPorts, notification: Notification, category: str, delivered_seq: int) -> bool:
    """Whether to push. Raises the watermark before it returns True."""

    def attempt() -> bool | LostRace:
        before, now = ports.store.watermark(notification.conversation, category), ports.clock()
        decision = decide_push(notification.seq, delivered_seq, before, now, ports.rules.quiet_minutes * 60_000)
        if decision is not PushDecision.PUSH:
            return decision is PushDecision.RESUME
        raised = PushWatermark(notification.seq, now)
        after = before.seq if before else 0
        is_raised = ports.store.raise_watermark(notification.conversation, category, raised, after)
        return True if is_raised else LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=notification.conversation)


def _push_to_device(ports: PushPorts, device: PushDevice, notification: Notification, category: str) -> None:
    if not ports.store.claim_push(notification.conversation, category, notification.seq, device.device):
        return
    payload = push_payload(device, notification, category, texts(device.locale))
    outcome = ports.gateway.publish(device.endpoint, payload, collapse_key(notification, category))
    if outcome == "refused":
        ports.store.release_push(notification.conversation, category, notification.seq, device.device)
        raise PushFailed(device.device)
    about = (notification.conversation, notification.seq, device.person, device.device, category)
    if outcome == "gone":
        _publish(ports, NotificationFailed(*about, device.endpoint, device.digest), device)
    else:
        _publish(ports, NotificationDelivered(*about))


def _publish(ports: PushPorts, event: PushEvent, removed: PushDevice | None = None) -> None:
    """Publishes the end of a push; with the removal of the device, unless it was registered again meanwhile."""
    if removed is None or not ports.store.remove(removed, event):
        ports.store.publish(event)
    ports.on_published(push_subject(event.conversation, event.device))


def delete_unused_endpoint(ports: PushPorts, endpoint: str, digest: str) -> None:
    """Deletes the endpoint of a token that no device has any more. Idempotent."""
    if not ports.store.is_registered(digest):
        ports.gateway.delete_endpoint(endpoint)


def _remove_device(ports: PushPorts, device: PushDevice) -> None:
    if ports.store.remove(device):
        ports.gateway.delete_endpoint(device.endpoint)

"""The demo customers' phones. moto stores the pushes to FCM and APNs; they are read from there."""

import json
import urllib.request
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from chalicelib.notifications.model import Platform
from chalicelib.notifications.service import register_push_device
from chalicelib.wiring.notifications import notifications
from local.aws.options import ACCOUNT, PUSHED, REGION
from local.demo.people import CUSTOMERS

APPLICATION_NAME = "baro-local"
PLATFORMS = {"BARO_FCM_APPLICATION": "GCM", "BARO_APNS_APPLICATION": "APNS"}
APPLICATIONS = {
    variable: f"arn:aws:sns:{REGION}:{ACCOUNT}:app/{kind}/{APPLICATION_NAME}" for variable, kind in PLATFORMS.items()
}
"""Environment variables of a deployment with push to both platforms."""


def create_platform_applications(sns: Any) -> None:
    """Creates the platform applications, which operators create once with the credentials of Google and Apple."""
    for kind in PLATFORMS.values():
        sns.create_platform_application(
            Name=APPLICATION_NAME, Platform=kind, Attributes={"PlatformCredential": "local"}
        )


def register_demo_phones() -> dict[str, str]:
    """Registers a phone for every demo customer, Android and iPhone in turn. Returns token → name."""
    names = {}
    for number, person in enumerate(CUSTOMERS):
        token = sha256(person.id.encode()).hexdigest()
        platform: Platform = "apns" if number % 2 else "fcm"
        register_push_device(notifications(), person.id, "demophone", platform, token, "ko")
        names[token] = person.name
    return names


@dataclass(frozen=True)
class DisplayedPush:
    """A push on the phone with this token; `data` is the payload for the app."""

    token: str
    title: str
    body: str
    data: dict[str, str]


class PhoneScreens:
    """Reads what all phones display from the moto server at `endpoint`."""

    def __init__(self, endpoint: str) -> None:
        self._address = f"{endpoint}{PUSHED}"
        self._seen: set[str] = set()

    def new_text_messages(self) -> list[tuple[str, str]]:
        """The text messages since the last call: number and text."""
        texts: dict[str, tuple[str, str]] = self._fetch()["texts"]
        new = [(number, words) for name, (number, words) in texts.items() if name not in self._seen]
        self._seen |= texts.keys()
        return new

    def _fetch(self) -> dict[str, Any]:
        with urllib.request.urlopen(self._address) as answer:  # noqa: S310 - our own moto
            stored: dict[str, Any] = json.load(answer)
        return stored

    def new_pushes(self) -> list[DisplayedPush]:
        """The pushes since the last call."""
        endpoints: list[tuple[str, dict[str, str]]] = self._fetch()["pushed"]
        pushed = [(token, *each) for token, messages in endpoints for each in messages.items()]
        new = [(token, message) for token, message_id, message in pushed if message_id not in self._seen]
        self._seen |= {message_id for _, message_id, _ in pushed}
        return [_displayed(token, message) for token, message in new]


def _displayed(token: str, message: str) -> DisplayedPush:
    (payload,) = (json.loads(text) for text in json.loads(message).values())
    if "aps" in payload:
        alert = payload.pop("aps")["alert"]
        return DisplayedPush(token, alert["title"], alert["body"], payload)
    payload_message = payload["fcmV1Message"]["message"]
    return DisplayedPush(
        token,
        payload_message["notification"]["title"],
        payload_message["notification"]["body"],
        payload_message["data"],
    )

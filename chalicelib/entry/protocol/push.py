"""Commands of push notifications."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.entry.protocol.base import Command, Device

PushToken = Annotated[
    str,
    Meta(
        min_length=20,
        max_length=2_048,
        pattern=r"^[A-Za-z0-9:_-]+$",
        description="FCM registration token, or APNs device token in hexadecimal.",
    ),
]


class PushOnCommand(Command, frozen=True):
    """Registers an app for push notifications, sent while no device of the person is connected. Send it at every start
    of the app and when its token changes. A token belongs to the person who sent it last."""

    device: Device
    platform: Literal["fcm", "apns"]
    token: PushToken


class PushOffCommand(Command, frozen=True):
    """Unregisters an app from push notifications. Send it before signing out."""

    device: Device

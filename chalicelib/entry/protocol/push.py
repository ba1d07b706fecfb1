"""Push on the wire."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.entry.protocol.base import Command, Device

PushToken = Annotated[
    str,
    Meta(
        min_length=20,
        max_length=2_048,
        pattern=r"^[A-Za-z0-9:_-]+$",
        description="As the telephone's system gave it: FCM's registration token, APNs' device token in hexadecimal.",
    ),
]


class PushOnCommand(Command, frozen=True):
    """News go to this app while none of the person's devices is connected. Send it at every start of the app, and
    whenever its token changes: the newest counts. A token belongs to who sent it last."""

    device: Device
    platform: Literal["fcm", "apns"]
    token: PushToken


class PushOffCommand(Command, frozen=True):
    """Nothing is pushed to this app any more. Send it before signing out."""

    device: Device


AnyPushCommand = PushOnCommand | PushOffCommand

"""Actions of push notifications. Devices are stored under the id of their person, so nobody reaches another's."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Device, Done
from chalicelib.kernel.actors import Actor
from chalicelib.processes import push
from chalicelib.services import Services

PushToken = Annotated[
    str,
    Meta(
        min_length=20,
        max_length=2_048,
        pattern=r"^[A-Za-z0-9:_-]+$",
        description="Of FCM; of APNs, in hexadecimal; or a page's subscription, its JSON as base64url.",
    ),
]


class PushOnCommand(Command, frozen=True):
    """Registers an app, or an installed page, for push notifications, sent while no device of the person is connected.
    Send it at every start of the app and when its token changes. A token belongs to the person who sent it last."""

    device: Device
    platform: Literal["fcm", "apns", "web"]
    token: PushToken


@action(PushOnCommand, Done)
def _push_on(services: Services, actor: Actor, command: PushOnCommand) -> Done:
    push.enable_push(services, actor, command.device, command.platform, command.token)
    return Done()


class PushOffCommand(Command, frozen=True):
    """Unregisters an app from push notifications. Send it before signing out."""

    device: Device


@action(PushOffCommand, Done)
def _push_off(services: Services, actor: Actor, command: PushOffCommand) -> Done:
    push.disable_push(services, actor, command.device)
    return Done()

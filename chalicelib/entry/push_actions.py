"""Actions of push notifications. Devices are stored under the id of their person, so nobody reaches another's."""

from chalicelib.entry.action import action
from chalicelib.entry.protocol import push as p
from chalicelib.entry.protocol.base import Done
from chalicelib.kernel.actors import Actor
from chalicelib.processes import push
from chalicelib.services import Services


@action(p.PushOnCommand, Done)
def _push_on(services: Services, actor: Actor, command: p.PushOnCommand) -> Done:
    push.enable_push(services, actor, command.device, command.platform, command.token)
    return Done()


@action(p.PushOffCommand, Done)
def _push_off(services: Services, actor: Actor, command: p.PushOffCommand) -> Done:
    push.disable_push(services, actor, command.device)
    return Done()

"""Which agents can be assigned customers, and by which connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

from chalicelib.conversations.model import DeviceConnection
from chalicelib.presence.service import online_devices

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithPresence

    class Needs(WithMessaging, WithPresence, Protocol): ...


def reachability(services: Needs) -> Callable[[str], bool]:
    """Returns a cached function: whether an agent has a device that can receive frames. One query per agent."""
    return cache(lambda agent: bool(online_devices(services.presence(), agent, services.messaging.clock())))


def agent_connections(services: Needs, agent: str) -> frozenset[DeviceConnection]:
    """The connections of an agent's devices that can receive frames."""
    devices = online_devices(services.presence(), agent, services.messaging.clock())
    return frozenset(DeviceConnection.of(device.connection, device.token_expires_at) for device in devices)

"""Which agents can be assigned customers, and by which connections."""

from collections.abc import Callable
from functools import cache

from chalicelib.conversations.model import DeviceConnection
from chalicelib.presence.service import online_devices
from chalicelib.services import Services


def reachability(services: Services) -> Callable[[str], bool]:
    """Returns a cached function: whether an agent has a device that can receive frames. One query per agent."""
    return cache(lambda agent: bool(online_devices(services.presence(), agent, services.messaging.clock())))


def agent_connections(services: Services, agent: str) -> frozenset[DeviceConnection]:
    """The connections of an agent's devices that can receive frames."""
    devices = online_devices(services.presence(), agent, services.messaging.clock())
    return frozenset(DeviceConnection.of(device.connection, device.token_expires_at) for device in devices)

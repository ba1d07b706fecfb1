"""Which agents can be assigned customers."""

from collections.abc import Callable
from functools import cache

from chalicelib.presence.service import online_devices
from chalicelib.services import Services


def reachability(services: Services) -> Callable[[str], bool]:
    """Returns a cached function: whether an agent has a device that can receive frames. One query per agent."""
    return cache(lambda agent: bool(online_devices(services.presence(), agent, services.messaging.clock())))

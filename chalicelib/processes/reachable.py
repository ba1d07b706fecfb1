"""Which agents are there to take somebody."""

from collections.abc import Callable
from functools import cache

from chalicelib.presence.service import online_devices
from chalicelib.processes.services import Services


def reachability(services: Services) -> Callable[[str], bool]:
    """Tells of an agent whether they may be given a customer now: whether anything reaches them. One query an agent."""
    return cache(lambda agent: bool(online_devices(services.presence(), agent, services.messaging.clock())))

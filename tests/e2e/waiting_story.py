"""A customer waits: what tests and pictures of it have in common."""

from playwright.sync_api import Locator

from chalicelib.queries.queue_status import opens_at
from chalicelib.routing.jobs import CheckDelay
from chalicelib.routing.rules import waiting_rules
from chalicelib.wiring.routing import routing, routing_jobs
from local.client import Client
from local.demo.people import DemoPerson
from tests.e2e.windows import Window
from tests.e2e.world import World, open_waiting_conversation

QUEUE = "general"


HOUR_MS = 3_600_000
LONG_ENOUGH_MS = 2 * HOUR_MS


def within_opening_hours(world: World) -> None:
    """The clock is at a time at which the queue is open, and stays so for a while: nothing is late at night."""
    now = world.clock()
    opens = opens_at(QUEUE, now) or opens_at(QUEUE, now + LONG_ENOUGH_MS)
    if opens:
        world.clock.advance(opens - now + HOUR_MS)


async def joins_the_queue(world: World, customer: DemoPerson) -> str:
    async with world.connected(customer) as phone:
        return await open_waiting_conversation(phone)


async def leaves_the_queue(world: World, customer: DemoPerson, conversation: str) -> None:
    async with world.connected(customer) as phone:
        await _leave(phone, conversation)


async def _leave(phone: Client, conversation: str) -> None:
    await phone.request("leave", conversation=conversation)


def card_in(window: Window) -> Locator:
    """The waiting card."""
    return window.page.locator(".c-waiting")


def becomes_delayed(world: World, person: DemoPerson) -> None:
    """As much time passes as counts as a delay."""
    (entry,) = (each for each in routing().list_waiting(QUEUE, 100) if each.customer == person.id)
    world.clock.advance(waiting_rules().delay_notice_seconds * 1000)
    routing_jobs().defer(CheckDelay(entry.conversation, entry.since), 0)

"""Windows in which somebody nobody has met has signed in: the token comes in the address, as from the insurer's app."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from local.demo.people import DemoPerson
from local.demo.sign_in import LIFE_S
from tests.e2e.windows import Desk, Phone, Window
from tests.e2e.world import World

PHONE = (390, 844)
SMALL_PHONE = (360, 740)
DESK = (1440, 900)


class CustomerWindow(Phone):
    """The customer's page with `person` in it."""

    def __init__(
        self, browser: Browser, world: World, person: DemoPerson, size: tuple[int, int] = PHONE, **options: Any
    ) -> None:
        address = f"{world.standin.http_url}/#token={world.provider.token(person)}"
        Window.__init__(self, browser, address, *size, **options)
        expect(self.box).to_be_enabled()
        expect(self.page.locator(".c-row").last).to_be_visible()

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_label("메시지", exact=True)

    def asks_for_a_human(self) -> None:
        self.page.locator(".c-strip").get_by_role("button", name="상담원 연결").click()

    def talks_with(self, agent: DemoPerson) -> None:
        expect(self.page.get_by_text(f"{agent.name} 상담원과 상담 중이에요")).to_be_visible()


class AgentWindow(Desk):
    """The agent's desk with `person` at it, signed in for `life_s`."""

    def __init__(
        self,
        browser: Browser,
        world: World,
        person: DemoPerson,
        size: tuple[int, int] = DESK,
        *,
        life_s: int = LIFE_S,
        **options: Any,
    ) -> None:
        address = f"{world.standin.http_url}/panel/#token={world.provider.token(person, life_s)}"
        Window.__init__(self, browser, address, *size, **options)
        expect(self.page.get_by_role("group", name="상담 상태")).to_be_visible()

    def serves(self, customer: DemoPerson) -> None:
        expect(self.page.get_by_role("heading", name=customer.name, exact=True, level=2)).to_be_visible()


@contextmanager
def together(world: World, browser: Browser, **options: Any) -> Iterator[tuple[CustomerWindow, AgentWindow]]:
    """A customer and the agent who serves him. Neither's console may show an error in the end."""
    kim, agent = world.customer(), world.agent("general")
    desk = AgentWindow(browser, world, agent, **options)
    try:
        desk.becomes("상담 가능")
        phone = CustomerWindow(browser, world, kim, **options)
        try:
            phone.asks_for_a_human()
            phone.talks_with(agent)
            desk.serves(kim)
            yield phone, desk
            assert [*phone.faults, *desk.faults] == []
        finally:
            phone.close()
    finally:
        desk.close()


def devtools(page: Page) -> CDPSession:
    """Chromium's own protocol, for what Playwright has no word for."""
    return page.context.new_cdp_session(page)

"""Windows with a new person signed in: the token is in the address, as from the insurer's app."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from local.demo.people import DemoPerson
from tests.e2e.windows import Desk, Phone, Window
from tests.e2e.world import World

PHONE = (390, 844)
SMALL_PHONE = (360, 740)
DESK = (1440, 900)


PLAYED_NOTIFICATIONS = """() => {
  window.asked = 0; window.shown = []; window.hiding = false;
  Object.defineProperty(document, "hidden", { get: () => window.hiding });
  class Played {
    static permission = "default";
    static async requestPermission() { window.asked += 1; return (Played.permission = window.answer ?? "granted"); }
    constructor(title, options) { window.shown.push({ title, body: options.body, tag: options.tag, made: this }); }
    close() {}
  }
  window.Notification = Played;
}"""
"""A headless Chromium hides no tab and shows no notification: both are played."""


class CustomerWindow(Phone):
    """The customer's page with `person` signed in."""

    def __init__(
        self, browser: Browser, world: World, person: DemoPerson, size: tuple[int, int] = PHONE, **options: Any
    ) -> None:
        address = f"{world.standin.http_url}/#token={world.provider.token(person)}"
        Window.__init__(self, browser, address, *size, **options)
        expect(self.message_input).to_be_enabled()
        expect(self.page.locator(".c-row").last).to_be_visible()

    @property
    def message_input(self) -> Locator:
        """The input for messages."""
        return self.page.get_by_label("메시지", exact=True)

    def request_agent(self) -> None:
        self.page.locator(".c-strip").get_by_role("button", name="상담원 연결").click()

    def expect_served_by(self, agent: DemoPerson) -> None:
        expect(self.page.get_by_text(f"{agent.name} 상담원과 상담 중이에요")).to_be_visible()


class AgentWindow(Desk):
    """The agent's desk with `person` signed in, for `life_s` seconds if given."""

    def __init__(
        self,
        browser: Browser,
        world: World,
        person: DemoPerson,
        size: tuple[int, int] = DESK,
        *,
        life_s: int | None = None,
        **options: Any,
    ) -> None:
        address = f"{world.standin.http_url}/panel/#token={world.provider.token(person, life_s)}"
        Window.__init__(self, browser, address, *size, **options)
        expect(self.page.get_by_role("group", name="상담 상태")).to_be_visible()

    def expect_serving(self, customer: DemoPerson) -> None:
        expect(self.page.get_by_role("heading", name=customer.name, exact=True, level=2)).to_be_visible()


class ResponderWindow(Window):
    """The responder's page on a telephone at `place` (degrees north and east), with `person` signed in."""

    def __init__(
        self,
        browser: Browser,
        world: World,
        person: DemoPerson,
        place: tuple[float, float],
        size: tuple[int, int] = SMALL_PHONE,
    ) -> None:
        address = f"{world.standin.http_url}/responder/#token={world.provider.token(person)}"
        super().__init__(browser, address, *size, geolocation=geolocation(place), permissions=["geolocation"])
        expect(self.page.locator(".r-main h2")).to_be_visible()

    def go_on_duty(self) -> None:
        self.button("근무 시작").click()
        expect(self.page.get_by_text("위치를 보내고 있어요")).to_be_visible()

    def drive_to(self, place: tuple[float, float]) -> None:
        """The telephone is there now."""
        self.page.context.set_geolocation(geolocation(place))

    @property
    def offer(self) -> Locator:
        return self.page.locator(".r-offer")

    def close(self) -> None:
        self.page.context.close()


def geolocation(place: tuple[float, float]) -> Any:
    """A place as the browser's option."""
    return {"latitude": place[0], "longitude": place[1], "accuracy": 10}


def pass_identity_check(window: Locator) -> None:
    """Enters the code that the demo shows."""
    code = window.get_by_label("인증번호")
    expect(code).to_be_visible()
    hint = window.get_by_text("인증번호는").inner_text()
    code.fill("".join(letter for letter in hint if letter.isdigit()))
    window.get_by_role("button", name="확인", exact=True).click()


@contextmanager
def conversation_windows(
    world: World, browser: Browser, **options: Any
) -> Iterator[tuple[CustomerWindow, AgentWindow]]:
    """Windows of a customer and of the agent who serves them. Fails if a console has errors at the end."""
    kim, agent = world.customer(), world.agent("general")
    desk = AgentWindow(browser, world, agent, **options)
    try:
        desk.set_status("상담 가능")
        phone = CustomerWindow(browser, world, kim, **options)
        try:
            phone.request_agent()
            phone.expect_served_by(agent)
            desk.expect_serving(kim)
            yield phone, desk
            assert [*phone.console_errors, *desk.console_errors] == []
        finally:
            phone.close()
    finally:
        desk.close()


def devtools(page: Page) -> CDPSession:
    """A DevTools session, for what Playwright has no API for."""
    return page.context.new_cdp_session(page)

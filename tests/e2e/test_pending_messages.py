"""Messages written before the first connection, in Chromium."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from local.demo.people import DemoPerson
from tests.e2e.windows import Phone, Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

TICKETS = "**/api/tickets*"


class EarlyPhone(Phone):
    """A customer's page that gets no ticket until the centre is `reached`."""

    def __init__(self, browser: Browser, world: World, person: DemoPerson) -> None:
        self._within_reach = False
        Window.__init__(self, browser, "about:blank", 390, 844)
        self.page.route(TICKETS, self._answer)
        self.page.goto(address(world, person))

    def _answer(self, route: Route) -> None:
        if self._within_reach:
            route.continue_()
        else:
            route.fulfill(status=503)

    def reached(self) -> None:
        self._within_reach = True

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("list", name="연결되면 보내요").get_by_role("listitem")

    @property
    def mine(self) -> Locator:
        return self.log.locator("[data-side=mine][data-seq] .b-bubble")


def address(world: World, person: DemoPerson) -> str:
    return f"{world.standin.http_url}/#token={world.provider.token(person)}"


@pytest.fixture
def kim(world: World) -> DemoPerson:
    return world.customer("김서연")


@pytest.fixture
def phone(chromium: Browser, world: World, kim: DemoPerson) -> Iterator[EarlyPhone]:
    with closing(EarlyPhone(chromium, world, kim)) as phone:
        yield phone
        assert [fault for fault in phone.console_errors if "503" not in fault] == []


def test_messages_written_before_the_connection_are_sent_once_in_order(phone: EarlyPhone) -> None:
    phone.send_text("갓길에 서 있어요")
    phone.send_text("비가 와요")
    expect(phone.waiting).to_have_text(["갓길에 서 있어요연결되면 보내요", "비가 와요연결되면 보내요"])
    phone.reached()
    expect(phone.mine).to_have_text(["갓길에 서 있어요", "비가 와요"])
    expect(phone.waiting).to_have_count(0)
    phone.page.reload()
    expect(phone.mine).to_have_text(["갓길에 서 있어요", "비가 와요"])


def test_a_pending_message_survives_a_reload(phone: EarlyPhone) -> None:
    phone.send_text("갓길에 서 있어요")
    expect(phone.waiting).to_have_count(1)
    phone.page.reload()
    expect(phone.waiting).to_have_count(1)
    phone.reached()
    expect(phone.mine).to_have_text(["갓길에 서 있어요"])


def test_a_pending_message_is_never_sent_for_another_person(phone: EarlyPhone, world: World) -> None:
    phone.send_text("갓길에 서 있어요")
    expect(phone.waiting).to_have_count(1)
    phone.page.goto("about:blank")
    phone.page.goto(address(world, world.customer("박정호")))
    phone.reached()
    expect(phone.log).to_contain_text("안녕하세요, 박정호님")
    expect(phone.waiting).to_have_count(0)
    expect(phone.mine).to_have_count(0)

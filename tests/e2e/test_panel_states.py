"""States of the agents' page: empty, offline, expired session, conversation picked by a colleague."""

import json
from contextlib import ExitStack, closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from local.demo.people import DemoPerson
from tests.e2e.pages.signed_in import DESK, AgentWindow, conversation_windows
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.windows import Window
from tests.e2e.world import World, open_waiting_conversation

pytestmark = pytest.mark.browser

STRANGERS = "roadside"
"""The queue of agents to whom customers of `general` aren't assigned: they see them in the queue."""


async def in_queue(world: World, customer: DemoPerson) -> None:
    async with world.connected(customer) as phone:
        await open_waiting_conversation(phone)


def shows_who_waits(desk: AgentWindow) -> None:
    desk.page.get_by_role("tab", name="대기").click()


def opens_from_queue(desk: AgentWindow, customer: DemoPerson) -> None:
    shows_who_waits(desk)
    desk.page.get_by_role("option", name=customer.name).click()
    expect(desk.page.get_by_role("heading", name=f"{customer.name}님이 기다리고 있습니다")).to_be_visible()


def test_an_empty_desk_shows_what_to_do(chromium: Browser, world: World) -> None:
    examined = Examined()
    with closing(AgentWindow(chromium, world, world.agent("general"))) as desk:
        expect(desk.page.get_by_text("맡은 상담이 없습니다")).to_be_visible()
        examined.look("nothing to do, off duty", desk.page)
        shows_who_waits(desk)
        expect(desk.page.get_by_text("상담원을 찾는 고객이 생기면 여기에 나타납니다.")).to_be_visible()
        examined.look("nobody waits", desk.page)
        desk.page.get_by_role("tab", name="내 상담").click()
        desk.button("상담 가능으로 바꾸기").click()
        expect(desk.page.get_by_text("새 상담이 오면 여기에 나타나고 소리로 알려 드립니다.")).to_be_visible()
        expect(desk.page.get_by_text("상담 0건 / 5건")).to_be_visible()
        assert desk.console_errors == []
    assert examined.found == {}


class HoldBack:
    """A proxy between a page and the centre: holds back results of a kind, or replaces them by an error."""

    def __init__(self, page: Page, kind: str) -> None:
        self.kind, self._page = kind, page
        self._frames: list[tuple[WebSocketRoute, str | bytes]] = []
        page.route_web_socket("**/*", self._proxy)

    def _proxy(self, socket: WebSocketRoute) -> None:
        centre = socket.connect_to_server()

        def forward(frame: str | bytes) -> None:
            if json.loads(frame).get("result", {}).get("kind") == self.kind:
                self._frames.append((socket, frame))
            else:
                socket.send(frame)

        centre.on_message(forward)

    def release(self, **refusal: Any) -> None:
        """Forwards the frames held back and all later ones, or an error in place of the first."""
        while refusal and not self._frames:
            self._page.wait_for_timeout(10)  # lets it come
        self.kind = "" if not refusal else self.kind
        for socket, frame in self._frames:
            known = json.loads(frame)
            socket.send(json.dumps({"event": "error", "ref": known["ref"], **refusal}) if refusal else frame)
        self._frames.clear()


def test_a_late_or_missing_connection_is_shown(chromium: Browser, world: World) -> None:
    kim, examined = world.customer("남궁솔"), Examined()
    world.run(in_queue(world, kim))
    with closing(AgentWindow(chromium, world, world.agent(STRANGERS))) as desk:
        centre = HoldBack(desk.page, "queue_entry_list")
        desk.page.reload()
        shows_who_waits(desk)
        expect(desk.page.get_by_text("대기 목록을 불러오는 중입니다")).to_be_attached()
        examined.look("loading", desk.page)
        centre.release(code="unavailable", text="잠시 뒤 다시 시도해 주세요.", retryable=False)
        expect(desk.page.get_by_text("대기 목록을 불러오지 못했습니다")).to_be_visible()
        examined.look("not loaded", desk.page)
        centre.kind = ""
        desk.button("다시 시도").click()
        expect(desk.page.get_by_role("option", name=kim.name)).to_be_visible()
        assert desk.console_errors == []
    assert examined.found == {}


def test_a_page_that_cannot_start_shows_it_and_retries(chromium: Browser, world: World) -> None:
    examined = Examined()
    with closing(Window(chromium, f"{world.standin.http_url}/panel/", *DESK)) as window:

        def refuse(route: Route) -> None:
            route.fulfill(status=503)

        window.page.route("**/config.json", refuse)
        window.page.reload()
        expect(window.page.get_by_text("화면을 열지 못했습니다")).to_be_visible()
        examined.look("not begun", window.page)
        window.page.unroute("**/config.json", refuse)
        window.button("다시 시도").click()
        expect(window.page.get_by_role("heading", name="상담원 로그인")).to_be_visible()
    assert examined.found == {}


def test_an_offline_desk_keeps_drafts(chromium: Browser, world: World) -> None:
    examined = Examined()
    with conversation_windows(world, chromium) as (phone, desk):
        desk.page.context.set_offline(True)
        expect(desk.page.get_by_text("인터넷이 끊겼습니다. 쓰신 글은 보관했다가 연결되면 보냅니다.")).to_be_visible()
        desk.send_text("연결되면 갈 말")
        expect(desk.log.locator('[data-state="waiting"]')).to_have_text("연결되면 갈 말")
        examined.look("without a network", desk.page)
        desk.page.context.set_offline(False)
        phone.expect_text("연결되면 갈 말")
        expect(desk.page.get_by_text("인터넷이 끊겼습니다")).to_have_count(0)
        expect(desk.log.locator("[data-state]")).to_have_count(0)
        desk.console_errors.clear()  # Chromium writes what gets no network onto the console
    assert examined.found == {}


def test_a_session_near_its_end_is_announced_and_extended(chromium: Browser, world: World) -> None:
    agent, examined = world.agent("general"), Examined()
    left = world.clock.ahead // 1000 + 290
    with world.with_sign_in_buttons(agent), closing(AgentWindow(chromium, world, agent, life_s=left)) as desk:
        warning = desk.page.get_by_text("로그인이 5분 뒤에 끝납니다.")
        expect(warning).to_be_visible()
        examined.look("near its end", desk.page)
        desk.button("이어서 로그인").click()
        expect(desk.page.locator(".p-toast", has_text="로그인을 연장했습니다.")).to_be_visible()
        expect(warning).to_have_count(0)
        assert desk.console_errors == []
    assert examined.found == {}


def test_two_viewers_of_a_customer_see_each_other_and_the_slower_pick_is_refused(
    chromium: Browser, world: World
) -> None:
    kim, quick, slow, examined = world.customer("남궁솔"), world.agent(STRANGERS), world.agent(STRANGERS), Examined()
    world.run(in_queue(world, kim))
    with ExitStack() as windows:
        first, second = (windows.enter_context(closing(AgentWindow(chromium, world, one))) for one in (quick, slow))
        for desk in (first, second):
            desk.set_status("상담 가능")
            opens_from_queue(desk, kim)
        for desk, other in ((first, slow), (second, quick)):
            expect(desk.page.get_by_role("status").filter(has_text=f"{other.name}님도 보고 있습니다")).to_be_visible()
        examined.look("a colleague looks as well", second.page)
        first.page.keyboard.press("Alt+m")
        first.expect_serving(kim)
        expect(first.page.get_by_text("님도 보고 있습니다")).to_have_count(0)
        expect(second.page.get_by_text("다른 상담원이 먼저 맡았습니다")).to_be_visible()
        expect(second.page.get_by_role("option", name=kim.name)).to_have_count(0)
        examined.look("a colleague was quicker", second.page)
        assert [*first.console_errors, *second.console_errors] == []
    assert examined.found == {}

"""The customer's page and the agents' panel in two Chromium windows, end to end."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.windows import Desk, Phone, browser
from tests.e2e.world import World

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def windows(chromium: Browser, world: World, request: pytest.FixtureRequest) -> Iterator[tuple[Phone, Desk]]:
    """A customer's and an agent's, by the names in the parameter."""
    customer, agent = request.param
    with closing(Phone(chromium, world.standin.http_url, customer)) as phone:
        with closing(Desk(chromium, world.standin.http_url, agent)) as desk:
            yield phone, desk
        assert desk.console_errors == []
    assert phone.console_errors == []


@pytest.mark.parametrize("windows", [("김서연", "정지우")], indirect=True)
def test_a_conversation_from_greeting_to_reopening(windows: tuple[Phone, Desk]) -> None:
    phone, desk = windows
    desk.set_status("상담 가능")
    expect(phone.log).to_contain_text("챗봇 바로봇이에요")
    phone.log.get_by_role("button", name="내 보험 보기").click()
    expect(phone.log).to_contain_text("123가4567")
    phone.button("상담원 연결").last.click()
    expect(phone.page.get_by_text("정지우 상담원과 상담 중이에요")).to_be_visible()

    expect(desk.page.get_by_role("heading", name="김서연")).to_be_visible()
    expect(desk.log).to_contain_text("123가4567")
    expect(desk.page.get_by_role("region", name="고객 정보")).to_contain_text("아반떼")
    phone.page.get_by_label("메시지", exact=True).press_sequentially("안녕하세요")
    expect(desk.page.get_by_text("김서연님이 입력 중입니다")).to_be_visible()
    phone.send_text("주소를 바꾸고 싶어요 🙂")
    desk.expect_text("주소를 바꾸고 싶어요 🙂")
    desk.send_text("네, 새 주소를 알려 주세요.")
    phone.expect_text("네, 새 주소를 알려 주세요.")
    phone.send_text("서울시 강남구 1번지")
    desk.expect_text("서울시 강남구 1번지")
    expect(phone.log).to_contain_text("읽음")

    phone.page.reload()
    phone.expect_text("네, 새 주소를 알려 주세요.")
    phone.expect_text("서울시 강남구 1번지")

    desk.button("상담 마치기").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="계약 변경 완료").check()
    dialog.get_by_role("button", name="마치기", exact=True).click()
    expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()
    phone.button("다시 열기").click()
    expect(phone.page.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
    expect(phone.log.get_by_text("챗봇 바로봇이에요")).to_have_count(2)
    assert phone.console_errors == []
    assert desk.console_errors == []


@pytest.mark.parametrize("windows", [("박정호", "김하늘")], indirect=True)
def test_messages_written_offline_arrive_once(windows: tuple[Phone, Desk], world: World) -> None:
    phone, desk = windows
    desk.set_status("상담 가능")
    phone.button("상담원 연결").last.click()
    expect(phone.page.get_by_text("김하늘 상담원과 상담 중이에요")).to_be_visible()
    connections = world.standin.connection_ids()
    for connection in connections:
        world.loop.call_soon_threadsafe(world.standin.drop, connection)
    for number in range(1, 4):
        phone.send_text(f"끊긴 사이 {number}")
        desk.send_text(f"저도 끊겼어요 {number}")
    for number in range(1, 4):
        desk.expect_text(f"끊긴 사이 {number}")
        phone.expect_text(f"저도 끊겼어요 {number}")
    assert not set(connections) & set(world.standin.connection_ids())

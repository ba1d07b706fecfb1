"""A car on the shoulder, in real windows: safety advice and numbers first, and first position on both desks."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.claims.case import adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.world import World

pytestmark = pytest.mark.browser

SHOULDER = "차가 안 움직여요 견인차 불러주세요 영동고속도로 갓길이에요"


def test_a_car_on_the_shoulder_gets_instructions_and_is_first_on_both_desks(chromium: Browser, world: World) -> None:
    kim, doyun, examined = world.customer(), adjuster(world, "own_car"), Examined()
    world.run(register_claim(world, world.customer("박정호")))  # a row that is no emergency, on the work list below it
    here = {"latitude": 37.246, "longitude": 127.378}
    with closing(CustomerWindow(chromium, world, kim, geolocation=here, permissions=["geolocation"])) as phone:
        phone.send_text(SHOULDER)
        expect(phone.log).to_contain_text("가드레일 밖")
        calls = phone.log.locator("a.c-call")
        assert [call.get_attribute("href") for call in calls.all()] == [
            "tel:112", "tel:119", "tel:1588-2504", "tel:1600-0005",
        ]  # fmt: skip
        examined.look("safety first", phone.page)
        phone.page.get_by_role("button", name="지금 위치 보내기").click()
        expect(phone.log.locator(".c-row[data-side=mine]").last).to_contain_text("37.246")
        expect(phone.page.get_by_role("button", name="지금 위치 보내기")).to_be_enabled()

        world.clock.advance(12 * 60_000)
        with closing(AgentWindow(chromium, world, doyun)) as desk:
            handling = ClaimDesk(desk)
            first = desk.page.get_by_role("listbox").get_by_role("option").first
            expect(first).to_contain_text("분째 대기")  # the tab "mine", where nobody else is
            handling.open_work_list()
            row = desk.page.get_by_role("row").nth(1)
            expect(row).to_contain_text(f"{kim.name}")
            expect(row).to_contain_text("12분째 대기")
            examined.look("emergency on the work list", desk.page)
            row.get_by_role("button", name=f"상담 대기 {kim.name}님 맡기").click()
            desk.expect_serving(kim)
            talk = desk.page.get_by_role("region", name="대화")
            expect(talk.get_by_text("도로 위에 차가 서 있어요 (위험)")).to_be_visible()
            assert [*phone.console_errors, *desk.console_errors] == []
    assert examined.found == {}

"""An unfinished accident form in Chromium: kept after the end of a chat, corrected and registered at the desk."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import PHONE, AgentWindow, CustomerWindow
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_an_unfinished_form_outlives_the_chat_and_is_registered_at_the_desk(chromium: Browser, world: World) -> None:
    kim, agent = world.customer(), world.agent("accident", "general")
    with (
        closing(CustomerWindow(chromium, world, kim)) as phone,
        closing(AgentWindow(chromium, world, agent)) as desk,
    ):
        desk.set_status("상담 가능")
        phone.button("사고 접수").last.click()
        phone.button("없어요").last.click()
        phone.send_text("어제 강남역 사거리에서 뒤차가 박았어요")
        expect(phone.log).to_contain_text("몇 시쯤이었는지 기억나세요?")

        phone.button("메뉴").click()
        phone.button("상담 종료").click()
        phone.button("종료").last.click()
        asked = phone.page.get_by_role("dialog", name="접수하지 않은 사고가 있어요")
        phone.page.set_viewport_size({"width": PHONE[0] // 2, "height": PHONE[1] // 2})
        expect(asked).to_be_visible()
        assert [*find_outside_viewport(phone.page), *find_squeezed_text(phone.page)] == []
        phone.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        asked.get_by_role("button", name="보관하고 종료").click()
        phone.button("새로 문의하기").first.click()
        expect(phone.log).to_contain_text("작성하던 사고 접수 내용이 있어요. 이어서 할까요?")
        expect(phone.log.locator(".b-card").last).to_contain_text("강남역 사거리")
        phone.request_agent()
        phone.expect_served_by(agent)

        desk.expect_serving(kim)
        page = desk.page
        page.get_by_role("button", name="상담 마치기").first.click()
        window = page.get_by_role("dialog")
        window.get_by_role("radio").first.check()
        window.get_by_role("button", name="마치기", exact=True).click()
        expect(window.get_by_text("어떻게 할지 골라 주세요")).to_be_visible()
        window.get_by_role("button", name="접수하러 가기").click()

        form = page.get_by_role("region", name="접수하지 않은 사고")
        expect(form).to_contain_text("강남역 사거리")
        form.get_by_role("button", name="고치기").click()
        form.get_by_label("상대 차량번호").fill("12가 3456")
        form.get_by_role("button", name="저장").click()
        expect(form.get_by_role("button", name="고치기")).to_be_focused()
        expect(phone.log).to_contain_text("접수 내용을 고쳤어요. 상대 차량번호 12가3456")
        form.get_by_role("button", name="이대로 접수").click()
        expect(phone.log).to_contain_text("사고가 접수됐어요")
        expect(form).to_be_hidden()
        number = re.findall(r"\d{8}-\d{6}", phone.log.inner_text())[-1]
        expect(page.get_by_role("article", name=number)).to_be_visible()
        expect(page.get_by_role("tab", name="사고")).to_be_focused()
        assert find_violations(page) == {}
        assert [*phone.console_errors, *desk.console_errors] == []

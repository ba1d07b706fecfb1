"""Lists of conversations tell rows apart: first words, result and who helped, on both pages."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def asks(phone: CustomerWindow, text: str) -> None:
    phone.send_text("안녕하세요")
    phone.send_text(text)
    expect(phone.log.locator("[data-seq]").get_by_text(text, exact=True)).to_be_visible()


def test_rows_differ_by_first_words_result_and_helper(chromium: Browser, world: World) -> None:
    kim, agent = world.customer("나들이"), world.agent("general", "contract", "roadside", "accident")
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        asks(phone, "보험료가 왜 올랐는지 알고 싶어요")
        desk.set_status("상담 가능")
        phone.send_text("상담원 연결해 주세요")
        phone.expect_served_by(agent)
        desk.button("상담 마치기").click()
        dialog = desk.page.get_by_role("dialog")
        dialog.get_by_role("radio", name="계약 변경 완료").check()
        dialog.get_by_role("button", name="마치기", exact=True).click()
        expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()
        desk.set_status("일시 정지")
        phone.button("새로 문의하기").click()
        asks(phone, "출동은 몇 번까지 부를 수 있나요")
        phone.button("메뉴").click()
        phone.button("상담 종료").click()
        phone.page.get_by_role("dialog").get_by_role("button", name="종료", exact=True).click()
        phone.button("새로 문의하기").click()
        asks(phone, "오늘 날씨가 참 좋은 날이네요")

        phone.button("메뉴").click()
        phone.button("상담 내역").click()
        rows = phone.page.get_by_role("region", name="상담 내역").get_by_role("listitem")
        for row, words in enumerate(
            (
                ("오늘 날씨가 참 좋은 날이네요", "중 · 챗봇"),
                ("출동은 몇 번까지 부를 수 있나요", "종료"),
                ("보험료가 왜 올랐는지 알고 싶어요", f"계약 변경 완료 · {agent.name} 상담원"),
            )
        ):
            for text in words:
                expect(rows.nth(row)).to_contain_text(text)
        assert find_violations(phone.page) == {}
        phone.page.evaluate("document.documentElement.setAttribute('data-text', '200')")
        assert [*find_outside_viewport(phone.page), *find_squeezed_text(phone.page)] == []

        phone.page.get_by_role("button", name="뒤로").click()
        desk.set_status("상담 가능")
        phone.send_text("상담원 연결해 주세요")
        phone.expect_served_by(agent)
        desk.expect_serving(kim)
        earlier = desk.page.get_by_role("region", name="고객 정보").locator(".p-earlier li")
        expect(earlier.nth(0)).to_contain_text("출동은 몇 번까지 부를 수 있나요")
        expect(earlier.nth(1)).to_contain_text("보험료가 왜 올랐는지 알고 싶어요")
        expect(earlier.nth(1)).to_contain_text(f"계약 변경 완료 · {agent.name}")
    assert [*phone.console_errors, *desk.console_errors] == []

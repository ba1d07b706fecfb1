"""After the chat: solved or not, stars, words, and going on."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def resolve(desk: AgentWindow) -> None:
    desk.button("상담 마치기").click()
    ending = desk.page.get_by_role("dialog")
    ending.get_by_role("radio").first.check()
    ending.get_by_role("button", name="마치기", exact=True).click()


def test_a_customer_rates_with_one_tap_adds_words_and_reopens(chromium: Browser, world: World) -> None:
    kim, agent = world.customer("마하늬"), world.agent("general")
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        desk.set_status("상담 가능")
        phone.request_agent()
        desk.expect_serving(kim)
        desk.send_text("안내해 드렸습니다")
        resolve(desk)

        rating = phone.page.get_by_role("region", name="상담 평가")
        expect(rating.get_by_text("궁금하신 점이 해결됐나요?")).to_be_visible()
        assert find_violations(phone.page) == {}
        rating.get_by_role("button", name="아직이에요").click()
        expect(rating.get_by_text("‘다시 열기’를 눌러")).to_be_visible()
        rating.get_by_role("radio", name="별 4개").check(force=True)
        field = rating.get_by_role("textbox", name="한마디 남기기 (선택)")
        field.fill("친절하셨어요")
        rating.get_by_role("button", name="보내기").click()
        expect(rating.get_by_text("남겨 주셔서 고마워요")).to_be_visible()
        phone.expect_text("남겨 주신 말씀: 친절하셨어요")
        phone.page.reload()
        expect(rating.get_by_role("radio", name="별 4개")).to_be_checked()
        assert find_violations(phone.page) == {}

        phone.button("다시 열기").click()
        expect(rating).to_have_count(0)
        phone.request_agent()
        desk.expect_serving(kim)
        expect(desk.log.get_by_text("남겨 주신 말씀: 친절하셨어요")).to_be_visible()
        resolve(desk)
        expect(rating.get_by_role("radio", name="별 4개")).to_be_checked()
    assert [*phone.console_errors, *desk.console_errors] == []

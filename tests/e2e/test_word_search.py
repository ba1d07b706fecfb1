"""Searching what was said in conversations that ended."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_an_agent_finds_what_was_said_and_reads_it_where_it_was_said(chromium: Browser, world: World) -> None:
    kim, agent, colleague = world.customer("노아라"), world.agent("general"), world.agent("general")
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(AgentWindow(chromium, world, colleague)) as other,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        desk.set_status("상담 가능")
        phone.request_agent()
        desk.expect_serving(kim)
        phone.send_text("뒷문이 긁혔는데 과실 비율이 궁금해요")
        desk.send_text("블랙박스를 보내 주시면 과실비율을 알려 드릴게요")
        phone.expect_text("블랙박스를 보내 주시면 과실비율을 알려 드릴게요")
        desk.button("상담 마치기").click()
        ending = desk.page.get_by_role("dialog")
        ending.get_by_role("radio").first.check()
        ending.get_by_role("button", name="마치기", exact=True).click()
        expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()

        desk.page.keyboard.press("Alt+Shift+S")
        dialog = desk.page.get_by_role("dialog", name="지난 대화에서 찾기")
        field = dialog.get_by_role("searchbox", name="찾을 말")
        expect(field).to_be_focused()
        field.fill("가")
        field.press("Enter")
        expect(dialog.get_by_text("2자 이상")).to_be_visible()
        results = dialog.get_by_role("list", name="찾은 대화").get_by_role("listitem")
        field.fill("과실비율")
        while results.count() == 0:  # the index follows the end of the conversation
            field.press("Enter")
            expect(dialog.locator(".p-word-status")).to_contain_text("건")
        expect(results).to_have_count(1)
        expect(results.locator("mark")).to_have_text(["과실 비율", "과실비율"])
        results.get_by_role("button").click()
        log = dialog.get_by_role("region", name="대화 내용")
        expect(log.get_by_text("뒷문이 긁혔는데 과실 비율이 궁금해요")).to_be_in_viewport()
        assert find_violations(desk.page) == {}

        other.page.keyboard.press("Alt+Shift+S")
        search = other.page.get_by_role("dialog", name="지난 대화에서 찾기")
        search.get_by_role("searchbox", name="찾을 말").fill("과실비율")
        search.get_by_role("button", name="찾기", exact=True).click()
        expect(search.get_by_text("나온 대화가 없습니다")).to_be_visible()
        assert find_violations(other.page) == {}
    assert [*phone.console_errors, *desk.console_errors, *other.console_errors] == []

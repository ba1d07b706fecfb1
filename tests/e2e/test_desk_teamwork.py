"""What agents leave for colleagues and themselves: a mention reaches a desk that is closed, a follow-up its hour."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World

pytestmark = pytest.mark.browser

HOUR_MS = 3_600_000


def test_a_mention_reaches_the_named_desk_and_a_follow_up_its_hour(chromium: Browser, world: World) -> None:
    kim, agent, colleague = world.customer("신아영"), world.agent("general"), world.agent("accident")
    closing_desk = AgentWindow(chromium, world, colleague)
    expect(closing_desk.button("멘션과 할 일")).to_be_visible()
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        desk.set_status("상담 가능")
        phone.request_agent()
        desk.expect_serving(kim)

        # a note names a colleague, whose desk shows it at once
        desk.button("내부 메모").first.click()
        note = desk.page.get_by_role("textbox", name="내부 메모")
        note.press_sequentially(f"@{colleague.name[:-1]}")
        option = desk.page.get_by_role("option", name=re.compile(f"^{colleague.name}"))
        expect(option).to_be_visible()
        assert find_violations(desk.page) == {}
        option.click()
        note.press_sequentially("사진 확인 부탁해요")
        note.press("Enter")
        expect(desk.log.locator(".p-mention")).to_have_text(f"@{colleague.name}")
        expect(closing_desk.page.get_by_text(f"{agent.name}님이 불렀습니다 ({kim.name}님)")).to_be_visible()
        expect(closing_desk.button("멘션과 할 일, 확인할 것 1건")).to_be_visible()
        expect(phone.log.get_by_text("사진 확인 부탁해요")).to_have_count(0)

        # … and at the next sign-in, where it is closed
        closing_desk.close()
        desk.button("내부 메모").first.click()
        note.fill(f"@{colleague.name} 하나 더요")
        note.press("Enter")
        expect(desk.log.locator(".p-mention")).to_have_count(2)
        with closing(AgentWindow(chromium, world, colleague)) as other:
            expect(other.page.get_by_text("나를 부른 메모가 2건 있습니다")).to_be_visible()
            other.button("멘션과 할 일, 확인할 것 2건").click()
            dialog = other.page.get_by_role("dialog")
            expect(dialog.get_by_role("list", name="나를 부른 메모").get_by_role("listitem")).to_have_count(2)
            expect(dialog.get_by_text(f"@{colleague.name} 하나 더요")).to_be_visible()
            assert find_violations(other.page) == {}
            dialog.get_by_role("button", name="닫기").click()
            expect(other.page.get_by_role("button", name="멘션과 할 일", exact=True)).to_be_visible()
            other.page.reload()
            expect(other.page.get_by_role("button", name="멘션과 할 일", exact=True)).to_be_visible()
            assert other.console_errors == []

        # a follow-up: kept over the end of the conversation, shown when it is due, done and undone
        desk.button("할 일 더하기").click()
        dialog = desk.page.get_by_role("dialog")
        dialog.get_by_label("할 일", exact=True).fill("견적서 왔는지 전화")
        dialog.get_by_role("button", name="1시간 뒤").click()
        assert find_violations(desk.page) == {}
        dialog.get_by_role("button", name="저장").click()
        item = desk.page.get_by_role("region", name="고객 정보").get_by_text("견적서 왔는지 전화")
        expect(item).to_be_visible()
        expect(desk.page.get_by_role("button", name="멘션과 할 일", exact=True)).to_be_visible()
        world.clock.advance(HOUR_MS + 1_000)
        desk.page.reload()
        expect(desk.page.get_by_text(f"할 일: {kim.name}님 · 견적서 왔는지 전화")).to_be_visible()
        desk.button("멘션과 할 일, 확인할 것 1건").click()
        mine = dialog.get_by_role("checkbox", name=re.compile("견적서 왔는지 전화"))
        mine.check()
        dialog.get_by_role("button", name="닫기").click()
        expect(desk.page.get_by_role("button", name="멘션과 할 일", exact=True)).to_be_visible()
        desk.page.reload()
        desk.page.get_by_role("button", name="멘션과 할 일", exact=True).click()
        expect(mine).to_be_checked()
        mine.uncheck()
        expect(dialog.get_by_text("할 시간")).to_be_visible()
    assert [*phone.console_errors, *desk.console_errors] == []

"""Both main tasks by keyboard alone; accessibility tree and live regions."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.keyboard import announcements, focus_and_press, move_focus_to, record_announcements, wait_for_focus
from tests.e2e.pages.signed_in import DESK, conversation_windows
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_customer_and_agent_work_by_keyboard_alone(chromium: Browser, world: World) -> None:
    kim, han = world.customer_with_contract("김보라", "77머7788"), world.agent("general")
    with (
        world.with_sign_in_buttons(kim, han),
        closing(Window(chromium, f"{world.standin.http_url}/", *DESK)) as customer,
        closing(Window(chromium, f"{world.standin.http_url}/panel/", *DESK)) as agent,
    ):
        phone, desk = customer.page, agent.page
        expect(agent.button(han.name)).to_be_visible()
        focus_and_press(desk, han.name)
        expect(desk.get_by_role("group", name="상담 상태")).to_be_visible()
        focus_and_press(desk, "상담 가능", "Space")

        expect(customer.button(kim.name)).to_be_visible()
        focus_and_press(phone, kim.name)
        expect(phone.get_by_text("챗봇 바로봇이에요").last).to_be_visible()
        focus_and_press(phone, "내 보험 보기")
        expect(phone.get_by_text("77머7788").first).to_be_visible()
        move_focus_to(phone, "메시지")
        phone.keyboard.type("상담원과 이야기하고 싶어요")
        move_focus_to(phone, "상담원 연결", "Shift+Tab")
        phone.keyboard.press("Enter")
        expect(phone.get_by_text(f"{han.name} 상담원과 상담 중이에요")).to_be_visible()
        move_focus_to(phone, "메시지")
        phone.keyboard.press("Enter")

        log = desk.get_by_role("log")
        expect(log.get_by_text("상담원과 이야기하고 싶어요")).to_be_visible()
        desk.keyboard.press("Alt+r")
        wait_for_focus(desk, "답변")
        desk.keyboard.type("안녕하세요, 무엇을 도와드릴까요?")
        desk.keyboard.press("Enter")
        expect(phone.get_by_text("안녕하세요, 무엇을 도와드릴까요?").last).to_be_visible()

        desk.keyboard.press("Alt+t")
        wait_for_focus(desk, "일반 상담")
        move_focus_to(desk, "넘기는 메모")
        desk.keyboard.press("Escape")
        expect(desk.get_by_role("dialog")).to_have_count(0)
        wait_for_focus(desk, "답변")
        desk.keyboard.press("Alt+q")
        expect(desk.get_by_role("dialog")).to_be_visible()
        desk.keyboard.press("Space")
        focus_and_press(desk, "마치기")
        expect(phone.get_by_text("상담이 끝났어요")).to_be_visible()
        focus_and_press(phone, "다시 열기")
        expect(phone.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
    assert [*customer.console_errors, *agent.console_errors] == []


def test_a_screen_reader_gets_speaker_and_text_once(chromium: Browser, world: World) -> None:
    with conversation_windows(world, chromium) as (phone, desk):
        name = phone.page.get_by_text("상담원과 상담 중이에요").inner_text().removesuffix(" 상담원과 상담 중이에요")
        record_announcements(phone.page)
        record_announcements(desk.page)
        for number in (1, 2):
            phone.send_text(f"물어볼 것 {number}")
            desk.expect_text(f"물어볼 것 {number}")
            desk.send_text(f"알려 드릴 것 {number}")
            phone.expect_text(f"알려 드릴 것 {number}")
        desk.send_text("하나 더")
        phone.expect_text("하나 더")
        expect(phone.log).to_match_aria_snapshot(f"""
            - list:
              - listitem:
                - paragraph: 나
                - text: 물어볼 것 1
              - listitem:
                - paragraph: {name} 상담원
                - text: 알려 드릴 것 1
              - listitem:
                - paragraph: 나
                - text: 물어볼 것 2
              - listitem:
                - paragraph: {name} 상담원
                - text: 알려 드릴 것 2
              - listitem:
                - paragraph: {name} 상담원
                - text: 하나 더
        """)
        expect(desk.log).to_match_aria_snapshot(f"""
            - article:
              - text: 김서연 물어볼 것 1
            - article:
              - text: {name} 알려 드릴 것 1
            - article:
              - text: 김서연 물어볼 것 2
            - article:
              - text: {name} 알려 드릴 것 2
            - article:
              - text: /{name} 하나 더/
        """)
        for number in (1, 2):
            assert announcements(phone.page, f"알려 드릴 것 {number}") == [f"{name} 상담원: 알려 드릴 것 {number}"]
            assert len(announcements(desk.page, f"물어볼 것 {number}")) == 1
            assert announcements(phone.page, f"물어볼 것 {number}") == []

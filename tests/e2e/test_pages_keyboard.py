"""Both main jobs without a mouse, and without eyes: the keyboard alone, the accessibility tree, the live regions."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.hands import heard, listen, on_focus, press, reach
from tests.e2e.pages.signed_in import DESK, together
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_both_jobs_are_done_by_keyboard_alone(chromium: Browser, world: World) -> None:
    kim, han = world.insured("김보라", "77머7788"), world.agent("general")
    with (
        world.offered(kim, han),
        closing(Window(chromium, f"{world.standin.http_url}/", *DESK)) as customer,
        closing(Window(chromium, f"{world.standin.http_url}/panel/", *DESK)) as agent,
    ):
        phone, desk = customer.page, agent.page
        expect(agent.button(han.name)).to_be_visible()
        press(desk, han.name)
        expect(desk.get_by_role("group", name="상담 상태")).to_be_visible()
        press(desk, "상담 가능", "Space")

        expect(customer.button(kim.name)).to_be_visible()
        press(phone, kim.name)
        expect(phone.get_by_text("챗봇 바로봇이에요").last).to_be_visible()
        press(phone, "내 보험 보기")
        expect(phone.get_by_text("77머7788").first).to_be_visible()
        reach(phone, "메시지")
        phone.keyboard.type("상담원과 이야기하고 싶어요")
        reach(phone, "상담원 연결", "Shift+Tab")
        phone.keyboard.press("Enter")
        expect(phone.get_by_text(f"{han.name} 상담원과 상담 중이에요")).to_be_visible()
        reach(phone, "메시지")
        phone.keyboard.press("Enter")

        log = desk.get_by_role("log")
        expect(log.get_by_text("상담원과 이야기하고 싶어요")).to_be_visible()
        desk.keyboard.press("Alt+r")
        on_focus(desk, "답변")
        desk.keyboard.type("안녕하세요, 무엇을 도와드릴까요?")
        desk.keyboard.press("Enter")
        expect(phone.get_by_text("안녕하세요, 무엇을 도와드릴까요?").last).to_be_visible()

        desk.keyboard.press("Alt+t")
        on_focus(desk, "일반 상담")
        reach(desk, "넘기는 메모")
        desk.keyboard.press("Escape")
        expect(desk.get_by_role("dialog")).to_have_count(0)
        on_focus(desk, "답변")
        desk.keyboard.press("Alt+q")
        expect(desk.get_by_role("dialog")).to_be_visible()
        desk.keyboard.press("Space")
        press(desk, "마치기")
        expect(phone.get_by_text("상담이 끝났어요")).to_be_visible()
        press(phone, "다시 열기")
        expect(phone.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
    assert [*customer.faults, *agent.faults] == []


def test_a_screen_reader_learns_who_says_what_and_hears_it_once(chromium: Browser, world: World) -> None:
    with together(world, chromium) as (phone, desk):
        name = phone.page.get_by_text("상담원과 상담 중이에요").inner_text().removesuffix(" 상담원과 상담 중이에요")
        listen(phone.page)
        listen(desk.page)
        for number in (1, 2):
            phone.writes(f"물어볼 것 {number}")
            desk.sees(f"물어볼 것 {number}")
            desk.writes(f"알려 드릴 것 {number}")
            phone.sees(f"알려 드릴 것 {number}")
        desk.writes("하나 더")
        phone.sees("하나 더")
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
            assert heard(phone.page, f"알려 드릴 것 {number}") == [f"{name} 상담원: 알려 드릴 것 {number}"]
            assert len(heard(desk.page, f"물어볼 것 {number}")) == 1
            assert heard(phone.page, f"물어볼 것 {number}") == []

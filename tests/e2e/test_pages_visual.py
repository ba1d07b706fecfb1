"""The pages on a telephone and on a desktop, light and dark: legible, nothing cut off or outside the screen."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages.signed_in import (
    DESK,
    PHONE,
    PLAYED_NOTIFICATIONS,
    SMALL_PHONE,
    AgentWindow,
    CustomerWindow,
    conversation_windows,
)
from tests.e2e.pages.visual_checks import find_visual_defects
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

LONG = "https://www.example.com/" + "아주긴주소" * 12 + " " + "띄어쓰기없이이어지는말" * 12


class Look:
    """Checks one state after the other, light and dark."""

    def __init__(self, canvas: Page) -> None:
        self.canvas = canvas
        self.flaws: dict[str, list[str]] = {}

    def at(self, state: str, page: Page) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            found = find_visual_defects(page, self.canvas, dark=scheme == "dark")
            if found:
                self.flaws[f"{state}, {scheme}"] = found


def lies_over(window: Window, words: str) -> None:
    """A status message during an open dialog is visible inside it; everything else is inert and isn't read out."""
    status = window.page.get_by_role("dialog").get_by_role("status").filter(has_text=words)
    expect(status).to_be_visible()
    expect(window.page.get_by_text(words)).to_have_count(1)
    assert status.get_by_text(words).evaluate("""one => {
      one.style.pointerEvents = "auto";
      const { left, top, width, height } = one.getBoundingClientRect();
      return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""), "something lies over it"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390x844", "1440x900"])
def test_both_pages_have_no_visual_defects(chromium: Browser, world: World, size: tuple[int, int]) -> None:
    kim, agent = world.customer(), world.agent("general", "accident")
    with (
        closing(chromium.new_context()) as empty,
        closing(AgentWindow(chromium, world, agent, size)) as desk,
        closing(CustomerWindow(chromium, world, kim, size)) as phone,
    ):
        desk.page.evaluate(PLAYED_NOTIFICATIONS)
        look = Look(empty.new_page())
        look.at("desk without conversations", desk.page)
        look.at("greeting", phone.page)
        phone.button("사고 접수").first.click()
        expect(phone.button("그만하기")).to_be_enabled()
        look.at("asked by the bot", phone.page)
        phone.button("메뉴").click()
        look.at("menu", phone.page)
        phone.page.get_by_role("switch", name="다른 화면을 볼 때 알림").click()
        lies_over(phone, "브라우저에서 알림이 막혀 있어요")
        phone.page.keyboard.press("Escape")
        desk.set_status("상담 가능")
        desk.page.keyboard.press("Control+k")
        lies_over(desk, "다른 창을 보고 있어도")
        expect(desk.page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
        desk.page.locator("dialog .p-toast").get_by_role("button", name="지우기").click()
        expect(desk.page.locator(".p-toast")).to_have_count(0)
        desk.page.keyboard.press("Escape")
        phone.request_agent()
        phone.expect_served_by(agent)
        phone.send_text(LONG)
        expect(desk.page.get_by_text("띄어쓰기없이").last).to_be_attached()
        look.at("with an agent", phone.page)
        look.at("conversation", desk.page)
    assert look.flaws == {}
    assert [*phone.console_errors, *desk.console_errors] == []


def test_the_end_of_a_session_is_announced_and_extended_in_an_open_window(chromium: Browser, world: World) -> None:
    agent = world.agent("general")
    left = world.clock.ahead // 1000 + 240  # other tests have set the centre's clock forward
    with world.with_sign_in_buttons(agent), closing(AgentWindow(chromium, world, agent, life_s=left)) as desk:
        desk.button("단축키 보기").click()
        window = desk.page.get_by_role("dialog")
        expect(window.get_by_role("status").filter(has_text="로그인이 4분 뒤에 끝납니다")).to_be_in_viewport()
        desk.page.set_viewport_size({"width": PHONE[0] // 2, "height": PHONE[1] // 2})
        expect(window.get_by_role("button", name="이어서 로그인")).to_be_in_viewport()
        assert desk.console_errors == []


def test_large_text_fits_on_the_smallest_phone(chromium: Browser, world: World) -> None:
    with (
        closing(chromium.new_context()) as empty,
        closing(CustomerWindow(chromium, world, world.customer(), SMALL_PHONE)) as alone,
        conversation_windows(world, chromium) as (phone, desk),
    ):
        look = Look(empty.new_page())
        alone.set_text_size(125)
        alone.send_text("오늘 아침 8시에 마포대교에서 옆차가 긁었어요")
        alone.button("수정할게요").click()
        expect(alone.button("이대로 저장")).to_be_visible()
        look.at("the form that corrects what was understood", alone.page)
        alone.page.locator(".c-scroller").evaluate("box => box.scrollBy(0, -2000)")
        look.at("what was understood", alone.page)
        phone.page.set_viewport_size({"width": SMALL_PHONE[0], "height": SMALL_PHONE[1]})
        phone.set_text_size(125)
        phone.set_contrast()
        desk.send_text("네, 견인차를 보내 드릴게요.")
        phone.expect_text("네, 견인차를 보내 드릴게요.")
        look.at("with an agent", phone.page)
        name = phone.page.locator(".c-who h2")
        assert name.evaluate("one => one.scrollWidth <= one.clientWidth"), "the agent's name is cut off"
        phone.button("메뉴").click()
        look.at("menu", phone.page)
    assert look.flaws == {}

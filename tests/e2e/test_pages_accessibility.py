"""The pages' main states under axe-core, in every theme, and at 200 % zoom."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.contrasts import find_low_contrast
from tests.e2e.pages.keyboard import focus_and_press, move_focus_to
from tests.e2e.pages.signed_in import DESK, PHONE, AgentWindow, CustomerWindow, conversation_windows
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser


class Examined:
    """What was found in the states that have been looked at."""

    def __init__(self) -> None:
        self.found: dict[str, object] = {}

    def look(self, state: str, page: Page) -> None:
        """Axe in every look; what can be pressed is legible in every state; at 200 %, also of a phone,
        headers, menus and composers lie wholly inside the window."""
        for what, where in find_violations(page).items():
            self.found[f"{state}, {what}"] = where
        self.found |= {f"{state}, {how}": faint for how, faint in find_low_contrast(page, "light", "dark").items()}
        size = page.viewport_size
        assert size is not None
        for width, height in {(size["width"] // 2, size["height"] // 2), (PHONE[0] // 2, PHONE[1] // 2)}:
            page.set_viewport_size({"width": width, "height": height})
            beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beside > 0:
                self.found[f"{state}, {width} px wide"] = f"{beside} px beside the screen"
            if lost := [*find_outside_viewport(page), *find_squeezed_text(page)]:
                self.found[f"{state}, {width} px wide, outside or squeezed"] = lost
        page.set_viewport_size(size)


@pytest.mark.parametrize("path, size, somebody", [("/", PHONE, "김서연"), ("/panel/", DESK, "김하늘")])
def test_sign_in_is_accessible(
    chromium: Browser, world: World, path: str, size: tuple[int, int], somebody: str
) -> None:
    examined = Examined()
    with closing(Window(chromium, world.standin.http_url + path, *size)) as window:
        expect(window.button(somebody)).to_be_visible()
        examined.look("signing in", window.page)
    assert examined.found == {}


def test_the_customers_page_is_accessible(chromium: Browser, world: World) -> None:
    examined = Examined()
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        page = phone.page
        phone.send_text("오늘 0시 5분에 수내역에서 혼자 전봇대를 박았어요. 다친 사람은 없어요. 보험료는 오르나요?")
        expect(phone.log).to_contain_text("이것부터 마치고 바로 알려 드릴게요")
        card = phone.log.get_by_role("form")
        expect(card.get_by_role("group", name="경찰에 신고하셨나요?")).to_be_enabled()
        expect(card.get_by_role("radio", checked=True)).to_have_count(0)
        examined.look("asked by the bot", page)
        move_focus_to(page, "아무도 안 탔어요", "Shift+Tab")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(card.get_by_role("radio", name="배우자")).to_be_checked()
        examined.look("with a chosen answer", page)
        focus_and_press(page, "다 골랐어요")
        expect(phone.log.locator(".b-card").last).to_contain_text("배우자")
        expect(phone.log.locator(".b-card").last).to_contain_text("모름")
        phone.button("맞아요, 접수할게요").click()
        expect(phone.log).to_contain_text("접수만으로 보험료가 오르지는 않아요")
        phone.send_text("사고 접수")
        expect(phone.button("그만하기").last).to_be_enabled()
        attach = phone.button("사진·파일 보내기")
        page.set_viewport_size({"width": PHONE[0] // 2, "height": PHONE[1] // 2})
        attach.click()
        expect(page.get_by_role("menu")).to_be_visible()
        assert find_outside_viewport(page) == []
        attach.click()
        expect(page.get_by_role("menu")).to_have_count(0)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        phone.button("메뉴").click()
        examined.look("menu", page)
        phone.button("상담 종료").click()
        examined.look("about to end", page)
        page.keyboard.press("Escape")
        phone.button("메뉴").click()
        phone.button("상담 내역").click()
        examined.look("conversations", page)
        phone.button("뒤로").click()
        phone.button("상담원 연결").last.click()
        expect(phone.log).to_contain_text("상담 시간: 24시간 연중무휴")
        expect(phone.log).to_contain_text("급하시면 전화해 주세요: 1600-0010")
        phone.send_text("내 보험 보여줘")
        expect(phone.log).to_contain_text("상담원이 확인할 수 있게 전달할게요")
        page.locator("#talk").get_by_role("button", name="기다리지 않을게요").click()
        expect(page.get_by_text("기다린 순서가 없어져요")).to_be_visible()
        examined.look("about to stop waiting", page)
        phone.button("계속 기다리기").click()
        expect(page.locator("#talk").get_by_role("button", name="기다리지 않을게요")).to_be_focused()
        page.keyboard.press("Enter")
        phone.button("그만 기다리기").click()
        expect(phone.log).to_contain_text("상담원 대기를 취소했어요")
        expect(page.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
        expect(page.locator("#talk")).to_be_focused()
        page.context.set_offline(True)
        phone.send_text("나중에 보낼 말")
        expect(page.get_by_text("인터넷에 연결되어 있지 않아요")).to_be_visible()
        examined.look("without a network", page)
    assert examined.found == {}


def test_a_conversation_is_accessible_on_both_pages(chromium: Browser, world: World) -> None:
    examined = Examined()
    with conversation_windows(world, chromium) as (phone, desk):
        phone.send_text("https://www.example.com 보고 010-0000-1234로 전화 주세요")
        desk.send_text("네, 알겠습니다.")
        phone.expect_text("네, 알겠습니다.")
        examined.look("with an agent", phone.page)
        look_at_the_desk(desk, examined)
        desk.button("상담 마치기").click()
        examined.look("resolving", desk.page)
        desk.page.get_by_role("radio").first.check()
        desk.page.get_by_role("dialog").get_by_role("button", name="마치기", exact=True).click()
        expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()
        examined.look("over", phone.page)
        examined.look("resolved", desk.page)
    assert examined.found == {}


def look_at_the_desk(desk: AgentWindow, examined: Examined) -> None:
    """A conversation, its side panel, and every dialog over it."""
    page = desk.page
    page.keyboard.press("Alt+n")
    page.get_by_role("textbox", name="내부 메모").fill("동료에게")
    desk.button("메모 남기기").click()
    desk.expect_text("동료에게")
    page.get_by_role("textbox", name="답변").fill("/")
    examined.look("conversation with a note and ready sentences", page)
    page.get_by_role("textbox", name="답변").fill("")
    page.get_by_role("tab", name="대기").click()
    examined.look("who waits", page)
    page.get_by_role("tab", name="내 상담").click()
    page.keyboard.press("Alt+t")
    window = page.get_by_role("dialog")
    window.get_by_role("radio", name="계약").check()
    window.get_by_role("button", name="넘기기", exact=True).click()
    expect(window.get_by_role("alert")).to_contain_text("근무 중인 상담원이 없는 부서")
    examined.look("passing on to nobody", page)
    page.keyboard.press("Escape")
    for name, keys in {"passing on": "Alt+t", "palette": "Control+k", "keys": "Control+/", "earlier": "Alt+h"}.items():
        page.keyboard.press(keys)
        expect(page.get_by_role("dialog")).to_be_visible()
        examined.look(name, page)
        page.keyboard.press("Escape")
    desk.button("알림·화면 설정").click()
    examined.look("settings", page)
    page.keyboard.press("Escape")

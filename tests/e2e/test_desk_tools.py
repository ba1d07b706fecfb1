"""What else agents have at hand: previews, forms and cards, files, reminders, shortcuts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow, conversation_windows
from tests.e2e.world import World
from tests.unit.files import sample_files

pytestmark = pytest.mark.browser

REMIND_MS = 10_000

COUNT_SOUNDS = """() => {
window.soundsMade = 0;
const start = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { window.soundsMade += 1; return start.call(this); };
}"""


@pytest.fixture
def windows(world: World, chromium: Browser) -> Iterator[tuple[CustomerWindow, AgentWindow]]:
    with conversation_windows(world, chromium) as found:
        yield found


def test_the_agent_sees_what_is_being_written_only_after_the_customer_has_turned_it_on(
    windows: tuple[CustomerWindow, AgentWindow],
) -> None:
    phone, desk = windows
    sent: list[str] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(str(payload))))
    phone.page.reload()
    phone.send_text("안녕하세요")
    desk.expect_text("안녕하세요")
    phone.message_input.press_sequentially("아직 비밀", delay=600)  # a signal is sent every two seconds
    expect(desk.page.get_by_text("님이 입력 중입니다")).to_be_visible()
    phone.in_menu(lambda menu: menu.get_by_role("switch", name="쓰는 중인 글을 상담원에게 보여주기").click())
    expect(phone.page.get_by_text("쓰는 글이 상담원에게 보여요")).to_be_visible()
    assert not any("비밀" in frame for frame in sent), "nothing of it had left the page before"
    phone.message_input.fill("")
    phone.message_input.press_sequentially("12가3456 주민번호는 900101-1234567")
    expect(desk.page.locator(".p-preview")).to_have_text("12가3456 주민번호는 ******-*******")
    assert not any("1234567" in frame or "900101" in frame for frame in sent), "masked before it leaves the page"
    phone.page.get_by_role("button", name="보내기", exact=True).click()
    desk.expect_text("12가3456 주민번호는 900101-*******")
    expect(desk.page.locator(".p-preview")).to_have_count(0)


def test_files_forms_and_cards_go_to_the_customer(windows: tuple[CustomerWindow, AgentWindow]) -> None:
    phone, desk = windows
    page = desk.page
    page.keyboard.press("Alt+Shift+F")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="통화하기 편한 때").check()
    expect(dialog.get_by_label("고객에게 보일 모습")).to_contain_text("날짜와 시각")
    dialog.get_by_role("button", name="보내기", exact=True).click()
    phone.log.get_by_role("group", name="통화하기 편한 때").or_(
        phone.log.locator("form", has_text="통화하기 편한 때")
    ).first.wait_for()
    page.keyboard.press("Alt+Shift+F")
    dialog.get_by_role("radio", name="대표번호 안내 카드").check()
    dialog.get_by_role("button", name="보내기", exact=True).click()
    expect(phone.log.get_by_text(re.compile("연락처$"))).to_be_visible()
    photo = FilePayload(name="약도.jpg", mimeType="image/jpeg", buffer=sample_files.photo())
    page.locator("#attach").set_input_files([photo])
    expect(phone.log.get_by_role("button", name="약도.jpg, 안전 확인 완료")).to_be_visible()


def test_sound_and_title_repeat_while_somebody_waits_whom_the_agent_could_take(
    windows: tuple[CustomerWindow, AgentWindow],
) -> None:
    _, desk = windows
    page = desk.page
    expect(page.get_by_role("tab", name="대기 0")).to_be_visible()
    page.evaluate(COUNT_SOUNDS)
    page.keyboard.press("Alt+b")  # back in the line: the agent has a place, and is asked last
    expect(page).to_have_title(re.compile("1명 대기 중"))
    assert page.evaluate("soundsMade") > 0
    expect(page).not_to_have_title(re.compile("대기 중"))  # it takes turns with the usual one
    expect(page).to_have_title(re.compile("1명 대기 중"))
    page.keyboard.press("Alt+Shift+M")
    before = page.evaluate("soundsMade")
    page.wait_for_timeout(REMIND_MS)
    assert page.evaluate("soundsMade") == before, "muted by choice"
    page.keyboard.press("Alt+Shift+M")
    page.wait_for_function("before => soundsMade > before", arg=before)
    desk.set_status("일시 정지")
    expect(page).not_to_have_title(re.compile("대기 중"))


def test_shortcuts_work_while_a_syllable_is_being_composed_and_the_help_lists_them(
    windows: tuple[CustomerWindow, AgentWindow],
) -> None:
    _, desk = windows
    page = desk.page
    page.get_by_role("textbox", name="답변").focus()
    composing = {"key": "Process", "code": "KeyN", "altKey": True, "isComposing": True, "bubbles": True}
    page.evaluate("(e) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', e))", composing)
    expect(page.get_by_role("textbox", name="내부 메모")).to_be_focused()
    page.keyboard.press("Control+/")
    dialog = page.get_by_role("dialog")
    for command in ("동료 초대", "초대 수락", "파일·사진 보내기", "대기 알림 소리 끄고 켜기", "로그아웃"):
        expect(dialog.get_by_text(command, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    dialog.get_by_role("combobox").fill("밝은")
    expect(dialog.get_by_role("option", name="밝은 화면").locator("kbd")).to_have_text(["Alt", "Shift", "L"])

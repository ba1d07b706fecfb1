"""Writing on both pages: Enter of an input method, the size of text, pinch zoom and a keyboard that covers the page."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.pages.signed_in import PHONE, AgentWindow, CustomerWindow, conversation_windows, devtools
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

Pair = tuple[CustomerWindow, AgentWindow]


@pytest.fixture(scope="module")
def pair(chromium: Browser, whole: World) -> Iterator[Pair]:
    """A conversation of a customer with an agent."""
    whole.reset_routing()
    with conversation_windows(whole, chromium) as windows:
        yield windows


def compose(window: Window, field: Locator, whole: str, *, last: str, second_keydown: bool) -> None:
    """Writes as an input method: `last` is being composed when Enter is pressed, which ends the composition."""
    tools = devtools(window.page)
    field.fill(whole.removesuffix(last))
    field.press("End")
    for end in range(1, len(last) + 1):
        tools.send("Input.imeSetComposition", {"text": last[:end], "selectionStart": end, "selectionEnd": end})
    used = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    passed_on = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    tools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **used})
    tools.send("Input.insertText", {"text": last})
    if second_keydown:
        tools.send("Input.dispatchKeyEvent", {"type": "keyDown", **passed_on, "text": "\r"})
    tools.send("Input.dispatchKeyEvent", {"type": "keyUp", **passed_on})


@pytest.mark.parametrize("second_keydown", [False, True], ids=["one keydown", "two keydowns"])
@pytest.mark.parametrize("page", ["customer", "desk"])
def test_one_enter_ends_a_syllable_of_hangul_and_sends_once(pair: Pair, page: str, second_keydown: bool) -> None:
    phone, desk = pair
    text = f"{page}에서 {second_keydown} 한 번만 보낼 글"
    window, field = (
        (phone, phone.message_input) if page == "customer" else (desk, desk.page.get_by_role("textbox", name="답변"))
    )
    compose(window, field, text, last="글", second_keydown=second_keydown)
    expect(field).to_have_value("")
    field.press_sequentially("다음")
    field.press("Enter")
    for one in (phone, desk):
        one.expect_text(text)
        expect(one.log).not_to_contain_text("글글")
    phone.page.keyboard.press("Enter")


@pytest.mark.parametrize("page", ["customer", "desk"])
def test_enter_only_chooses_a_japanese_candidate(pair: Pair, page: str) -> None:
    phone, desk = pair
    window, field = (
        (phone, phone.message_input) if page == "customer" else (desk, desk.page.get_by_role("textbox", name="답변"))
    )
    compose(window, field, "東京", last="東京", second_keydown=False)
    expect(field).to_have_value("東京")
    expect(window.log).not_to_contain_text("東京")
    field.fill("")


LAST_MESSAGE_IS_SEEN = """() => {
  const log = document.querySelector(".p-log, .c-scroller");
  const isReversed = getComputedStyle(log).flexDirection === "column-reverse";
  return Math.abs(isReversed ? log.scrollTop : log.scrollHeight - log.scrollTop - log.clientHeight) < 2;
}"""


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("percent", [150, 200])
def test_both_pages_fit_at_every_size_of_text(pair: Pair, percent: int, width: int) -> None:
    for window in pair:
        page, size = window.page, window.page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": width, "height": PHONE[1]})
        page.evaluate("size => document.documentElement.setAttribute('data-text', size)", str(percent))
        beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beside <= 0, f"{beside} px beside the screen"
        assert [*find_outside_viewport(page), *find_squeezed_text(page)] == []
        page.wait_for_function(LAST_MESSAGE_IS_SEEN)
        page.evaluate("document.documentElement.removeAttribute('data-text')")
        page.set_viewport_size(size)


def test_the_size_of_text_goes_in_steps_to_200_percent_and_stays(chromium: Browser, world: World) -> None:
    letters = "() => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 * 100"
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        header = phone.page.locator(".c-header")
        expect(header.get_by_role("button")).to_have_count(1)
        phone.button("메뉴").click()
        menu = phone.page.get_by_role("dialog")
        for percent in (125, 150, 175, 200):
            menu.get_by_role("button", name="글자 크게").click()
            expect(menu.locator("output")).to_have_text(f"{percent}%")
            assert phone.page.evaluate(letters) == percent
        assert find_outside_viewport(phone.page) == []
        phone.page.reload()
        expect(phone.message_input).to_be_enabled()
        assert phone.page.evaluate(letters) == 200
    with closing(AgentWindow(chromium, world, world.agent("general"))) as desk:
        desk.button("알림·화면 설정").click()
        settings = desk.page.get_by_role("dialog")
        for percent in (125, 150, 175, 200):
            settings.get_by_role("button", name="글자 크게").click()
            expect(settings.locator("output")).to_have_text(f"{percent}%")
            assert desk.page.evaluate(letters) == percent
        desk.page.keyboard.press("Escape")
        assert [*find_outside_viewport(desk.page), *find_squeezed_text(desk.page)] == []


def test_a_pinch_does_not_lay_the_page_out_anew(chromium: Browser, world: World) -> None:
    sizes = """() => [".c-app", ".c-scroller", ".c-composer"].map((one) => {
      const { offsetTop, offsetWidth, offsetHeight } = document.querySelector(one);
      return [offsetTop, offsetWidth, offsetHeight];
    })"""
    with closing(CustomerWindow(chromium, world, world.customer(), is_mobile=True, has_touch=True)) as phone:
        before = phone.page.evaluate(sizes)
        tools = devtools(phone.page)
        for scale in (1.3, 2, 3.7):
            tools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": scale})
            phone.page.wait_for_function("scale => Math.abs(visualViewport.scale - scale) < 0.01", arg=scale)
            phone.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert phone.page.evaluate(sizes) == before

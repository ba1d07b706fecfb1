"""Both pages by axe, by keyboard and by their layout: on telephones, at 200 %, dark, and in English."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.keyboard import move_focus_to
from tests.e2e.pages.signed_in import PHONE, AgentWindow, CustomerWindow, conversation_windows
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.world import World

pytestmark = pytest.mark.browser

Pair = tuple[CustomerWindow, AgentWindow]
HANGUL = re.compile("[가-힣]")


def resized(width: int, height: int = PHONE[1]) -> Callable[[Page], None]:
    return lambda page: page.set_viewport_size({"width": width, "height": height})


def with_text_of_200_percent(page: Page) -> None:
    resized(*PHONE)(page)
    page.evaluate("document.documentElement.setAttribute('data-text', '200')")


def dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")


LOOKS: dict[str, Callable[[Page], None]] = {
    "390": resized(*PHONE),
    "320": resized(320, 568),
    "1440": resized(1440, 900),
    "200 %": with_text_of_200_percent,
    "dark": dark,
}


@pytest.fixture(scope="module", params=["ko", "en"])
def pair(chromium: Browser, whole: World, request: pytest.FixtureRequest) -> Iterator[tuple[str, Pair]]:
    """A conversation of a customer with an agent, on pages in one language."""
    whole.reset_routing()
    with conversation_windows(whole, chromium) as (phone, desk):
        desk.send_text("Hello, how can I help?")
        phone.expect_text("Hello, how can I help?")
        if request.param == "en":
            phone.button("메뉴").click()
            phone.button("English").click()
            expect(phone.page.get_by_role("button", name="Menu")).to_be_visible()
            desk.page.keyboard.press("Control+k")
            desk.page.keyboard.type("Switch to English")
            desk.page.keyboard.press("Enter")
            expect(desk.page.get_by_role("textbox", name="Reply")).to_be_visible()
        yield request.param, (phone, desk)


WORDS = {"ko": ("메뉴", "메시지", "답변"), "en": ("Menu", "Message", "Reply")}


@pytest.mark.parametrize("look", LOOKS)
def test_both_pages_pass_axe_and_work_by_keyboard_in_every_look(pair: tuple[str, Pair], look: str) -> None:
    language, windows = pair
    menu, message, reply = WORDS[language]
    found: dict[str, object] = {}
    for window, names in zip(windows, ((menu, message), (reply,)), strict=True):
        page, size = window.page, window.page.viewport_size
        assert size is not None
        LOOKS[look](page)
        page.evaluate("document.activeElement.blur()")
        for name in names:
            move_focus_to(page, name)
        found |= {f"{names}: {what}": where for what, where in find_violations(page).items()}
        if wrong := [*find_outside_viewport(page), *find_squeezed_text(page)]:
            found[f"{names}: outside or squeezed"] = wrong
        page.evaluate("document.documentElement.removeAttribute('data-text')")
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size(size)
    assert found == {}


@pytest.mark.parametrize("pair", ["en"], indirect=True)
def test_the_english_pages_have_no_korean_words_of_their_own(pair: tuple[str, Pair]) -> None:
    _, (phone, desk) = pair
    phone.page.get_by_role("button", name="Menu").click()
    words_of = """() => [...document.querySelectorAll('button, label, legend, h2, h3, th, [aria-label]')]
      .filter((one) => !one.closest('.c-scroller, .c-list, [role=log], .p-row, .p-summary, .p-context, .p-toasts'))
      .map((one) => [one.getAttribute('aria-label'), one.matches('[role], section') ? '' : one.innerText].join(' '))"""
    words = [line.strip() for page in (phone.page, desk.page) for line in page.evaluate(words_of)]
    phone.page.keyboard.press("Escape")
    own = {"김서연", "상담원", "한국어"}
    assert [each for each in words if HANGUL.search(re.sub("|".join(own), "", each))] == []

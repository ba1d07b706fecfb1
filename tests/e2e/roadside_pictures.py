"""Pictures of roadside service: the responder's page, the customer's card and the dispatcher's list, at 320 pixels,
with the largest text, dark and in English. `make screenshots` takes them with the others; alone, it takes these."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages.axe import APPEARANCES, apply_appearance
from tests.e2e.pages.signed_in import DESK, PHONE, SMALL_PHONE
from tests.e2e.pictures import PICTURES, take_picture
from tests.e2e.roadside_story import play_reassignment, play_whole_job
from tests.e2e.windows import Window, browser
from tests.e2e.world import World, running_centre

NAMES = {
    "off duty": "responder-off-duty",
    "waiting for an offer": "responder-waiting",
    "an offer": "responder-offer",
    "an accepted job": "responder-job",
    "a step in a tunnel": "responder-tunnel",
    "what is proposed": "responder-proposal",
    "on site": "responder-photos",
    "reasons to decline": "responder-decline",
    "the truck on its way": "customer-truck",
    "asked to agree": "customer-truck-terms",
    "a job that is done": "customer-truck-done",
    "whether to cancel": "customer-truck-cancel",
    "a job at the dispatcher": "desk-roadside",
    "nobody left": "desk-roadside-nobody",
}
"""States of the stories → pictures."""
SIZES = {"responder": SMALL_PHONE, "customer": PHONE, "desk": DESK}
SUN = {"theme": "light", "contrast": "more"}
IN_VIEW = {"customer": ".c-job"}
"""What is scrolled into view again after the page has changed its size."""


def take_roadside_pictures(world: World, chromium: Browser) -> None:
    """All pictures of this module."""
    play_whole_job(chromium, world, _take)
    play_reassignment(chromium, world, _take)


def _take(window: Window, state: str) -> None:
    name = NAMES[state]
    kind = name.partition("-")[0]
    page, size = window.page, SIZES[kind]
    _picture(page, name, kind, size)
    page.emulate_media(color_scheme="dark")
    _picture(page, f"{name}-dark", kind, size)
    page.emulate_media(color_scheme="light")
    _picture(page, f"{name}-320", kind, (320, 693))
    apply_appearance(page, APPEARANCES["large"])
    _picture(page, f"{name}-200", kind, size if kind != "desk" else (DESK[0], DESK[1]))
    apply_appearance(page, {})
    if kind == "desk":
        _picture(page, f"{name}-390", kind, PHONE)
    if kind == "responder":
        apply_appearance(page, SUN)
        _picture(page, f"{name}-sun", kind, size)
        apply_appearance(page, {})
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if state in ("the truck on its way", "an accepted job", "a job at the dispatcher"):
        _in_english(page, name, kind, size)


def _picture(page: Page, name: str, kind: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if kind in IN_VIEW:
        page.locator(IN_VIEW[kind]).last.scroll_into_view_if_needed()
    take_picture(page, name)


def _in_english(page: Page, name: str, kind: str, size: tuple[int, int]) -> None:
    """Changes the language of the page, and back."""
    match kind:
        case "customer":
            for menu, language, label in (("메뉴", "English", "Message"), ("Menu", "한국어", "메시지")):
                page.get_by_role("button", name=menu).click()
                page.get_by_role("button", name=language).click()
                expect(page.get_by_label(label, exact=True)).to_be_visible()
                if language == "English":
                    expect(page.locator(".c-job").last).to_contain_text("Call")
                    _picture(page, f"{name}-en", kind, size)
        case "responder":
            for settings, language, close in (("설정 열기", "English", "Close"), ("Open settings", "한국어", "닫기")):
                page.get_by_role("button", name=settings).click()
                page.get_by_role("button", name=language).click()
                page.get_by_role("button", name=close).click()
                if language == "English":
                    expect(page.get_by_role("button", name="I'm on my way")).to_be_visible()
                    _picture(page, f"{name}-en", kind, size)
        case "desk":
            for words in ("Switch to English", "한국어로 바꾸기"):
                page.keyboard.press("Control+k")
                page.keyboard.type(words)
                page.keyboard.press("Enter")
                if words == "Switch to English":
                    expect(page.get_by_role("heading", name="Roadside dispatch")).to_be_visible()
                    expect(page.locator(".d-row").first).to_contain_text("Towing")  # the list comes anew
                    _picture(page, f"{name}-en", kind, size)


def main() -> int:
    """The pictures of this module."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_roadside_pictures(world, chromium)
    print("\n".join(sorted(path.name for path in PICTURES.glob("*responder-*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

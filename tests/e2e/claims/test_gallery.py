"""The file viewer: browsing, zoom, rotation and comparison by keys; quarantined files do not open."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.claims.case import Case, adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.claims.images import accident
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.world import World
from tests.unit.files import sample_files

pytestmark = pytest.mark.browser


def with_files(world: World) -> Case:
    files = {
        "첫째.jpg": accident(1),
        "둘째.jpg": accident(2, portrait=True),
        "견적서.pdf": sample_files.pdf(3),
        "나쁜 것.jpg": sample_files.program(),
    }
    return world.run(register_claim(world, world.customer(), files))


def opened(world: World, chromium: Browser, case: Case) -> ClaimDesk:
    handling = ClaimDesk(AgentWindow(chromium, world, adjuster(world, "own_car")))
    handling.open_work_list()
    handling.open_exposure(case.number, "자차")
    handling.page.get_by_role("button", name="첫째.jpg 크게 보기").click()
    expect(handling.window.get_by_role("heading", name="첫째.jpg")).to_be_visible()
    return handling


def drawn(picture: Locator) -> tuple[float, float, str]:
    """Width and height on the screen, and which way it is turned."""
    box = picture.bounding_box()
    assert box is not None
    return box["width"], box["height"], str(picture.get_attribute("data-turns"))


def test_images_are_browsed_zoomed_rotated_and_compared_by_keys(chromium: Browser, world: World) -> None:
    handling = opened(world, chromium, with_files(world))
    with closing(handling.desk) as desk:
        page, window = handling.page, handling.window
        picture = window.locator("img.k-picture")
        expect(picture).to_have_attribute("alt", "첫째.jpg, 100%")
        width, height, _ = drawn(picture)
        assert width > height
        page.keyboard.press("r")
        expect(picture).to_have_attribute("data-turns", "1")
        wide, high, _ = drawn(picture)
        assert high > wide, "turned, and still whole in its pane"
        page.keyboard.press("Shift+R")
        page.keyboard.press("+")
        expect(picture).to_have_attribute("alt", "첫째.jpg, 125%")
        assert drawn(picture)[0] == pytest.approx(width * 1.25, abs=2)
        page.keyboard.press("0")
        page.keyboard.press("c")
        expect(picture).to_have_count(2)
        page.keyboard.press("+")
        for each in picture.all():
            expect(each).to_have_attribute("alt", re.compile("125%"))
        page.keyboard.press("1")
        page.keyboard.press("ArrowRight")
        expect(window.get_by_role("heading", name="둘째.jpg")).to_be_visible()
        page.keyboard.press("c")
        expect(picture).to_have_count(1)
        page.keyboard.press("Home")
        expect(window.get_by_role("definition").filter(has_text="역삼역")).to_be_visible()
        page.keyboard.press("i")
        expect(window.get_by_role("complementary")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(window).to_be_hidden()
        expect(page.get_by_role("button", name="첫째.jpg 크게 보기")).to_be_focused()
        assert desk.console_errors == []


def test_a_pdf_opens_in_a_tab_and_a_quarantined_file_nowhere(chromium: Browser, world: World) -> None:
    handling = opened(world, chromium, with_files(world))
    with closing(handling.desk) as desk:
        page, window = handling.page, handling.window
        window.get_by_role("button", name="견적서.pdf 크게 보기").click()
        with page.context.expect_event("request", lambda request: "Signature" in request.url):
            window.get_by_role("button", name="새 탭에서 PDF 열기").click()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.keyboard.press("End")
        expect(window.get_by_text("열 수 없는 파일입니다")).to_be_visible()
        expect(window.get_by_text("사진, 동영상, PDF만 받을 수 있어요").first).to_be_visible()
        expect(window.get_by_role("button", name=re.compile("^원본 열기"))).to_have_count(0)
        assert fetched == []
        assert desk.console_errors == []


def test_a_file_is_seen_in_the_conversation_and_the_form_beside_it(chromium: Browser, world: World) -> None:
    kim = world.customer()
    serving = adjuster(world, "injury")
    case = world.run(register_claim(world, kim, {"첫째.jpg": accident(1)}, asks_for_an_agent=True))
    with closing(AgentWindow(chromium, world, serving)) as desk:
        desk.set_status("상담 가능")
        desk.expect_serving(kim)
        page = desk.page
        page.keyboard.press("Alt+c")
        expect(page.get_by_role("heading", name=case.number)).to_be_visible()
        for _ in range(2):
            page.keyboard.press("Alt+l")
        expect(page.get_by_role("button", name="첫째.jpg 크게 보기")).to_be_visible()
        page.keyboard.press("Alt+l")
        expect(page.get_by_role("definition").filter(has_text="강남역 사거리")).to_be_visible()
        assert desk.console_errors == []

"""Claims on the panel: accessibility by axe-core in every theme, visual defects, and keyboard use."""

from contextlib import closing

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from chalicelib.wiring import root
from tests.e2e.claims.case import adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.claims.images import accident
from tests.e2e.pages.keyboard import move_focus_to, wait_for_focus
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.test_pages_visual import Look
from tests.e2e.world import World
from tests.unit.files import sample_files

pytestmark = pytest.mark.browser

PARTS = ("담보", "서류", "파일", "접수 내용", "이력")


def test_claims_are_accessible(chromium: Browser, world: World) -> None:
    kim = world.customer()
    files = {"현장.jpg": accident(1), "옆.jpg": accident(2), "나쁜 것.jpg": sample_files.program()}
    case = world.run(register_claim(world, kim, files, asks_for_an_agent=True, injured="true"))
    examined = Examined()
    agent = adjuster(world, "own_car", "property")
    with closing(AgentWindow(chromium, world, agent)) as desk:
        page, handling = desk.page, ClaimDesk(desk)
        desk.set_status("상담 가능")
        desk.expect_serving(kim)
        page.keyboard.press("Alt+c")
        expect(page.get_by_role("heading", name=case.number)).to_be_visible()
        for part in PARTS:
            expect(page.get_by_role("tab", name=part, selected=True)).to_be_visible()
            examined.look(f"beside a conversation: {part}", page)
            page.keyboard.press("Alt+l")
        page.keyboard.press("Alt+e")
        expect(page.get_by_label("사고 장소")).to_be_visible()
        examined.look("correcting the form", page)
        handling.open_work_list()
        expect(page.get_by_role("table")).to_be_visible()
        examined.look("work list", page)
        handling.open_exposure(case.number, "자차")
        expect(page.get_by_role("button", name="현장.jpg 크게 보기")).to_be_visible()
        examined.look("claim by itself", page)
        handling.exposure("자차").get_by_role("button", name="지연 안내").click()
        examined.look("a step's window", page)
        page.keyboard.press("Escape")
        page.keyboard.press("Alt+p")
        expect(handling.window.locator("img.k-picture")).to_be_visible()
        examined.look("a picture", page)
        page.keyboard.press("c")
        examined.look("two pictures", page)
        assert desk.console_errors == []
    assert examined.found == {}


@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (1440, 900)], ids=["phone", "1280x800", "1440x900"])
def test_claims_have_no_visual_defects(chromium: Browser, world: World, size: tuple[int, int]) -> None:
    case = world.run(register_claim(world, world.customer(), {"현장.jpg": accident(3)}, injured="true"))
    agent = adjuster(world, "own_car", "property", "injury")
    with closing(chromium.new_context()) as empty, closing(AgentWindow(chromium, world, agent, size)) as desk:
        look, handling = Look(empty.new_page()), ClaimDesk(desk)
        handling.open_work_list()
        expect(desk.page.get_by_role("button", name=f"{case.number} 자차 열기")).to_be_visible()
        look.at("work list", desk.page)
        handling.open_exposure(case.number, "자차")
        expect(desk.page.get_by_role("button", name="현장.jpg 크게 보기")).to_be_visible()
        look.at("claim", desk.page)
        assert desk.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight"), "the page itself scrolls"
        for coverage in ("대인", "대물", "자차"):
            opens_at_the_first_press(handling, coverage)
        desk.page.keyboard.press("Alt+p")
        expect(handling.window.locator("img.k-picture")).to_be_visible()
        look.at("picture", desk.page)
    assert look.flaws == {}


def opens_at_the_first_press(handling: ClaimDesk, coverage: str) -> None:
    """Pressed at its very edge, the last step of a coverage opens its window: nothing moves between press and release,
    though the press makes the coverage the current one."""
    page, step = handling.page, handling.exposure(coverage).locator(".k-steps button").last
    step.scroll_into_view_if_needed()
    before = step.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + before["width"] - 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    expect(handling.exposure(coverage)).to_have_attribute("data-current", "true")
    assert step.bounding_box() == before
    page.mouse.up()
    expect(handling.window).to_be_visible()
    page.keyboard.press("Escape")
    expect(handling.window).to_be_hidden()


def test_an_exposure_is_assigned_and_advanced_by_keys_alone(chromium: Browser, world: World) -> None:
    case = world.run(register_claim(world, world.customer()))
    with closing(AgentWindow(chromium, world, adjuster(world, "own_car", "property"))) as desk:
        page, handling = desk.page, ClaimDesk(desk)
        page.keyboard.press("g")
        page.keyboard.press("w")
        wait_for_focus(page, "보상 업무")
        expect(page.get_by_role("button", name=f"{case.number} 자차 열기")).to_be_visible()
        move_focus_to(page, "접수번호나 고객 이름 찾기")
        page.keyboard.type(case.number)
        expect(page.get_by_role("row")).to_have_count(1 + 2)
        move_focus_to(page, f"{case.number} 자차 열기")
        move_focus_to(page, f"{case.number} 대물 열기", "ArrowDown")
        move_focus_to(page, f"{case.number} 자차 열기", "ArrowUp")
        page.keyboard.press("m")
        handling.expect_toast("자차를 맡았습니다")
        page.keyboard.press("Enter")
        handling.expect_stage("자차", "담당자 배정")
        page.keyboard.press("2")
        expect(handling.window).to_be_visible()
        page.keyboard.press("Enter")
        handling.expect_stage("자차", "사고 조사")
        page.keyboard.press("Control+k")
        page.keyboard.type("자차 · 과실비율 협의")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        handling.expect_stage("자차", "과실비율 협의")
        page.keyboard.press("Alt+j")
        wait_for_focus(page, "동료에게 남기는 메모")
        page.keyboard.type("상대 보험사와 통화함")
        page.keyboard.press("Control+Enter")
        handling.expect_toast("메모를 남겼습니다")
        expect(page.get_by_role("list", name="이력").get_by_text("상대 보험사와 통화함")).to_be_visible()
        page.locator("body").click(position={"x": 5, "y": 400})
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="보상 업무")).to_be_visible()
        assert desk.console_errors == []


def test_the_open_work_list_shows_new_work_and_keeps_the_focus(chromium: Browser, world: World) -> None:
    """It is refreshed when the page is seen again, and while it is seen."""
    first = world.run(register_claim(world, world.customer()))
    store = root.services().claims().store
    with closing(AgentWindow(chromium, world, adjuster(world, "own_car"))) as desk:
        page, handling = desk.page, ClaimDesk(desk)
        handling.open_work_list()
        focused = page.get_by_role("button", name=f"{first.number} 자차 열기")
        focused.focus()
        second = world.run(register_claim(world, world.customer(), drivable="false"))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("button", name=f"{second.number} 자차 열기")).to_be_visible()
        expect(focused).to_be_focused()
        (row,) = (item for item in store.open_work("own_car") if item.claim == first.number)
        store.save_work(replace(row, version=row.version + 1, is_done=True), root.services().claims().clock())
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(focused).to_be_hidden()
        expect(page.locator("#work-rows :focus")).to_have_count(1)

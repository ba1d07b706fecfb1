"""What a desk shows of a customer in its list, and what an agent writes down: drafts, sentences, tags, the outcome."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

WORDS = "제 차 계약 내용을 바꾸고 싶은데 어떻게 하나요"


def row_of(desk: AgentWindow, name: str) -> Locator:
    return desk.page.locator(".p-row").filter(has_text=name)


def reload(window: Window) -> None:
    window.page.reload()
    expect(window.page.get_by_role("group", name="상담 상태")).to_be_visible()


def test_a_row_has_what_the_customer_wants_in_their_own_last_words(chromium: Browser, world: World) -> None:
    kim, agent = world.customer("오세라"), world.agent("roadside", "general", "accident")
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        desk.set_status("일시 정지")
        phone.send_text("차가 안 움직여요 영동고속도로 갓길이에요")
        desk.page.get_by_role("tab", name="대기").click()
        row = row_of(desk, kim.name)
        expect(row).to_contain_text("차가 안 움직여요 영동고속도로 갓길이에요")
        expect(row).to_contain_text("위험")
        expect(row).to_contain_text("0분째 대기")
        expect(row.locator(".p-row-concern")).not_to_be_empty()
        concern = row.locator(".p-row-concern").inner_text()
        phone.send_text("트럭들이 무섭게 지나가요 빨리요")
        expect(row).to_contain_text("트럭들이 무섭게 지나가요 빨리요")
        world.clock.advance(120_000)
        reload(desk)
        expect(row).to_contain_text(re.compile("[23]분째 대기"))
        assert find_violations(desk.page) == {}

        desk.set_status("상담 가능")
        desk.expect_serving(kim)
        desk.page.get_by_role("tab", name="내 상담").click()
        mine = row_of(desk, kim.name)
        expect(mine.locator(".p-row-concern")).to_have_text(concern)
        desk.send_text("지금 확인하고 있습니다")
        phone.expect_text("지금 확인하고 있습니다")
        expect(mine).to_contain_text("트럭들이 무섭게 지나가요 빨리요")
    assert [*phone.console_errors, *desk.console_errors] == []


def test_an_agent_finds_drafts_tags_and_views_again_and_records_the_outcome(chromium: Browser, world: World) -> None:
    kim, lee = world.customer_with_contract("문가온", "82다1734"), world.customer("배수지")
    agent = world.agent("general", "contract")
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
        closing(CustomerWindow(chromium, world, lee)) as other,
    ):
        desk.set_status("상담 가능")
        other.request_agent()
        desk.expect_serving(lee)
        phone.send_text(WORDS)
        phone.request_agent()
        expect(row_of(desk, kim.name)).to_be_visible()
        row_of(desk, kim.name).click()
        desk.expect_serving(kim)

        # a sentence with what is known; what isn't is marked, and stays unsent
        composer = desk.page.get_by_role("textbox", name="답변")
        composer.press_sequentially("/접수")
        expect(desk.page.locator("#canned mark").first).to_have_text("{접수번호}")
        composer.press("Enter")
        expect(composer).to_have_value(re.compile(r"문가온님, .*\(82다1734\).*\{접수번호\}"))
        composer.press("Enter")
        expect(desk.page.get_by_role("alert")).to_contain_text("{접수번호} 자리를 채운 뒤")
        expect(phone.log.get_by_text("접수번호")).to_have_count(0)

        # drafts: kept over another conversation and over a reload
        composer.fill("계약은 이렇게 바꾸시면 됩니다")
        row_of(desk, lee.name).click()
        desk.expect_serving(lee)
        expect(composer).to_have_value("")
        expect(row_of(desk, kim.name)).to_contain_text("작성 중")
        composer.fill("수지님께 쓰던 글")
        reload(desk)
        row_of(desk, kim.name).click()
        expect(composer).to_have_value("계약은 이렇게 바꾸시면 됩니다")
        row_of(desk, lee.name).click()
        expect(composer).to_have_value("수지님께 쓰던 글")

        # tags: configured by a press, an own one in writing; the list filters by them
        row_of(desk, kim.name).click()
        desk.button("태그 달기").click()
        dialog = desk.page.get_by_role("dialog")
        dialog.get_by_role("button", name="민원").click()
        dialog.get_by_label("새 태그").fill("단골 고객")
        dialog.get_by_label("새 태그").press("Enter")
        assert find_violations(desk.page) == {}
        dialog.get_by_role("button", name="저장").click()
        expect(row_of(desk, kim.name)).to_contain_text("민원 · 단골 고객")
        desk.page.get_by_label("태그로 보기").select_option("단골 고객")
        expect(row_of(desk, lee.name)).to_have_count(0)

        # saved views survive a reload
        desk.page.keyboard.press("Alt+v")
        desk.page.get_by_label("보기 이름").fill("단골만")
        desk.page.get_by_role("button", name="저장", exact=True).click()
        desk.page.get_by_label("태그로 보기").select_option("")
        expect(row_of(desk, lee.name)).to_be_visible()
        reload(desk)
        desk.page.keyboard.press("Alt+v")
        desk.page.get_by_role("button", name=re.compile("^단골만")).click()
        expect(row_of(desk, lee.name)).to_have_count(0)
        expect(row_of(desk, kim.name)).to_contain_text("민원 · 단골 고객")

        # the outcome: required, and with a note where it is configured so
        row_of(desk, kim.name).click()
        desk.button("상담 마치기").click()
        dialog.get_by_role("button", name="마치기", exact=True).click()
        expect(dialog.get_by_role("alert")).to_have_text("결과를 골라 주세요")
        expect(dialog.get_by_role("radio", name="출동 요청 완료")).to_have_count(1)
        dialog.get_by_role("radio", name="다른 창구로 안내").check()
        dialog.get_by_role("button", name="마치기", exact=True).click()
        expect(dialog.get_by_text("이 결과로 마치려면 메모를 써 주세요.")).to_be_visible()
        dialog.get_by_label("마무리 메모").fill("지점 방문 안내")
        dialog.get_by_role("button", name="마치기", exact=True).click()
        desk.button("지금 마치기").click()
        expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()
    assert [*phone.console_errors, *other.console_errors, *desk.console_errors] == []

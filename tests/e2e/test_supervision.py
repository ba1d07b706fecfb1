"""A supervisor's shift: the board, a conversation read along and whispered into, joined, taken over; the figures."""

import csv
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from chalicelib.kernel.actors import Role
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.test_panel_states import HoldBack
from tests.e2e.world import World, device, open_waiting_conversation, text_message

pytestmark = pytest.mark.browser

MINUTE_MS = 60_000
WORD = "자기부담금 20%부터 안내하세요"


def shown(page: Page, queue: str, column: str) -> Locator:
    """What the board shows of a queue."""
    expect(page.locator(f"tr[data-queue={queue}]")).to_be_visible()
    names = page.get_by_role("columnheader").all_inner_texts()
    return page.locator(f"tr[data-queue={queue}] > *").nth(names.index(column))


def shows(page: Page, queue: str, column: str, text: str) -> None:
    expect(shown(page, queue, column)).to_have_text(text)


def opens_supervision(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="관제").click()


def test_a_supervisors_shift(chromium: Browser, world: World) -> None:
    kim, agent, leader = world.customer(), world.agent("general"), world.agent("general", role=Role.SUPERVISOR)
    examined = Examined()
    with (
        device(world, kim) as phone,
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(AgentWindow(chromium, world, leader)) as board,
    ):
        page, held = board.page, HoldBack(board.page, "board")
        page.reload()
        opens_supervision(page)
        expect(page.get_by_text("현황을 불러오는 중입니다")).to_be_attached()
        examined.look("the board that comes late", page)
        held.release(code="unavailable", text="잠시 뒤 다시 시도해 주세요.", retryable=False)
        expect(page.get_by_text("현황을 불러오지 못했습니다")).to_be_visible()
        examined.look("the board that failed", page)
        held.release()
        page.get_by_role("button", name="다시 시도").click()
        expect(page.get_by_role("img", name="시간대별 상담")).to_be_visible()
        served_before = int(shown(page, "general", "오늘 응대").inner_text())  # others of the day
        conversation = world.run(open_waiting_conversation(phone))
        shows(page, "general", "대기", "1명")
        desk.set_status("상담 가능")
        shows(page, "general", "상담 중", "1")
        shows(page, "general", "대기", "0명")
        shows(page, "general", "상담 가능 / 근무", "1 / 1")
        examined.look("the board", page)

        # by keyboard: the tab, the agent, the conversation, a whisper
        page.get_by_role("tab", name="현황").focus()
        page.keyboard.press("ArrowRight")
        page.get_by_role("button", name=agent.name).press("Enter")
        page.get_by_role("button", name="김서연님 상담 모니터링").press("Enter")
        log = page.get_by_role("list", name="김서연님 상담")
        expect(log).to_contain_text(agent.name)
        received = len(phone.events)
        page.get_by_label("상담원에게 귓속말").fill(WORD)
        page.keyboard.press("Enter")
        expect(desk.page.get_by_text(WORD).first).to_be_visible()
        examined.look("a conversation read along", page)
        desk.send_text("면책금부터 안내해 드릴게요.")
        expect(log).to_contain_text("면책금부터 안내해 드릴게요.")
        world.run(phone.wait_for_event(text_message(conversation, "면책금부터 안내해 드릴게요.")))
        kinds = {frame["event"] for frame in phone.events[received:]}
        assert kinds <= {"message", "typing", "receipt"}, "no frame tells the customer of monitoring or whispering"
        assert all(WORD not in str(frame) and leader.name not in str(frame) for frame in phone.events)

        page.get_by_role("button", name="끼어들기").click()
        expect(desk.page.get_by_text(f"{leader.name} 상담원도 상담에 함께해요")).to_be_visible()
        assert "colleague_joined" in str(phone.events)
        world.run(phone.send(conversation, {"type": "text", "text": "면책금이 얼마예요?"}))
        world.clock.advance(6 * MINUTE_MS)
        desk.page.reload()
        row = desk.page.get_by_role("option", name=kim.name)
        expect(row).to_contain_text("기한 지남")

        opens_supervision(page)
        page.get_by_role("tab", name="상담원").click()
        page.get_by_role("button", name=agent.name).click()
        page.get_by_label("동시에 맡는 상담 수").fill("2")
        page.get_by_role("button", name="저장").click()
        expect(desk.page.get_by_text("상담 1건 / 2건")).to_be_visible()
        board.set_status("상담 가능")
        page.get_by_role("button", name="김서연님 상담 모니터링").click()
        page.get_by_role("button", name="내가 맡기").click()
        expect(desk.page.get_by_text("다른 담당에게 넘어갔습니다").first).to_be_visible()

        async def resolve() -> None:
            async with world.connected(leader) as again:
                await again.request("resolve", conversation=conversation, outcome="answered")

        world.run(resolve())
        opens_supervision(page)
        shows(page, "general", "오늘 응대", str(served_before + 1))
        page.get_by_role("tab", name="이력").click()
        page.get_by_label("기준").select_option("agent")
        expect(page.get_by_role("row", name=agent.name)).to_be_visible()
        examined.look("the history", page)
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV 내려받기").click()
        content = saved.value.path().read_bytes()
        assert content.startswith("\ufeff".encode()), "Excel reads Korean"
        header, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
        own = next(line for line in rows if line[0] == agent.id)
        assert (header[:3], own[:3]) == (["상담원", "이름", "응대"], [agent.id, agent.name, "1"])
        expect(page.get_by_text("CSV 파일을 저장했습니다")).to_be_visible()
        page.get_by_label("시작일").fill("2026-01-01")
        expect(page.get_by_text("이력을 불러오지 못했습니다")).to_be_visible()
        assert [*board.console_errors, *desk.console_errors] == []
    assert examined.found == {}

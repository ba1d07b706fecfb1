"""Five browsers: a customer on two devices, two agents and their supervisor, from the waiting card to the rating."""

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from chalicelib.kernel.actors import Role
from chalicelib.presence.rules import presence_rules
from chalicelib.routing.estimate import Band, QueueModel
from chalicelib.wiring.routing import wait_store
from local.client import Client
from local.demo.people import DemoPerson
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.test_panel_states import HoldBack
from tests.e2e.waiting_story import (
    QUEUE,
    becomes_delayed,
    card_in,
    joins_the_queue,
    leaves_the_queue,
    within_opening_hours,
)
from tests.e2e.world import World, device, open_waiting_conversation, wait_for_assignment

pytestmark = pytest.mark.browser

RANGE = re.compile(r"약 \d+–\d+분")
WHISPER = "자기부담금 20%부터 안내하세요"
LEARNED = QueueModel(300.0, 1200.0, 3600.0, {"all": (Band(300.0, 0.8, 1.0, 1.4),)})
"""What two weeks taught about the queue."""


class Story:
    """The five windows and what they do; `received` are the frames on the customer's telephone."""

    def __init__(self, chromium: Browser, world: World, windows: ExitStack) -> None:
        self.world, self.examined = world, Examined()
        self.kim = world.customer_with_contract("김서연", "12가3456")
        self.agents = world.agent(QUEUE, capacity=1), world.agent(QUEUE)
        self.leader = world.agent(QUEUE, role=Role.SUPERVISOR)
        self.other = windows.enter_context(device(world, world.customer("박서준")))
        self.first, self.second, self.board = (
            windows.enter_context(closing(AgentWindow(chromium, world, who))) for who in (*self.agents, self.leader)
        )
        self.phone, self.tablet = (
            windows.enter_context(closing(CustomerWindow(chromium, world, self.kim))) for _ in range(2)
        )
        self.received: list[str] = []

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", lambda payload: self.received.append(str(payload)))

        self.phone.page.on("websocket", listen)
        self.phone.page.reload()

    @property
    def served_by(self) -> Locator:
        """Whom the customer sees in the header."""
        return self.phone.page.locator(".c-who h2")

    def expect_served_by(self, *agents: DemoPerson) -> None:
        expect(self.served_by).to_have_text(" · ".join(f"{agent.name} 상담원" for agent in agents))


@pytest.fixture
def story(chromium: Browser, world: World) -> Iterator[Story]:
    within_opening_hours(world)
    wait_store().save_model(QUEUE, LEARNED)
    with ExitStack() as windows:
        story = Story(chromium, world, windows)
        yield story
        used = (story.phone, story.tablet, story.first, story.second, story.board)
        assert [error for window in used for error in window.console_errors] == []
        assert story.examined.found == {}
    wait_store().save_model(QUEUE, None)


def test_five_browsers_from_the_waiting_card_to_the_rating(story: Story) -> None:
    opens_the_board(story)
    sees_the_place_fall_on_both_devices(story)
    is_delayed_and_takes_a_call_instead(story)
    asks_again_and_is_declined_by_one_and_served_by_another(story)
    is_read_along_and_whispered_about(story)
    is_passed_on_with_the_colleagues_yes(story)
    is_taken_over_by_the_supervisor_who_is_lost(story)
    rates_and_goes_on(story)
    exports_the_figures(story)


def shown(page: Page, column: str) -> Locator:
    """What the board shows of the queue."""
    row = page.locator(f"tr[data-queue={QUEUE}]")
    expect(row).to_be_visible()
    return row.locator("> *").nth(page.get_by_role("columnheader").all_inner_texts().index(column))


def opens_supervision(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="관제").click()


def opens_the_board(story: Story) -> None:
    page, held = story.board.page, HoldBack(story.board.page, "board")
    page.reload()
    opens_supervision(page)
    expect(page.get_by_text("현황을 불러오는 중입니다")).to_be_attached()
    held.release(code="unavailable", text="잠시 뒤 다시 시도해 주세요.", retryable=False)
    expect(page.get_by_text("현황을 불러오지 못했습니다")).to_be_visible()
    story.examined.look("the board that failed", page)
    page.get_by_role("button", name="다시 시도").click()  # before the board asks again by itself
    held.release()
    expect(page.get_by_role("img", name="시간대별 상담")).to_be_visible()


def sees_the_place_fall_on_both_devices(story: Story) -> None:
    world, phone = story.world, story.phone
    story.first.set_status("상담 가능")
    world.run(is_served(world, story.agents[0], story.other))
    ahead_of_kim = world.customer("이순자")
    ahead = world.run(joins_the_queue(world, ahead_of_kim))
    phone.request_agent()
    cards = card_in(phone), card_in(story.tablet)
    for card in cards:
        expect(card).to_contain_text("내 순서 2번째")
        expect(card).to_contain_text(RANGE)
    expect(cards[0]).to_contain_text("상담 시간 월~금 09:00~18:00")
    story.examined.look("waiting", phone.page)
    expect(shown(story.board.page, "대기")).to_have_text("2명")
    expect(shown(story.board.page, "최장 대기")).to_have_text(re.compile(r"\d"))
    expect(shown(story.board.page, "상담 가능 / 근무")).to_have_text(re.compile(r"[1-9]\d* / [1-9]\d*"))
    expect(shown(story.board.page, "기한 준수")).to_contain_text("목표")
    story.examined.look("the board", story.board.page)
    world.run(leaves_the_queue(world, ahead_of_kim, ahead))
    expect(cards[0]).to_contain_text("내 순서 1번째")
    expect(cards[1]).to_contain_text("내 순서 1번째")


async def is_served(world: World, agent: DemoPerson, phone: Client) -> None:
    """The agent's only place is taken."""
    async with world.connected(agent) as desk:
        await wait_for_assignment(desk, await open_waiting_conversation(phone))


def is_delayed_and_takes_a_call_instead(story: Story) -> None:
    phone, card = story.phone, card_in(story.phone)
    card.get_by_role("button", name="챗봇과 계속하기").click()
    expect(card_in(story.tablet)).to_contain_text("챗봇과 이야기하는 동안에도 순서는 그대로예요")
    expect(phone.log).to_contain_text("기다리시는 동안 챗봇이 계속 도와드릴게요")
    expect(card).to_contain_text("내 순서 1번째")
    becomes_delayed(story.world, story.kim)
    expect(phone.log).to_contain_text("응답이 늦어지고 있어요")
    phone.page.reload()
    expect(card).to_contain_text("내 순서 1번째")
    expect(card).to_contain_text("응답 지연")
    expect(card_in(story.tablet)).to_contain_text("응답 지연")
    story.examined.look("delayed", phone.page)
    phone.send_text("몇 명 남았어요?")
    expect(phone.log).to_contain_text("맨 앞에서 기다리고 계세요")
    card.get_by_role("button", name="원하는 시간에 전화 받기").click()
    expect(card.get_by_label("전화번호")).to_have_value("01000009999")
    story.examined.look("choosing a time", phone.page)
    card.get_by_role("button", name="전화 예약하기").click()
    expect(phone.log).to_contain_text("전화드릴게요")
    expect(card).to_have_count(0)

    story.first.page.keyboard.press("Alt+Shift+C")
    window = story.first.page.get_by_role("dialog", name="전화 예약")
    rows = window.get_by_role("listitem").filter(has_text="대기 고객").filter(has_text=story.kim.name)
    row = rows.last
    expect(row).to_be_visible()
    story.examined.look("calls due", story.first.page)
    row.get_by_role("button", name="전화 걸기").click()
    row.get_by_role("button", name="결과 저장").click()
    expect(row.get_by_role("alert")).to_contain_text("결과를 골라 주세요")
    row.get_by_role("radio", name="통화함").check()
    row.get_by_role("button", name="결과 저장").click()
    expect(rows).to_have_count(0)
    story.first.page.keyboard.press("Escape")


def asks_again_and_is_declined_by_one_and_served_by_another(story: Story) -> None:
    phone, (declining, serving) = story.phone, story.agents
    phone.request_agent()
    expect(card_in(phone)).to_contain_text("내 순서 1번째")
    story.world.run(ends(story.other))
    story.first.expect_serving(story.kim)
    phone.expect_served_by(declining)
    story.first.page.keyboard.press("Alt+b")
    expect(phone.log).to_contain_text("다른 상담원을 연결해 드릴게요. 기다리신 시간은 그대로 인정돼요.")
    story.second.set_status("상담 가능")
    story.second.expect_serving(story.kim)
    phone.expect_served_by(serving)
    expect(story.tablet.page.get_by_text(f"{serving.name} 상담원과 상담 중이에요")).to_be_visible()
    phone.message_input.press_sequentially("안녕하세요")
    expect(story.second.page.get_by_text("김서연님이 입력 중입니다")).to_be_visible()
    phone.send_text("견적이 궁금해요 🙂")
    story.second.expect_text("견적이 궁금해요 🙂")
    expect(phone.log).to_contain_text("읽음")


async def ends(phone: Client) -> None:
    """The customer's only conversation is closed."""
    (update,) = (await phone.hello())["conversations"]
    await phone.request("close", conversation=update["conversation"]["id"])


def is_read_along_and_whispered_about(story: Story) -> None:
    page, desk = story.board.page, story.second
    expect(shown(page, "상담 중")).to_have_text("1")
    page.get_by_role("tab", name="현황").focus()  # by keyboard: the tab, the agent, the conversation, a whisper
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name=story.agents[1].name).press("Enter")
    page.get_by_role("button", name="김서연님 상담 모니터링").press("Enter")
    log = page.get_by_role("list", name="김서연님 상담")
    expect(log).to_contain_text("견적이 궁금해요")
    before = len(story.received)
    page.get_by_label("상담원에게 귓속말").fill(WHISPER)
    page.keyboard.press("Enter")
    expect(desk.page.get_by_text(WHISPER).first).to_be_visible()
    story.examined.look("a conversation read along", page)
    desk.send_text("면책금부터 안내해 드릴게요.")
    expect(log).to_contain_text("면책금부터 안내해 드릴게요.")
    story.phone.expect_text("면책금부터 안내해 드릴게요.")
    story.tablet.expect_text("면책금부터 안내해 드릴게요.")
    events = {kind for frame in story.received[before:] for kind in re.findall(r'"event":"(\w+)"', frame)}
    assert events <= {"message", "typing", "receipt", "ack"}, "no frame tells of monitoring or whispering"
    assert not any(WHISPER in frame or story.leader.name in frame for frame in story.received)


def is_passed_on_with_the_colleagues_yes(story: Story) -> None:
    taking, giving = story.agents
    offer(story)
    story.expect_served_by(giving, taking)
    expect(story.phone.log).to_contain_text(f"{giving.name} 상담원이 {taking.name} 상담원에게 상담을 넘기려고 해요")
    story.first.page.get_by_role("button", name="거절").click()
    expect(story.phone.log).to_contain_text(f"{giving.name} 상담원이 계속 도와드려요")
    story.expect_served_by(giving)

    offer(story)
    expect(story.first.page.get_by_text(f"{giving.name}님이 이 상담을 넘기려고 합니다")).to_be_visible()
    story.first.page.keyboard.press("Alt+y")
    story.expect_served_by(taking)
    expect(story.second.page.get_by_text("다른 담당에게 넘").first).to_be_visible()
    story.first.send_text("이어서 도와드립니다")
    story.phone.expect_text("이어서 도와드립니다")


def offer(story: Story) -> None:
    """The second agent offers the conversation to the first, without waiting for the time to undo it."""
    desk, name = story.second, story.agents[0].name
    desk.page.keyboard.press("Alt+t")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile(name)).check()
    expect(dialog.get_by_role("radio", name="수락하면 넘기기")).to_be_checked()
    dialog.get_by_role("button", name="넘기기", exact=True).click()
    expect(desk.page.get_by_text("고객에게는 아직 아무것도 가지 않았습니다")).to_be_visible()
    offered = sum("colleague_offered" in frame for frame in story.received)
    assert offered == story.phone.log.get_by_text("넘기려고 해요").count()
    desk.page.keyboard.press("Alt+Enter")
    expect(desk.page.get_by_text(f"{name}님의 수락을 기다리는 중")).to_be_visible()


def is_taken_over_by_the_supervisor_who_is_lost(story: Story) -> None:
    page, phone, world = story.board.page, story.phone, story.world
    page.get_by_role("button", name="끼어들기").click()
    expect(phone.log).to_contain_text(f"{story.leader.name} 상담원도 상담에 함께해요")
    expect(page.get_by_role("button", name="상담에서 나가기")).to_be_visible()
    opens_supervision(page)
    page.get_by_role("tab", name="상담원").click()
    page.get_by_role("button", name=story.agents[0].name).click()
    page.get_by_label("동시에 맡는 상담 수").fill("3")
    page.get_by_role("button", name="저장").click()
    expect(story.first.page.get_by_text("상담 1건 / 3건")).to_be_visible()
    story.board.set_status("상담 가능")
    page.get_by_role("button", name="김서연님 상담 모니터링").click()
    page.get_by_label("상담원 고르기").select_option(story.agents[1].name)
    page.get_by_role("button", name="다른 상담원에게").click()
    story.expect_served_by(story.agents[1], story.leader)
    expect(story.first.page.get_by_text("다른 담당에게 넘어갔습니다").first).to_be_visible()
    page.get_by_role("button", name=story.agents[1].name).click()
    page.get_by_role("button", name="김서연님 상담 모니터링").click()
    page.get_by_role("button", name="내가 맡기").click()
    story.expect_served_by(story.leader)

    story.first.set_status("일시 정지")
    connected = len(world.standin.connection_ids())
    page.goto("about:blank")
    while len(world.standin.connection_ids()) == connected:
        phone.page.wait_for_timeout(10)  # lets it end
    for _ in range(2):  # its end may be noted only after the first minute
        world.clock.advance((presence_rules().absent_after_seconds + 1) * 1000)
        world.run(world.standin.fire("every_minute"))
    expect(phone.log).to_contain_text("상담원의 연결이 끊겼어요. 기다리신 시간은 그대로 인정돼요.")
    story.expect_served_by(story.agents[1])
    expect(story.second.log.get_by_text("견적이 궁금해요 🙂")).to_be_visible()


def rates_and_goes_on(story: Story) -> None:
    phone, desk = story.phone, story.second
    rating = phone.page.get_by_role("region", name="상담 평가")
    desk.button("상담 마치기").click()
    ending = desk.page.get_by_role("dialog")
    ending.get_by_role("radio").first.check()
    ending.get_by_role("button", name="마치기", exact=True).click()
    expect(rating.get_by_text("궁금하신 점이 해결됐나요?")).to_be_visible()
    rating.get_by_role("button", name="아직이에요").click()
    expect(rating.get_by_text("‘다시 열기’를 눌러")).to_be_visible()
    rating.get_by_role("radio", name="별 4개").check(force=True)
    story.examined.look("rating", phone.page)
    rating.get_by_role("textbox", name="한마디 남기기 (선택)").fill("친절하셨어요")
    rating.get_by_role("button", name="보내기").click()
    expect(rating.get_by_text("남겨 주셔서 고마워요")).to_be_visible()
    phone.expect_text("남겨 주신 말씀: 친절하셨어요")
    phone.page.reload()
    expect(rating.get_by_role("radio", name="별 4개")).to_be_checked()
    expect(story.tablet.page.get_by_role("radio", name="별 4개")).to_be_checked()
    phone.button("다시 열기").click()
    expect(rating).to_have_count(0)
    expect(phone.page.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
    phone.request_agent()
    desk.expect_serving(story.kim)
    expect(desk.log.get_by_text("남겨 주신 말씀: 친절하셨어요")).to_be_visible()


def exports_the_figures(story: Story) -> None:
    page, agent = story.board.page, story.agents[1]
    page.goto(f"{story.world.standin.http_url}/panel/")
    opens_supervision(page)
    page.get_by_role("tab", name="이력").click()
    row = page.get_by_role("row", name=agent.name)
    while not row.is_visible():  # the figures follow the end of the conversation
        for unit in ("hour", "agent"):
            page.get_by_label("기준").select_option(unit)
            page.wait_for_timeout(100)  # lets the answer come
    story.examined.look("the history", page)
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

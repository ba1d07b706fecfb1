"""Two agents in one conversation: what is passed on with the colleague's yes, who writes, and what can be undone."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, WebSocket, expect

from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World
from tests.unit.files import sample_files

pytestmark = pytest.mark.browser


@dataclass
class Scene:
    """A customer whom the first of two agents serves; `received` are the frames on the customer's connection."""

    phone: CustomerWindow
    first: AgentWindow
    second: AgentWindow
    names: tuple[str, str]
    received: list[str] = field(default_factory=list)

    @property
    def header(self) -> Locator:
        return self.phone.page.locator(".c-who h2")

    def frames_with(self, words: str) -> int:
        return sum(words in frame for frame in self.received)


@pytest.fixture
def scene(chromium: Browser, world: World, request: pytest.FixtureRequest) -> Iterator[Scene]:
    options: dict[str, Any] = getattr(request, "param", {})
    customer, agents = world.customer(), (world.agent("general"), world.agent("general"))
    with ExitStack() as windows:
        first, second = (
            windows.enter_context(closing(AgentWindow(chromium, world, agent, **options))) for agent in agents
        )
        first.set_status("상담 가능")
        phone = windows.enter_context(closing(CustomerWindow(chromium, world, customer)))
        found = Scene(phone, first, second, (agents[0].name, agents[1].name))

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", lambda payload: found.received.append(str(payload)))

        phone.page.on("websocket", listen)
        phone.page.reload()
        phone.request_agent()
        phone.expect_served_by(agents[0])
        first.expect_serving(customer)
        second.set_status("상담 가능")
        yield found
        assert [*phone.console_errors, *first.console_errors, *second.console_errors] == []


def test_a_second_agent_joins_writes_and_leaves(scene: Scene) -> None:
    first, second = scene.names
    scene.first.page.keyboard.press("Alt+o")
    dialog = scene.first.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile(second)).check()
    dialog.get_by_role("button", name="초대하기").click()
    expect(scene.first.page.get_by_text(f"{second}님을 초대하고 기다리는 중")).to_be_visible()
    assert not scene.frames_with(second), "nothing of it reaches the customer before the colleague has joined"
    scene.second.page.get_by_role("button", name="함께하기").click()
    expect(scene.phone.log).to_contain_text(f"{second} 상담원도 상담에 함께해요")
    expect(scene.header).to_have_text(f"{first} 상담원 · {second} 상담원")
    scene.second.send_text("견적은 제가 볼게요")
    scene.first.send_text("계약은 제가 볼게요")
    for desk in (scene.first, scene.second):
        desk.expect_text("견적은 제가 볼게요")
        desk.expect_text("계약은 제가 볼게요")
    for words in ("견적은 제가 볼게요", "계약은 제가 볼게요"):
        scene.phone.expect_text(words)
    for name in (first, second):
        expect(scene.phone.log.get_by_text(f"{name} 상담원", exact=True).last).to_be_visible()
    scene.second.page.get_by_role("button", name="상담에서 나가기").click()
    expect(scene.phone.log).to_contain_text(f"{second} 상담원이 상담에서 나갔어요")
    expect(scene.header).to_have_text(f"{first} 상담원")
    expect(scene.second.page.get_by_text("상담에서 나왔습니다").first).to_be_visible()


@pytest.mark.parametrize("scene", [{"holds_messages": True}], indirect=True)
def test_what_is_undone_within_five_seconds_leaves_no_frame_with_the_customer(scene: Scene) -> None:
    desk, page = scene.first, scene.first.page
    page.keyboard.press("Alt+r")
    desk.send_text("잘못 쓴 글이에요")
    expect(page.get_by_text("곧 보냅니다")).to_be_visible()
    page.keyboard.press("Alt+z")
    expect(page.get_by_role("textbox", name="답변")).to_have_value("잘못 쓴 글이에요")
    page.locator("#attach").set_input_files(
        [FilePayload(name="wrong.jpg", mimeType="image/jpeg", buffer=sample_files.photo())]
    )
    expect(page.locator(".p-held")).to_contain_text("wrong.jpg")
    page.keyboard.press("Alt+z")
    expect(page.locator(".p-held")).not_to_contain_text("wrong.jpg")
    page.get_by_role("textbox", name="답변").fill("고쳐 쓴 글이에요")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+q")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="마치기", exact=True).click()
    page.keyboard.press("Alt+z")
    page.keyboard.press("Alt+t")
    dialog.get_by_role("radio", name=re.compile(scene.names[1])).check()
    dialog.get_by_role("button", name="넘기기", exact=True).click()
    expect(page.get_by_text("고객에게는 아직 아무것도 가지 않았습니다")).to_be_visible()
    page.keyboard.press("Alt+z")
    scene.phone.expect_text("고쳐 쓴 글이에요")  # it has left by itself, after what was undone would have
    desk.send_text("마지막 글이에요")
    page.keyboard.press("Enter")
    scene.phone.expect_text("마지막 글이에요")
    undone = ("잘못 쓴 글이에요", "wrong.jpg", "resolved", "colleague_offered")
    assert [scene.frames_with(words) for words in undone] == [0] * len(undone)
    assert (scene.frames_with("고쳐 쓴 글이에요"), scene.frames_with("마지막 글이에요")) == (1, 1)

"""Pictures of what agents write down and look up: rows, tags, the timeline, mentions and follow-ups, approvals.
`make screenshots` takes them with the others; run alone, it takes these."""

import sys
from contextlib import ExitStack, closing
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from local.client import Client
from tests.e2e.claims.case import adjuster, register_claim
from tests.e2e.claims.decisions import TO_ASSESS, decide
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.pictures import DESKS, take_picture
from tests.e2e.windows import browser
from tests.e2e.world import World, device, press_button, running_centre, wait_for_assignment

HOUR_MS = 3_600_000
NOTE = "@{} 사고 사진이 흐려요. 다시 요청할지 봐 주세요"
SUFFIXES = ("", "-dark", "-390", "-en")


def take_teamwork_pictures(world: World, chromium: Browser) -> None:
    """An agent with a tagged conversation, a mention, a follow-up that is due, and an amount to approve."""
    kim, lee = world.customer_with_contract("김서연", "123가4567"), world.customer("이순자")
    agent, colleague = adjuster(world, "own_car"), world.agent("general")
    case = world.run(register_claim(world, kim))
    world.run(decide(world, adjuster(world, "own_car"), case, *TO_ASSESS))
    with ExitStack() as stack:
        desk, other, phone, second = (stack.enter_context(device(world, each)) for each in (agent, colleague, kim, lee))
        world.run(desk.request("mentions"))
        world.run(other.request("availability", status="available"))
        handed = _served(world, other, second, "general")
        world.run(other.request("note", conversation=handed, text=NOTE.format(agent.name), mentions=[agent.id]))
        world.run(desk.wait_for_event(lambda frame: frame["event"] == "mention"))
        world.run(other.request("availability", status="paused"))
        world.run(desk.request("availability", status="available"))
        own = _served(world, desk, phone, "compensation")
        world.run(phone.send(own, {"type": "text", "text": "견적서를 보냈는데 언제 처리되나요?"}))
        world.run(desk.request("tag", conversation=own, tags=["complaint", "단골 고객"]))
        world.run(desk.request("note", conversation=own, text="정비소에서 견적서를 다시 보내기로 함"))
        about = {"key": "call", "text": "견적서 왔는지 정비소에 전화", "due_at": world.clock() + HOUR_MS}
        world.run(desk.request("follow_up", conversation=own, **about))
        world.clock.advance(HOUR_MS)
        for suffix in SUFFIXES:
            size, options = DESKS[suffix]
            with closing(AgentWindow(chromium, world, agent, size, **options)) as window:
                _take_all(window.page, suffix)


def _served(world: World, desk: Client, phone: Client, topic: str) -> str:
    """A conversation of the customer that the only agent on duty serves; its id."""
    opened = world.run(phone.request("open", device=phone.device, topic=topic))
    conversation = str(opened["conversation"]["id"])
    world.run(press_button(phone, conversation, "intent:agent_request"))
    world.run(wait_for_assignment(desk, conversation))
    return conversation


def _take_all(page: Page, suffix: str) -> None:
    english = suffix == "-en"
    if english:
        page.evaluate("localStorage.setItem('baro panel language', 'en')")
        page.reload()
    page.locator(".p-row").filter(has_text="김서연").click()
    if suffix == "-390":
        page.get_by_role("button", name="고객 정보").click()
    page.get_by_role("tab", name="History" if english else "이력", exact=True).click()
    expect(page.locator(".p-timeline-entry").first).to_be_visible()
    take_picture(page, f"desk-timeline{suffix}")
    page.keyboard.press("Escape")
    if suffix == "-390":
        page.get_by_role("button", name="목록으로").click()
    page.locator(".p-inbox-button button").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    take_picture(page, f"desk-inbox{suffix}")
    page.keyboard.press("Escape")
    page.get_by_role("navigation").get_by_role("button", name="Approvals" if english else "승인 대기").click()
    expect(page.get_by_role("row").last).to_be_visible()
    take_picture(page, f"desk-approvals{suffix}")


def main() -> int:
    """These pictures alone."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_teamwork_pictures(world, chromium)
    return 0


if __name__ == "__main__":
    sys.exit(main())

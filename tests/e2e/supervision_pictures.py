"""Pictures of the supervisors' page. `make screenshots` takes them with the others; run alone, it takes these."""

import sys
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from chalicelib.content.hours import SEOUL
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Role
from chalicelib.reporting.figures import Row
from chalicelib.wiring.reporting import figure_store
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.pictures import DESKS, take_picture
from tests.e2e.windows import browser
from tests.e2e.world import World, device, open_waiting_conversation, running_centre


def take_supervision_pictures(world: World, chromium: Browser) -> None:
    """A queue with who waits and who is served, a conversation read along, and the figures."""
    agent = world.agent("general", capacity=2)
    leader = world.agent("general", "accident", "contract", role=Role.SUPERVISOR)
    with ExitStack() as stack:
        desk = stack.enter_context(device(world, agent))
        for name in ("김서연", "이순자", "박정호", "정다은"):
            phone = stack.enter_context(device(world, world.customer(name)))
            world.run(open_waiting_conversation(phone))
        world.run(desk.request("availability", status="available"))
        (served,) = [world.run(desk.wait_for_event(lambda frame: frame["event"] == "assigned"))["conversation"]["id"]]
        world.run(desk.send(served, "안녕하세요, 무엇을 도와드릴까요?"))
        world.clock.advance(4 * 60_000)
        _count_a_day(world, agent.name)
        for suffix, (size, options) in DESKS.items():
            with closing(AgentWindow(chromium, world, leader, size, **options)) as window:
                _take_all(window.page, agent.name, suffix)


def _count_a_day(world: World, name: str) -> None:
    """Figures of today, as if customers had been served from nine on."""
    now = datetime.fromtimestamp(world.clock() / 1000, SEOUL)
    for hour in range(9, 18):
        served = 4 + hour * 7 % 9
        counts = {
            "served": served, "abandoned": hour % 3, "waited_ms": served * 48_000, "wait_60": served, "parts": served,
            "handled_ms": served * 410_000, "first_held": served - hour % 2, "first_late": hour % 2,
            "next_held": served * 3, "next_late": hour % 4,
        }  # fmt: skip
        day = now.date().isoformat()
        rows = (Row(f"{day}T{hour:02d}", "general", counts), Row(day, "general", counts, Named("agent-1", name)))
        figure_store().add(f"{day}#{hour}", rows, world.clock())


def _take_all(page: Page, agent: str, suffix: str) -> None:
    if suffix == "-en":
        page.evaluate("localStorage.setItem('baro panel language', 'en')")
        page.reload()
    english = suffix == "-en"
    names = ("Supervision", "Agents", "History") if english else ("관제", "상담원", "이력")
    page.get_by_role("navigation").get_by_role("button", name=names[0]).click()
    expect(page.locator("tr[data-queue=general]")).to_be_visible()
    take_picture(page, f"supervision{suffix}")
    page.get_by_role("tab", name=names[1]).click()
    page.get_by_role("button", name=agent).click()
    page.get_by_role("button", name="Monitor" if english else "모니터링").first.click()
    expect(page.locator(".s-log li").last).to_be_visible()
    take_picture(page, f"supervision-watch{suffix}")
    page.get_by_role("tab", name=names[2]).click()
    take_picture(page, f"supervision-history{suffix}")


def main() -> int:
    """These pictures alone."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_supervision_pictures(world, chromium)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Pictures of the waiting card, of its delay and of calls due: at 390 and 320 pixels, at 200 %, dark and in English.
`make screenshots` takes them with the others; run alone, it takes these."""

import sys
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, expect

from local.demo.people import DemoPerson
from tests.e2e.claims.decision_pictures import choose_language
from tests.e2e.pages.signed_in import DESK, AgentWindow, CustomerWindow
from tests.e2e.pictures import PHONES, PICTURES, take_picture
from tests.e2e.waiting_story import QUEUE, becomes_delayed, card_in, joins_the_queue, within_opening_hours
from tests.e2e.windows import browser
from tests.e2e.world import World, running_centre


def take_waiting_pictures(world: World, chromium: Browser) -> None:
    """All pictures of this module."""
    within_opening_hours(world)
    for each in (world.customer("박서준"), world.customer("최민준")):
        world.run(joins_the_queue(world, each))
    kim = world.customer_with_contract("김서연", "12가3456")
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        phone.request_agent()
        expect(card_in(phone)).to_contain_text("내 순서 3번째")
    _take_cards(world, chromium, kim, "customer-wait")
    becomes_delayed(world, kim)
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        expect(card_in(phone)).to_contain_text("응답 지연")
    _take_cards(world, chromium, kim, "customer-delayed")
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        card_in(phone).get_by_role("button", name="원하는 시간에 전화 받기").click()
        phone.button("전화 예약하기").click()
        expect(phone.log).to_contain_text("전화드릴게요")
    _take_calls(world, chromium)
    world.reset_routing()


def _take_cards(world: World, chromium: Browser, customer: DemoPerson, name: str) -> None:
    for suffix, (size, options) in PHONES.items():
        with closing(CustomerWindow(chromium, world, customer, size, **options)) as phone:
            choose_language(phone, suffix)
            card = card_in(phone)
            expect(card).to_be_visible()
            card.scroll_into_view_if_needed()
            take_picture(phone.page, f"{name}{suffix}")


def _take_calls(world: World, chromium: Browser) -> None:
    agent = world.agent(QUEUE)
    for suffix, (size, options) in PHONES.items():
        size = DESK if suffix in ("", "-dark", "-en") else size
        with closing(AgentWindow(chromium, world, agent, size, **options)) as desk:
            if suffix == "-en":
                desk.page.keyboard.press("Control+k")
                desk.page.keyboard.type("Switch to English")
                desk.page.keyboard.press("Enter")
            desk.page.locator(".p-calls-button").click()
            expect(desk.page.locator(".p-call").first).to_be_visible()
            take_picture(desk.page, f"desk-calls{suffix}")


def main() -> int:
    """The pictures of this module."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_waiting_pictures(world, chromium)
    print("\n".join(sorted(path.name for path in PICTURES.glob("*-wait*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A customer waits: the card, a place that falls, the delay, a call instead, and its outcome at the desk."""

import time
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Browser, Locator, expect

from chalicelib.queries.queue_status import opens_at
from chalicelib.routing.jobs import CheckDelay
from chalicelib.routing.rules import waiting_rules
from chalicelib.wiring.routing import routing, routing_jobs
from local.client import Client
from local.demo.people import DemoPerson
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.windows import Window
from tests.e2e.world import World, open_waiting_conversation

Look = Callable[[Window, str], None]
"""Looks at a window in a state with this name."""

QUEUE = "general"


def within_opening_hours(world: World) -> None:
    """The clock is at a time at which the queue is open: delays don't count at night."""
    opens = opens_at(QUEUE, world.clock())
    if opens:
        world.clock.advance(opens - world.clock() + 3_600_000)


async def joins_the_queue(world: World, customer: DemoPerson) -> str:
    async with world.connected(customer) as phone:
        return await open_waiting_conversation(phone)


async def leaves_the_queue(world: World, customer: DemoPerson, conversation: str) -> None:
    async with world.connected(customer) as phone:
        await _leave(phone, conversation)


async def _leave(phone: Client, conversation: str) -> None:
    await phone.request("leave", conversation=conversation)


def card_in(window: Window) -> Locator:
    """The waiting card."""
    return window.page.locator(".c-waiting")


def becomes_delayed(world: World, person: DemoPerson) -> None:
    """As much time passes as counts as a delay."""
    (entry,) = (each for each in routing().list_waiting(QUEUE, 100) if each.customer == person.id)
    world.clock.advance(waiting_rules().delay_notice_seconds * 1000)
    routing_jobs().defer(CheckDelay(entry.conversation, entry.since), 0)


def play_waiting(chromium: Browser, world: World, look: Look) -> float:
    """Plays the story; returns after how many seconds the place fell."""
    within_opening_hours(world)
    first, kim = world.customer("박서준"), world.customer_with_contract("김서연", "12가3456")
    ahead = world.run(joins_the_queue(world, first))
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        phone.request_agent()
        card = card_in(phone)
        expect(card).to_contain_text("내 순서 2번째")
        expect(card).to_contain_text("아직 예상할 수 없어요")
        expect(card).to_contain_text("상담 시간 월~금 09:00~18:00")
        look(phone, "waiting-card")
        with closing(CustomerWindow(chromium, world, kim)) as tablet:
            expect(card_in(tablet)).to_contain_text("내 순서 2번째")
            world.run(leaves_the_queue(world, first, ahead))
            left_at = time.monotonic()
            expect(card).to_contain_text("내 순서 1번째")
            fell_after = time.monotonic() - left_at
            expect(card_in(tablet)).to_contain_text("내 순서 1번째")
        becomes_delayed(world, kim)
        expect(phone.log).to_contain_text("응답이 늦어지고 있어요")
        expect(card).to_contain_text("응답 지연")
        phone.page.reload()
        expect(card).to_contain_text("내 순서 1번째")
        expect(card).to_contain_text("응답 지연")
        look(phone, "waiting-delayed")
        phone.send_text("몇 명 남았어요?")
        expect(phone.log).to_contain_text("맨 앞에서 기다리고 계세요")
        card.get_by_role("button", name="원하는 시간에 전화 받기").click()
        form = card.get_by_role("button", name="전화 예약하기")
        expect(card.get_by_label("전화번호")).to_have_value("01000009999")
        look(phone, "waiting-call")
        form.click()
        expect(phone.log).to_contain_text("전화드릴게요")
        expect(card).to_have_count(0)
        is_called(chromium, world, kim, look)
        assert phone.console_errors == []
    return fell_after


def is_called(chromium: Browser, world: World, customer: DemoPerson, look: Look) -> None:
    """An agent makes the call and writes down the outcome, without which it stays due."""
    with closing(AgentWindow(chromium, world, world.agent(QUEUE))) as desk:
        desk.page.get_by_role("button", name="전화 예약").click()
        window = desk.page.get_by_role("dialog", name="전화 예약")
        row = window.get_by_role("listitem").filter(has_text=customer.name).last
        expect(row).to_contain_text("대기 고객")
        look(desk, "desk-calls")
        row.get_by_role("button", name="전화 걸기").click()
        row.get_by_role("button", name="결과 저장").click()
        expect(row.get_by_role("alert")).to_contain_text("결과를 골라 주세요")
        row.get_by_role("radio", name="통화함").check()
        row.get_by_label("메모 (선택)").fill("견적 안내")
        row.get_by_role("button", name="결과 저장").click()
        expect(window.get_by_role("listitem").filter(has_text=customer.name)).to_have_count(0)
        assert desk.console_errors == []

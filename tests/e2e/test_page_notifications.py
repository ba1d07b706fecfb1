"""The hidden customer's page: browser notifications, if the customer enabled them."""

from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import PLAYED_NOTIFICATIONS, CustomerWindow, conversation_windows
from tests.e2e.world import World

pytestmark = pytest.mark.browser

SWITCH = "다른 화면을 볼 때 알림"


def shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("() => window.shown.map(({ title, body }) => ({ title, body }))")
    return found


def flip(page: Page) -> None:
    page.get_by_role("button", name="메뉴").click()
    page.get_by_role("switch", name=SWITCH).click()


def close_menu(page: Page) -> None:
    assert find_violations(page) == {}
    page.get_by_role("dialog").get_by_role("button", name="닫기").click()


def test_a_hidden_page_notifies_if_the_customer_enabled_it(chromium: Browser, world: World) -> None:
    with conversation_windows(world, chromium) as (phone, desk):
        page = phone.page
        page.evaluate(PLAYED_NOTIFICATIONS)
        assert page.evaluate("window.asked") == 0, "never by itself"
        flip(page)
        expect(page.get_by_role("switch", name=SWITCH)).to_be_checked()
        close_menu(page)
        assert page.evaluate("window.asked") == 1
        desk.send_text("보고 계신가요?")
        phone.expect_text("보고 계신가요?")
        assert shown(page) == [], "they see it"
        page.evaluate("window.hiding = true")
        desk.send_text("발목은 어떠세요?")
        page.wait_for_function("() => window.shown.length > 0")
        assert shown(page) == [{"title": "바로", "body": "상담원이 답했어요"}]
        page.evaluate("window.shown[0].made.onclick()")
        phone.expect_text("발목은 어떠세요?")
        flip(page)
        expect(page.get_by_role("switch", name=SWITCH)).not_to_be_checked()
        close_menu(page)
        desk.send_text("끊겼나요?")
        phone.expect_text("끊겼나요?")
        assert len(shown(page)) == 1


def test_blocked_notifications_explain_where_to_allow_them(chromium: Browser, world: World) -> None:
    with conversation_windows(world, chromium) as (phone, _):
        phone.page.evaluate(PLAYED_NOTIFICATIONS)
        phone.page.evaluate('window.answer = "denied"')
        flip(phone.page)
        expect(phone.page.get_by_text("브라우저에서 알림이 막혀 있어요", exact=False)).to_be_attached()
        expect(phone.page.get_by_role("switch", name=SWITCH)).not_to_be_checked()


def test_notifications_are_offered_once_there_is_something_to_wait_for(chromium: Browser, world: World) -> None:
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        page = phone.page
        page.evaluate(PLAYED_NOTIFICATIONS)
        offer = page.get_by_role("region", name=SWITCH)
        expect(offer).to_have_count(0)
        phone.request_agent()
        expect(offer).to_contain_text("알림을 띄워 드릴까요?")
        assert find_violations(page) == {}
        assert page.evaluate("window.asked") == 0, "never by itself"
        offer.get_by_role("button", name="알림 켜기").press("Enter")
        expect(offer).to_have_count(0)
        page.wait_for_function("() => window.asked === 1")
        page.get_by_role("button", name="메뉴").click()
        expect(page.get_by_role("switch", name=SWITCH)).to_be_checked()
        assert phone.console_errors == []


def test_a_declined_offer_does_not_come_back(chromium: Browser, world: World) -> None:
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        phone.page.evaluate(PLAYED_NOTIFICATIONS)
        phone.page.add_init_script(f"({PLAYED_NOTIFICATIONS})()")
        phone.request_agent()
        offer = phone.page.get_by_role("region", name=SWITCH)
        offer.get_by_role("button", name="나중에").click()
        expect(offer).to_have_count(0)
        phone.page.reload()
        expect(phone.page.locator(".c-strip").first).to_be_visible()
        expect(phone.button("기다리지 않을게요")).to_be_visible()
        expect(offer).to_have_count(0)

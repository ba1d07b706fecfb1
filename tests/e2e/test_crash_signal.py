"""A crash that the plug reports, on a telephone: the chat asks by itself, and the form has the signal's place."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.wiring.contracts import contracts
from chalicelib.wiring.dialogue import draft_store
from tests.e2e.pages.signed_in import CustomerWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_the_chat_asks_by_itself_after_a_crash_and_fills_the_form(chromium: Browser, world: World) -> None:
    driver, examined = world.customer_with_contract("박정호", "45나8901"), Examined()
    holder = contracts().get(driver.id)
    assert holder is not None
    with closing(CustomerWindow(chromium, world, driver)) as phone:
        expect(phone.log).to_contain_text("바로봇")
        world.report_crash(holder.contracts[0].number)
        expect(phone.log).to_contain_text("충격이 감지됐습니다. 괜찮으신가요?")
        expect(phone.log.locator("a.c-call").first).to_have_attribute("href", "tel:119")
        examined.look("crash", phone.page)
        phone.page.get_by_role("button", name="괜찮아요", exact=True).click()
        phone.page.get_by_role("button", name="사고 접수하기").click()
        expect(phone.log).to_contain_text("다친 분이 있나요?")
        (draft,) = draft_store().load(driver.id).drafts
        assert "강남역" in draft.slots["place"]
        assert phone.console_errors == []
    assert examined.found == {}

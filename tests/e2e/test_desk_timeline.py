"""The customer in one timeline beside the conversation: contract, claim, ended roadside job, conversations and
notes."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.conversations.states import State
from chalicelib.dispatch.service import cancel_job, request_job
from chalicelib.wiring.conversations import conversations
from chalicelib.wiring.dispatch import dispatch
from tests.e2e.claims.case import register_claim
from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World
from tests.fakes.dispatch import job_request

pytestmark = pytest.mark.browser


def test_the_customers_history_is_one_list_that_leads_to_each_part(chromium: Browser, world: World) -> None:
    kim, agent = world.customer_with_contract("조은별", "31마9054"), world.agent("general", "accident")
    case = world.run(register_claim(world, kim))
    with (
        closing(AgentWindow(chromium, world, agent)) as desk,
        closing(CustomerWindow(chromium, world, kim)) as phone,
    ):
        desk.set_status("상담 가능")
        phone.request_agent()
        desk.expect_serving(kim)
        (talk,) = (each for each in conversations().store.of_customer(kim.id, 9) if each.state is State.ASSIGNED)
        asked = job_request(key=kim.id, customer=kim.id, conversation=talk.id, plate="31마9054")
        job = request_job(dispatch(), asked)
        desk.page.keyboard.press("Alt+n")
        note = desk.page.get_by_role("textbox", name="내부 메모")
        note.fill("견인차 요청하심")
        note.press("Enter")
        expect(desk.log.get_by_text("견인차 요청하심")).to_be_visible()

        beside = desk.page.get_by_role("region", name="고객 정보")
        beside.get_by_role("tab", name="이력").click()
        history = beside.get_by_role("region", name="고객 이력")
        items = history.get_by_role("listitem")
        for words in ("31마9054", case.number, "견인차 요청하심", "기사님을 찾고 있어요"):
            expect(items.filter(has_text=words).first).to_be_visible()
        expect(items.filter(has_text=agent.name).filter(has_text="상담 중")).to_have_count(1)
        assert find_violations(desk.page) == {}

        history.get_by_role("button", name="출동", exact=True).click()
        expect(items).to_have_count(1)
        cancel_job(dispatch(), job.id, kim.id, "시동이 걸렸어요")
        expect(items).to_contain_text("출동을 취소했어요")
        history.get_by_role("button", name="메모", exact=True).click()
        expect(items).to_have_count(1)
        history.get_by_role("button", name="사고", exact=True).click()
        expect(items).to_have_count(1)
        items.get_by_role("button").click()
        expect(beside.get_by_role("tab", name="사고")).to_have_attribute("aria-selected", "true")
        expect(beside.get_by_text(case.number).first).to_be_visible()
    assert [*phone.console_errors, *desk.console_errors] == []

"""A large amount in Chromium: held, a call booked by the customer in the thread, and seen by the adjuster."""

import asyncio
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.access.relations import Relation
from chalicelib.claims import service
from chalicelib.claims.events import claim_subject
from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party
from chalicelib.content.views import Named
from chalicelib.wiring.claims import claims
from chalicelib.wiring.events import event_jobs
from tests.e2e.claims.case import Case, adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.world import World

pytestmark = pytest.mark.browser

CLERK = Named("core-1", "심사 시스템")
CORE = Party(CLERK.id, Relation.CORE)


async def held(case: Case) -> None:
    """Investigated and assessed with an amount that needs strict identification."""
    ports = claims()
    steps = (
        TransitionRequest("assign", CLERK, CORE),
        TransitionRequest("investigate", CLERK, CORE),
        TransitionRequest("assess", CLERK, CORE, amount=ports.rules.identity_hold_from),
    )
    for step in steps:
        claim = ports.store.get(case.number)
        assert claim is not None
        await asyncio.to_thread(service.apply_transition_to, ports, case.number, "own_damage", claim.version, step)
    await asyncio.to_thread(event_jobs().relay, claim_subject(case.number))


def test_a_call_is_booked_in_the_thread_and_shown_to_the_adjuster(chromium: Browser, world: World) -> None:
    kim = world.customer()
    case = world.run(register_claim(world, kim, accident_type="single"))
    world.run(held(case))
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        phone.button("본인확인 예약").last.click()
        expect(phone.log).to_contain_text("지급액이 커서 본인확인이 필요해요")
        phone.button("전화로 받을게요").last.click()
        phone.button("오후 1~6시").last.click()
        phone.send_text("010-1234-5678")
        expect(phone.log).to_contain_text("본인확인 예약 내용을 확인해 주세요")
        phone.button("맞아요, 접수할게요").last.click()
        expect(phone.log).to_contain_text("예약했어요")
        phone.button("진행 상황").last.click()
        expect(phone.log.locator(".c-progress").last).to_contain_text("오후 1~6시 전화 예약 · 010-1234-5678")
        assert phone.console_errors == []
    with closing(AgentWindow(chromium, world, adjuster(world, "own_car"))) as desk:
        handling = ClaimDesk(desk)
        handling.open_work_list()
        handling.page.get_by_placeholder("접수번호나 고객 이름 찾기").fill(case.number)
        handling.open_exposure(case.number, "자차")
        expect(handling.exposure("자차")).to_contain_text("오후 1~6시 전화 예약 · 010-1234-5678")
        handling.apply_transition("자차", "담당하기·배정")
        handling.apply_transition("자차", "본인확인 완료", 메모="통화로 본인 확인")
        expect(handling.exposure("자차")).not_to_contain_text("전화 예약")
        assert desk.console_errors == []

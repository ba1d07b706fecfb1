"""Exposures from the work list to the payment, in windows of adjusters."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.kernel.actors import Role
from local.client import CommandRefused
from tests.e2e.claims.case import Case, adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.claims.images import accident
from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.keyboard import move_focus_to, wait_for_focus
from tests.e2e.pages.signed_in import AgentWindow
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.world import World
from tests.unit.files import sample_files

pytestmark = pytest.mark.browser


async def thread_texts(world: World, case: Case) -> str:
    """The texts of the customer's thread."""
    async with world.connected(case.customer) as phone:
        history = await phone.request("history", conversation=case.conversation, limit=50)
        return " ".join(message["body"].get("text", "") for message in history["messages"])


def test_an_exposure_goes_from_the_work_list_to_the_payment_by_two_people(chromium: Browser, world: World) -> None:
    case = world.run(register_claim(world, world.customer()))
    doyun, yujin = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    with (
        closing(AgentWindow(chromium, world, doyun)) as first,
        closing(AgentWindow(chromium, world, yujin)) as second,
    ):
        assessor, approver = ClaimDesk(first), ClaimDesk(second)
        assessor.open_work_list()
        assessor.page.get_by_role("button", name=f"{case.number} 자차 맡기").click()
        assessor.expect_toast("자차를 맡았습니다")
        assessor.open_exposure(case.number, "자차")
        assessor.expect_stage("자차", "담당자 배정")
        assessor.apply_transition("자차", "조사 시작")
        assessor.apply_transition("자차", "과실비율 협의 시작")
        assessor.apply_transition("자차", "과실비율 제시", **{"고객 과실": "20"})
        expect(assessor.exposure("자차").get_by_text("고객 20% : 상대 80%")).to_be_visible()
        assessor.exposure("자차").get_by_role("button", name="손해액 확정").click()
        assessor.window.get_by_label("금액").press_sequentially("1234000")
        expect(assessor.window.get_by_text("123만 4,000원")).to_be_visible()
        assert assessor.window.get_by_label("금액").input_value() == "1,234,000"
        assessor.window.get_by_role("button", name="손해액 확정").click()
        assessor.expect_stage("자차", "손해사정")
        expect(assessor.exposure("자차").get_by_text("다른 담당자의 승인이 필요합니다")).to_be_visible()
        expect(assessor.exposure("자차").get_by_role("button", name="지급 승인")).to_have_count(0)

        approver.open_approvals()
        row = approver.approval(case.number)
        for words in ("자차", "지급 승인", "123만 4,000원", doyun.name):
            expect(row).to_contain_text(words)
        expect(row).not_to_contain_text("내가 올림")
        sums = approver.page.get_by_role("status").filter(has_text="합계")
        expect(sums).to_contain_text("원")
        assert find_violations(approver.page) == {}
        approver.open_exposure(case.number, "자차")
        approver.apply_transition("자차", "지급 승인")
        approver.expect_stage("자차", "지급 승인")
        approver.page.get_by_role("button", name="승인 대기로").click()
        expect(approver.page.get_by_role("heading", name="승인 대기")).to_be_visible()
        expect(row).to_have_count(0)

        assessor.expect_stage("자차", "지급 승인")  # updated without a request
        assessor.exposure("자차").get_by_role("button", name="지급", exact=True).click()
        expect(assessor.window.get_by_text("123만 4,000원을 지급합니다")).to_be_visible()
        expect(assessor.window.get_by_text("되돌릴 수 없습니다")).to_be_visible()
        assessor.window.get_by_role("button", name="지급", exact=True).click()
        assessor.expect_stage("자차", "지급")
        expect(assessor.exposure("자차").get_by_role("button", name="지급", exact=True)).to_have_count(0)
        assert [*first.console_errors, *second.console_errors] == []


def test_a_document_is_rejected_with_a_reason_and_the_customer_reads_it(chromium: Browser, world: World) -> None:
    kim, doyun = world.customer(), adjuster(world, "own_car")
    case = world.run(register_claim(world, kim, {"수리 견적서.pdf": sample_files.pdf(2), "현장.jpg": accident(1)}))
    with closing(AgentWindow(chromium, world, doyun)) as desk:
        handling = ClaimDesk(desk)
        handling.open_work_list()
        handling.open_exposure(case.number, "자차")
        handling.page.get_by_role("button", name="수리 견적서.pdf 크게 보기").click()
        handling.window.get_by_label("서류 분류").select_option(label="수리 견적서")
        handling.expect_toast("수리 견적서로 분류했습니다")
        handling.page.keyboard.press("Escape")
        expect(handling.document("수리 견적서")).to_contain_text("검토할 것")
        handling.document("수리 견적서").get_by_role("button", name="수리 견적서 다시 요청").click()
        handling.window.get_by_role("button", name="다시 요청", exact=True).click()
        expect(handling.window.get_by_text("왜 다시 필요한지 써 주세요")).to_be_visible()
        handling.window.get_by_role("button", name="잘림").click()
        handling.window.get_by_role("button", name="다시 요청", exact=True).click()
        expect(handling.document("수리 견적서")).to_contain_text("다시 요청함")
        expect(handling.document("수리 견적서")).to_contain_text("네 모서리가 모두 보이게")
        handling.document("수리 견적서").get_by_role("button", name="수리 견적서 확인").click()
        expect(handling.document("수리 견적서")).to_contain_text("확인됨")
        assert desk.console_errors == []
    assert "네 모서리가 모두 보이게" in world.run(thread_texts(world, case))


def test_two_correct_the_same_field_and_two_people_deny(chromium: Browser, world: World) -> None:
    case, examined = world.run(register_claim(world, world.customer())), Examined()
    with (
        closing(AgentWindow(chromium, world, adjuster(world, "own_car"))) as first,
        closing(AgentWindow(chromium, world, adjuster(world, "own_car"))) as second,
    ):
        for desk in (first, second):
            ClaimDesk(desk).open_work_list()
            ClaimDesk(desk).open_exposure(case.number, "자차")
            if desk is first:
                ClaimDesk(desk).apply_transition("자차", "담당하기·배정")
            desk.page.keyboard.press("Alt+e")
        place = second.page.get_by_label("사고 장소")
        place.fill("역삼역 사거리")
        first.page.get_by_label("사고 장소").fill("선릉역 앞")
        first.button("저장").click()
        ClaimDesk(first).expect_toast("접수 내용을 고쳤습니다")
        second.button("저장").click()
        expect(second.page.get_by_role("group", name="사고 장소: 어느 쪽으로 할까요?")).to_be_visible()
        second.button("내가 쓴 것: 역삼역 사거리").click()
        second.button("저장").click()
        ClaimDesk(second).expect_toast("접수 내용을 고쳤습니다")
        expect(second.page.get_by_role("definition").filter(has_text="역삼역 사거리")).to_be_visible()

        proposer, confirmer = ClaimDesk(first), ClaimDesk(second)
        expect(first.page.get_by_role("definition").filter(has_text="역삼역 사거리")).to_be_visible()
        proposer.apply_transition("자차", "조사 시작")
        proposer.exposure("자차").get_by_role("button", name="부지급 제안").click()
        expect(proposer.window.get_by_text("고객에게도 알리지 않습니다")).to_be_visible()
        proposer.window.get_by_label("사유").fill("운전자 범위 밖의 운전이에요.")
        proposer.window.get_by_role("button", name="부지급 제안").click()
        proposer.expect_toast("다른 담당자의 확정을 기다립니다")
        expect(proposer.exposure("자차").get_by_text("부지급 확인 대기")).to_be_visible()
        expect(proposer.exposure("자차").get_by_role("button", name="부지급 확정")).to_have_count(0)
        assert "지급해 드리기 어려워요" not in world.run(thread_texts(world, case))

        confirmer.open_work_list()
        second.button("새로 고침").click()
        expect(second.page.get_by_role("row").filter(has_text=case.number)).to_contain_text("부지급 확인 대기")
        confirmer.open_exposure(case.number, "자차")
        examined.look("a denial to confirm", second.page)
        move_focus_to(second.page, "부지급 확정")
        second.page.keyboard.press("Enter")
        words = confirmer.window.locator("blockquote[lang=ko]")
        expect(words).to_contain_text("이의를 제기하실 수 있어요. 사유: 운전자 범위 밖의 운전이에요.")
        read = words.inner_text()
        examined.look("confirming a denial", second.page)
        wait_for_focus(second.page, "취소")
        move_focus_to(second.page, "부지급 확정")
        second.page.keyboard.press("Enter")
        confirmer.expect_toast("부지급을 확정했습니다")
        confirmer.expect_stage("자차", "부지급")
        proposer.expect_stage("자차", "부지급")  # updated without a request
        assert [*first.console_errors, *second.console_errors] == []
    assert read in world.run(thread_texts(world, case))
    assert examined.found == {}


def test_an_agent_without_the_claim_is_refused(chromium: Browser, world: World) -> None:
    case = world.run(register_claim(world, world.customer()))
    other = world.run(register_claim(world, world.customer(), accident_type="single"))
    with closing(AgentWindow(chromium, world, adjuster(world, "dispute"))) as desk:
        handling = ClaimDesk(desk)
        handling.open_work_list()
        expect(desk.page.get_by_text("남은 업무가 없습니다")).to_be_visible()
        for number in (case.number, other.number):
            assert number not in desk.page.content()

    async def asked() -> list[str]:
        codes = []
        async with world.connected(adjuster(world, "dispute")) as client:
            for action, fields in (
                ("claim", {"claim": case.number}),
                ("claims", {"customer": case.customer.id}),
                ("work_list", {"department": "own_car"}),
            ):
                with pytest.raises(CommandRefused) as refusal:
                    await client.request(action, **fields)
                codes.append(refusal.value.code)
        return codes

    assert world.run(asked()) == ["not_allowed"] * 3

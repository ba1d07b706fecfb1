"""Money, refusals and documents in the customer's thread: cards, what they open, forms that are signed in the chat."""

from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from chalicelib.kernel.actors import Role
from chalicelib.wiring.claims import claims
from tests.e2e.claims.case import adjuster, register_claim
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.claims.decisions import RECKONING, TO_ASSESS, decide, deny
from tests.e2e.consent_story import opens_pdf
from tests.e2e.pages.keyboard import focus_and_press
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow, pass_identity_check
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def card(phone: CustomerWindow, title: str) -> Locator:
    return phone.log.get_by_role("article", name=title)


def test_an_amount_a_missing_account_and_a_payment_are_cards(chromium: Browser, world: World) -> None:
    examined = Examined()
    case = world.run(register_claim(world, world.customer(), has_account=False))
    doyun, yujin = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    with closing(CustomerWindow(chromium, world, case.customer)) as phone:
        page = phone.page
        world.run(decide(world, doyun, case, *TO_ASSESS))
        amount = card(phone, "손해액이 정해졌어요")
        expect(amount.locator(".c-sum")).to_have_text("1,234,000원")
        for shown in ("추돌", "내 차 수리비(자차)", RECKONING, "고객님 20%", doyun.name, "아직 등록하지 않았어요"):
            expect(amount).to_contain_text(shown)
        expect(card(phone, "과실비율이 제시됐어요")).to_contain_text("고객님 20%, 상대방 80%")
        asked = card(phone, "보험금 받을 계좌를 등록해 주세요")
        expect(asked).to_be_visible()
        examined.look("an amount, and the account that is missing", page)

        focus_and_press(page, "계좌 등록")
        window = page.get_by_role("dialog", name="보험금 받을 계좌")
        examined.look("registering the account", page)
        window.get_by_label("은행").select_option("kb")
        window.get_by_label("계좌번호").fill("123456-01-987654")
        window.get_by_role("button", name="계좌 등록").press("Enter")
        pass_identity_check(window)
        expect(window).to_be_hidden()
        expect(phone.log).to_contain_text("KB국민 **********7654")

        world.run(decide(world, yujin, case, ("approve", {})))
        expect(card(phone, "보험금 지급이 승인됐어요")).to_contain_text(yujin.name)
        world.run(decide(world, doyun, case, ("pay", {})))
        paid = card(phone, "보험금을 지급했어요")
        expect(paid).to_contain_text("KB국민 **********7654")
        expect(paid).to_contain_text("손해액 1,234,000원 전액")
        expect(paid.locator("time")).to_be_visible()
        paid.get_by_role("button", name="안내문 보기").press("Enter")
        letter = page.get_by_role("dialog", name="안내문")
        expect(letter).to_contain_text(f"접수번호 {case.number}")
        examined.look("a letter", page)
        opens_pdf(phone, letter.get_by_role("button", name="PDF 열기"))
        page.keyboard.press("Escape")
        expect(letter).to_be_hidden()
        assert phone.console_errors == []
    assert examined.found == {}


def test_a_refusal_is_a_card_from_which_the_customer_disputes_it(chromium: Browser, world: World) -> None:
    examined = Examined()
    case = world.run(register_claim(world, world.customer()))
    first, second = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    with closing(CustomerWindow(chromium, world, case.customer)) as phone:
        world.run(deny(world, first, second, case, "운전자 범위 밖의 운전이에요."))
        refusal = card(phone, "보험금을 지급해 드리기 어려워요")
        for shown in ("운전자 범위 밖의 운전이에요.", f"{first.name}, {second.name}", "까지 할 수 있어요"):
            expect(refusal).to_contain_text(shown)
        examined.look("a refusal", phone.page)
        refusal.get_by_role("button", name="이의 제기").press("Enter")
        window = phone.page.get_by_role("dialog", name="이의 제기")
        window.get_by_label("사유를 적어 주세요").fill("블랙박스를 봐 주세요")
        examined.look("disputing a refusal", phone.page)
        window.get_by_role("button", name="재심 요청").click()
        expect(window).to_be_hidden()
        expect(phone.log).to_contain_text("다시 심의해요. 사유: 블랙박스를 봐 주세요")
        refusal.get_by_role("button", name="이의 제기").click()
        expect(phone.page.get_by_role("dialog")).to_contain_text("지금은 이의를 제기할 수 있는 단계가 아니에요")
        assert phone.console_errors == []
    assert examined.found == {}


def test_steps_of_one_accident_are_one_line_that_names_it(chromium: Browser, world: World) -> None:
    case = world.run(register_claim(world, world.customer()))
    doyun = adjuster(world, "own_car")
    with closing(CustomerWindow(chromium, world, case.customer)) as phone:
        steps: tuple[tuple[str, dict[str, Any]], ...] = (("assign", {}),) * 3
        world.run(decide(world, doyun, case, *steps))
        line = phone.log.locator(".c-steps summary").last
        expect(line).to_contain_text("11월 22일(일) 추돌")
        expect(line).to_contain_text("진행 4건 보기")
        expect(phone.log.locator(".c-steps li").last).to_be_hidden()
        line.press("Enter")
        expect(phone.log.locator(".c-steps li")).to_have_count(4)
        expect(phone.log.locator(".c-steps li").last).to_be_visible()
        assert phone.console_errors == []


def test_documents_are_those_of_the_step_and_forms_are_signed_in_the_chat(chromium: Browser, world: World) -> None:
    examined = Examined()
    customer = world.customer_with_contract("김서연", "88가8888")
    case = world.run(register_claim(world, customer, own_plate="88가8888"))
    with closing(CustomerWindow(chromium, world, customer)) as phone:
        page = phone.page
        phone.button("메뉴").click()
        phone.button("내 사고·보상").click()
        claim = page.get_by_role("region", name=f"접수번호 {case.number}")
        claim.get_by_text("필요한 서류", exact=True).click()
        expect(claim.get_by_role("heading", name="지금 3가지")).to_be_visible()
        documents = claim.locator(".c-checklist > ul > li")
        expect(documents).to_have_count(3)
        for item in ("보험금 청구서", "개인(신용)정보 처리 동의서", "파손 사진"):
            expect(documents.filter(has_text=item)).to_be_visible()
        expect(claim.get_by_text("다음 단계에 필요한 서류")).to_be_visible()
        for held in ("차량등록증", "통장 사본", "신분증"):
            expect(claim.get_by_text(held)).to_have_count(0)
        examined.look("documents of the step", page)
        claim.get_by_role("button", name="보험금 청구서 작성하기").press("Enter")
        window = page.get_by_role("dialog", name="보험금 청구서")
        expect(window.get_by_label("사고 장소")).to_have_value("강남역 사거리")
        expect(window.get_by_label("연락처")).to_have_value("010-0000-9999")
        examined.look("a form with what is known", page)
        window.get_by_label("연락처").fill("010-1234-5678")
        window.get_by_role("button", name="서명할 내용 보기").press("Enter")
        expect(page.get_by_role("dialog")).to_have_count(0)
        signing = phone.log.locator(".c-signing").last
        expect(signing).to_contain_text("연락처: 010-1234-5678")
        expect(signing).to_contain_text(case.number)
        signing.get_by_role("button", name="서명하기").click()
        signing.get_by_label("그리기 어려우시면 이름을 적어 주세요").fill("김서연")
        examined.look("signing a form", page)
        signing.get_by_role("button", name="서명 보내기").click()
        expect(signing).to_contain_text("서명했어요")
        expect(phone.log).to_contain_text("보험금 청구서, 잘 받았어요")
        stored = claims().store.get(case.number)
        assert stored is not None
        assert {each.item: each.status for each in stored.documents}["claim_form"] == "review"
        phone.button("메뉴").click()
        expect(phone.button("내 사고·보상")).to_be_visible()
        assert phone.console_errors == []
    assert examined.found == {}


def test_the_payer_learns_of_a_missing_account_before_the_warning_and_asks_for_it(
    chromium: Browser, world: World
) -> None:
    examined = Examined()
    case = world.run(register_claim(world, world.customer(), has_account=False))
    doyun, yujin = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    world.run(decide(world, doyun, case, *TO_ASSESS))
    world.run(decide(world, yujin, case, ("approve", {})))
    with (
        closing(AgentWindow(chromium, world, doyun)) as window,
        closing(CustomerWindow(chromium, world, case.customer)) as phone,
    ):
        desk = ClaimDesk(window)
        desk.open_work_list()
        desk.open_exposure(case.number, "자차")
        expect(desk.exposure("자차")).to_contain_text("고객이 지급받을 계좌를 아직 알려 주지 않았습니다")
        desk.exposure("자차").get_by_role("button", name="지급", exact=True).click()
        expect(desk.window).to_contain_text("계좌를 아직 등록하지 않아 지급할 수 없습니다")
        expect(desk.window).not_to_contain_text("되돌릴 수 없습니다")
        expect(desk.window.get_by_role("button", name="지급", exact=True)).to_be_disabled()
        examined.look("paying without an account", desk.page)
        desk.window.get_by_role("button", name="고객에게 계좌 요청").press("Enter")
        desk.expect_toast("고객에게 계좌를 요청했습니다")
        expect(card(phone, "보험금 받을 계좌를 등록해 주세요")).to_have_count(2)  # with the assessment, and now
        card(phone, "보험금 받을 계좌를 등록해 주세요").last.get_by_role("button", name="계좌 등록").click()
        account = phone.page.get_by_role("dialog", name="보험금 받을 계좌")
        account.get_by_label("은행").select_option("kb")
        account.get_by_label("계좌번호").fill("123456-01-987654")
        account.get_by_role("button", name="계좌 등록").click()
        pass_identity_check(account)
        expect(desk.window).to_contain_text("KB국민 **********7654")
        expect(desk.window).to_contain_text("되돌릴 수 없습니다")
        desk.window.get_by_role("button", name="지급", exact=True).click()
        desk.expect_stage("자차", "지급")
        expect(card(phone, "보험금을 지급했어요")).to_be_visible()
        assert window.console_errors == phone.console_errors == []
    assert examined.found == {}


def test_cards_are_in_the_pages_language(chromium: Browser, world: World) -> None:
    case = world.run(register_claim(world, world.customer()))
    first, second = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    world.run(deny(world, first, second, case, "Driver not covered"))
    with closing(CustomerWindow(chromium, world, case.customer)) as phone:
        expect(card(phone, "보험금을 지급해 드리기 어려워요")).to_be_visible()
        phone.button("메뉴").click()
        phone.button("English").click()
        refusal = phone.page.get_by_role("article", name="We can't pay")
        expect(refusal).to_contain_text("Decided by")
        expect(refusal.get_by_role("button", name="Dispute")).to_be_visible()
        expect(refusal.get_by_role("button", name="View the letter")).to_be_visible()
        assert phone.console_errors == []

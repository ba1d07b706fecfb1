"""A customer asks about the contract, uses a coupon, and signs an extension that the agent has prepared."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal

from msgspec import structs
from playwright.sync_api import Browser, Locator, expect

from chalicelib import settings
from chalicelib.contracts.holder import Coupon, Policyholder
from local.core_changes import carry_out
from local.demo.contracts import HOLDERS
from local.demo.people import DemoPerson
from local.fake_core import CoreSystem
from local.feed import load_holders
from tests.e2e.pages.signed_in import PHONE, PLAYED_NOTIFICATIONS, AgentWindow, CustomerWindow, pass_identity_check
from tests.e2e.windows import Window
from tests.e2e.world import World

Look = Callable[[Window, str], None]
"""Looks at a window in a state with this name."""

HALF = (PHONE[0] // 2, PHONE[1] // 2)
QUESTIONS = {
    "ko": (
        ("영수증 PDF 주세요", "보험료 영수증"),
        ("할인 뭐 받고 있어요?", "받고 계신 할인"),
        ("이번 달 보험료 얼마 나와요?", "보험료 납입"),
        ("보험 만기 언제예요?", "만기와 갱신"),
        ("할증되나요?", "내년 보험료"),
        ("침수되면 보상돼요?", "보상되나요?"),
        ("쿠폰 있어요?", "쓸 수 있는 쿠폰"),
    ),
    "en": (
        ("I need a receipt for my premium", "Premium receipt"),
        ("Which discounts do I have?", "Your discounts"),
        ("When does my insurance end?", "End and renewal"),
        ("Is flood damage covered?", "Is it covered?"),
        ("Do I have any coupons?", "Coupons you can use"),
    ),
}
"""Language → what is asked, and the title of the card that answers."""


def insured(world: World, language: str = "ko") -> DemoPerson:
    """A new customer with a contract and a coupon."""
    name = "김서연" if language == "ko" else "Emma Wilson"
    person = world.customer(name)
    like = HOLDERS[0].contracts[0]
    contract = structs.replace(like, number=f"{like.number}-{person.id}", plate="12가3456")
    coupon = Coupon("WINTER10", Decimal(10), date(2099, 12, 31), used=False)
    load_holders(Policyholder(person.id, name, "01000009999", (contract,), coupons=(coupon,)))
    return person


def card_named(phone: CustomerWindow, title: str) -> Locator:
    """The last card with this title."""
    return phone.page.locator(".b-card").filter(has_text=title).last


def ask_everything(phone: CustomerWindow, language: str, look: Look, name: str) -> None:
    """Asks each question; its card comes."""
    message = "메시지" if language == "ko" else "Message"
    send = "보내기" if language == "ko" else "Send"
    for text, title in QUESTIONS[language]:
        before = phone.page.locator(".b-card").filter(has_text=title).count()
        phone.page.get_by_label(message, exact=True).fill(text)
        phone.page.get_by_role("button", name=send, exact=True).click()
        expect(phone.page.locator(".b-card").filter(has_text=title)).to_have_count(before + 1)
        card_named(phone, title).scroll_into_view_if_needed()
    look(phone, name)


def opens_receipt(phone: CustomerWindow, language: str, look: Look, name: str) -> None:
    """Opens the receipt: a PDF in a window of its own."""
    button = phone.button("PDF 열기" if language == "ko" else "Open PDF").last
    button.scroll_into_view_if_needed()
    look(phone, f"receipt-{name}")
    opens_pdf(phone, button)


def opens_pdf(phone: CustomerWindow, button: Locator) -> None:
    """Presses what opens a PDF in a window of its own."""
    context, files = phone.page.context, list[str]()
    context.on("response", lambda got: files.append(got.headers.get("content-type", "")))
    with context.expect_page() as opened:
        button.click()
    for _ in range(100):
        if "application/pdf" in files:
            break
        opened.value.wait_for_timeout(100)
    assert "application/pdf" in files
    opened.value.close()


def chooses_reminders(phone: CustomerWindow, language: str, look: Look, name: str) -> None:
    """Turns a kind of reminders off in the menu; the notices of the law can't be."""
    words = ("메뉴", "챙겨 드릴 알림", "닫기") if language == "ko" else ("Menu", "Reminders", "Close")
    menu, reminders, close = words
    phone.button(menu).click()
    phone.button(reminders).click()
    window = phone.page.get_by_role("dialog", name=reminders)
    first = window.get_by_role("switch").first
    expect(first).to_be_checked()
    first.click()
    expect(first).not_to_be_checked()
    look(phone, f"reminders-{name}")
    window.get_by_role("button", name=close).click()


def lets_notify(phone: CustomerWindow, look: Look) -> None:
    """Who waits is asked whether to be notified; the browser asks only those who want it."""
    offer = phone.page.get_by_role("region", name="다른 화면을 볼 때 알림")
    expect(offer).to_be_visible()
    look(phone, "notify")
    assert phone.page.evaluate("window.asked") == 0, "never by itself"
    offer.get_by_role("button", name="알림 켜기").click()
    expect(offer).to_have_count(0)
    assert phone.page.evaluate("window.asked") == 1


@contextmanager
def reading(
    chromium: Browser, world: World, person: DemoPerson, language: str, size: tuple[int, int]
) -> Iterator[CustomerWindow]:
    """The customer's page in a language; at 200 % it has half as many pixels."""
    options = {"device_scale_factor": 2} if size == HALF else {}
    with closing(CustomerWindow(chromium, world, person, size, **options)) as phone:
        if language == "en":
            phone.button("메뉴").click()
            phone.button("English").click()
            expect(phone.page.get_by_label("Message", exact=True)).to_be_visible()
        yield phone


def use_coupon(phone: CustomerWindow, look: Look) -> None:
    """Uses the coupon from its card, once the identity is checked."""
    card_named(phone, "쓸 수 있는 쿠폰")
    phone.button("쿠폰 쓰기").last.click()
    phone.button("WINTER10 쓰기").last.click()
    window = phone.page.get_by_role("dialog", name="쿠폰 적용")
    window.get_by_role("button", name="쿠폰 쓰기").click()
    expect(window.get_by_role("heading", name="본인 확인")).to_be_visible()
    look(phone, "identity")
    pass_identity_check(window)
    expect(phone.log).to_contain_text("쿠폰 적용 신청을 접수했어요")
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    look(phone, "coupon")


def asks_for_extension(phone: CustomerWindow) -> None:
    """The customer asks for half a year more, and confirms what was understood."""
    phone.send_text("보험 기간 6개월 연장하고 싶어요")
    phone.button("맞아요, 접수할게요").last.click()


def prepare_extension(desk: AgentWindow, look: Look) -> None:
    """The agent offers half a year more: what the customer asked for is filled in."""
    desk.button("계약 변경 준비").click()
    window = desk.page.get_by_role("dialog", name="계약 변경 준비")
    expect(window.get_by_label("무엇을 바꿉니까")).to_have_value("extension")
    expect(window.get_by_label("만기일")).to_have_value("2027-09-18")
    premium = window.get_by_label("연장 기간 보험료(원)")
    expect(premium).to_have_value("368,000")
    premium.fill("365,000")
    window.get_by_role("button", name="고객에게 보내기").click()
    expect(window.get_by_label("다르게 정한 이유")).to_be_focused()
    window.get_by_label("다르게 정한 이유").fill("우량 고객 할인")
    look(desk, "prepare")
    window.get_by_role("button", name="고객에게 보내기").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def sign_extension(phone: CustomerWindow, look: Look) -> None:
    """The customer reads before and after, and signs; the check for the coupon is still fresh on this page."""
    phone.button("확인하고 서명하기").click()
    window = phone.page.get_by_role("dialog", name="보험 기간 연장")
    expect(window).to_contain_text("2027년 3월 18일")
    expect(window).to_contain_text("2027년 9월 18일")
    expect(window).to_contain_text("연장하는 기간의 보험료는 365,000원이에요.")
    look(phone, "change")
    window.get_by_role("button", name="서명하기").click()
    window.get_by_label("그리기 어려우시면 이름을 적어 주세요").fill("김서연")
    window.get_by_role("button", name="서명 보내기").click()
    expect(window).to_contain_text("신청을 접수했어요")
    look(phone, "signed")
    phone.page.keyboard.press("Escape")


def asks_for_advice(phone: CustomerWindow, look: Look) -> None:
    """A comparison is an honest no; the customer has a department write, and sees that it will."""
    phone.send_text("다른 보험사랑 비교해줘요")
    phone.button("상담 예약하기").click()
    window = phone.page.get_by_role("dialog", name="상담 예약")
    window.get_by_role("radio", name="이메일").check()
    window.get_by_label("이메일 주소").fill("kim@example.com")
    window.get_by_label("궁금하신 점").fill("갱신 전에 다른 회사와 비교")
    window.get_by_role("button", name="상담 신청하기").click()
    expect(window.get_by_role("alert")).to_contain_text("동의하셔야")
    window.get_by_role("checkbox").check()
    look(phone, "referral")
    window.get_by_role("button", name="상담 신청하기").click()
    expect(phone.log).to_contain_text("담당 부서가 kim@example.com")
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def refers(desk: AgentWindow, look: Look) -> None:
    """The agent books a call of the own queue; another department needs the customer's consent."""
    desk.button("전화 예약·부서 연결").click()
    window = desk.page.get_by_role("dialog", name="전화 예약·부서 연결")
    window.get_by_label("연락할 곳").select_option(label="계약 심사")
    window.get_by_role("button", name="예약하기").click()
    expect(window.get_by_role("alert")).to_contain_text("동의가 필요합니다")
    look(desk, "refer")
    window.get_by_label("연락할 곳").select_option(label="우리 상담 부서")
    window.get_by_role("button", name="예약하기").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.log).to_contain_text("전화드릴게요")


def answer_orders(world: World) -> None:
    """The core system carries out what was ordered."""
    core = CoreSystem(world.standin.client("sqs"), settings.settings().queue, carry_out)
    while core.process_events(1):
        pass


def play_consent(chromium: Browser, world: World, look: Look) -> None:
    """Plays the story."""
    for language in ("ko", "en"):
        for size, suffix in ((PHONE, ""), (HALF, "-200")):
            with reading(chromium, world, insured(world, language), language, size) as phone:
                ask_everything(phone, language, look, f"questions-{language}{suffix}")
                opens_receipt(phone, language, look, f"{language}{suffix}")
                chooses_reminders(phone, language, look, f"{language}{suffix}")
    kim, agent = insured(world), world.agent("contract")
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        ask_everything(phone, "ko", lambda *_: None, "")
        use_coupon(phone, look)
        answer_orders(world)
        expect(phone.log).to_contain_text("쿠폰 적용이 계약에 반영됐어요")
        asks_for_advice(phone, look)
        with closing(AgentWindow(chromium, world, agent)) as desk:
            phone.page.evaluate(PLAYED_NOTIFICATIONS)
            asks_for_extension(phone)
            lets_notify(phone, look)
            desk.set_status("상담 가능")
            phone.expect_served_by(agent)
            desk.expect_serving(kim)
            desk.page.get_by_role("button", name="할증", exact=True).click()
            expect(desk.page.locator(".p-contract-card").first).to_be_visible()
            look(desk, "desk-cards")
            refers(desk, look)
            prepare_extension(desk, look)
            sign_extension(phone, look)
            answer_orders(world)
            expect(phone.log).to_contain_text("보험 기간 연장이 계약에 반영됐어요")
            desk.button("만기·갱신").click()
            expect(desk.page.locator(".p-contract-card").first).to_contain_text("2027년 9월 18일")
            phone.button("메뉴").click()
            phone.button("내 사고·보상").click()
            requests = phone.page.get_by_role("region", name="신청한 일")
            expect(requests).to_contain_text("보험 기간 연장")
            expect(requests).to_contain_text("보험 설계 상담")
            look(phone, "requests")
            assert [*phone.console_errors, *desk.console_errors] == []

"""`make screenshots`: plays an accident through the real pages and takes the pictures that README and docs show."""

import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect

from local.demo.contracts import HOLDERS
from tests.e2e.certificate_pictures import take_certificate_pictures
from tests.e2e.claims.claim_desk import ClaimDesk
from tests.e2e.claims.decision_pictures import take_decision_pictures
from tests.e2e.claims.images import accident
from tests.e2e.consent_pictures import take_consent_pictures
from tests.e2e.pages.signed_in import DESK, PHONE
from tests.e2e.pictures import PICTURES, take_picture
from tests.e2e.roadside_pictures import take_roadside_pictures
from tests.e2e.supervision_pictures import take_supervision_pictures
from tests.e2e.teamwork_pictures import take_teamwork_pictures
from tests.e2e.waiting_pictures import take_waiting_pictures
from tests.e2e.windows import Desk, Phone, Window, browser
from tests.e2e.world import World, running_centre

STORY = "어제 저녁 7시 반 강남역 사거리에서 신호 대기 중에 뒤차가 박았어요. 상대 차는 12가3456이고 다친 사람은 없어요"
ANSWERS = (
    ("상대방 연락처를 알고 계신가요?", "010-0000-8899"),
    ("상대방 보험사는 어디인가요?", "DB손해보험"),
)


class Scene:
    """A customer on a phone, in one theme: light or dark."""

    def __init__(self, world: World, chromium: Browser, customer: str, *, dark: bool) -> None:
        self.suffix = "-dark" if dark else ""
        look = "dark" if dark else "light"
        address = f"{world.standin.http_url}/"
        self.phone = Phone.__new__(Phone)
        Window.__init__(self.phone, chromium, address, *PHONE, color_scheme=look)
        self.desk = Desk.__new__(Desk)
        Window.__init__(self.desk, chromium, f"{address}panel/", *DESK, color_scheme=look)
        self.phone.button(customer).click()
        self.customer = customer

    def opens_the_claim(self) -> None:
        """The customer's claim for their own car, on the work list."""
        row = self.desk.page.get_by_role("row").filter(has_text=self.customer)
        row.get_by_role("button", name="자차 열기").first.click()

    def take(self, window: Window, name: str) -> None:
        take_picture(window.page, f"{name}{self.suffix}")

    def accident(self) -> None:
        """From the first word to the claim."""
        phone = self.phone
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        self.take(phone, "customer-start")
        phone.send_text(STORY)
        expect(phone.log).to_contain_text("이렇게 이해했어요")
        self.take(phone, "customer")
        for question, answer in ANSWERS:
            expect(phone.log.locator(".c-row").last).to_contain_text(question)
            phone.send_text(answer)
        card = phone.log.get_by_role("form")
        card.get_by_role("radio", name="본인").check(force=True)
        self.take(phone, "customer-card")
        card.get_by_role("radio", name="본인").click(force=True)
        phone.button("모두 평소대로예요").click()
        expect(phone.log).to_contain_text("내용을 확인해 주세요")
        self.take(phone, "customer-summary")
        phone.button("맞아요, 접수할게요").last.click()
        expect(phone.log).to_contain_text("사고가 접수됐어요")
        self.take(phone, "customer-registered")

    def documents(self, folder: Path) -> None:
        """Which photographs to take, those in the thread, and how far it is."""
        phone = self.phone
        phone.button("사진·파일 보내기").click()
        phone.page.get_by_role("menuitem", name="사고 사진 안내").click()
        expect(phone.page.get_by_role("dialog", name="사고 사진 찍기")).to_be_visible()
        self.take(phone, "customer-shots")
        phone.page.keyboard.press("Escape")
        files = []
        for number in (1, 2, 3):
            path = folder / f"사고현장{number}.jpg"
            path.write_bytes(accident(number))
            files.append(str(path))
        phone.page.locator("#pick-files").set_input_files(files)
        expect(phone.button("모두 제출")).to_be_visible(timeout=120_000)
        self.take(phone, "customer-files")
        phone.send_text("사고 처리 어디까지 됐나요")
        expect(phone.log.locator(".c-progress").last).to_be_visible()
        self.take(phone, "customer-progress")

    def waits(self) -> None:
        """Nobody is on duty: the page shows it with the hours and the number; the queue can be left."""
        phone = self.phone
        phone.button("상담원 연결").last.click()
        expect(phone.log).to_contain_text("상담 시간:")
        phone.page.locator("#talk").get_by_role("button", name="기다리지 않을게요").click()
        self.take(phone, "customer-waiting")
        phone.button("그만 기다리기").click()
        expect(phone.log).to_contain_text("상담원 대기를 취소했어요")

    def zoomed(self) -> None:
        """News over an open window, a destructive button under the pointer, and the page of a phone at 200 %."""
        phone, page = self.phone, self.phone.page
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        page.set_viewport_size({"width": PHONE[0] // 2, "height": PHONE[1] // 2})
        self.take(phone, "customer-zoomed")
        phone.button("메뉴").click()
        self.take(phone, "customer-zoomed-menu")
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        phone.button("메뉴").click()
        page.get_by_role("switch", name="다른 화면을 볼 때 알림").click()
        notice = page.get_by_role("dialog").get_by_role("status").filter(has_text="알림이 막혀 있어요")
        expect(notice).to_be_visible()
        self.take(phone, "customer-news")
        phone.button("상담 종료").click()
        page.get_by_role("dialog").get_by_role("button", name="종료", exact=True).hover()
        self.take(phone, "customer-ending")
        page.keyboard.press("Escape")

    def unfinished(self, agent: str) -> None:
        """A half-filled form: offered again in a new chat, and at the agent's desk."""
        phone, desk = self.phone, self.desk
        phone.send_text(STORY)
        expect(phone.log).to_contain_text("상대방 연락처를 알고 계신가요?")
        phone.button("메뉴").click()
        phone.button("상담 종료").click()
        phone.button("종료").last.click()
        phone.button("보관하고 종료").click()
        phone.button("새로 문의하기").first.click()
        expect(phone.log).to_contain_text("이어서 할까요?")
        expect(phone.page.locator(".c-toast[data-shown=true]")).to_have_count(0)
        self.take(phone, "customer-unfinished")
        desk.button(agent).click()
        desk.set_status("상담 가능")
        phone.send_text("상담원 연결해 주세요")
        expect(desk.log).to_contain_text("상담원이 연결됐어요")
        desk.button("접수 내용 보기").click()
        form = desk.page.get_by_role("region", name="접수하지 않은 사고")
        expect(form).to_contain_text("강남역 사거리")
        self.take(desk, "desk-unfinished")
        form.get_by_role("button", name="이대로 접수").click()
        expect(phone.log).to_contain_text("사고가 접수됐어요")

    def handled(self, handler: str) -> None:
        """The handler's side: work list, claim, gallery."""
        desk = self.desk
        desk.button(handler).click()
        handling = ClaimDesk(desk)  # type: ignore[arg-type]
        handling.open_work_list()
        expect(desk.page.get_by_role("row").nth(1)).to_be_visible()
        self.take(desk, "desk-work")
        self.opens_the_claim()
        expect(desk.page.get_by_role("article")).to_be_visible()
        self.take(desk, "desk-claim")
        desk.page.get_by_role("button", name="사고현장1.jpg 크게 보기").click()
        expect(handling.window.locator("img.k-picture")).to_be_visible()
        self.take(desk, "desk-gallery")
        desk.page.keyboard.press("Escape")
        handling.apply_transition("자차", "담당하기·배정")
        handling.apply_transition("자차", "조사 시작")
        handling.apply_transition("자차", "부지급 제안", 사유="운전자 범위 밖의 운전이에요.")

    def denied(self, second: str) -> None:
        """Another person reads what the customer will get before they confirm it."""
        desk = self.desk
        desk.button(second).click()
        handling = ClaimDesk(desk)  # type: ignore[arg-type]
        handling.open_work_list()
        self.opens_the_claim()
        handling.exposure("자차").get_by_role("button", name="부지급 확정").click()
        expect(handling.window.locator("blockquote").first).to_be_visible()
        self.take(desk, "desk-denial")

    def conversation_with(self, agent: str) -> None:
        """An agent takes over with the history and the summary."""
        phone, desk = self.phone, self.desk
        desk.button(agent).click()
        desk.set_status("상담 가능")
        phone.send_text("상담원 연결해 주세요")
        expect(phone.log).to_contain_text("상담원이 연결됐어요")
        expect(desk.log).to_contain_text("상담원이 연결됐어요")
        desk.send_text("고객님, 접수 내용과 사진을 모두 확인했습니다. 수리 맡기실 정비소는 정하셨나요?")
        expect(phone.log).to_contain_text("정비소는 정하셨나요")
        phone.send_text("집 근처 서초정비로 가려고요")
        expect(desk.log).to_contain_text("서초정비로")
        self.take(desk, "desk")
        self.take(phone, "customer-agent")
        desk.button("상담 마치기").click()
        window = desk.page.get_by_role("dialog")
        window.get_by_role("radio").first.check()
        window.get_by_role("button", name="마치기", exact=True).click()
        expect(phone.page.get_by_text("상담이 끝났어요")).to_be_visible()
        self.words_found("정비소")

    def words_found(self, words: str) -> None:
        """Words of the conversation that has ended, found and read again."""
        desk = self.desk
        desk.page.keyboard.press("Alt+Shift+S")
        window = desk.page.get_by_role("dialog", name="지난 대화에서 찾기")
        window.get_by_role("searchbox").fill(words)
        results = window.get_by_role("list").get_by_role("button")
        while results.count() == 0:  # the index follows the end of the conversation
            window.get_by_role("searchbox").press("Enter")
            expect(window.locator(".p-word-status")).to_contain_text("건")
        results.first.click()
        expect(window.get_by_role("region", name="대화 내용")).to_contain_text("정비소는 정하셨나요")
        self.take(desk, "desk-word-search")
        desk.page.keyboard.press("Escape")

    def corrections(self) -> None:
        """The choice of a time, the form of corrections, and the list of conversations."""
        phone = self.phone
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        phone.send_text("사고 접수")
        phone.button("없어요").last.click()
        phone.send_text("뒤차가 박았어요")
        group = phone.log.get_by_role("group", name="날짜와 시간 고르기")
        group.get_by_role("button", name="1시간 전").click()
        self.take(phone, "customer-time")
        phone.log.get_by_role("button", name="보내기").click()
        expect(group).to_have_count(0)
        phone.send_text("수정할게요")
        form = phone.log.get_by_role("form", name="사고 접수 내용 수정")
        expect(form).to_be_visible()
        self.take(phone, "customer-correction")
        form.get_by_label("사고 장소").fill("역삼역 사거리")
        phone.button("이대로 저장").click()
        expect(phone.log.locator(".c-row").last).to_contain_text("고쳤어요")
        self.take(phone, "customer-corrected")
        phone.button("메뉴").click()
        phone.button("상담 내역").click()
        self.take(phone, "customer-list")
        phone.button("뒤로").click()

    def looks(self, agent: str) -> None:
        """Both pages in a conversation: on the smallest telephone, at 200 %, on a wide screen, and in English."""
        phone, desk = self.phone, self.desk
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        desk.button(agent).click()
        desk.set_status("상담 가능")
        phone.send_text("상담원 연결해 주세요")
        expect(phone.log).to_contain_text("상담원이 연결됐어요")
        desk.send_text("안녕하세요, 고객님. 무엇을 도와드릴까요?")
        expect(phone.log).to_contain_text("무엇을 도와드릴까요?")
        phone.send_text("집 근처 서초정비에 맡겨도 되나요?")
        expect(desk.log).to_contain_text("서초정비에")
        sizes = {"390": (*PHONE, 100), "320": (320, 568, 100), "200-percent": (*PHONE, 200), "1440": (*DESK, 100)}
        for window, name in ((phone, "customer"), (desk, "desk")):
            before = window.page.viewport_size
            assert before is not None
            for look, (width, height, text) in sizes.items():
                window.page.set_viewport_size({"width": width, "height": height})
                window.page.evaluate("size => document.documentElement.setAttribute('data-text', size)", str(text))
                self.take(window, f"{name}-{look}")
            window.page.evaluate("document.documentElement.removeAttribute('data-text')")
            window.page.set_viewport_size(before)
        phone.button("메뉴").click()
        phone.button("English").click()
        self.take(phone, "customer-english")
        desk.page.keyboard.press("Control+k")
        desk.page.keyboard.type("Switch to English")
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_role("textbox", name="Reply")).to_be_visible()
        self.take(desk, "desk-english")

    def emergency(self, world: World, agent: str) -> None:
        """A car on the shoulder, and its row on both desks twelve minutes later."""
        phone, desk = self.phone, self.desk
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        phone.send_text("차가 안 움직여요 견인차 불러주세요 영동고속도로 갓길이에요")
        expect(phone.log.locator("a.c-call").last).to_be_visible()
        self.take(phone, "customer-emergency")
        world.clock.advance(12 * 60_000)
        desk.button(agent).click()
        desk.page.get_by_role("tab", name="대기").click()
        rows = desk.page.get_by_role("listbox").get_by_role("option")
        expect(rows.first).to_contain_text("분째 대기")
        self.take(desk, "desk-emergency")
        ClaimDesk(desk).open_work_list()  # type: ignore[arg-type]
        expect(desk.page.get_by_role("row").nth(1)).to_contain_text("분째 대기")
        self.take(desk, "desk-work-emergency")

    def crash(self, world: World, contract: str) -> None:
        """The plug has reported a crash, after the conversation with the agent was over."""
        phone = self.phone
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        phone.button("메뉴").click()
        phone.button("상담 종료").click()
        phone.button("종료").last.click()
        phone.button("새로 문의하기").first.click()
        expect(phone.page.get_by_text("챗봇이 먼저 도와드려요")).to_be_visible()
        world.report_crash(contract)
        expect(self.phone.log).to_contain_text("충격이 감지됐습니다")
        self.take(self.phone, "customer-crash")

    def close(self) -> None:
        self.phone.close()
        self.desk.close()


def main() -> int:
    """All pictures, light and dark. Those that are taken no more are removed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    began = time.time()
    with TemporaryDirectory() as folder, running_centre(Path("build/screenshots")) as world, browser() as chromium:
        for dark, customer in ((False, "김서연"), (True, "이순자")):
            with closing(Scene(world, chromium, customer, dark=dark)) as scene:
                scene.accident()
                scene.documents(Path(folder))
                scene.waits()
                scene.conversation_with("김하늘")
            with closing(Scene(world, chromium, customer, dark=dark)) as scene:
                scene.handled("오도윤")
            with closing(Scene(world, chromium, customer, dark=dark)) as scene:
                scene.denied("한유진")
            with closing(Scene(world, chromium, "최민준" if dark else "박정호", dark=dark)) as scene:
                scene.zoomed()
                scene.unfinished("김하늘")
            with closing(Scene(world, chromium, "강태윤" if dark else "정다은", dark=dark)) as scene:
                scene.corrections()
            world.reset_routing()
            with closing(Scene(world, chromium, "강태윤" if dark else "문지호", dark=dark)) as scene:
                scene.looks("김하늘")
            with closing(Scene(world, chromium, customer, dark=dark)) as scene:
                scene.emergency(world, "오도윤")
            driver = HOLDERS[3 if dark else 1]
            with closing(Scene(world, chromium, driver.name, dark=dark)) as scene:
                scene.crash(world, driver.contracts[0].number)
            world.reset_routing()
        take_decision_pictures(world, chromium)
        take_supervision_pictures(world, chromium)
        world.reset_routing()
        take_waiting_pictures(world, chromium)
        world.reset_routing()
        take_teamwork_pictures(world, chromium)
        world.reset_routing()
        take_consent_pictures(world, chromium)
        take_roadside_pictures(world, chromium)
        take_certificate_pictures(world)
    for picture in sorted(PICTURES.glob("*.png")):
        if picture.stat().st_mtime < began:
            picture.unlink()
        else:
            print(picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

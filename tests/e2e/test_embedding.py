"""The customer's page embedded in other sites by its script, in Chromium; every site is an origin of its own."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, expect

from local.demo.people import DemoPerson
from tests.e2e.pages.keyboard import focus_and_press
from tests.e2e.pages.signed_in import PHONE
from tests.e2e.pages.sites import Site, allow_embedding, chat_and_embedding_sites
from tests.e2e.windows import Window
from tests.e2e.world import World, open_conversation

pytestmark = pytest.mark.browser

DESKTOP = (1280, 800)


class Visit(Window):
    """A visitor of a site that embeds the widget."""

    @property
    def opener(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^상담"))

    @property
    def frame(self) -> Locator:
        return self.page.locator("iframe")

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("region", name="대화 내용")

    def hands_over(self, token: str) -> None:
        self.page.evaluate("token => baro.token(token)", token)

    def writes(self, text: str) -> None:
        self.chat.get_by_label("메시지", exact=True).fill(text)
        self.chat.get_by_role("button", name="보내기", exact=True).click()


@pytest.fixture
def sites(world: World, tmp_path: Path) -> Iterator[tuple[Site, Site, Site]]:
    """The chat, the insurer's site, which it knows, and one that it doesn't."""
    with chat_and_embedding_sites(world, tmp_path, 2) as (chat, (insurer, stranger)):
        allow_embedding(chat, world, embedders=[insurer.address], framed=[insurer.address])
        yield chat, insurer, stranger


@pytest.fixture
def visit(sites: tuple[Site, Site, Site], chromium: Browser) -> Iterator[Visit]:
    """A visitor of the insurer's site. Neither it nor the chat may write an error onto the console."""
    with closing(Visit(chromium, sites[1].address, *DESKTOP)) as visit:
        yield visit
        assert visit.console_errors == []


@pytest.fixture
def kim(world: World) -> DemoPerson:
    return world.customer("김서연")


def test_the_widget_opens_with_the_sites_token_and_sends_a_message(visit: Visit, world: World, kim: DemoPerson) -> None:
    visit.opener.click()
    expect(visit.opener).to_have_attribute("aria-expanded", "true")
    expect(visit.chat.get_by_text("로그인이 필요해요")).to_be_visible()
    visit.hands_over(world.provider.token(kim))
    expect(visit.log).to_contain_text("안녕하세요, 김서연님")
    visit.writes("내 보험 보여줘")
    expect(visit.log.locator("[data-side=mine][data-seq]")).to_contain_text("내 보험 보여줘")
    visit.chat.get_by_role("button", name="닫기").click()
    expect(visit.frame).to_be_hidden()
    expect(visit.opener).to_be_focused()


def test_a_token_set_before_opening_is_used_at_opening(visit: Visit, world: World, kim: DemoPerson) -> None:
    visit.hands_over(world.provider.token(kim))
    visit.opener.click()
    expect(visit.log).to_contain_text("안녕하세요, 김서연님")


def test_the_widget_is_opened_used_and_closed_by_keyboard(visit: Visit, world: World, kim: DemoPerson) -> None:
    page = visit.page
    visit.hands_over(world.provider.token(kim))
    focus_and_press(page, "상담")
    expect(visit.frame).to_be_focused()
    expect(visit.log).to_contain_text("안녕하세요, 김서연님")
    visit.chat.get_by_label("메시지", exact=True).focus()
    page.keyboard.type("견인이 되나요")
    page.keyboard.press("Enter")
    expect(visit.log.locator("[data-side=mine][data-seq]")).to_contain_text("견인이 되나요")
    visit.chat.get_by_role("button", name="메뉴", exact=True).press("Enter")
    expect(visit.chat.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(visit.chat.get_by_role("dialog")).to_have_count(0)
    expect(visit.frame).to_be_visible()
    page.keyboard.press("Escape")
    expect(visit.frame).to_be_hidden()
    expect(visit.opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(visit.frame).to_be_visible()
    visit.expect_text("견인이 되나요")


def test_messages_for_a_closed_widget_are_counted_on_its_button(visit: Visit, world: World, kim: DemoPerson) -> None:
    visit.hands_over(world.provider.token(kim))
    visit.opener.click()
    expect(visit.log).to_contain_text("안녕하세요, 김서연님")
    visit.opener.click()
    expect(visit.frame).to_be_hidden()

    async def asks_on_his_phone() -> None:
        async with world.connected(kim) as phone:
            await phone.send(await open_conversation(phone), {"type": "text", "text": "내 보험 보여줘"})

    world.run(asks_on_his_phone())
    expect(visit.opener).to_have_text(re.compile(r"^상담 \(\d+\)$"))
    visit.opener.click()
    expect(visit.opener).to_have_text("상담")


def test_the_site_is_asked_for_a_new_token_after_expiry(
    sites: tuple[Site, Site, Site], chromium: Browser, world: World, kim: DemoPerson
) -> None:
    with closing(Visit(chromium, sites[1].address, *DESKTOP)) as visit:
        visit.page.evaluate("baro.onTokenNeeded = () => { window.asked = true }")
        visit.hands_over(world.provider.token(kim, life_s=-3600))
        visit.opener.click()
        visit.page.wait_for_function("window.asked")
        visit.hands_over(world.provider.token(kim))
        expect(visit.log).to_contain_text("안녕하세요, 김서연님")


def test_the_next_person_signing_in_sees_nothing_of_the_previous_one(visit: Visit, world: World) -> None:
    before, after = world.customer("김서연"), world.customer("박정호")
    visit.hands_over(world.provider.token(before))
    visit.opener.click()
    expect(visit.log).to_contain_text("안녕하세요, 김서연님")
    visit.hands_over(world.provider.token(after))
    expect(visit.log).to_contain_text("안녕하세요, 박정호님")
    expect(visit.log).not_to_contain_text("김서연")


def test_the_widget_fills_the_screen_of_a_phone(sites: tuple[Site, Site, Site], chromium: Browser) -> None:
    with closing(Visit(chromium, sites[1].address, *PHONE)) as visit:
        visit.opener.click()
        assert visit.frame.bounding_box() == {"x": 0, "y": 0, "width": PHONE[0], "height": PHONE[1]}


def test_the_headers_keep_it_from_unlisted_sites(
    sites: tuple[Site, Site, Site], chromium: Browser, world: World, kim: DemoPerson
) -> None:
    with closing(Visit(chromium, sites[2].address, *DESKTOP)) as visit:
        visit.hands_over(world.provider.token(kim))
        with visit.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            visit.opener.click()
        expect(visit.chat.locator("#app")).to_have_count(0)


def test_a_token_of_an_unlisted_site_is_ignored(
    sites: tuple[Site, Site, Site], chromium: Browser, world: World, kim: DemoPerson
) -> None:
    chat, insurer, stranger = sites
    allow_embedding(chat, world, embedders=[insurer.address], framed=[insurer.address, stranger.address])
    with closing(Visit(chromium, stranger.address, *DESKTOP)) as visit:
        visit.page.evaluate("window.received = []; addEventListener('message', ({ data }) => received.push(data))")
        visit.opener.click()
        expect(visit.chat.get_by_text("로그인이 필요해요")).to_be_visible()
        visit.page.evaluate(
            "([token, chat]) => frames[0].postMessage({ type: 'baro:token', token }, chat)",
            [world.provider.token(kim), chat.address],
        )
        visit.page.evaluate("chat => frames[0].postMessage({ type: 'baro:shown', shown: true }, chat)", chat.address)
        expect(visit.chat.get_by_text("로그인이 필요해요")).to_be_visible()
        assert visit.chat.locator("body").evaluate("() => sessionStorage.getItem('baro token')") is None
        assert visit.page.evaluate("received") == []

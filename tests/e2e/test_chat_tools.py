"""Search, copy, export, links and offline reading of a conversation."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.windows import Phone
from tests.e2e.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, world: World) -> Iterator[Phone]:
    """A customer's page, greeted by the bot."""
    with closing(Phone(chromium, world.standin.http_url, "이순자")) as phone:
        phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        yield phone
        assert phone.console_errors == []


def clipboard(phone: Phone) -> str:
    return str(phone.page.evaluate("navigator.clipboard.readText()"))


def says(phone: Phone, text: str) -> None:
    """Sends a text, and waits for its acknowledgement."""
    phone.send_text(text)
    expect(phone.log.locator("[data-seq]").get_by_text(text, exact=True)).to_be_visible()


def test_search_hits_are_visited_from_newest_to_oldest_by_keyboard(phone: Phone) -> None:
    for text in ("우산 하나", "우산 둘", "모자"):
        says(phone, text)
    phone.page.keyboard.press("Control+f")
    phone.page.keyboard.type("우 산")
    status = phone.page.get_by_role("search").get_by_role("status")
    expect(status).to_contain_text("2개 중 1번째")
    expect(phone.page.locator("[data-hit]")).to_contain_text("우산 둘")
    phone.page.keyboard.press("ArrowUp")
    expect(phone.page.locator("[data-hit]")).to_contain_text("우산 하나")
    phone.page.keyboard.press("Escape")
    expect(phone.page.get_by_role("search")).to_have_count(0)
    expect(phone.page.locator("[data-hit]")).to_have_count(0)


def test_a_message_is_copied_and_a_conversation_exported_as_a_file(phone: Phone, tmp_path: Path) -> None:
    says(phone, "제 차는 파란색이에요")
    phone.log.get_by_text("제 차는 파란색이에요", exact=True).click(button="right")
    phone.page.get_by_role("menuitem", name="복사").click()
    expect(phone.page.get_by_text("메시지를 복사했어요.")).to_be_visible()
    assert clipboard(phone) == "제 차는 파란색이에요"

    phone.button("메뉴").click()
    phone.button("대화 내용 보내기·저장").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="복사").click()
    expect(phone.page.get_by_text("대화 내용을 복사했어요.")).to_be_visible()
    whole = clipboard(phone)
    assert "챗봇 바로봇이에요" in whole
    assert "나\n제 차는 파란색이에요" in whole

    phone.button("메뉴").click()
    phone.button("대화 내용 보내기·저장").click()
    with phone.page.expect_download() as download:
        phone.button("파일로 저장").click()
    download.value.save_as(tmp_path / "talk.txt")
    assert (tmp_path / "talk.txt").read_text("utf-8-sig") == whole


def test_a_link_opens_its_conversation_even_after_its_end(phone: Phone) -> None:
    says(phone, "지난번 이야기")
    phone.button("메뉴").click()
    phone.button("상담 종료").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="종료").click()
    phone.button("새로 문의하기").click()
    expect(phone.log.get_by_text("지난번 이야기", exact=True)).to_have_count(0)
    phone.button("메뉴").click()
    phone.button("상담 내역").click()
    phone.page.get_by_role("region", name="상담 내역").get_by_role("button").filter(has_text="종료").first.click()
    phone.expect_text("지난번 이야기")
    assert "#/c/" in phone.page.url
    phone.page.reload()
    phone.expect_text("지난번 이야기")


def test_a_visited_page_opens_offline(phone: Phone) -> None:
    says(phone, "나중에 읽을 말")
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    phone.page.context.set_offline(True)
    phone.page.reload()
    phone.expect_text("나중에 읽을 말")
    # Chromium notes every request that fails.
    phone.console_errors[:] = [fault for fault in phone.console_errors if "Failed to load resource" not in fault]

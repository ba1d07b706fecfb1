"""Pictures are pasted and dropped on both pages."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.claims.images import accident
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow, conversation_windows
from tests.e2e.world import World

pytestmark = pytest.mark.browser

Pair = tuple[CustomerWindow, AgentWindow]

_GIVE = """([type, name, bytes]) => {
  const file = new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" });
  const data = new DataTransfer();
  data.items.add(file);
  const options = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
  const event = type === "paste" ? new ClipboardEvent(type, options) : new DragEvent(type, options);
  return !document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def pair(chromium: Browser, whole: World) -> Iterator[Pair]:
    whole.reset_routing()
    with conversation_windows(whole, chromium) as windows:
        yield windows


def give(page: Page, how: str, name: str, number: int) -> None:
    """Pastes or drops a picture; the page takes it from the browser."""
    assert page.evaluate(_GIVE, [how, name, list(accident(number))])


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_customers_picture_is_sent(pair: Pair, how: str) -> None:
    phone, desk = pair
    if how == "drop":
        give(phone.page, "dragover", "위.jpg", 1)
        expect(phone.page.get_by_text("여기에 놓으면 바로 보내요")).to_be_visible()
    give(phone.page, how, f"{how}.jpg", 1 if how == "drop" else 2)
    expect(phone.page.get_by_text("여기에 놓으면 바로 보내요")).to_have_count(0)
    expect(desk.log.get_by_role("button", name=f"{how}.jpg")).to_be_visible()


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_an_agents_picture_is_sent(pair: Pair, how: str) -> None:
    phone, desk = pair
    if how == "drop":
        give(desk.page, "dragover", "위.jpg", 3)
        expect(desk.page.get_by_text("여기에 놓으면 고객에게 보냅니다")).to_be_visible()
    give(desk.page, how, f"from-desk-{how}.jpg", 3 if how == "drop" else 4)
    expect(desk.page.get_by_text(f"from-desk-{how}.jpg를 보냈습니다")).to_be_visible()
    expect(desk.log.get_by_role("button", name=f"from-desk-{how}.jpg")).to_be_visible()
    expect(phone.log.get_by_role("button", name=f"from-desk-{how}.jpg, 안전 확인 완료")).to_be_visible()


def test_a_picture_over_a_dialog_is_not_sent(chromium: Browser, world: World) -> None:
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        phone.button("메뉴").click()
        give(phone.page, "paste", "menu.jpg", 5)
        phone.page.keyboard.press("Escape")
        phone.send_text("다음 말")
        expect(phone.log.locator("[data-seq]").get_by_text("다음 말", exact=True)).to_be_visible()
        expect(phone.log).not_to_contain_text("menu.jpg")

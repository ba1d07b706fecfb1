"""`make screenshots`: plays a scene through the real pages and takes the pictures that README and docs show."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from local.aws import Options, Standin
from local.centre.start import centre

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


async def page_of(browser: Browser, address: str, size: ViewportSize, person: str, *, dark: bool = False) -> Page:
    """A window of its own in which somebody has signed in."""
    context = await browser.new_context(
        viewport=size,
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_text(person).first.click()
    return page


async def shown(page: Page, words: str) -> None:
    """Waits until somebody could read this; what only a screen reader is told doesn't count."""
    await page.get_by_text(words).locator("visible=true").last.wait_for()


async def say(page: Page, words: str, answer: str) -> None:
    """Writes something and waits for words of the answer."""
    box = page.get_by_role("textbox").last
    await box.fill(words)
    await box.press("Enter")
    await shown(page, answer)


async def take(page: Page, name: str) -> None:
    """One picture."""
    await page.wait_for_timeout(600)  # for the font and the last transition
    await page.screenshot(path=PICTURES / f"{name}.png")


async def play(standin: Standin, browser: Browser, *, dark: bool) -> None:
    """Bot, then an agent, on two windows."""
    suffix = "-dark" if dark else ""
    customer_address, desk_address = f"{standin.http_url}/", f"{standin.http_url}/panel/"
    desk = await page_of(browser, desk_address, DESK, "오도윤" if dark else "김하늘", dark=dark)
    await desk.get_by_role("button", name="상담 시작하기").click()
    phone = await page_of(browser, customer_address, PHONE, "박정호" if dark else "김서연", dark=dark)
    await shown(phone, "챗봇 바로봇이에요")
    await take(phone, f"customer-start{suffix}")
    await say(phone, "내 보험 보여줘", "증권번호")
    await say(phone, "방금 강남역 사거리에서 뒤차가 박았어요. 상대 차는 12가3456이에요", "다친 분이 있나요")
    await take(phone, f"customer{suffix}")
    await phone.get_by_role("button", name="없어요").last.click()
    await shown(phone, "내용을 확인해 주세요")
    await take(phone, f"customer-summary{suffix}")
    await phone.get_by_role("button", name="맞아요, 접수할게요").last.click()
    await shown(phone, "상담원이 연결되었어요")
    await shown(desk, "상담원이 연결되었어요")
    await say(desk, "많이 놀라셨죠. 남겨 주신 내용은 모두 확인했습니다. 차는 움직일 수 있으신가요?", "많이 놀라셨죠")
    await say(phone, "네, 갓길로 옮겼어요", "갓길로")
    await shown(desk, "갓길로 옮겼어요")
    await take(desk, f"desk{suffix}")
    await take(phone, f"customer-agent{suffix}")
    if not dark:
        wide = await page_of(browser, customer_address, DESK, "이순자")
        await shown(wide, "챗봇 바로봇이에요")
        await take(wide, "customer-wide")


async def main() -> int:
    """All pictures, light and dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with (
        centre(Options(schedules=False), Path("build/screenshots")) as (standin, _),
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for dark in (False, True):
            await play(standin, browser, dark=dark)
        await browser.close()
    print("\n".join(sorted(path.name for path in PICTURES.glob("*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

"""Chromium windows on the pages; elements are found by their visible names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from local.setup.browser import find_chromium

PATIENCE_MS = 15_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
"""Containers have no user namespaces, no graphics card and little shared memory."""


SEND_AT_ONCE = """
if (location.pathname.startsWith("/panel")) localStorage["baro panel settings"] ??= '{"holdsMessages": false}'
"""
"""The setting of the agents' page, until it is changed."""


@contextmanager
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    path = find_chromium()
    assert path is not None, "Chromium is missing: make browser"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


class Window:
    """A window with its own storage and sign-in. `console_errors` include exceptions.

    `context_options` are further Playwright options of the browser context. Unless `holds_messages`, an agent's
    messages leave at once, as with the setting turned off.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        width: int,
        height: int,
        *,
        holds_messages: bool = False,
        **context_options: Any,
    ) -> None:
        usual: dict[str, Any] = {"locale": "ko-KR", "timezone_id": "Asia/Seoul", "reduced_motion": "reduce"}
        context = browser.new_context(viewport={"width": width, "height": height}, **(usual | context_options))
        context.set_default_timeout(PATIENCE_MS)
        if not holds_messages:
            context.add_init_script(SEND_AT_ONCE)
        self.console_errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._record_error)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.goto(address)

    def _record_error(self, message: ConsoleMessage) -> None:
        # Tests break connections on purpose; Chromium reports them on the console.
        if message.type == "error" and "WebSocket connection" not in message.text:
            self.console_errors.append(message.text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def in_menu(self, press: Callable[[Locator], None]) -> None:
        """Opens the menu, presses in it and closes it."""
        self.button("메뉴").click()
        press(self.page.get_by_role("dialog"))
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def set_text_size(self, percent: int) -> None:
        """Enlarges the text of the customer's page, step by step."""
        steps = (percent - 100) // 25

        def press(menu: Locator) -> None:
            for _ in range(steps):
                menu.get_by_role("button", name="글자 크게").click()
            expect(menu.locator("output")).to_have_text(f"{percent}%")

        self.in_menu(press)

    def set_contrast(self) -> None:
        self.in_menu(lambda menu: menu.get_by_role("switch", name="고대비").click())

    def expect_text(self, text: str, times: int = 1) -> None:
        """Waits until the text is in the conversation, this many times."""
        expect(self.log.get_by_text(text, exact=True)).to_have_count(times)

    @property
    def log(self) -> Locator:
        raise NotImplementedError

    def close(self) -> None:
        self.page.context.close()


class Phone(Window):
    """The customer's page in the size of a telephone."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        super().__init__(browser, f"{address}/", 390, 844)
        self.button(name).click()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("region", name="대화 내용")

    def send_text(self, text: str) -> None:
        self.page.get_by_label("메시지", exact=True).fill(text)
        self.page.get_by_role("button", name="보내기", exact=True).click()


class Desk(Window):
    """The agent's panel in the size of a desktop."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        super().__init__(browser, f"{address}/panel/", 1440, 900)
        self.button(name).click()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def set_status(self, status: str) -> None:
        self.page.get_by_role("group", name="상담 상태").get_by_role("button", name=status).click()

    def send_text(self, text: str) -> None:
        self.page.get_by_role("textbox", name="답변").fill(text)
        self.page.get_by_role("button", name="보내기", exact=True).click()

"""Chromium windows on the centre's pages, spoken to as people do: by what is written on things."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from local.setup.browser import chromium

PATIENCE_MS = 15_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
"""Containers have no user namespaces, no graphics card and little shared memory."""


@contextmanager
def browser() -> Iterator[Browser]:
    """The machine's Chromium, without a head."""
    path = chromium()
    assert path is not None, "Chromium is missing: make browser"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


class Window:
    """A window of its own: own storage, own sign-in. `faults` are errors on its console, exceptions included.

    `context_options`: more of Playwright's options for a browser context.
    """

    def __init__(self, browser: Browser, address: str, width: int, height: int, **context_options: Any) -> None:
        usual: dict[str, Any] = {"locale": "ko-KR", "timezone_id": "Asia/Seoul", "reduced_motion": "reduce"}
        context = browser.new_context(viewport={"width": width, "height": height}, **(usual | context_options))
        context.set_default_timeout(PATIENCE_MS)
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)

    def _heard(self, message: ConsoleMessage) -> None:
        # A broken line is part of the play; Chromium writes it onto the console all the same.
        if message.type == "error" and "WebSocket connection" not in message.text:
            self.faults.append(message.text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def sees(self, text: str, times: int = 1) -> None:
        """The words stand in the conversation, so often."""
        expect(self.log.get_by_text(text, exact=True)).to_have_count(times)

    @property
    def log(self) -> Locator:
        raise NotImplementedError

    def close(self) -> None:
        self.page.context.close()


class Phone(Window):
    """The customer's page on a telephone's screen."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        super().__init__(browser, f"{address}/", 390, 844)
        self.button(name).click()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("region", name="대화 내용")

    def writes(self, text: str) -> None:
        self.page.get_by_label("메시지", exact=True).fill(text)
        self.page.get_by_role("button", name="보내기", exact=True).click()


class Desk(Window):
    """The agent's panel on a desk's screen."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        super().__init__(browser, f"{address}/panel/", 1440, 900)
        self.button(name).click()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def becomes(self, status: str) -> None:
        self.page.get_by_role("group", name="상담 상태").get_by_role("button", name=status).click()

    def writes(self, text: str) -> None:
        self.page.get_by_role("textbox", name="답변").fill(text)
        self.page.get_by_role("button", name="보내기", exact=True).click()

"""The handler's side of the panel, in his words."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.signed_in import AgentWindow


class Handling:
    """A window on claims: the work list, one claim, its windows."""

    def __init__(self, desk: AgentWindow) -> None:
        self.desk = desk
        self.page: Page = desk.page

    def opens_the_work_list(self) -> None:
        self.page.get_by_role("navigation", name="화면 바꾸기").get_by_role("button", name="보상 업무").click()
        expect(self.page.get_by_role("heading", name="보상 업무")).to_be_visible()

    def opens(self, number: str, coverage: str) -> None:
        """A line of the work list."""
        self.page.get_by_role("button", name=f"{number} {coverage} 열기").click()
        expect(self.page.get_by_role("article", name=number)).to_be_visible()

    def line(self, coverage: str) -> Locator:
        return self.page.get_by_role("region", name=coverage, exact=True)

    def stands_at(self, coverage: str, stage: str) -> None:
        expect(self.line(coverage).locator("header .b-badge")).to_have_text(stage)

    def steps(self, coverage: str, step: str, **fields: str) -> None:
        """Presses a step, fills what its window asks for by its labels, and confirms."""
        self.line(coverage).get_by_role("button", name=step, exact=True).click()
        window = self.window
        for label, value in fields.items():
            window.get_by_label(label).fill(value)
        window.get_by_role("button", name=step, exact=True).click()
        expect(window).to_be_hidden()

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    def said(self, words: str) -> None:
        """A short word at the edge of the page."""
        expect(self.page.locator(".p-toast", has_text=words)).to_be_visible()

    def paper(self, label: str) -> Locator:
        return self.page.get_by_role("list", name="서류").get_by_role("listitem").filter(has_text=label)

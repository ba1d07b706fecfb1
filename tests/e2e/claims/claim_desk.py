"""The claims pages of the panel, found by their visible names."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.signed_in import AgentWindow


class ClaimDesk:
    """A window on claims: the work list, one claim, its windows."""

    def __init__(self, desk: AgentWindow) -> None:
        self.desk = desk
        self.page: Page = desk.page

    def open_work_list(self) -> None:
        self.page.get_by_role("navigation", name="화면 바꾸기").get_by_role("button", name="보상 업무").click()
        expect(self.page.get_by_role("heading", name="보상 업무")).to_be_visible()

    def open_approvals(self) -> None:
        self.page.get_by_role("navigation", name="화면 바꾸기").get_by_role("button", name="승인 대기").click()
        expect(self.page.get_by_role("heading", name="승인 대기")).to_be_visible()

    def approval(self, number: str) -> Locator:
        """The row of a claim in the queue of approvals."""
        return self.page.get_by_role("row").filter(has_text=number)

    def open_exposure(self, number: str, coverage: str) -> None:
        """Opens an exposure from the work list."""
        self.page.get_by_role("button", name=f"{number} {coverage} 열기").click()
        expect(self.page.get_by_role("article", name=number)).to_be_visible()

    def exposure(self, coverage: str) -> Locator:
        return self.page.get_by_role("region", name=coverage, exact=True)

    def expect_stage(self, coverage: str, stage: str) -> None:
        expect(self.exposure(coverage).locator("header .b-badge")).to_have_text(stage)

    def apply_transition(self, coverage: str, transition: str, **fields: str) -> None:
        """Presses a transition's button, fills the fields of its window by label, and confirms."""
        self.exposure(coverage).get_by_role("button", name=transition, exact=True).click()
        window = self.window
        for label, value in fields.items():
            window.get_by_label(label).fill(value)
        window.get_by_role("button", name=transition, exact=True).click()
        expect(window).to_be_hidden()

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    def expect_toast(self, words: str) -> None:
        """Waits for a toast with these words."""
        expect(self.page.locator(".p-toast", has_text=words)).to_be_visible()

    def document(self, label: str) -> Locator:
        return self.page.get_by_role("list", name="서류").get_by_role("listitem").filter(has_text=label)

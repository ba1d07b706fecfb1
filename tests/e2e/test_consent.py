"""Questions about the contract on a phone in both languages, a coupon that is used, an extension that is signed."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.consent_story import play_consent
from tests.e2e.pages.signed_in import PHONE
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_questions_are_answered_a_coupon_is_used_and_an_extension_signed(chromium: Browser, world: World) -> None:
    examined = Examined()

    def look(window: Window, state: str) -> None:
        if window.page.viewport_size is not None and window.page.viewport_size["width"] >= PHONE[0]:
            examined.look(state, window.page)

    play_consent(chromium, world, look)
    assert examined.found == {}

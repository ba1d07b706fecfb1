"""A customer waits, is delayed, takes a call instead, and gets it."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.waiting_story import play_waiting
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

FELL_WITHIN_S = 3
"""The place is shown within 2 s; the rest is for this machine's browser."""


def test_a_waiting_customer_sees_the_place_fall_and_is_called_instead(chromium: Browser, world: World) -> None:
    examined = Examined()

    def look(window: Window, state: str) -> None:
        examined.look(state, window.page)

    assert play_waiting(chromium, world, look) < FELL_WITHIN_S
    assert examined.found == {}

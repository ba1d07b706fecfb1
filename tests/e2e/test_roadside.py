"""Roadside service in browsers: customer, responder and dispatcher through a whole job."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.roadside_story import play_reassignment, play_whole_job
from tests.e2e.test_pages_accessibility import Examined
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def test_a_job_from_the_offer_to_the_rating_through_a_tunnel(chromium: Browser, world: World) -> None:
    examined = Examined()

    def look(window: Window, state: str) -> None:
        examined.look(state, window.page)

    play_whole_job(chromium, world, look)
    assert examined.found == {}


def test_declined_then_met_with_silence_a_job_is_given_by_hand_and_cancelled(chromium: Browser, world: World) -> None:
    examined = Examined()

    def look(window: Window, state: str) -> None:
        examined.look(state, window.page)

    play_reassignment(chromium, world, look)
    assert examined.found == {}

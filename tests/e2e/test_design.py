"""The design's sample page: every component in every state and theme."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.contrasts import find_low_contrast
from tests.e2e.pages.signed_in import DESK, PHONE
from tests.e2e.pages.visual_checks import find_visual_defects
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

LOOKS = ("", "theme=dark", "contrast=more", "theme=dark&contrast=more", "text=200", "open=dialog", "open=popup")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390x844", "1440x900"])
@pytest.mark.parametrize("look", LOOKS)
def test_components_have_no_visual_defects_in_any_theme(
    chromium: Browser, world: World, look: str, size: tuple[int, int]
) -> None:
    address = f"{world.standin.http_url}/design/?{look}"
    with closing(chromium.new_context()) as canvas, closing(Window(chromium, address, *size)) as window:
        expect(window.page.get_by_role("button").first).to_be_visible()
        assert find_visual_defects(window.page, canvas.new_page(), dark="dark" in look) == []
        if not look:
            assert find_violations(window.page) == {}
        if size == DESK:
            schemes = ("dark",) if "dark" in look else ("light",) if look else ("light", "forced")
            assert find_low_contrast(window.page, *schemes) == {}
        assert window.console_errors == []

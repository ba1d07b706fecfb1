"""Where pictures of the pages are kept, and how one is taken."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.pages.signed_in import DESK, PHONE

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

Variants = dict[str, tuple[tuple[int, int], dict[str, Any]]]
"""Suffix of a picture's name → the size of the window, and its options. At 200 % a window has half as many pixels."""

PHONES: Variants = {
    "": (PHONE, {}),
    "-dark": (PHONE, {"color_scheme": "dark"}),
    "-320": ((320, 693), {}),
    "-200": ((PHONE[0] // 2, PHONE[1] // 2), {"device_scale_factor": 2}),
    "-en": (PHONE, {}),
}
DESKS: Variants = {
    "": (DESK, {}),
    "-dark": (DESK, {"color_scheme": "dark"}),
    "-390": (PHONE, {}),
    "-320": ((320, 568), {}),
    "-200": ((DESK[0] // 2, DESK[1] // 2), {"device_scale_factor": 2}),
    "-en": (DESK, {}),
}


def take_picture(page: Page, name: str) -> None:
    """One picture, with its last transition over."""
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(600)
    page.screenshot(path=PICTURES / f"{name}.png")

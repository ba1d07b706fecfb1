"""Pictures of the answers about a contract, a coupon, the identity check and a change that is signed.

`make screenshots` takes them with the others; run alone, it takes these."""

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.consent_story import play_consent
from tests.e2e.pictures import PICTURES, take_picture
from tests.e2e.windows import Window, browser
from tests.e2e.world import World, running_centre


def take_consent_pictures(world: World, chromium: Browser) -> None:
    """All pictures of this module."""

    def look(window: Window, state: str) -> None:
        take_picture(window.page, f"contract-{state}")

    play_consent(chromium, world, look)
    world.reset_routing()


def main() -> int:
    """The pictures of this module."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_consent_pictures(world, chromium)
    print("\n".join(sorted(path.name for path in PICTURES.glob("contract-*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

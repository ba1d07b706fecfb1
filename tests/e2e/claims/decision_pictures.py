"""Pictures of money, refusals and documents in the customer's thread, and of a payment at the desk: at 390 and 320
pixels, at 200 %, dark and in English. `make screenshots` takes them with the others; run alone, it takes these."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from chalicelib.kernel.actors import Role
from tests.e2e.claims.case import Case, adjuster, register_claim
from tests.e2e.claims.decisions import TO_ASSESS, decide, deny
from tests.e2e.pages.signed_in import DESK, PHONE, AgentWindow, CustomerWindow
from tests.e2e.pictures import PHONES, take_picture
from tests.e2e.windows import browser
from tests.e2e.world import World, running_centre


def take_decision_pictures(world: World, chromium: Browser) -> None:
    """All pictures of this module."""
    paid, refused, started = (paid_claim(world), _refused(world), _started(world))
    for suffix, (size, options) in PHONES.items():
        for case, name in ((paid, "money"), (refused, "refusal")):
            with closing(CustomerWindow(chromium, world, case.customer, size, **options)) as phone:
                choose_language(phone, suffix)
                last = phone.page.locator(".c-decision").last
                expect(last).to_be_visible()
                last.scroll_into_view_if_needed()
                take_picture(phone.page, f"customer-{name}{suffix}")
        with closing(CustomerWindow(chromium, world, started.customer, size, **options)) as phone:
            choose_language(phone, suffix)
            _documents(phone, suffix)
    _payments(world, chromium)


def choose_language(phone: CustomerWindow, suffix: str) -> None:
    """English, for its variant."""
    if suffix == "-en":
        phone.button("메뉴").click()
        phone.button("English").click()
        expect(phone.page.get_by_label("Message", exact=True)).to_be_visible()


def paid_claim(world: World) -> Case:
    """A claim whose coverage for the own car has been paid."""
    case = world.run(register_claim(world, world.customer()))
    first, second = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    world.run(decide(world, first, case, *TO_ASSESS))
    world.run(decide(world, second, case, ("approve", {})))
    world.run(decide(world, first, case, ("pay", {})))
    return case


def _refused(world: World) -> Case:
    case = world.run(register_claim(world, world.customer()))
    first, second = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    world.run(deny(world, first, second, case, "운전자 범위 밖의 운전이에요."))
    return case


def _started(world: World) -> Case:
    return world.run(register_claim(world, world.customer_with_contract("김서연", "88가8888"), own_plate="88가8888"))


def _documents(phone: CustomerWindow, suffix: str) -> None:
    """What is needed now, and a form with what is known."""
    english, page = suffix == "-en", phone.page
    phone.button("Menu" if english else "메뉴").click()
    phone.button("My claims" if english else "내 사고·보상").click()
    claim = page.locator(".c-claim")
    claim.locator("details.c-checklist > summary").click()
    heading = claim.get_by_role("heading", name="Now: 3" if english else "지금 3가지")
    heading.scroll_into_view_if_needed()
    take_picture(page, f"customer-documents{suffix}")
    claim.get_by_role("button", name="Fill in" if english else "보험금 청구서 작성하기").first.click()
    expect(page.locator(".c-form").last).to_be_visible()
    take_picture(page, f"customer-form{suffix}")


def _payments(world: World, chromium: Browser) -> None:
    """The payer learns that there is no account: the desk in every size, dark, and in English."""
    case = world.run(register_claim(world, world.customer(), has_account=False))
    first, second = adjuster(world, "own_car"), adjuster(world, "own_car", role=Role.SUPERVISOR)
    world.run(decide(world, first, case, *TO_ASSESS))
    world.run(decide(world, second, case, ("approve", {})))
    for dark in (False, True):
        options: dict[str, Any] = {"color_scheme": "dark"} if dark else {}
        with closing(AgentWindow(chromium, world, first, **options)) as window:
            page = window.page
            page.keyboard.press("g")
            page.keyboard.press("w")
            _open_payment(page, f"{case.number} 자차 열기", "지급")
            take_picture(page, f"desk-payment{'-dark' if dark else ''}")
            if dark:
                continue
            for suffix, (width, height) in (
                ("-390", PHONE),
                ("-320", (320, 693)),
                ("-200", (DESK[0] // 2, DESK[1] // 2)),
            ):
                page.set_viewport_size({"width": width, "height": height})
                take_picture(page, f"desk-payment{suffix}")
            page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
            page.evaluate("localStorage.setItem('baro panel language', 'en')")
            page.reload()
            page.get_by_role("navigation").first.get_by_role("button").nth(1).click()
            _open_payment(page, f"Open {case.number} Own", "Pay")
            take_picture(page, "desk-payment-en")


def _open_payment(page: Page, row: str, pay: str) -> None:
    page.get_by_role("button", name=row).click()
    page.get_by_role("button", name=pay, exact=True).first.click()
    expect(page.get_by_role("dialog").locator(".b-banner")).to_be_visible()


def main() -> int:
    """Takes the pictures of this module alone."""
    with running_centre(Path("build/screenshots")) as world, browser() as chromium:
        take_decision_pictures(world, chromium)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The form that corrects what was understood, and the choice of date and time, on the customer's page."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import PHONE, CustomerWindow
from tests.e2e.pages.visual_checks import find_outside_viewport, find_squeezed_text
from tests.e2e.world import World

SEOUL = ZoneInfo("Asia/Seoul")

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, world: World) -> Iterator[CustomerWindow]:
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        yield phone
        assert phone.console_errors == []


def opens_form(phone: CustomerWindow) -> Locator:
    """The form that corrects a report of ten days ago: in the past by the page's clock, too, which stories of others
    leave behind the centre's."""
    day = datetime.now(SEOUL) - timedelta(days=10)
    phone.send_text(f"{day:%-m월 %-d일} 저녁 7시 반 강남역 사거리에서 뒤차가 박았어요. 다친 사람은 없어요")
    phone.button("수정할게요").click()
    form = phone.log.get_by_role("form", name="사고 접수 내용 수정")
    expect(form.get_by_text("지금까지 이해한 내용이에요")).to_be_in_viewport()
    return form


@pytest.mark.parametrize("percent", [100, 200])
def test_the_form_opens_at_its_beginning_with_what_was_understood(phone: CustomerWindow, percent: int) -> None:
    if percent > 100:
        phone.set_text_size(percent)
    form = opens_form(phone)
    expect(form.locator("header")).to_be_in_viewport(ratio=1)
    expect(form.get_by_role("button", name="고치지 않을게요")).to_be_in_viewport(ratio=1)
    expect(form.get_by_label("다친 사람")).to_have_value("false")
    expect(form.get_by_label("사고 장소")).to_have_value("강남역 사거리")
    expect(form.get_by_label("사고 일시").first).to_be_visible()
    expect(form.get_by_role("combobox", name="시", exact=True)).to_have_value("19")
    expect(form.get_by_role("combobox", name="분", exact=True)).to_have_value("30")
    assert find_outside_viewport(phone.page) == []


def test_the_form_is_left_without_a_change(phone: CustomerWindow) -> None:
    form = opens_form(phone)
    form.get_by_label("사고 장소").fill("역삼역")
    form.get_by_role("button", name="고치지 않을게요").click()
    expect(phone.log.locator(".c-row").last).to_contain_text("네, 그대로 둘게요.")
    phone.send_text("상대방 차 번호는 몰라요")
    expect(phone.log).not_to_contain_text("역삼역")


def test_the_form_says_what_it_changed(phone: CustomerWindow) -> None:
    form = opens_form(phone)
    form.get_by_label("사고 장소").fill("역삼역")
    form.get_by_role("combobox", name="시", exact=True).select_option(label="오후 8시")
    phone.button("이대로 저장").click()
    expect(phone.log).to_contain_text("고친 내용이에요")
    expect(phone.log).to_contain_text("강남역 사거리 → 역삼역")
    expect(phone.log.locator(".c-row").last).to_contain_text("고쳤어요: ")
    expect(phone.log.locator(".c-row").last).to_contain_text("오후 8시 30분, 사고 장소 역삼역")


@pytest.mark.parametrize("quick, hour", [("방금", None), ("1시간 전", None), ("오늘 아침", "8")])
def test_a_time_is_chosen_by_one_press_and_sent(
    world: World, phone: CustomerWindow, quick: str, hour: str | None
) -> None:
    today = in_the_afternoon(world)
    phone.page.reload()  # it takes the centre's time when it connects
    phone.send_text("사고 접수")
    phone.button("없어요").last.click()
    phone.send_text("뒤차가 박았어요")
    group = phone.log.get_by_role("group", name="날짜와 시간 고르기")
    group.get_by_role("button", name=quick).click()
    if hour:
        expect(group.get_by_role("combobox", name="시", exact=True)).to_have_value(hour)
    phone.log.get_by_role("button", name="보내기").click()
    expect(phone.log.locator("[data-side=mine]").last).to_contain_text(f"{today.month}월 {today.day}일 ")
    expect(group).to_have_count(0)


def in_the_afternoon(world: World) -> datetime:
    """The centre's time, brought to an hour at which this morning is over and an hour ago was today."""
    now = datetime.fromtimestamp(world.clock() / 1000, SEOUL)
    afternoon = now.replace(hour=14, minute=23)
    if now.hour < 10:
        world.clock.advance((afternoon - now) // timedelta(milliseconds=1))
    elif now.hour >= 22:
        world.clock.advance((afternoon + timedelta(days=1) - now) // timedelta(milliseconds=1))
    return datetime.fromtimestamp(world.clock() / 1000, SEOUL)


def test_another_day_and_an_unknown_time_can_be_chosen(phone: CustomerWindow, world: World) -> None:
    phone.send_text("사고 접수")
    phone.button("없어요").last.click()
    phone.send_text("뒤차가 박았어요")
    group = phone.log.get_by_role("group", name="날짜와 시간 고르기")
    assert find_violations(phone.page) == {}
    phone.page.set_viewport_size({"width": PHONE[0] // 2, "height": PHONE[1] // 2})
    assert [*find_outside_viewport(phone.page), *find_squeezed_text(phone.page)] == []
    phone.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    group.get_by_label("날짜").select_option(label="더 이전 날짜")
    day = datetime.fromtimestamp(world.clock() / 1000, SEOUL) - timedelta(days=30)
    group.locator("input[type=date]").fill(f"{day:%Y-%m-%d}")
    phone.log.get_by_role("button", name="보내기").click()
    words = f"{day.month}월 {day.day}일"
    expect(phone.log.locator("[data-side=mine]").last).to_contain_text(words)
    expect(phone.log.locator(".c-row").last).to_contain_text(f"{words}, 확인했어요.")


def test_deleting_is_apart_and_not_where_the_button_before_was(phone: CustomerWindow) -> None:
    phone.send_text("어제 저녁 7시 반 강남역 사거리에서 뒤차가 박았어요")
    expect(phone.log).to_contain_text("이렇게 이해했어요")
    phone.button("메뉴").click()
    menu = phone.page.get_by_role("dialog")
    expect(menu.locator("ul").last.get_by_role("button")).to_have_text(["상담 종료", "로그아웃"])
    phone.button("상담 종료").click()
    before = menu.get_by_role("button", name="종료", exact=True).bounding_box()
    menu.get_by_role("button", name="종료", exact=True).click()
    after = menu.get_by_role("button", name="지우고 종료").bounding_box()
    keep = menu.get_by_role("button", name="보관하고 종료").bounding_box()
    assert before is not None
    assert after is not None
    assert keep is not None
    end = after["y"] + after["height"]
    assert end <= before["y"]
    assert end + 16 <= keep["y"]

"""A truck comes, from the first sentence in the chat to the rating: asked for, offered, accepted, driven, towed and
rated, with a dispatcher looking on. And a job that meets silence and a refusal, is given by hand and cancelled."""

import re
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, FilePayload, Locator, expect

from chalicelib.dispatch.jobs import CheckJob
from chalicelib.wiring.dispatch import dispatch
from local.demo.people import DemoPerson, responder
from local.demo.pictures import job_photo
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow, ResponderWindow, geolocation
from tests.e2e.tiles import ATTRIBUTION, map_tiles
from tests.e2e.windows import Window
from tests.e2e.world import World

Look = Callable[[Window, str], None]
"""Looks at a window in a state with this name."""

GANGNAM, NEAR, THERE = (37.4979, 127.0276), (37.5035, 127.0330), (37.4981, 127.0277)
ON_THE_WAY = (37.5010, 127.0300)
"""Nearer than `NEAR`, and too far away to have arrived."""
QUEUE = "roadside"
CARD_WITHIN_S, OFFERED_AGAIN_WITHIN_S = 10, 60
"""The card after the acceptance, and the next offer after one that nobody answered."""
SILENCE_S = 31
"""A little longer than an offer stands."""


@dataclass
class Timings:
    """What was measured, in seconds of the centre's clock."""

    clock: Callable[[], int]
    seconds: dict[str, float] = field(default_factory=dict)

    def expect_within(self, name: str, shown: Locator, limit_s: float, since: int | None = None) -> None:
        """Waits for `shown`, at most `limit_s` after `since` (ms), by default from now on."""
        began = self.clock() if since is None else since
        expect(shown).to_be_visible(timeout=limit_s * 1000)
        self.seconds[name] = (self.clock() - began) / 1_000
        assert self.seconds[name] <= limit_s, self.seconds


def driver(number: int, name: str) -> DemoPerson:
    """A responder of these tests."""
    return responder(number, name, "3.5톤 견인차", f"8{number}바1204")


def at_gangnam(chromium: Browser, world: World, customer: DemoPerson) -> CustomerWindow:
    """The customer's telephone beside the car."""
    here: dict[str, Any] = {"geolocation": geolocation(GANGNAM), "permissions": ["geolocation"]}
    return CustomerWindow(chromium, world, customer, **here)


def ask_for_help(phone: CustomerWindow, *, towed: bool = False) -> None:
    """Four turns: what is wrong, where, who and how to get there, and yes; before that, where to for a car that is
    towed."""
    phone.send_text("시동이 안 걸려요")
    phone.button("현재 위치 보내기").last.click()
    phone.button("혼자 있고, 들어올 수 있어요").click()
    if towed:
        expect(phone.page.locator(".b-bubble").last).to_contain_text("차를 어디로 옮길까요?")
        phone.button("모르겠어요").last.click()
    phone.button("이대로 부를게요").click()
    expect(card_in(phone)).to_contain_text("기사님을 찾고 있어요")


def pass_deadline(world: World, seconds: int) -> None:
    """So much time passes at the centre: the timers of jobs that are due by then ring."""
    world.clock.advance(seconds * 1_000)
    ports = dispatch()
    for each in ports.jobs.open_jobs():
        if each.due_at <= world.clock():
            ports.queue.send(CheckJob(each.job, each.due_at))


def card_in(phone: CustomerWindow) -> Locator:
    """The live card."""
    return phone.page.locator(".c-job").last


def rows_of(desk: AgentWindow, customer: DemoPerson) -> Locator:
    """The customer's row on the dispatcher's list."""
    return desk.page.locator(".d-row").filter(has_text=customer.name)


def open_dispatch(desk: AgentWindow) -> None:
    """On duty, with the dispatcher's list."""
    desk.set_status("상담 가능")
    desk.page.get_by_role("navigation", name="화면 바꾸기").get_by_role("button", name="긴급출동").click()
    expect(desk.page.get_by_role("heading", name="긴급출동 관제")).to_be_visible()


def play_whole_job(chromium: Browser, world: World, look: Look) -> Timings:
    """Plays the tow of an electric car from the first sentence to the rating; the tunnel is on the way."""
    timings = Timings(world.clock)
    kim = world.customer_with_contract("김서연", "33가1001", fuel="electric")
    with ExitStack() as open_windows:
        cab = open_windows.enter_context(closing(ResponderWindow(chromium, world, driver(31, "강태식"), NEAR)))
        look(cab, "off duty")
        cab.go_on_duty()
        look(cab, "waiting for an offer")
        phone = open_windows.enter_context(closing(at_gangnam(chromium, world, kim)))
        desk = open_windows.enter_context(closing(AgentWindow(chromium, world, world.agent(QUEUE))))
        open_dispatch(desk)
        ask_for_help(phone, towed=True)
        timings.expect_within("offer after the request", cab.offer, OFFERED_AGAIN_WITHIN_S)
        look(cab, "an offer")
        _accepted(cab, phone, desk, kim, timings, look)
        _hidden_and_shown(cab, phone)
        _driven(cab, phone, look)
        _towed(cab, phone, look)
        expect(rows_of(desk, kim)).to_have_count(0)
        out_of_tunnel = [each for each in cab.console_errors if "Failed to load resource" not in each]
        assert [out_of_tunnel, phone.console_errors, desk.console_errors] == [[], [], []]
        _off_duty(cab)
    return timings


def _accepted(
    cab: ResponderWindow, phone: CustomerWindow, desk: AgentWindow, kim: DemoPerson, timings: Timings, look: Look
) -> None:
    cab.button("수락").click()
    card = card_in(phone)
    timings.expect_within("card after the acceptance", card.locator(".c-job-arrival"), CARD_WITHIN_S)
    expect(card).to_contain_text("강태식")
    expect(card).to_contain_text("831바1204")
    expect(card.get_by_role("link", name="기사님께 전화")).to_have_attribute("href", "tel:05040000031")
    expect(card.locator(".c-strip-map")).to_be_visible()  # no map is configured
    card.scroll_into_view_if_needed()
    look(phone, "the truck on its way")
    expect(rows_of(desk, kim)).to_contain_text("강태식")
    rows_of(desk, kim).click()
    expect(desk.page.locator(".d-history")).to_contain_text("강태식")
    look(desk, "a job at the dispatcher")
    look(cab, "an accepted job")
    cab.button("출발했어요").click()
    expect(card).to_contain_text("기사님이 가고 있어요")


def _ways(cab: ResponderWindow) -> list[Locator]:
    """The links that hand the way over to an application."""
    apps = ("카카오맵", "네이버 지도", "T맵")
    return [cab.page.get_by_role("link", name=f"{app}: 길 안내 열기") for app in apps]


def _hidden_and_shown(cab: ResponderWindow, phone: CustomerWindow) -> None:
    """The customer withdraws the consent to their position, and gives it again: the truck sees it or doesn't."""
    card, there = card_in(phone), re.compile(re.escape(f"{GANGNAM[0]:.4f}"))
    for way in _ways(cab):
        expect(way).to_have_attribute("href", there)
    card.get_by_role("button", name="위치 동의 철회").click()
    card.get_by_role("button", name="네, 지워 주세요").click()
    for way in _ways(cab):
        expect(way).to_have_count(0)
    card.get_by_role("button", name="내 위치 보여 주기").click()
    card.get_by_role("button", name="동의하고 보내기").click()
    for way in _ways(cab):
        expect(way).to_have_attribute("href", there)


def _driven(cab: ResponderWindow, phone: CustomerWindow, look: Look) -> None:
    """Through a tunnel: what is pressed and measured in it arrives after it, although the telephone loses the page."""
    context = cab.page.context
    context.set_offline(True)
    cab.drive_to(THERE)
    expect(cab.page.get_by_text("인터넷이 끊겼어요")).to_be_visible()
    cab.button("도착했어요").click()
    expect(cab.page.get_by_text("연결되면 보내요", exact=True)).to_be_visible()
    look(cab, "a step in a tunnel")
    cab.page.reload()
    expect(cab.page.get_by_text("연결되면 보내요", exact=True)).to_be_visible()
    context.set_offline(False)
    card = card_in(phone)
    expect(card).to_contain_text("기사님이 도착했어요")
    expect(cab.page.get_by_text("연결되면 보내요", exact=True)).to_have_count(0)
    card.get_by_role("button", name="만났어요").click()
    expect(card.get_by_role("button", name="만났어요")).to_have_count(0)


def _towed(cab: ResponderWindow, phone: CustomerWindow, look: Look) -> None:
    """Nothing is hooked up before the customer has agreed to the garage, the kilometres and the extra cost."""
    card = card_in(phone)
    cab.button("견인 시작").click()
    expect(cab.page.get_by_role("alert")).to_be_visible()
    take_photo(cab, "before")
    cab.button("목적지·비용 안내").click()
    form = cab.page.get_by_role("dialog")
    form.get_by_label("구난 작업 시간 (분)").fill("45")
    form.get_by_label("구난차 두 대").check()
    form.get_by_label("추가 비용 (원)").fill("30000")
    form.get_by_label("추가 비용 이유").fill("지하 3층에서 끌어내야 해요")
    look(cab, "what is proposed")
    form.get_by_role("button", name="고객에게 보내기").click()
    expect(card).to_contain_text("45분 · 30,000원")
    expect(card).to_contain_text("두 대째 구난차")
    waits = cab.page.get_by_role("status").filter(has_text="동의를 기다리고 있어요")
    expect(waits).to_be_visible()
    look(phone, "asked to agree")
    card.get_by_role("button", name="동의해요").click()
    expect(waits).to_have_count(0)
    look(cab, "on site")
    cab.button("견인 시작").click()
    expect(card).to_contain_text("차를 옮기고 있어요")
    take_photo(cab, "after")
    cab.button("완료하기").click()
    expect(cab.page.get_by_role("heading", name="배차를 기다리고 있어요")).to_be_visible()
    expect(card).to_contain_text("출동 서비스를 마쳤어요")
    expect(card).to_contain_text("작업 전 사진 1장, 작업 후 사진 1장")
    card.locator(".c-stars label").nth(4).click()
    card.get_by_role("button", name="평가 보내기").click()
    expect(card).to_contain_text("별점 5점을 주셨어요")
    card.scroll_into_view_if_needed()
    look(phone, "a job that is done")


def play_reassignment(chromium: Browser, world: World, look: Look) -> Timings:
    """One responder is silent, one declines; a dispatcher gives the job by hand, and the customer cancels it."""
    timings = Timings(world.clock)
    lee, first, second = world.customer_with_contract("이순자", "33가1002"), driver(32, "서민호"), driver(33, "한기석")
    with ExitStack() as open_windows:
        near = open_windows.enter_context(closing(ResponderWindow(chromium, world, first, ON_THE_WAY)))
        far = open_windows.enter_context(closing(ResponderWindow(chromium, world, second, NEAR)))
        near.go_on_duty()
        far.go_on_duty()
        desk = open_windows.enter_context(closing(AgentWindow(chromium, world, world.agent(QUEUE))))
        open_dispatch(desk)
        fetched = open_windows.enter_context(map_tiles(world))
        phone = open_windows.enter_context(closing(at_gangnam(chromium, world, lee)))
        ask_for_help(phone)
        expect(near.offer).to_be_visible()
        offered_at = world.clock()
        pass_deadline(world, SILENCE_S)
        timings.expect_within("offer after the silence", far.offer, OFFERED_AGAIN_WITHIN_S, offered_at)
        expect(near.page.get_by_text("시간이 지나 다른 기사에게 넘어갔어요")).to_be_visible()
        expect(card_in(phone)).to_contain_text("기사님을 찾고 있어요")
        far.button("거절").click()
        look(far, "reasons to decline")
        far.button("너무 멀어요").click()
        expect(rows_of(desk, lee)).to_contain_text("거절·무응답 2")
        pass_deadline(world, SILENCE_S)  # the batch finds nobody
        _given_by_hand(desk, near, lee, look)
        _on_the_map(phone, fetched)
        _cancelled(phone, near, look)
        expect(rows_of(desk, lee)).to_have_count(0)
        assert [each for one in (near, far, phone, desk) for each in one.console_errors] == []
        _off_duty(near)
        _off_duty(far)
    return timings


def _given_by_hand(desk: AgentWindow, near: ResponderWindow, lee: DemoPerson, look: Look) -> None:
    """The dispatcher sees that nobody is left, and who said what."""
    expect(rows_of(desk, lee)).to_contain_text("맡을 기사가 없어요")
    rows_of(desk, lee).click()
    history = desk.page.locator(".d-history")
    expect(history).to_contain_text("너무 멀어요")
    expect(history).to_contain_text("응답 없음")
    look(desk, "nobody left")
    desk.button("서민호 기사에게 배정").click()
    expect(desk.page.get_by_text("서민호 기사에게 배정할까요?")).to_be_visible()
    desk.button("배정합니다").click()
    expect(near.button("출발했어요")).to_be_visible()


def _on_the_map(phone: CustomerWindow, fetched: list[str]) -> None:
    """With an address of tiles in the configuration, the card has a map, and says whom it is from."""
    way = card_in(phone).get_by_role("region", name="기사님과 내 위치를 보여 주는 지도")
    expect(way.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(way).to_contain_text(ATTRIBUTION)
    assert fetched


def _cancelled(phone: CustomerWindow, near: ResponderWindow, look: Look) -> None:
    card = card_in(phone)
    expect(card.locator(".c-job-arrival")).to_be_visible()
    card.get_by_role("button", name="출동 취소").click()
    expect(card.get_by_role("button", name="아니요, 기다릴게요")).to_be_focused()
    look(phone, "whether to cancel")
    card.get_by_role("button", name="네, 취소할게요").click()
    expect(card).to_contain_text("출동을 취소했어요")
    expect(near.page.get_by_text("고객이 취소했거나 다른 기사에게 넘어간 일이에요")).to_be_visible()
    expect(near.page.get_by_role("heading", name="배차를 기다리고 있어요")).to_be_visible()


def take_photo(cab: ResponderWindow, phase: str) -> None:
    """Takes a photograph with the camera of the page, and waits until it has arrived."""
    photo = FilePayload(name=f"{phase}.jpg", mimeType="image/jpeg", buffer=job_photo(31, phase))
    cab.page.locator(".r-camera input").set_input_files(files=[photo])
    expect(cab.page.locator('.r-photos li[data-status="sent"]')).to_have_count(1)


def _off_duty(cab: ResponderWindow) -> None:
    cab.button("근무 끝내기").click()
    cab.button("근무 끝내기").last.click()
    expect(cab.button("근무 시작")).to_be_visible()

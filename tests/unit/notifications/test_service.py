"""Telephones come and go; news reach them once."""

import logging
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from chalicelib.notifications import service
from chalicelib.notifications.errors import NotPushed, PushNotSetUp, PushTokenRefused
from chalicelib.notifications.model import MOST_PHONES, News
from chalicelib.notifications.ports import Ports
from chalicelib.notifications.rules import push_rules
from tests.fakes.notifications import FakeNotifications, FakePhones

TOKEN = "c0ffee:APA91b_" + "x" * 120
OTHER = "beef00:APA91b_" + "y" * 120
APPLE = "0123456789abcdef" * 4


class Desk:
    """Notifications on fakes; `now` is the clock."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000
        self.store, self.phones = FakeNotifications(), FakePhones()
        self.ports = Ports(
            self.store, self.phones, {"fcm": "fcm-app", "apns": "apns-app"}, push_rules(), lambda: self.now
        )

    def on(self, person: str = "cust-kim", device: str = "phone001", token: str = TOKEN) -> None:
        service.switch_on(self.ports, person, device, "apns" if token == APPLE else "fcm", token, "ko")

    def tell(self, seq: int, code: str = "agent", heard: int = 0) -> None:
        service.notify(self.ports, News("conversation1", "cust-kim", seq, code), lambda: heard)

    @property
    def shown(self) -> list[str]:
        """Endpoints that were pushed to."""
        return [endpoint for endpoint, _, _ in self.phones.shown]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_platform_that_is_not_set_up_is_said_so(desk: Desk) -> None:
    bare = Ports(desk.store, desk.phones, {"fcm": "fcm-app", "apns": ""}, push_rules(), lambda: 1)
    with pytest.raises(PushNotSetUp) as refused:
        service.switch_on(bare, "cust-kim", "phone001", "apns", APPLE, "ko")
    assert refused.value.details == {"platform": "apns"}
    assert not desk.phones.endpoints


def test_what_is_no_token_is_refused_and_kept_nowhere(desk: Desk) -> None:
    desk.phones.bad.add(OTHER)
    for token in ("not a token", OTHER):
        with pytest.raises(PushTokenRefused):
            desk.on(token=token)
    assert not desk.store.registered


def test_the_token_itself_is_not_kept(desk: Desk) -> None:
    desk.on()
    assert TOKEN not in repr(desk.store.registered)


def test_a_new_token_makes_the_old_endpoint_go(desk: Desk) -> None:
    desk.on(token=TOKEN)
    desk.on(token=OTHER)
    assert list(desk.phones.endpoints) == [OTHER]
    assert len(desk.store.phones("cust-kim")) == 1


def test_switched_off_there_is_nothing_left_of_it_and_twice_is_no_error(desk: Desk) -> None:
    desk.on()
    service.switch_off(desk.ports, "cust-kim", "phone001")
    service.switch_off(desk.ports, "cust-kim", "phone001")
    assert (desk.store.registered, desk.phones.endpoints) == ({}, {})


def test_a_telephone_that_was_handed_on_belongs_to_its_new_person_alone(desk: Desk) -> None:
    desk.on("cust-kim", "phone001")
    desk.on("cust-lee", "phone009")
    service.switch_off(desk.ports, "cust-kim", "phone001")
    assert list(desk.phones.endpoints) == [TOKEN], "not his to take away any more"
    desk.tell(3)
    assert desk.shown == []


def test_too_many_telephones_push_the_oldest_out(desk: Desk) -> None:
    for number in range(MOST_PHONES + 2):
        desk.now += 1
        desk.on(device=f"phone{number:03}", token=f"{number:03}{TOKEN}")
    kept = [phone.device for phone in desk.store.phones("cust-kim")]
    assert kept == [f"phone{number:03}" for number in range(2, MOST_PHONES + 2)]
    assert len(desk.phones.endpoints) == MOST_PHONES


def test_every_telephone_is_told_once_however_often_the_job_comes(desk: Desk) -> None:
    desk.on(device="phone001", token=TOKEN)
    desk.on(device="phone002", token=APPLE)
    for _ in range(3):
        desk.tell(5)
    assert sorted(desk.shown) == sorted(desk.phones.endpoints.values())


@pytest.mark.parametrize("code", ["closed", "waiting_for_agent"])
def test_what_needs_no_push_makes_none(desk: Desk, code: str) -> None:
    desk.on()
    desk.tell(5, code)
    assert desk.shown == []
    assert not desk.store.marks


def test_what_was_heard_in_the_meantime_is_not_pushed(desk: Desk) -> None:
    desk.on()
    desk.tell(5, heard=5)
    assert desk.shown == []


def test_messages_in_a_row_are_one_push_and_another_kind_is_another(desk: Desk) -> None:
    desk.on()
    for seq in (5, 6, 7):
        desk.tell(seq)
    desk.tell(8, "claim.pay")
    assert len(desk.shown) == 2
    desk.now += push_rules().quiet_minutes * 60_000
    desk.tell(9)
    assert len(desk.shown) == 3


def test_after_he_has_been_there_the_next_is_pushed_at_once(desk: Desk) -> None:
    desk.on()
    desk.tell(5)
    desk.tell(6, heard=5)
    assert len(desk.shown) == 2


def test_one_telephone_that_fails_comes_again_alone(desk: Desk) -> None:
    desk.on(device="phone001", token=TOKEN)
    desk.on(device="phone002", token=OTHER)
    failing = desk.phones.endpoints[TOKEN]
    desk.phones.outcomes[failing] = "refused"
    with pytest.raises(NotPushed):
        desk.tell(5)
    assert desk.shown == [desk.phones.endpoints[OTHER]]
    desk.phones.outcomes.clear()
    desk.tell(5)
    assert desk.shown == [desk.phones.endpoints[OTHER], failing]


def test_a_telephone_without_the_app_is_forgotten(desk: Desk) -> None:
    desk.on()
    desk.phones.outcomes[desk.phones.endpoints[TOKEN]] = "gone"
    desk.tell(5)
    assert (desk.store.registered, desk.phones.endpoints) == ({}, {})


def test_what_may_have_been_sent_is_not_sent_again(desk: Desk) -> None:
    desk.on(device="phone001", token=TOKEN)
    desk.on(device="phone002", token=OTHER)
    broken = breaking_after_sending(desk)
    with pytest.raises(TimeoutError):
        desk.tell(5)
    broken.clear()
    desk.tell(5)
    assert sorted(desk.shown) == sorted(desk.phones.endpoints.values())


def breaking_after_sending(desk: Desk) -> list[str]:
    """The line to SNS breaks after what goes to the first telephone, while its name is in the list."""
    push, broken = desk.phones.push, [desk.phones.endpoints[TOKEN]]

    def breaks(endpoint: str, *rest: object) -> object:
        outcome = push(endpoint, *rest)  # type: ignore[arg-type]
        if endpoint in broken:
            raise TimeoutError
        return outcome

    desk.phones.push = breaks  # type: ignore[method-assign,assignment]
    return broken


def test_the_lines_in_the_log_hold_ids_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.on()
        desk.tell(5, "claim.pay")
    assert '"push": "payment"' in caplog.text
    assert TOKEN not in caplog.text
    assert "보험금" not in caplog.text


def test_a_disabled_category_is_never_pushed(desk: Desk) -> None:
    desk.on()
    categories = push_rules().categories
    categories = {**categories, "answer": replace(categories["answer"], on=False)}
    off = Ports(
        desk.store, desk.phones, desk.ports.applications, replace(push_rules(), categories=categories), lambda: desk.now
    )
    heard: Callable[[], int] = lambda: 0  # noqa: E731
    service.notify(off, News("conversation1", "cust-kim", 5, "agent"), heard)
    assert desk.shown == []

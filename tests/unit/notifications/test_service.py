"""Devices are registered and removed; each gets a push once."""

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.notifications import service
from chalicelib.notifications.errors import PushFailed, PushNotConfigured, PushTokenInvalid
from chalicelib.notifications.events import NotificationFailed
from chalicelib.notifications.model import MAX_DEVICES, Notification, token_digest
from chalicelib.notifications.ports import PushPorts
from chalicelib.notifications.rules import push_rules
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import FakeOutbox
from tests.fakes.notifications import FakeNotifications, FakePushGateway

TOKEN = "c0ffee:APA91b_" + "x" * 120
OTHER = "beef00:APA91b_" + "y" * 120
APPLE = "0123456789abcdef" * 4


class World:
    """Notifications on fakes; `now` is the clock."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000
        self.outbox = FakeOutbox()
        self.published: list[str] = []
        self.store, self.gateway = FakeNotifications(self.outbox), FakePushGateway()
        self.ports = PushPorts(
            self.store,
            self.gateway,
            {"fcm": "fcm-app", "apns": "apns-app"},
            push_rules(),
            lambda: self.now,
            self.published.append,
            backoff=NO_WAIT,
        )

    def register(self, person: str = "cust-kim", device: str = "phone001", token: str = TOKEN) -> None:
        service.register_push_device(self.ports, person, device, "apns" if token == APPLE else "fcm", token, "ko")

    def push(self, seq: int, code: str = "agent", delivered: int = 0) -> None:
        service.push_notification(self.ports, Notification("conversation1", "cust-kim", seq, code), lambda: delivered)

    @property
    def shown(self) -> list[str]:
        """Endpoints that were pushed to."""
        return [endpoint for endpoint, _, _ in self.gateway.shown]


@pytest.fixture
def world() -> World:
    return World()


def test_a_platform_without_an_application_is_refused(world: World) -> None:
    bare = PushPorts(
        world.store,
        world.gateway,
        {"fcm": "fcm-app", "apns": ""},
        push_rules(),
        lambda: 1,
        lambda _subject: None,
        backoff=NO_WAIT,
    )
    with pytest.raises(PushNotConfigured) as refused:
        service.register_push_device(bare, "cust-kim", "phone001", "apns", APPLE, "ko")
    assert refused.value.details == {"platform": "apns"}
    assert not world.gateway.endpoints


def test_an_invalid_token_is_refused_and_not_stored(world: World) -> None:
    world.gateway.invalid.add(OTHER)
    for token in ("not a token", OTHER):
        with pytest.raises(PushTokenInvalid):
            world.register(token=token)
    assert not world.store.registered


def test_the_token_itself_is_not_stored(world: World) -> None:
    world.register()
    assert TOKEN not in repr(world.store.registered)


def test_a_new_token_removes_the_old_endpoint(world: World) -> None:
    world.register(token=TOKEN)
    world.register(token=OTHER)
    assert list(world.gateway.endpoints) == [OTHER]
    assert len(world.store.devices("cust-kim")) == 1


def test_unregistering_removes_everything_and_may_be_repeated(world: World) -> None:
    world.register()
    service.unregister_push_device(world.ports, "cust-kim", "phone001")
    service.unregister_push_device(world.ports, "cust-kim", "phone001")
    assert (world.store.registered, world.gateway.endpoints) == ({}, {})


def test_a_device_belongs_to_its_last_person_alone(world: World) -> None:
    world.register("cust-kim", "phone001")
    world.register("cust-lee", "phone009")
    service.unregister_push_device(world.ports, "cust-kim", "phone001")
    assert list(world.gateway.endpoints) == [TOKEN], "it belongs to another person now"
    world.push(3)
    assert world.shown == []


def test_too_many_devices_remove_the_oldest(world: World) -> None:
    for number in range(MAX_DEVICES + 2):
        world.now += 1
        world.register(device=f"phone{number:03}", token=f"{number:03}{TOKEN}")
    kept = [phone.device for phone in world.store.devices("cust-kim")]
    assert kept == [f"phone{number:03}" for number in range(2, MAX_DEVICES + 2)]
    assert len(world.gateway.endpoints) == MAX_DEVICES


def test_every_device_gets_one_push_for_repeated_jobs(world: World) -> None:
    world.register(device="phone001", token=TOKEN)
    world.register(device="phone002", token=APPLE)
    for _ in range(3):
        world.push(5)
    assert sorted(world.shown) == sorted(world.gateway.endpoints.values())


@pytest.mark.parametrize("code", ["closed", "waiting_for_agent"])
def test_a_silent_notice_is_not_pushed(world: World, code: str) -> None:
    world.register()
    world.push(5, code)
    assert world.shown == []
    assert not world.store.watermarks


def test_a_message_delivered_meanwhile_is_not_pushed(world: World) -> None:
    world.register()
    world.push(5, delivered=5)
    assert world.shown == []


def test_messages_in_a_row_are_one_push_and_another_category_is_another(world: World) -> None:
    world.register()
    for seq in (5, 6, 7):
        world.push(seq)
    world.push(8, "claim.pay")
    assert len(world.shown) == 2
    world.now += push_rules().quiet_minutes * 60_000
    world.push(9)
    assert len(world.shown) == 3


def test_after_a_delivery_the_next_is_pushed_at_once(world: World) -> None:
    world.register()
    world.push(5)
    world.push(6, delivered=5)
    assert len(world.shown) == 2


def test_only_the_device_that_failed_is_pushed_to_again(world: World) -> None:
    world.register(device="phone001", token=TOKEN)
    world.register(device="phone002", token=OTHER)
    failing = world.gateway.endpoints[TOKEN]
    world.gateway.outcomes[failing] = "refused"
    with pytest.raises(PushFailed):
        world.push(5)
    assert world.shown == [world.gateway.endpoints[OTHER]]
    world.gateway.outcomes.clear()
    world.push(5)
    assert world.shown == [world.gateway.endpoints[OTHER], failing]


def test_a_device_without_the_app_is_removed(world: World) -> None:
    world.register()
    world.gateway.outcomes[world.gateway.endpoints[TOKEN]] = "gone"
    world.push(5)
    assert (world.store.registered, world.outbox.subjects()) == ({}, ("push#conversation1#phone001",))
    (failed,) = (msgspec.json.decode(entry.body, type=NotificationFailed) for entry in world.outbox.waiting.values())
    service.delete_unused_endpoint(world.ports, failed.endpoint, failed.digest)
    assert world.gateway.endpoints == {}


def test_the_endpoint_of_a_token_that_was_registered_again_stays(world: World) -> None:
    world.register()
    endpoint = world.gateway.endpoints[TOKEN]
    world.gateway.outcomes[endpoint] = "gone"
    world.push(5)
    world.register("cust-lee", "phone009")
    service.delete_unused_endpoint(world.ports, endpoint, token_digest(TOKEN))
    assert world.gateway.endpoints == {TOKEN: endpoint}


def test_an_uncertain_push_is_not_sent_again(world: World) -> None:
    world.register(device="phone001", token=TOKEN)
    world.register(device="phone002", token=OTHER)
    broken = breaking_after_sending(world)
    with pytest.raises(TimeoutError):
        world.push(5)
    broken.clear()
    world.push(5)
    assert sorted(world.shown) == sorted(world.gateway.endpoints.values())


def breaking_after_sending(world: World) -> list[str]:
    """The connection to SNS breaks after the push to the first device, while its name is in the list."""
    publish, broken = world.gateway.publish, [world.gateway.endpoints[TOKEN]]

    def breaks(endpoint: str, *rest: object) -> object:
        outcome = publish(endpoint, *rest)  # type: ignore[arg-type]
        if endpoint in broken:
            raise TimeoutError
        return outcome

    world.gateway.publish = breaks  # type: ignore[method-assign,assignment]
    return broken


def test_the_event_of_a_push_has_ids_only(world: World) -> None:
    world.register()
    world.push(5, "claim.pay")
    (entry,) = world.outbox.entries(world.published[0])
    assert msgspec.json.decode(entry.body) == {
        "event": "notification.delivered",
        "conversation": "conversation1",
        "number": 5,
        "customer": "cust-kim",
        "device": "phone001",
        "category": "payment",
    }


def test_a_disabled_category_is_never_pushed(world: World) -> None:
    world.register()
    categories = push_rules().categories
    categories = {**categories, "agent_message": replace(categories["agent_message"], on=False)}
    off = PushPorts(
        world.store,
        world.gateway,
        world.ports.applications,
        replace(push_rules(), categories=categories),
        lambda: world.now,
        world.published.append,
        backoff=NO_WAIT,
    )
    service.push_notification(off, Notification("conversation1", "cust-kim", 5, "agent"), lambda: 0)
    assert world.shown == []

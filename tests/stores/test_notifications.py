"""Contract of stores for push devices and watermarks."""

from collections.abc import Callable

from chalicelib.notifications.model import PushDevice, PushWatermark, token_digest
from chalicelib.notifications.ports import PushStore

Fresh = Callable[[str], str]


def push_device(person: str, device: str, token: str, at: int = 1) -> PushDevice:
    return PushDevice(person, device, "fcm", token_digest(token), f"arn:{token}", "ko", at)


def test_a_device_is_stored_and_found(notifications: PushStore, fresh: Fresh) -> None:
    kim = fresh("cust-")
    first, second = push_device(kim, "phone001", fresh("t"), 2), push_device(kim, "tablet01", fresh("t"), 1)
    assert notifications.register(first) == notifications.register(second) == ()
    assert notifications.devices(kim) == (second, first), "the oldest first"
    assert notifications.device(kim, "phone001") == first
    assert notifications.device(kim, "nosuch01") is None
    assert notifications.devices(fresh("cust-")) == ()


def test_a_device_that_registers_again_stays_one(notifications: PushStore, fresh: Fresh) -> None:
    kim, token = fresh("cust-"), fresh("t")
    notifications.register(push_device(kim, "phone001", token, 1))
    assert notifications.register(push_device(kim, "phone001", token, 9)) == ()
    assert [each.at for each in notifications.devices(kim)] == [9]


def test_a_new_token_replaces_the_old_one(notifications: PushStore, fresh: Fresh) -> None:
    kim, old, new = fresh("cust-"), fresh("t"), fresh("t")
    notifications.register(push_device(kim, "phone001", old))
    assert notifications.register(push_device(kim, "phone001", new)) == (f"arn:{old}",)
    assert [each.digest for each in notifications.devices(kim)] == [token_digest(new)]
    lee = fresh("cust-")
    assert notifications.register(push_device(lee, "phone001", old)) == (), "the old one is free"
    assert len(notifications.devices(kim)) == 1


def test_a_token_that_moves_is_removed_from_its_former_owner(notifications: PushStore, fresh: Fresh) -> None:
    kim, lee, token = fresh("cust-"), fresh("cust-"), fresh("t")
    kims = push_device(kim, "phone001", token)
    notifications.register(kims)
    assert notifications.register(push_device(lee, "phone002", token)) == ()
    assert notifications.devices(kim) == ()
    assert [each.device for each in notifications.devices(lee)] == ["phone002"]
    assert not notifications.remove(kims)
    notifications.register(push_device(lee, "phone003", token))
    assert [each.device for each in notifications.devices(lee)] == ["phone003"], "also to another device of its owner"


def test_two_devices_may_exchange_their_tokens(notifications: PushStore, fresh: Fresh) -> None:
    kim, one, other = fresh("cust-"), fresh("t"), fresh("t")
    notifications.register(push_device(kim, "phone001", one, 1))
    notifications.register(push_device(kim, "phone002", other, 2))
    assert notifications.register(push_device(kim, "phone001", other, 3)) == (f"arn:{one}",)
    notifications.register(push_device(kim, "phone002", one, 4))
    assert [(each.device, each.digest) for each in notifications.devices(kim)] == [
        ("phone001", token_digest(other)),
        ("phone002", token_digest(one)),
    ]


def test_a_device_with_another_token_is_not_removed(notifications: PushStore, fresh: Fresh) -> None:
    kim, old, new = fresh("cust-"), fresh("t"), fresh("t")
    before = push_device(kim, "phone001", old)
    notifications.register(before)
    notifications.register(push_device(kim, "phone001", new))
    assert not notifications.remove(before)
    assert notifications.remove(push_device(kim, "phone001", new))
    assert not notifications.remove(push_device(kim, "phone001", new))
    assert notifications.devices(kim) == ()
    assert notifications.register(before) == ()


def test_a_watermark_rises_only_from_the_expected_message(notifications: PushStore, fresh: Fresh) -> None:
    conversation = fresh("c")
    assert notifications.watermark(conversation, "agent_message") is None
    assert notifications.raise_watermark(conversation, "agent_message", PushWatermark(3, 1_000), 0)
    assert not notifications.raise_watermark(conversation, "agent_message", PushWatermark(4, 1_000), 0)
    assert not notifications.raise_watermark(conversation, "agent_message", PushWatermark(5, 1_000), 2)
    assert notifications.raise_watermark(conversation, "agent_message", PushWatermark(5, 2_000), 3)
    assert notifications.watermark(conversation, "agent_message") == PushWatermark(5, 2_000)
    assert notifications.watermark(conversation, "claim_update") is None


def test_a_push_to_a_device_is_claimed_once(notifications: PushStore, fresh: Fresh) -> None:
    conversation = fresh("c")
    assert not notifications.claim_push(conversation, "agent_message", 3, "phone001"), "no watermark yet"
    notifications.raise_watermark(conversation, "agent_message", PushWatermark(3, 1), 0)
    claimed = [
        notifications.claim_push(conversation, "agent_message", 3, each)
        for each in ("phone001", "phone001", "tablet01")
    ]
    assert claimed == [True, False, True]
    notifications.raise_watermark(conversation, "agent_message", PushWatermark(4, 1), 3)
    assert not notifications.claim_push(conversation, "agent_message", 3, "watch001"), "superseded"
    assert notifications.claim_push(conversation, "agent_message", 4, "phone001")


def test_a_released_push_can_be_claimed_again(notifications: PushStore, fresh: Fresh) -> None:
    conversation = fresh("c")
    notifications.raise_watermark(conversation, "agent_message", PushWatermark(3, 1), 0)
    notifications.release_push(conversation, "agent_message", 3, "phone001")
    assert notifications.claim_push(conversation, "agent_message", 3, "phone001")
    notifications.release_push(conversation, "agent_message", 3, "phone001")
    assert notifications.claim_push(conversation, "agent_message", 3, "phone001")
    notifications.raise_watermark(conversation, "agent_message", PushWatermark(4, 1), 3)
    assert notifications.claim_push(conversation, "agent_message", 4, "phone001")
    notifications.release_push(conversation, "agent_message", 3, "phone001")
    assert not notifications.claim_push(conversation, "agent_message", 4, "phone001")

"""What every store of notifications must do."""

from collections.abc import Callable

from chalicelib.notifications.model import Mark, Phone, digest_of
from chalicelib.notifications.ports import Store

Fresh = Callable[[str], str]


def phone(person: str, device: str, token: str, at: int = 1) -> Phone:
    return Phone(person, device, "fcm", digest_of(token), f"arn:{token}", "ko", at)


def test_a_telephone_is_kept_and_found(notifications: Store, fresh: Fresh) -> None:
    kim = fresh("cust-")
    first, second = phone(kim, "phone001", fresh("t"), 2), phone(kim, "tablet01", fresh("t"), 1)
    assert notifications.register(first) == notifications.register(second) == ()
    assert notifications.phones(kim) == (second, first), "the oldest first"
    assert notifications.phone(kim, "phone001") == first
    assert notifications.phone(kim, "nosuch01") is None
    assert notifications.phones(fresh("cust-")) == ()


def test_registered_again_it_is_the_same_telephone(notifications: Store, fresh: Fresh) -> None:
    kim, token = fresh("cust-"), fresh("t")
    notifications.register(phone(kim, "phone001", token, 1))
    assert notifications.register(phone(kim, "phone001", token, 9)) == ()
    assert [each.at for each in notifications.phones(kim)] == [9]


def test_a_new_token_takes_the_place_of_the_old(notifications: Store, fresh: Fresh) -> None:
    kim, old, new = fresh("cust-"), fresh("t"), fresh("t")
    notifications.register(phone(kim, "phone001", old))
    assert notifications.register(phone(kim, "phone001", new)) == (f"arn:{old}",)
    assert [each.digest for each in notifications.phones(kim)] == [digest_of(new)]
    lee = fresh("cust-")
    assert notifications.register(phone(lee, "phone001", old)) == (), "the old one is free"
    assert len(notifications.phones(kim)) == 1


def test_a_token_that_moves_leaves_who_had_it(notifications: Store, fresh: Fresh) -> None:
    kim, lee, token = fresh("cust-"), fresh("cust-"), fresh("t")
    kims = phone(kim, "phone001", token)
    notifications.register(kims)
    assert notifications.register(phone(lee, "phone002", token)) == ()
    assert notifications.phones(kim) == ()
    assert [each.device for each in notifications.phones(lee)] == ["phone002"]
    assert not notifications.drop(kims)
    notifications.register(phone(lee, "phone003", token))
    assert [each.device for each in notifications.phones(lee)] == ["phone003"], "also to another device of its owner"


def test_two_telephones_may_exchange_their_tokens(notifications: Store, fresh: Fresh) -> None:
    kim, one, other = fresh("cust-"), fresh("t"), fresh("t")
    notifications.register(phone(kim, "phone001", one, 1))
    notifications.register(phone(kim, "phone002", other, 2))
    assert notifications.register(phone(kim, "phone001", other, 3)) == (f"arn:{one}",)
    notifications.register(phone(kim, "phone002", one, 4))
    assert [(each.device, each.digest) for each in notifications.phones(kim)] == [
        ("phone001", digest_of(other)),
        ("phone002", digest_of(one)),
    ]


def test_only_what_is_registered_so_is_dropped(notifications: Store, fresh: Fresh) -> None:
    kim, old, new = fresh("cust-"), fresh("t"), fresh("t")
    before = phone(kim, "phone001", old)
    notifications.register(before)
    notifications.register(phone(kim, "phone001", new))
    assert not notifications.drop(before)
    assert notifications.drop(phone(kim, "phone001", new))
    assert not notifications.drop(phone(kim, "phone001", new))
    assert notifications.phones(kim) == ()
    assert notifications.register(before) == ()


def test_a_mark_rises_from_where_it_was_seen(notifications: Store, fresh: Fresh) -> None:
    conversation = fresh("c")
    assert notifications.last(conversation, "answer") is None
    assert notifications.begin(conversation, "answer", Mark(3, 1_000), 0)
    assert not notifications.begin(conversation, "answer", Mark(4, 1_000), 0)
    assert not notifications.begin(conversation, "answer", Mark(5, 1_000), 2)
    assert notifications.begin(conversation, "answer", Mark(5, 2_000), 3)
    assert notifications.last(conversation, "answer") == Mark(5, 2_000)
    assert notifications.last(conversation, "claim") is None


def test_a_device_takes_a_push_once(notifications: Store, fresh: Fresh) -> None:
    conversation = fresh("c")
    assert not notifications.take(conversation, "answer", 3, "phone001"), "not begun"
    notifications.begin(conversation, "answer", Mark(3, 1), 0)
    taken = [notifications.take(conversation, "answer", 3, each) for each in ("phone001", "phone001", "tablet01")]
    assert taken == [True, False, True]
    notifications.begin(conversation, "answer", Mark(4, 1), 3)
    assert not notifications.take(conversation, "answer", 3, "watch001"), "a newer one is told of"
    assert notifications.take(conversation, "answer", 4, "phone001")


def test_what_was_given_back_can_be_taken_again(notifications: Store, fresh: Fresh) -> None:
    conversation = fresh("c")
    notifications.begin(conversation, "answer", Mark(3, 1), 0)
    notifications.give_back(conversation, "answer", 3, "phone001")
    assert notifications.take(conversation, "answer", 3, "phone001")
    notifications.give_back(conversation, "answer", 3, "phone001")
    assert notifications.take(conversation, "answer", 3, "phone001")
    notifications.begin(conversation, "answer", Mark(4, 1), 3)
    assert notifications.take(conversation, "answer", 4, "phone001")
    notifications.give_back(conversation, "answer", 3, "phone001")
    assert not notifications.take(conversation, "answer", 4, "phone001")

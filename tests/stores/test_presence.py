"""Contract of stores for connections and viewers."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.presence.ports import Device, PresenceStore, Viewing

T0 = 1_800_000_000_000
Fresh = Callable[[str], str]


def test_devices_of_a_person_come_and_go(presence: PresenceStore, fresh: Fresh) -> None:
    person = fresh("person")
    presence.register(
        Device(person, "k1", T0, T0, T0 + 99, rights="agent/general/3/", issued_at=T0 - 9), T0, beats=False
    )
    presence.register(Device(person, "k2", T0 + 1, T0 + 1, T0 + 99), T0, beats=False)
    presence.record_activity(person, "k1", T0 + 9)
    presence.remove(person, "k2", T0 + 99)
    assert presence.devices_of(person) == [
        Device(person, "k1", T0, T0 + 9, T0 + 99, rights="agent/general/3/", issued_at=T0 - 9)
    ]
    presence.close(person, "k1", T0 + 99, T0 + 10)
    (closed,) = presence.devices_of(person)
    assert (closed.is_open, closed.last_seen_at) == (False, T0 + 10)


def test_a_connection_with_an_ended_token_is_listed_until_it_is_handled(presence: PresenceStore, fresh: Fresh) -> None:
    person = fresh("person")
    early, late, shut, gone = (Device(person, fresh("k"), T0, T0, T0 + 1_000 * entry + 500) for entry in range(1, 5))
    forever = Device(person, fresh("k"), T0, T0, T0 + 24 * 3_600_000)
    for device in (early, late, shut, gone, forever):
        presence.register(device, T0, beats=False)
    presence.close(person, shut.connection, shut.token_expires_at, T0 + 9)
    presence.remove(person, gone.connection, gone.token_expires_at)

    def ended(now: int) -> list[Device]:
        return sorted(
            (d for d in presence.find_expired(now) if d.person == person), key=lambda device: device.token_expires_at
        )

    assert ended(early.token_expires_at - 1) == []
    assert ended(early.token_expires_at) == [early]
    assert ended(forever.token_expires_at) == [early, late]  # API Gateway ends the last one by itself
    presence.remove_expiry(early.connection, early.token_expires_at)
    assert ended(forever.token_expires_at) == [late]


def test_a_connection_without_a_hello_is_listed_like_one_with_an_ended_token(
    presence: PresenceStore, fresh: Fresh
) -> None:
    person, silent, greeting = fresh("person"), fresh("k"), fresh("k")
    for connection in (silent, greeting):
        presence.expire(person, connection, T0, T0 + 60)
    presence.register(Device(person, greeting, T0, T0, T0 + 24 * 3_600_000), T0 + 60, beats=True)
    listed = [device for device in presence.find_expired(T0 + 60) if device.person == person]
    assert listed == [Device(person, silent, T0, T0, T0 + 60)]
    assert [device.connection for device in presence.devices_of(person)] == [greeting], "nothing is delivered to it"
    assert person in presence.find_silent(T0)


def test_a_late_ping_brings_no_device_back(presence: PresenceStore, fresh: Fresh) -> None:
    person = fresh("person")
    presence.record_activity(person, "k1", T0)
    assert presence.devices_of(person) == []


def test_a_viewer_is_listed_until_the_view_ends(presence: PresenceStore, fresh: Fresh) -> None:
    conversation = fresh("conv")
    kim = Viewing(conversation, "agent-kim", "김하늘", "k1", T0 + 75)
    lee = Viewing(conversation, "agent-lee", "이하늘", "k2", T0 + 75)
    assert presence.start_viewing(kim, T0)
    assert presence.start_viewing(lee, T0)
    assert presence.viewings(conversation, T0) == [kim, lee]
    assert presence.viewings(fresh("conv"), T0) == []
    assert presence.devices_of(conversation) == []
    assert presence.end_viewing(conversation, "k1")
    assert not presence.end_viewing(conversation, "k1")
    assert presence.viewings(conversation, T0) == [lee]


def test_a_view_expires_unless_it_is_renewed(presence: PresenceStore, fresh: Fresh) -> None:
    first = Viewing(fresh("conv"), "agent-kim", "김하늘", "k1", T0 + 75)
    again = replace(first, expires_at=T0 + 105)
    assert presence.start_viewing(first, T0)
    assert not presence.start_viewing(again, T0 + 30)
    assert presence.viewings(first.conversation, T0 + 104) == [again]
    assert presence.viewings(first.conversation, T0 + 105) == []
    assert presence.start_viewing(replace(first, expires_at=T0 + 200), T0 + 105)


def test_actions_are_counted_by_person_and_window_up_to_the_limit(presence: PresenceStore, fresh: Fresh) -> None:
    person, other = fresh("person"), fresh("person")

    def count(who: str, window: str, number: int = 1) -> bool:
        return presence.count_actions(who, window, number, 3, T0 + 10_000)

    assert [count(person, "action#1", number) for number in (2, 2, 1, 1)] == [True, False, True, False]
    assert count(person, "action#2")
    assert count(person, "ticket#1")
    assert count(other, "action#1")
    assert presence.devices_of(person) == []


def test_staff_who_are_silent_are_found_until_they_are_forgotten(presence: PresenceStore, fresh: Fresh) -> None:
    early, late = fresh("agent"), fresh("agent")
    presence.beat(early, T0)
    presence.beat(late, T0 + 1)
    assert {early, late} & set(presence.find_silent(T0)) == {early}
    presence.beat(early, T0 + 2)
    assert {early, late} & set(presence.find_silent(T0 + 1)) == {late}
    presence.forget(early)
    presence.forget(late)
    assert {early, late} & set(presence.find_silent(T0 + 9)) == set()

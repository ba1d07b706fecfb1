"""A throttle passes each key once per interval and removes old keys."""

from chalicelib.kernel.throttle import MAX_KEYS, Throttle


def test_a_key_passes_once_per_interval_independently_of_others() -> None:
    now = [0]
    gate = Throttle(2_000, lambda: now[0])
    assert gate.allows("a")
    assert gate.allows("b")
    now[0] = 1_999
    assert not gate.allows("a")
    now[0] = 2_000
    assert gate.allows("a")


def test_the_number_of_keys_is_limited() -> None:
    gate = Throttle(2_000, lambda: 0)
    for number in range(MAX_KEYS + 1):
        gate.allows(str(number))
    assert gate.allows("0")
    assert not gate.allows(str(MAX_KEYS))

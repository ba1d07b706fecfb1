"""A gate lets each key pass once in a while and forgets what is old."""

from chalicelib.kernel.throttle import REMEMBERED, Gate


def test_a_key_passes_once_in_its_time_and_hinders_no_other() -> None:
    now = [0]
    gate = Gate(2_000, lambda: now[0])
    assert gate.lets("a")
    assert gate.lets("b")
    now[0] = 1_999
    assert not gate.lets("a")
    now[0] = 2_000
    assert gate.lets("a")


def test_it_remembers_a_bounded_number_of_keys() -> None:
    gate = Gate(2_000, lambda: 0)
    for number in range(REMEMBERED + 1):
        gate.lets(str(number))
    assert gate.lets("0")
    assert not gate.lets(str(REMEMBERED))

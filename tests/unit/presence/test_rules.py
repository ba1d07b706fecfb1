"""Presence rules that the pages' pings cannot keep are refused."""

import msgspec
import pytest

from chalicelib.presence.rules import presence_rules, validate_presence_rules


@pytest.mark.parametrize(
    "name,value", [("absent_after_seconds", 30), ("dead_connection_after_seconds", 60), ("viewing_seconds", 30)]
)
def test_a_limit_shorter_than_the_ping_interval_is_refused(name: str, value: int) -> None:
    wrong = msgspec.structs.replace(presence_rules(), **{name: value})
    with pytest.raises(ValueError, match=f"presence.toml: {name}"):
        validate_presence_rules(wrong)


@pytest.mark.parametrize("value", [9, 601])
def test_a_time_for_hello_out_of_bounds_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="hello_within_seconds must be 10 to 600"):
        validate_presence_rules(msgspec.structs.replace(presence_rules(), hello_within_seconds=value))


@pytest.mark.parametrize("value", [0, 51])
def test_a_number_of_connections_out_of_bounds_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="max_connections must be 1 to 50"):
        validate_presence_rules(msgspec.structs.replace(presence_rules(), max_connections=value))


@pytest.mark.parametrize("limit", ["actions", "tickets"])
@pytest.mark.parametrize(
    "field, value", [("window_seconds", 0), ("window_seconds", 3601), ("customer", 0), ("staff", 0)]
)
def test_a_limit_that_nobody_could_keep_is_refused(limit: str, field: str, value: int) -> None:
    changed = msgspec.structs.replace(getattr(presence_rules(), limit), **{field: value})
    with pytest.raises(ValueError, match=f"presence.toml: {limit}.{field}"):
        validate_presence_rules(msgspec.structs.replace(presence_rules(), **{limit: changed}))

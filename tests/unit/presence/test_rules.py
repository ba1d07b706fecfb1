"""Presence rules that the pages' pings cannot keep are refused."""

import msgspec
import pytest

from chalicelib.presence.rules import presence_rules, validate_presence_rules


def test_the_shipped_rules_are_valid() -> None:
    validate_presence_rules(presence_rules())


@pytest.mark.parametrize(
    "name,value", [("absent_after_seconds", 30), ("dead_connection_after_seconds", 60), ("viewing_seconds", 30)]
)
def test_a_limit_shorter_than_the_ping_interval_is_refused(name: str, value: int) -> None:
    wrong = msgspec.structs.replace(presence_rules(), **{name: value})
    with pytest.raises(ValueError, match=f"presence.toml: {name}"):
        validate_presence_rules(wrong)

"""Invalid intervals of queue notices are refused."""

import msgspec
import pytest

from chalicelib.routing.rules import validate_waiting_rules, waiting_rules


@pytest.mark.parametrize("name,value", [("staffing_notice_interval_seconds", -1), ("on_call_retry_seconds", 0)])
def test_an_invalid_interval_is_refused(name: str, value: int) -> None:
    wrong = msgspec.structs.replace(waiting_rules(), **{name: value})
    with pytest.raises(ValueError, match=f"queues.toml: {name}"):
        validate_waiting_rules(wrong)

"""What the simulated core system makes of each kind of order is what the customer agreed to."""

import pytest

from chalicelib.content.configuration import texts
from chalicelib.contracts.changes import changed_rows
from local.core_changes import changed_holder
from local.demo.contracts import HOLDERS, KIM


@pytest.mark.parametrize(
    "kind, values",
    [
        ("extension", {"ends_on": "2027-09-18"}),
        ("drivers", {"scope": "anyone", "driver_name": "이도윤", "driver_born": "1999-01-02"}),
        ("vehicle", {"plate": "12가3456"}),
        ("amounts", {"property": "2,000,000,000"}),
    ],
)
def test_a_contract_has_what_was_ordered(kind: str, values: dict[str, str]) -> None:
    words = texts("ko")
    order = {"kind": kind, "contract": KIM.number, "values": values}
    after = changed_holder(HOLDERS[0], order).contracts[0]
    agreed = {row.label: row.after for row in changed_rows(KIM, kind, values, words, 366)}
    assert agreed
    shown = changed_rows(after, kind, values, words, 366) if kind in ("vehicle", "amounts") else ()
    assert shown == ()
    if kind == "extension":
        assert after.ends_on is not None
        assert after.ends_on.isoformat() == values["ends_on"]
    if kind == "drivers":
        assert [(each.name, each.scope) for each in after.drivers or ()][-1] == ("이도윤", "anyone")


def test_a_coupon_is_used_up() -> None:
    order = {"kind": "coupon", "contract": KIM.number, "values": {"coupon": "WINTER10"}}
    assert [each.used for each in changed_holder(HOLDERS[0], order).coupons or ()] == [True]

"""What the core system sends: the good part is loaded, the rest is reported by its place."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.contracts.decoding import DecodedHolder, Problem, decode_holder, read_json
from chalicelib.contracts.holder import Instalment, InsuranceContract, Policyholder


def decode(**contract: Any) -> tuple[InsuranceContract, list[tuple[str, str]]]:
    found = decode_holder({"id": "1", "contracts": [{"number": "1", **contract}]})
    assert found.holder is not None
    (loaded,) = found.holder.contracts
    return loaded, [(problem.where.removeprefix("contracts[0]."), problem.reason) for problem in found.problems]


def test_what_is_absent_is_unknown() -> None:
    assert decode()[0] == InsuranceContract("1")
    assert decode(instalments=None, renewed=None)[0].instalments is None
    assert decode(instalments=[])[0].instalments == ()


def test_an_unknown_code_is_reported_and_the_rest_is_loaded() -> None:
    loaded, problems = decode(
        product="lunar", grade="30Z", fuel="lpg", coverages=[{"code": "glass"}, {"code": "property", "limit_won": 5}]
    )
    assert (loaded.product, loaded.grade, loaded.fuel) == ("", "", "lpg")
    assert [each.code for each in loaded.coverages or ()] == ["property"]
    assert problems == [
        ("product", "unknown code 'lunar'"),
        ("coverages[0].code", "unknown code 'glass'"),
        ("grade", "unknown code '30Z'"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-31",
        "2026-12-31T23:59:59.9999999",
        "2026-12-31T00:00:00.0000000+09:00",
        "2026-12-31T23:59:59.9999999Z",
        "2026-12-31 23:59",
    ],
)
def test_a_day_is_the_one_that_is_written(written: str) -> None:
    assert decode(to=written)[0].ends_on == date(2026, 12, 31)


def test_the_last_day_of_the_calendar_is_kept() -> None:
    assert decode(to="9999-12-31T23:59:59.9999999Z")[0].ends_on == date(9999, 12, 31)


def test_a_birthday_is_a_date() -> None:
    for born in ("1956-03-02", "1956-03-02T00:00:00+08:30", "1956-03-02T00:00:00.0000000Z"):
        found = decode_holder({"id": "1", "born": born})
        assert found.holder is not None
        assert found.holder.born == date(1956, 3, 2)


def test_seven_digits_of_a_second_do_not_reach_the_next_day() -> None:
    row = {"id": "a", "start": "2026-12-31T23:59:59.9999999+09:00", "end": "2027-01-01T00:10:00.12Z", "metres": 5.0}
    (trip,) = decode(trips=[row])[0].trips or ()
    assert (trip.start.date(), trip.end.microsecond, trip.metres) == (date(2026, 12, 31), 120_000, 5)
    far = {**row, "end": "9999-12-31T23:59:59.9999999Z"}
    assert decode(trips=[far])[1] == [("trips[0].end", "beyond the calendar")]


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-31T24:00:00+09:00",
        "2026-10-31T15:00Z",
        "2026-11-01T00:00+09",
        "20261101T000000+0900",
        "2026-11-01 00:00",
    ],
)
def test_a_moment_is_read_in_every_form_of_the_standard(written: str) -> None:
    (trip,) = decode(trips=[{"id": "a", "start": written, "end": "2026-11-01T01:00", "metres": 5}])[0].trips or ()
    assert trip.start == datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert decode(to="20261231")[0].ends_on == decode(to="2026-12-31T24:00:00")[0].ends_on == date(2026, 12, 31)


@pytest.mark.parametrize("rate", ["1e999999", "1e-999999999", "12,5", float("nan")])
def test_a_rate_that_no_computer_can_charge_is_reported(rate: object) -> None:
    loaded, problems = decode(won_per_km=rate)
    assert (loaded.won_per_km, [where for where, _ in problems]) == (None, ["won_per_km"])


def test_numbers_that_name_something_keep_their_digits() -> None:
    line = '{"id": 12345678901234567890, "contracts": [{"number": 10000000000000000001.0}]}'
    found = decode_holder(read_json(line))
    assert found.holder is not None
    assert (found.holder.id, found.holder.contracts[0].number) == ("12345678901234567890", "10000000000000000001")


def test_one_payment_is_counted_once_however_it_is_written() -> None:
    rows = [{"due": "2026-01-01", "won": won} for won in (100000, 100000.0, "100000", "100,000", "100000.00")]
    rows.append({"due": "2026-01-01T00:00:00.0000000", "won": 100000, "paid_on": "2026-01-02"})
    loaded, problems = decode(instalments=rows)
    assert loaded.instalments == (Instalment(date(2026, 1, 1), 100_000, date(2026, 1, 2)),)
    assert [reason for _, reason in problems] == ["repeated"] * 5


def test_an_empty_id_is_refused() -> None:
    assert decode_holder({"id": " "}) == DecodedHolder(None, (Problem("id", "empty"),))
    assert decode_holder({"name": "x"}).problems == (("id", "missing"),)
    trip = {"id": "", "start": "2026-01-01T00:00Z", "end": "2026-01-01T01:00Z", "metres": 1}
    loaded, problems = decode(trips=[trip])
    assert (loaded.trips, problems) == ((), [("trips[0].id", "empty")])
    found = decode_holder({"id": "1", "contracts": [{"number": ""}, {"plate": "12가3456"}, {"number": "7"}]})
    assert found.holder is not None
    assert [each.number for each in found.holder.contracts] == ["7"]


@pytest.mark.parametrize(
    "won",
    [
        -1,
        1.5,
        "1e999999999",
        "many",
        True,
        [],
        {},
        float("nan"),
        float("inf"),
        10**30,
        "12,5",
        "1_000",
        "１００",
        "1,00,0",
    ],
)
def test_an_amount_that_is_none_is_reported(won: object) -> None:
    loaded, problems = decode(annual_won=won, plate="12가3456")
    assert (loaded.annual_won, loaded.plate, [where for where, _ in problems]) == (None, "12가3456", ["annual_won"])


def test_rates_are_exact() -> None:
    found = decode_holder(read_json('{"id": "1", "contracts": [{"number": "1", "won_per_km": 12.30}]}'))
    assert found.holder is not None
    assert found.holder.contracts[0].won_per_km == Decimal("12.3")


def test_a_time_without_the_plug_has_its_days_in_order() -> None:
    loaded, problems = decode(plug_missing=[["2026-01-03", "2026-01-01"], ["2026-01-01", "2026-01-01"], ["2026-01-01"]])
    assert loaded.plug_missing == ((date(2026, 1, 1), date(2026, 1, 1)),)
    assert [where for where, _ in problems] == ["plug_missing[0]", "plug_missing[2]"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [*InsuranceContract.__struct_encode_fields__]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6), JSON)
def test_whatever_is_sent_is_loaded_or_reported_and_survives_storing(contract: dict[str, Any], other: Any) -> None:
    found = decode_holder({"id": "1", "contracts": [{**contract, "number": "1"}, other], "coupons": other})
    assert found.holder is not None
    assert found.holder.contracts[0].number == "1"
    assert msgspec.json.decode(msgspec.json.encode(found.holder), type=Policyholder) == found.holder


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_what_is_no_customer_is_reported(raw: object) -> None:
    found = decode_holder(raw)
    assert found.holder is not None or found.problems

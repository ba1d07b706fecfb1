"""Rows of feeds, in our names and in those of two formats of trips."""

import json
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.contracts.decoding import read_json
from chalicelib.contracts.feed_formats import FeedFormat, feed_rules, map_row
from chalicelib.contracts.feed_rows import FeedRow, RefusedRow, RowTime, read_row
from chalicelib.contracts.parts import DELETED

RULES = feed_rules()
TIME = RowTime(1_000, 7)
TRIP = {
    "contract": "20-1", "id": "t1", "start": "2026-11-03T08:00:00.0000000+09:00", "end": "2026-11-03T08:30:00Z",
    "metres": "12000.0",
}  # fmt: skip
PAYMENT = {"contract": "20-1", "due": "2026-09-18", "won": 100_000}


def read(folder: str, **raw: Any) -> FeedRow:
    of = RULES.format_of(folder)
    assert of is not None
    return read_row(map_row(read_json(json.dumps(raw)), of, "the-folder"), of, RULES.loading, TIME)


def test_amounts_in_every_form_make_one_payment_and_an_empty_id_is_refused() -> None:
    rows = {read("payments", **PAYMENT | {"won": won}).changes for won in (100_000, 100_000.0, "100000", "100,000")}
    assert len(rows) == 1
    with pytest.raises(RefusedRow, match="id: empty"):
        read("payments", **PAYMENT, id=" ")
    with pytest.raises(RefusedRow, match="contract: empty"):
        read("payments", **PAYMENT | {"contract": ""})


def test_numbers_of_20_digits_keep_them() -> None:
    numbers = (12345678901234567890, "12345678901234567890")
    changes = [read("payments", **PAYMENT | {"contract": number}).changes[0] for number in numbers]
    assert [each.number for each in changes] == ["12345678901234567890"] * 2


def test_a_number_that_a_spreadsheet_has_rounded_is_refused() -> None:
    with pytest.raises(RefusedRow, match="rounded by a spreadsheet"):
        read("payments", **PAYMENT | {"contract": "1.23457E+19"})


def test_a_rounded_number_inside_a_customer_is_left_out_and_no_contract_is_gone_for_it() -> None:
    for number in (1.2345678901234567e19, "1.23457E+19", True, ""):
        row = read("holders", id="c", contracts=[{"number": number}, {"number": 12345678901234567890}])
        assert [change.name for change in row.changes] == ["holder", "contract#12345678901234567890"]
        assert [problem.where for problem in row.problems] == ["contracts[0].number"]
        assert b'"numbers":null' in row.changes[0].content
    repeated = read("holders", id="c", contracts=[{"number": 1}, {"number": "1.0"}, {"number": "1"}])
    assert b'"numbers":["1","1.0"]' in repeated.changes[0].content
    assert b'"numbers":null' in read("holders", id="c", contracts="none").changes[0].content


def test_a_term_that_ends_before_it_begins_is_unknown() -> None:
    row = read("contracts", number="1", customer="c", plate="12가3456", **{"from": "2027-01-01", "to": "2026-01-01"})
    assert row.changes[0].content == b'{"number":"1","plate":"' + "12가3456".encode() + b'"}'
    assert [(problem.where, problem.reason) for problem in row.problems] == [
        ("contracts[1].to", "ends before it begins")
    ]


def test_seven_digits_of_a_second_and_the_end_of_time_keep_their_day() -> None:
    contract = {
        "number": "1",
        "customer": "c",
        "from": "2026-02-28T23:59:59.9999999",
        "to": "9999-12-31T23:59:59.9999999",
    }
    content = read("contracts", **contract).changes[0].content
    assert b'"from":"2026-02-28","to":"9999-12-31"' in content
    late = read("trips", **TRIP | {"start": "2026-10-31T23:59:59.9999999+09:00", "end": "2026-11-01T01:00Z"})
    assert late.changes[0].name == "trips#20-1#2026-10"


def test_a_trip_whose_clock_went_back_or_that_takes_days_is_refused() -> None:
    for end, problem in (("2026-11-03T07:00+09:00", "clock back"), ("2026-11-05T08:00+09:00", "longer than 24 h")):
        with pytest.raises(RefusedRow, match=problem):
            read("trips", **TRIP | {"end": end})
        row = read("holders", id="c", contracts=[{"number": "1", "trips": [TRIP | {"end": end}]}])
        assert problem in row.problems[0].reason
        assert len(row.changes) == 2, "the customer and the contract"


def test_versions_are_numbers_or_times_and_rows_without_one_have_their_files() -> None:
    for version, expected in (("17", 17), ("2026-11-03T08:00:00.1234567Z", 1_793_692_800_123), (None, 1_000)):
        change = read("trips", **TRIP, version=version).changes[0]
        assert (change.version, change.is_dated) == (expected, version is None)
    for wrong in ({"version": -1}, {"version": "new"}, {"schema": 2}, {"deleted": "maybe"}):
        with pytest.raises(RefusedRow):
            read("trips", **TRIP, **wrong)
    assert read("trips", **TRIP, deleted="true").changes[0].content == DELETED


def test_a_customer_becomes_rows_and_an_unknown_code_is_reported() -> None:
    contract = {
        "number": "20-1",
        "product": "flying",
        "trips": [TRIP, {**TRIP, "id": "t2", "end": "2026-11-03T07:00+09:00"}],
    }
    row = read("holders", id=7, born="1990-01-31T00:00:00+09:00", contracts=[contract])
    assert [change.name for change in row.changes] == ["holder", "contract#20-1", "trips#20-1#2026-11"]
    assert {change.customer for change in row.changes} == {"7"}
    assert b'"born":"1990-01-31"' in row.changes[0].content
    assert [problem.where for problem in row.problems] == ["contracts[0].product", "contracts[20-1].trips[t2]"]


def test_a_row_of_plugs_is_a_trip_and_lost_signals_are_reported() -> None:
    row = read(
        "plug-trips", policy_no=20, trip_id="p-1", start_time="2026-11-03 08:00:00+09:00",
        stop_time="2026-11-03 08:40:00+09:00", distance_m="21300", signal_loss_s=90, driver="ignored",
    )  # fmt: skip
    assert (row.changes[0].number, row.changes[0].row) == ("20", "p-1")
    assert json.loads(row.changes[0].content) == ["2026-11-02T23:00:00Z", "2026-11-02T23:40:00Z", 21_300]
    assert [problem.reason for problem in row.problems] == ["gap: 90 s without signal"]


def envirocar(*points: tuple[str, float, float], length: float = 1.0) -> FeedRow:
    features = [
        {
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {"id": str(place), "time": at, "phenomenons": {"Speed": {"value": 31.2, "unit": "km/h"}}},
        }
        for place, (at, longitude, latitude) in enumerate(points)
    ]  # fmt: skip
    about = {"id": "5f0", "length": length, "sensor": {"type": "car", "properties": {"manufacturer": "Kia"}}}
    return read("envirocar", type="FeatureCollection", properties=about, features=features)


def test_a_track_of_envirocar_is_a_trip_of_the_contract_that_names_its_folder() -> None:
    row = envirocar(
        ("2026-11-03T08:00:00Z", 127.0, 37.0), ("2026-11-03T08:00:30Z", 127.0, 37.005),
        ("2026-11-03T08:00:30Z", 127.0, 37.005), ("2026-11-03T08:00:50Z", 127.0, 37.009), ("soon", 127.0, 37.0),
        ("2026-11-03T08:01:00Z", 127.0, 97.0),
    )  # fmt: skip
    assert (row.changes[0].number, row.changes[0].row) == ("the-folder", "5f0")
    assert json.loads(row.changes[0].content)[2] == 1_001
    reported = {problem.where: problem.reason for problem in row.problems}
    assert reported == {
        "positions[1]": "repeated", "positions[4]": "not an ISO 8601 date", "positions[5]": "not on the earth",
    }  # fmt: skip
    longer = envirocar(("2026-11-03T08:00:00Z", 127.0, 37.0), ("2026-11-03T08:00:30Z", 127.0, 37.005), length=3)
    assert longer.problems[-1].reason == "3000 sent, 556 measured along the positions"
    with pytest.raises(RefusedRow, match="fewer than two"):
        envirocar(("2026-11-03T08:00:00Z", 127.0, 37.0))


def test_kilometres_are_metres_by_a_factor() -> None:
    of = FeedFormat("x", "trip", {name: name for name in TRIP}, {"metres": Decimal(1000)})
    assert map_row({**TRIP, "metres": "12.3456"}, of, "")["metres"] == 12_346

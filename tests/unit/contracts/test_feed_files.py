"""Files of feeds: every row that can be read is loaded, every other one is reported; after a kill a file goes on."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.contracts.feed_files import load_file
from chalicelib.contracts.feed_formats import feed_rules
from chalicelib.contracts.feed_jobs import LoadFile
from chalicelib.contracts.feed_progress import report_key
from tests.fakes.contracts import FakeContracts

RULES = feed_rules()
SMALL = replace(RULES, loading=replace(RULES.loading, rows_at_once=2, max_row_bytes=500))


def put(contracts: FakeContracts, name: str, content: str | bytes, at: int = 1) -> LoadFile:
    key = f"in/{name}"
    contracts.objects.objects[key] = content.encode() if isinstance(content, str) else content
    return LoadFile(key, "v1", at)


def load(contracts: FakeContracts, job: LoadFile) -> list[dict[str, Any]]:
    """Loads a file; the lines of its report."""
    for _ in load_file(contracts.feeds, job):
        pass
    report = contracts.objects.objects.get(report_key(job))
    return [json.loads(line) for line in report.splitlines()] if report else []


def reported(report: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(line["line"], line["problem"]) for line in report[1:]]


CSV = """\ufeffnumber,customer,plate,from,to,annual_won,coverages\r
12345678901234567890,c1,123가4567,2026-01-01,9999-12-31T23:59:59.9999999,"730,000","[{""code"": ""property""}]"
2,c1,"45나
8901",2026-01-01,2027-01-01,500000.0,
3,c1,,,
,c1,77라1234,,,,

4,c2,"9"9,,,,
5,c2,38너2024,soon,,,
"""


def test_a_csv_file_of_contracts_and_its_bad_rows_by_line() -> None:
    contracts = FakeContracts()
    report = load(contracts, put(contracts, "contracts/2026-11.CSV", CSV))
    assert report[0]["counts"] == {"rows": 6, "written": 3, "unchanged": 0, "older": 0, "refused": 3, "problems": 4}
    assert reported(report) == [
        (5, "5 columns, the header has 7"), (6, "number: missing"), (8, "no CSV: ',' expected after '\"'"),
        (9, "not an ISO 8601 date"),
    ]  # fmt: skip
    holder = contracts.get("c1")
    assert holder is not None
    first, second = holder.contracts
    assert (first.number, str(first.ends_on), first.annual_won) == ("12345678901234567890", "9999-12-31", 730_000)
    assert first.coverages is not None
    assert first.coverages[0].code == "property"
    assert (second.plate, second.annual_won) == ("45나\n8901", 500_000)


LINES = "\n".join(
    [
        *(json.dumps({"id": f"c{n}", "name": "김서연" * 3, "contracts": [{"number": f"{n}"}]}) for n in range(7)),
        "{broken", "[]", '"text"', json.dumps({"name": "nobody"}), "x" * 3_000,
        json.dumps({"id": "c9", "contracts": [{"number": "9", "product": "flying"}]}),
    ]
)  # fmt: skip


def test_json_lines_with_broken_ones_between() -> None:
    contracts = FakeContracts()
    contracts.feeds = replace(contracts.feeds, rules=SMALL)
    report = load(contracts, put(contracts, "holders/a.jsonl", LINES.encode() + b"\n\xff\xfe"))
    assert [line for line, _ in reported(report)] == [8, 9, 10, 11, 12, 13, 14]
    assert [each["is_loaded"] for each in report[1:]] == [False] * 5 + [True, False]
    assert reported(report)[-1] == (14, "not in utf-8")
    assert reported(report)[4] == (12, "too long")
    assert contracts.get("c9") is not None


def test_a_file_goes_on_at_its_checkpoint_and_comes_out_the_same() -> None:
    whole, parts = FakeContracts(), FakeContracts()
    for contracts in (whole, parts):
        contracts.feeds = replace(contracts.feeds, rules=SMALL)
    job = put(whole, "holders/a.jsonl", LINES)
    expected = load(whole, job)
    put(parts, "holders/a.jsonl", LINES)
    parts.feeds = replace(parts.feeds, time_left_s=lambda: 1.0)
    rounds = 0
    while not (report := load(parts, job)):
        rounds += 1
        next(load_file(parts.feeds, job), None)  # killed after a batch, before its checkpoint
    assert rounds > 3
    assert parts.store.parts == whole.store.parts
    assert reported(report) == reported(expected)
    writes = parts.store.writes
    assert load(parts, job) == report
    assert parts.store.writes == writes


def test_the_same_file_again_without_change_writes_no_row() -> None:
    contracts = FakeContracts()
    load(contracts, put(contracts, "holders/a.jsonl", LINES))
    writes = contracts.store.writes
    report = load(contracts, put(contracts, "holders/again.jsonl", LINES, at=2))
    assert report[0]["counts"]["unchanged"] == 8
    assert contracts.store.writes == writes


def test_trips_of_both_formats_become_kilometres_of_the_contract() -> None:
    contracts = FakeContracts()
    rows = "trip_id,policy_no,start_time,stop_time,distance_m,signal_loss_s\n" + "".join(
        f"p{n},77,2026-11-0{n} 08:00:00,2026-11-0{n} 08:30:00,{n}000,{90 * (n == 2)}\n" for n in (1, 2, 3)
    )
    report = load(contracts, put(contracts, "plug-trips/day.csv", rows))
    assert reported(report) == [(3, "gap: 90 s without signal")]
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [127.0, 37.0]}}
    track = {
        "type": "FeatureCollection", "properties": {"id": "t1"},
        "features": [
            {**point, "properties": {"time": "2026-11-04T08:00:00Z"}},
            {**point, "geometry": {"coordinates": [127.0, 37.01]}, "properties": {"time": "2026-11-04T08:00:50Z"}},
        ],
    }  # fmt: skip
    assert reported(load(contracts, put(contracts, "envirocar/77/5f0.geojson", json.dumps(track)))) == []
    load(contracts, put(contracts, "contracts/x.jsonl", json.dumps({"number": 77, "customer": "c"})))
    found = contracts.get("c")
    assert found is not None
    assert [each.metres for each in found.contracts[0].trips or ()] == [1_000, 2_000, 3_000, 1_112]


@pytest.mark.parametrize("name", ["unknown/a.csv", "holders/a.pdf", "a.csv"])
def test_a_file_that_no_format_takes_is_reported(name: str) -> None:
    contracts = FakeContracts()
    report = load(contracts, put(contracts, name, "x"))
    assert "holders" in reported(report)[0][1]


@pytest.mark.parametrize("content", ["", "number,customer\n", "\n\n"])
def test_an_empty_file_has_an_empty_report(content: str) -> None:
    contracts = FakeContracts()
    assert load(contracts, put(contracts, "contracts/a.csv", content))[0]["counts"]["rows"] == 0


def test_a_quotation_mark_that_nobody_closes_costs_its_own_row_alone() -> None:
    contracts = FakeContracts()
    rows = "".join(f"{n},c{n},{'차' * 100}\n" for n in range(400))
    report = load(contracts, put(contracts, "contracts/a.csv", f'number,customer,car\nx,c,"broken\n{rows}'))
    assert (report[0]["counts"]["written"], report[0]["counts"]["refused"]) == (400, 1)


@pytest.mark.parametrize(
    "content, problems",
    [
        ("number,customer\r1,c\r", [1]),  # lines of an old Mac: nothing but a header
        ("number,customer\n1,c\n".encode("utf-16"), [1, 2, 3]),
        ("number,number,customer\n1,2,c\n", [2]),
        ("number;customer\n1;c\n", [2]),
    ],
)
def test_a_file_with_a_header_that_cannot_be_used_says_so(content: str | bytes, problems: list[int]) -> None:
    contracts = FakeContracts()
    report = load(contracts, put(contracts, "contracts/a.csv", content))
    assert [line for line, _ in reported(report)] == problems
    assert report[0]["counts"]["written"] == 0


def test_after_a_checkpoint_no_row_is_taken_for_the_header() -> None:
    contracts = FakeContracts()
    contracts.feeds = replace(contracts.feeds, rules=SMALL, time_left_s=lambda: 1.0)
    job = put(contracts, "contracts/a.csv", "number,cust\romer\n1,a\n2,b\nnumber,customer\n3,c\n")
    while not (report := load(contracts, job)):
        pass
    assert (report[0]["counts"]["rows"], report[0]["counts"]["refused"]) == (5, 5)


def test_characters_that_end_lines_elsewhere_are_part_of_a_value() -> None:
    contracts = FakeContracts()
    cars = ["현대\u2028아반떼", "기아\x0c모닝", "GM\x85다마스", "현대\x1c포터"]
    rows = "".join(f"{place},c,{car}\n" for place, car in enumerate(cars))
    load(contracts, put(contracts, "contracts/a.csv", f"\n\nnumber,customer,car\n{rows}"))
    found = contracts.get("c")
    assert found is not None
    assert [each.car for each in found.contracts] == cars


def test_a_cell_may_be_as_long_as_a_row() -> None:
    contracts = FakeContracts()
    cars = json.dumps([{"number": "1", "car": "차" * 50_000}]).replace('"', '""')
    report = load(contracts, put(contracts, "holders/a.csv", f'id,contracts\nc,"{cars}"\n'))
    assert report[0]["counts"]["written"] == 1


BROKEN = st.sampled_from(
    ["\ud800", "\udfff차", "\x00", "1e9999999999999999999", "9" * 600, "", "\u200b", "1E+19", "차" * 400]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | BROKEN | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "number", "on", "due"]), inner),
    max_leaves=5,
)
FIELDS = [
    "id", "number", "customer", "contract", "contracts", "trips", "start", "end", "metres", "positions", "odometer",
    "due", "won", "on", "km", "at", "sign", "version", "schema", "deleted", "won_per_km", "from", "to",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([each.folder for each in RULES.formats]), st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_no_row_stops_a_file(folder: str, row: dict[str, Any]) -> None:
    contracts = FakeContracts()
    lines = [json.dumps(row), json.dumps(row).replace('"1e9999999999999999999"', "1e9999999999999999999")]
    job = put(contracts, f"{folder}/77/a.jsonl", "\n".join(lines))
    assert load(contracts, job)[0]["counts"]["rows"] == 2
    for part in contracts.store.parts:
        assert max(len(part.place.encode()) / 2048, len(part.name.encode()) / 1024) <= 1, "DynamoDB takes no longer key"


def test_excel_in_korean_by_configuration() -> None:
    contracts = FakeContracts()
    formats = tuple(replace(each, encoding="cp949", delimiter=";") for each in RULES.formats)
    contracts.feeds = replace(contracts.feeds, rules=replace(RULES, formats=formats))
    load(contracts, put(contracts, "contracts/a.csv", "number;customer;car\n1;c;현대 아반떼\n".encode("cp949")))
    found = contracts.get("c")
    assert found is not None
    assert found.contracts[0].car == "현대 아반떼"

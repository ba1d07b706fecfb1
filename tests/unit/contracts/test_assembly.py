"""A customer from the parts of the read model; also one of an earlier schema is read, as far as it can be."""

import json

from chalicelib.contracts.assembly import assemble_holder
from chalicelib.contracts.feed_batches import load_rows
from chalicelib.contracts.feed_formats import FeedFormat
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from local.demo.contracts import HOLDERS
from local.feed import holder_row
from tests.fakes.contracts import FakeContracts


def load(contracts: FakeContracts, kind: str, *rows: dict[str, object]) -> None:
    load_rows(contracts.feeds, FeedFormat(kind, kind), rows, 5)  # type: ignore[arg-type]


def test_a_customer_is_read_as_it_came() -> None:
    contracts = FakeContracts()
    load(contracts, "holder", *map(holder_row, HOLDERS))
    for holder in HOLDERS:
        assert contracts.get(holder.id) == holder
    assert contracts.get("nobody") is None


def test_a_contract_that_is_gone_from_a_newer_row_is_gone_and_a_newer_contract_stays() -> None:
    contracts = FakeContracts()
    load(contracts, "holder", {"id": "c", "version": 1, "contracts": [{"number": "1"}, {"number": "2"}]})
    load(contracts, "contract", {"customer": "c", "number": "3", "version": 3})
    load(contracts, "holder", {"id": "c", "version": 2, "contracts": [{"number": "2"}]})
    found = contracts.get("c")
    assert found is not None
    assert [each.number for each in found.contracts] == ["2", "3"]
    load(contracts, "holder", {"id": "c", "version": 4, "deleted": True})
    assert contracts.get("c") is None


def test_payments_and_readings_that_come_alone_are_those_of_the_contract() -> None:
    contracts = FakeContracts()
    load(contracts, "payment", {"contract": "1", "due": "2026-09-01", "won": "100000.0", "paid_on": "2026-09-02"})
    load(contracts, "odometer", *({"contract": "1", "on": f"2026-0{m}-01", "km": km} for m, km in ((5, 90), (6, 80))))
    instalments = [{"due": f"2026-0{month}-01", "won": 100_000} for month in (8, 9)]
    load(contracts, "contract", {"customer": "c", "number": "1", "instalments": instalments})
    found = contracts.get("c")
    assert found is not None
    (contract,) = found.contracts
    assert [str(each.paid_on) for each in contract.instalments or ()] == ["None", "2026-09-02"]
    assert [each.km for each in contract.odometer or ()] == [90]


def test_a_row_of_an_earlier_schema_is_read_as_far_as_it_can_be() -> None:
    old = {"number": "7", "product": "퍼마일", "coverages": [["대물", ""]]}
    parts = (("holder", json.dumps({"": [1, {"holder": {"id": "1"}}]})), ("contract#7", json.dumps({"": [1, old]})))
    assert assemble_holder("1", parts) == Policyholder("1", contracts=(InsuranceContract("7", coverages=()),))

"""Contract of stores for changes of contracts."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.amendments.events import AmendmentOrdered, AmendmentPrepared, amendment_subject
from chalicelib.amendments.model import Amendment, Terms
from chalicelib.amendments.ports import AmendmentStore
from chalicelib.content.contract_views import ChangeRow
from chalicelib.content.views import Named
from chalicelib.services import EventOutbox

T0 = 1_800_000_000_000
Fresh = Callable[[str], str]
TERMS = Terms(
    "vehicle", "12345678901234567890", (ChangeRow("차종", "아반떼", "EV6"),), {"car": "EV6"}, -1, "2027-02-01"
)


def change(number: str, customer: str, at: int = T0) -> Amendment:
    by, person = Named("agent-jiwoo", "정지우"), Named(customer, "김서연")
    return Amendment(number, TERMS, person, "conv1", "차량 변경", "본문", "0" * 64, "ko", by, at, at + 1)


def test_a_customers_changes_are_listed_newest_first(amendments: AmendmentStore, fresh: Fresh) -> None:
    customer = fresh("cust")
    first, second = change(fresh("a"), customer), change(fresh("b"), customer, T0 + 5)
    assert amendments.get(first.id) is None
    for each in (first, second):
        assert amendments.save(None, each, AmendmentPrepared(each.id, 1))
    assert amendments.of_customer(customer, 9) == [second, first]
    assert amendments.of_customer(customer, 1) == [second]
    assert amendments.of_customer(fresh("cust"), 9) == []
    ordered = replace(first, status="ordered", version=2)
    assert amendments.save(first, ordered, AmendmentOrdered(first.id, 2))
    assert amendments.get(first.id) == ordered
    assert amendments.of_customer(customer, 9) == [second, ordered]


def test_a_step_is_taken_once_with_its_event(amendments: AmendmentStore, fresh: Fresh, outbox: EventOutbox) -> None:
    offered = change(fresh("a"), fresh("cust"))
    assert amendments.save(None, offered, AmendmentPrepared(offered.id, 1))
    assert not amendments.save(None, offered, AmendmentPrepared(offered.id, 1))
    ordered = replace(offered, status="ordered", version=2)
    assert amendments.save(offered, ordered, AmendmentOrdered(offered.id, 2))
    assert not amendments.save(offered, ordered, AmendmentOrdered(offered.id, 2))
    assert [entry.number for entry in outbox.entries(amendment_subject(offered.id))] == [1, 2]

"""The queue of decisions that await a second person, with sums."""

from typing import Any

from chalicelib.identity.tickets import Identity
from tests.entry.centre import KIM, Centre
from tests.entry.claim_fixtures import DOYUN, HANEUL, SORA, YUJIN, adjuster, registered, stepped, work

HANA = adjuster("agent-hana", "own_car")


def pending(centre: Centre, who: Identity, **fields: Any) -> tuple[list[tuple[Any, ...]], int]:
    work(centre)
    answer = centre.done(who, "approvals", **fields)
    rows = answer.get("approvals", [])
    shown = [(each["claim"], each["transition"], each.get("amount", 0), each.get("own", False)) for each in rows]
    return shown, answer.get("total", 0)


def assessed(centre: Centre, amount: int) -> str:
    number = registered(centre, accident_type="single")
    for step, fields in (("assign", {}), ("investigate", {}), ("assess", {"amount": amount})):
        centre.now += 1_000
        stepped(centre, DOYUN, number, step, **fields)
    return number


def test_amounts_await_their_second_person_oldest_first_with_the_sum(centre: Centre) -> None:
    assert pending(centre, DOYUN) == ([], 0)
    number = assessed(centre, 850_000)
    assert pending(centre, HANA) == ([(number, "approve", 850_000, False)], 850_000)
    assert pending(centre, DOYUN) == ([(number, "approve", 850_000, True)], 850_000), "their own"
    assert pending(centre, SORA) == ([], 0), "another department"
    (row,) = centre.done(HANA, "approvals")["approvals"]
    assert (row["by"]["id"], row["customer"]["id"], row["at"]) == (DOYUN.id, KIM.id, centre.now)
    assert centre.ask(SORA, "approvals", department="own_car")["code"] == "not_allowed"
    assert centre.ask(KIM, "approvals")["code"] == "not_allowed"
    assert pending(centre, HANEUL) == ([], 0), "of no department"

    centre.now += 1_000
    stepped(centre, YUJIN, number, "deny", grounds="면허 없음")
    assert pending(centre, HANA) == ([(number, "confirm_denial", 850_000, False)], 850_000)
    assert pending(centre, YUJIN)[0][0][-1], "whoever proposes a denial doesn't confirm it"
    stepped(centre, HANA, number, "reject_denial", note="조사 더")
    assert pending(centre, YUJIN) == ([(number, "approve", 850_000, False)], 850_000)
    stepped(centre, YUJIN, number, "approve")
    assert pending(centre, YUJIN) == ([], 0)

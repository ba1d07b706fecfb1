"""Changes with the customer's consent, and coupons: from the agent's offer to the core system's answer."""

import hashlib
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

import app
from chalicelib.access.table import SUBJECTS, TABLE
from chalicelib.content.contract_questions import ContractQuestion
from chalicelib.content.hours import SEOUL
from chalicelib.contracts.holder import Coupon, InsuranceContract, InsuredCoverage, InsuredDriver, Policyholder, Trip
from chalicelib.kernel.actors import Role
from chalicelib.queries.contract_answers import contract_reply
from tests.entry.action_table import fields
from tests.entry.centre import KIM, LEE, Centre, Frame, jobs, person
from tests.entry.test_files import sent
from tests.unit.files import sample_files

JIWOO = person("agent-jiwoo", Role.AGENT, "general")
NUMBER = "12345678901234567890"
CONTRACT = InsuranceContract(
    NUMBER, "standard", "123가4567", "현대 아반떼", starts_on=date(2026, 3, 18), ends_on=date(2027, 3, 18),
    status="in_force", drivers=(InsuredDriver("김서연", date(1988, 5, 2), "couple"),), annual_won=730_000,
    coverages=(InsuredCoverage("property", 1_000_000_000), InsuredCoverage("bodily_1")),
)  # fmt: skip
COUPONS = (Coupon("SPRING-5", Decimal(5), date(2027, 12, 31), used=False), Coupon("OLD", Decimal(3), date(2026, 1, 1)))
EXTENSION = {"contract": NUMBER, "change_kind": "extension", "values": {"ends_on": "2027-09-18"}}
OFFER = {**EXTENSION, "key": "k1", "starts_on": "2027-03-18"}
OTHER = {"difference_won": 1, "reason": "특약"}


def served(centre: Centre) -> str:
    """A conversation of a customer with a contract, served by the agent."""
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT,), coupons=COUPONS))
    return centre.assigned(JIWOO)


def offered(centre: Centre, conversation: str, **more: Any) -> Frame:
    """The change that the agent offers."""
    change: Frame = centre.done(JIWOO, "prepare_change", conversation=conversation, **{**OFFER, **more})["change"]
    centre.follow_events()
    return change


def drawn(centre: Centre, conversation: str) -> str:
    """A drawn signature; its upload."""
    picture = sample_files.saved(sample_files.picture(600, 300), "PNG")
    upload: str = sent(centre, conversation, picture, "서명.png", purpose="signature")["id"]
    return upload


def codes(centre: Centre, conversation: str) -> list[str]:
    return [body.code for body in centre.bodies(conversation) if hasattr(body, "code") and "change" in body.code]


def answer(centre: Centre, change: str, outcome: str = "done", number: str = "core-00001") -> list[Any]:
    body = json.dumps({"id": number, "change": change, "outcome": outcome})
    failures: list[Any] = app.core_decisions(jobs(body), None)["batchItemFailures"]
    centre.follow_events()
    return failures


def test_a_change_is_read_signed_ordered_once_and_its_result_returns_to_the_thread(centre: Centre) -> None:
    conversation = served(centre)
    change = offered(centre, conversation)
    assert change["rows"] == [{"label": "만기일", "before": "2027년 3월 18일", "after": "2027년 9월 18일"}]
    assert change["difference"] == "연장하는 기간의 보험료는 368,000원이에요."
    assert {f"증권번호 {NUMBER}", "적용일: 2027년 3월 18일"} < set(change["text"].splitlines())
    assert hashlib.sha256(change["text"].encode()).hexdigest() == change["digest"]
    card = centre.bodies(conversation)[-1]
    assert [button.id for button in card.buttons] == [f"change:{change['id']}"]
    assert "2027년 3월 18일 → 2027년 9월 18일" in [row.value for row in card.rows]
    signing = {"change": change["id"], "digest": change["digest"], "upload": drawn(centre, conversation)}
    refused = centre.ask(KIM, "sign_change", **signing)
    assert (refused["code"], refused["details"]["minutes"]) == ("identity_check_needed", 10)
    assert centre.orders.sent == []
    signing["proof"] = centre.proof_of(KIM)
    for _ in range(2):
        assert centre.done(KIM, "sign_change", **signing)["change"]["status"] == "ordered"
        centre.follow_events()
    assert {each.id for each in centre.orders.sent} == {change["id"]}
    assert centre.orders.sent[0].upload == signing["upload"]
    for _ in range(2):
        assert answer(centre, change["id"]) == []
    assert codes(centre, conversation) == ["change_ordered", "change_done"]
    assert centre.done(KIM, "changes")["changes"][0]["status"] == "done"


def test_a_proof_is_one_persons_and_lasts_ten_minutes(centre: Centre) -> None:
    conversation = served(centre)
    change = offered(centre, conversation)
    signing = {"change": change["id"], "digest": change["digest"], "upload": drawn(centre, conversation)}
    for proof in ("", "made-up", centre.proof_of(LEE)):
        assert centre.ask(KIM, "sign_change", **signing, proof=proof)["code"] == "identity_check_needed"
    proof = centre.proof_of(KIM)
    centre.now += 10 * 60_000
    assert centre.ask(KIM, "sign_change", **signing, proof=proof)["code"] == "identity_check_needed"
    assert centre.done(KIM, "sign_change", **signing, proof=centre.proof_of(KIM))["change"]["status"] == "ordered"


def test_an_identity_check_ends_after_five_wrong_codes_and_confirms_once(centre: Centre) -> None:
    check = centre.done(KIM, "start_identity_check")["check"]
    assert centre.ask(LEE, "confirm_identity_check", check=check, code="246810")["code"] == "identity_check_over"
    wrong = [centre.ask(KIM, "confirm_identity_check", check=check, code="000000") for _ in range(5)]
    assert [each["code"] for each in wrong] == ["identity_check_failed"] * 4 + ["identity_check_over"]
    other = centre.done(KIM, "start_identity_check")["check"]
    centre.done(KIM, "confirm_identity_check", check=other, code="246810")
    assert centre.ask(KIM, "confirm_identity_check", check=other, code="246810")["code"] == "identity_check_over"
    late = centre.done(KIM, "start_identity_check")["check"]
    centre.now += 181_000
    assert centre.ask(KIM, "confirm_identity_check", check=late, code="246810")["code"] == "identity_check_over"


def test_a_signature_for_another_text_orders_nothing(centre: Centre) -> None:
    conversation = served(centre)
    change, other = (
        offered(centre, conversation),
        offered(centre, conversation, key="k2", **OTHER),
    )
    signing = {"change": change["id"], "upload": drawn(centre, conversation), "proof": centre.proof_of(KIM)}
    frame = centre.ask(KIM, "sign_change", **signing, digest=other["digest"])
    assert frame["code"] == "amendment_text_void"
    centre.follow_events()
    assert centre.orders.sent == []


def test_an_offer_that_is_withdrawn_or_too_old_cannot_be_signed(centre: Centre) -> None:
    conversation = served(centre)
    withdrawn, expired = (
        offered(centre, conversation),
        offered(centre, conversation, key="k2", **OTHER),
    )
    assert centre.done(JIWOO, "withdraw_change", change=withdrawn["id"])["change"]["status"] == "withdrawn"
    upload = drawn(centre, conversation)
    centre.now += 30 * 60_000  # within the token
    centre.amendments.store.amendments[expired["id"]] = _expired(centre, expired["id"])  # type: ignore[attr-defined]
    for each in (withdrawn, expired):
        signing = {"change": each["id"], "digest": each["digest"], "upload": upload, "proof": centre.proof_of(KIM)}
        assert centre.ask(KIM, "sign_change", **signing)["code"] == "amendment_over"
    centre.follow_events()
    assert codes(centre, conversation) == ["change_withdrawn"]
    assert centre.orders.sent == []


def _expired(centre: Centre, change: str) -> Any:

    held = centre.amendments.store.get(change)
    assert held is not None
    return replace(held, expires_at=centre.now)


@pytest.mark.parametrize(
    "more, code",
    [
        ({"values": {"ends_on": "2027-03-18"}}, "invalid_change"),
        ({"values": {"ends_on": "2029-03-18"}}, "invalid_change"),
        ({"values": {"won": "1"}}, "invalid_change"),
        ({"starts_on": "2026-01-01"}, "invalid_change"),
        ({"starts_on": "2027-03-19"}, "invalid_change"),
        ({"contract": "cancelled"}, "invalid_change"),
        ({"change_kind": "drivers", "values": {"driver_name": "이", "driver_born": "2027-03-19"}}, "invalid_change"),
        ({"difference_won": 20_000_001, "reason": "특약"}, "invalid_change"),
        ({"difference_won": 365_000}, "invalid_change"),
        ({"difference_won": 365_000, "reason": " "}, "invalid_change"),
        ({"change_kind": "vehicle", "values": {"car": "기아 EV6"}}, "invalid_change"),
        ({"change_kind": "drivers", "values": {"scope": "couple"}}, "nothing_to_change"),
        ({"change_kind": "drivers", "values": {"scope": "everybody"}}, "invalid_change"),
        ({"change_kind": "vehicle", "values": {"plate": "번호판"}}, "invalid_change"),
        ({"change_kind": "amounts", "values": {"property": "많이"}}, "invalid_change"),
        ({"change_kind": "cover", "values": {"coverage": "property"}}, "invalid_change"),
        ({"contract": "another-customers"}, "not_allowed"),
    ],
)
def test_values_that_a_contract_cannot_have_are_refused(centre: Centre, more: dict[str, Any], code: str) -> None:
    conversation = served(centre)
    over = replace(CONTRACT, number="cancelled", status="cancelled")
    centre.contracts.put(Policyholder(KIM.id, "김서연", contracts=(CONTRACT, over)))
    frame = centre.ask(JIWOO, "prepare_change", conversation=conversation, **{**OFFER, **more})
    assert frame["code"] == code
    assert not re.search("[a-z_]", frame["text"].removesuffix("won")), "an error names a value in people's words"
    assert centre.amendments.store.of_customer(KIM.id, 9) == []


@pytest.mark.parametrize(
    "kind, values, after",
    [
        ("drivers", {"scope": "anyone", "driver_name": "이도윤\n둘", "driver_born": "1999-01-02"}, "이도윤 둘"),
        ("vehicle", {"plate": "12가 3456", "car": "기아 EV6"}, "12가3456"),
        ("amounts", {"property": "2,000,000,000"}, "20억원"),
        ("cover", {"coverage": "own_damage", "limit": "30000000"}, "3,000만원"),
    ],
)
def test_every_kind_shows_before_and_after(centre: Centre, kind: str, values: dict[str, str], after: str) -> None:
    conversation = served(centre)
    form = centre.done(JIWOO, "change_form", conversation=conversation, contract=NUMBER, change_kind=kind)
    assert values.keys() <= {field["name"] for field in form["fields"]}
    more = {"difference_won": 50_000} if kind == "vehicle" else {}
    rows = offered(centre, conversation, change_kind=kind, values=values, **more)["rows"]
    assert any(after in row["after"] for row in rows)
    assert all(row["before"] != row["after"] for row in rows)


@pytest.mark.parametrize(
    "said, kind, wanted",
    [
        (
            {
                "subject": "drivers",
                "new_driver": "아내 김영희",
                "driver_born": "1985년 3월 2일생",
                "driver_relation": "spouse",
            },
            "drivers",
            {"driver_name": "김영희", "driver_born": "1985-03-02"},
        ),
        ({"subject": "drivers", "driver_scope": "family"}, "drivers", {"scope": "family"}),
        (
            {"subject": "car", "new_car": "기아 EV6", "new_plate": "12가3456"},
            "vehicle",
            {"car": "기아 EV6", "plate": "12가3456"},
        ),
        ({"subject": "term", "new_end": "6개월"}, "extension", {"ends_on": "2027-09-18"}),
        (
            {"subject": "amounts", "limit_coverage": "property", "new_limit": "20억"},
            "amounts",
            {"property": "2000000000"},
        ),
        ({"subject": "amounts", "limit_coverage": "uninsured", "new_limit": "5억"}, "amounts", {}),  # not held
        ({"subject": "coverage", "requested_change": "자차"}, "cover", {"coverage": "own_damage"}),
        ({"subject": "coverage", "requested_change": "자차 빼주세요"}, None, {}),
        ({"subject": "address", "requested_change": "010-1234-5678"}, None, {}),
        ({"subject": "term", "new_end": "언젠가"}, "extension", {}),
    ],
)
def test_the_agents_form_has_what_the_customer_said(
    centre: Centre, said: dict[str, str], kind: str | None, wanted: dict[str, str]
) -> None:
    conversation = served(centre)
    state = centre.services.dialogue_store().load(conversation)
    changed = replace(state, version=state.version + 1, requested_change=said)
    assert centre.services.dialogue_store().save(conversation, changed)
    about = {"conversation": conversation, "contract": NUMBER}
    form = centre.done(JIWOO, "change_form", **about, change_kind=kind or "drivers")
    assert (form.get("wanted_kind"), form.get("wanted", {})) == (kind, wanted)
    assert wanted.keys() <= {field["name"] for field in form["fields"]}


def test_the_tariff_proposes_the_difference_and_another_one_needs_a_reason(centre: Centre) -> None:
    conversation = served(centre)
    about: dict[str, Any] = {"conversation": conversation, **EXTENSION, "starts_on": "2027-03-18"}
    assert centre.done(JIWOO, "change_form", **about)["proposed_won"] == 368_000
    for day in ("soon", "2027-03-18", "2026-09-18", "9999-12-31"):
        assert "proposed_won" not in centre.done(JIWOO, "change_form", **{**about, "values": {"ends_on": day}})
    refused = centre.ask(JIWOO, "prepare_change", **about, key="k1", difference_won=365_000)
    assert refused["details"] == {"field": "reason"}
    by_tariff = offered(centre, conversation)
    assert by_tariff["difference_won"] == 368_000
    agreed = offered(centre, conversation, key="k2", difference_won=365_000, reason="우량 할인")
    held = centre.amendments.store.get(agreed["id"])
    assert held is not None
    assert (held.terms.difference_won, held.terms.proposed_won, held.terms.reason) == (365_000, 368_000, "우량 할인")


def test_a_coupon_is_applied_once_and_offered_no_more(centre: Centre) -> None:
    over, second = replace(CONTRACT, number="9", status="cancelled"), replace(CONTRACT, number="8")
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT, over), coupons=COUPONS))
    conversation = centre.opened()
    use = {"conversation": conversation, "coupon": "SPRING-5"}
    assert centre.ask(KIM, "apply_coupon", **use)["code"] == "identity_check_needed"
    use["proof"] = centre.proof_of(KIM)
    assert centre.ask(KIM, "apply_coupon", **use, place=1)["code"] == "coupon_gone", "the contract is cancelled"
    change = centre.done(KIM, "apply_coupon", **use)["change"]
    centre.follow_events()
    assert centre.done(KIM, "apply_coupon", **use)["change"] == change
    centre.follow_events()
    assert (change["kind"], change["difference_won"], change["status"]) == ("coupon", -36_500, "ordered")
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT, second), coupons=COUPONS))
    assert centre.ask(KIM, "apply_coupon", **use, place=1)["code"] == "coupon_gone", "it is used for the other contract"
    assert centre.done(KIM, "apply_coupon", **use, place=0)["change"] == change
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT, over), coupons=COUPONS))
    assert {each.id for each in centre.orders.sent} == {change["id"]}
    assert codes(centre, conversation) == ["change_ordered"]
    assert centre.ask(KIM, "apply_coupon", **{**use, "coupon": "OLD"})["code"] == "coupon_gone"
    assert answer(centre, change["id"]) == []
    assert codes(centre, conversation) == ["change_ordered", "change_done"]
    holder, question = centre.contracts.get(KIM.id), ContractQuestion("savings", detail="coupons")
    assert contract_reply(centre.services, holder, question, "ko", verified=True).facts["coupons"] == []


def test_nobody_elses_change_is_shown_signed_or_withdrawn(centre: Centre) -> None:
    conversation = served(centre)
    change = offered(centre, conversation)
    other = person("agent-minsu", Role.AGENT, "general")
    signing = {"digest": change["digest"], "upload": drawn(centre, conversation), "proof": centre.proof_of(LEE)}
    assert centre.ask(LEE, "sign_change", change=change["id"], **signing)["code"] == "not_allowed"
    use = {"conversation": conversation, "coupon": "SPRING-5", "proof": centre.proof_of(LEE)}
    assert centre.ask(LEE, "apply_coupon", **use)["code"] == "not_allowed"
    for action, who in (("change", LEE), ("change", other), ("withdraw_change", other)):
        assert centre.ask(who, action, change=change["id"])["code"] == "not_allowed"
    assert "changes" not in centre.done(LEE, "changes")


def test_an_answer_to_what_was_never_ordered_is_kept_for_an_operator(centre: Centre) -> None:
    change = offered(centre, served(centre))
    assert len(answer(centre, change["id"])) == 1
    assert len(answer(centre, "nosuchchange")) == 1


def test_the_desk_shows_the_cards_that_the_customer_sees_driving_included(centre: Centre) -> None:
    trip = Trip("t1", datetime(2027, 1, 10, 9, tzinfo=SEOUL), datetime(2027, 1, 10, 10, tzinfo=SEOUL), 42_000)
    driven = replace(CONTRACT, product="per_mile", base_won=240_000, won_per_km=Decimal(10), trips=(trip,))
    conversation = served(centre)
    centre.contracts.put(Policyholder(KIM.id, "김서연", contracts=(driven,)))
    (card,) = centre.done(JIWOO, "contract_cards", conversation=conversation, topic="driving")["cards"]
    assert {row["label"]: row["value"] for row in card["rows"]}["탄 거리"] == "42 km"
    holder, question = centre.contracts.get(KIM.id), ContractQuestion("driving")
    assert card["title"] == contract_reply(centre.services, holder, question, "ko", verified=True).bodies[0].title  # type: ignore[union-attr]
    assert centre.ask(LEE, "contract_cards", conversation=conversation, topic="driving")["code"] == "not_allowed"


def test_contract_data_is_for_a_verified_customer(centre: Centre) -> None:
    said = []
    for who in (replace(KIM, verified=False), LEE):
        centre.contracts.put(Policyholder(who.id, "김서연", contracts=(CONTRACT,)))
        conversation = centre.opened(who)
        button = {"type": "answer", "to": 1, "button": "intent:policy_summary"}
        centre.done(who, "send", conversation=conversation, client_id="phone001:1", body=button)
        said.append("\n".join(str(body) for body in centre.bodies(conversation)[-2:]))
    assert "본인 확인을 마친 로그인에서만" in said[0]
    assert NUMBER not in said[0]
    assert NUMBER in said[1]


def test_every_action_on_contract_data_asks_for_a_verified_customer_and_forms_are_not_filled_with_it(
    centre: Centre,
) -> None:
    conversation, unverified = served(centre), replace(KIM, verified=False)
    change = offered(centre, conversation)
    for action, grant in TABLE.items():
        if grant.verified and action in SUBJECTS:
            frame = {**fields(action, conversation), **({"change": change["id"]} if action == "change" else {})}
            assert centre.ask(unverified, action, **frame)["code"] == "not_verified"
    assert centre.done(JIWOO, "change", change=change["id"])["change"]["title"] == change["title"]
    windows = [centre.done(who, "call_windows", conversation=conversation) for who in (KIM, unverified)]
    assert [each.get("phone", "") for each in windows] == ["01000001234", ""]

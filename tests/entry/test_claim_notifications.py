"""Claims over the wire: what happens to them, and what customers are notified of."""

import json
from typing import Any

import msgspec
import pytest

import app
from chalicelib.claims.core_outbound import outbound_event
from chalicelib.claims.events import claim_subject
from chalicelib.claims.rules import claim_rules
from chalicelib.content.message_bodies import Card, Text
from chalicelib.content.views import Named
from chalicelib.contracts.holder import Policyholder
from chalicelib.processes.claim_commands import register_report
from chalicelib.processes.delay_notices import notify_all_delays
from chalicelib.processes.event_jobs import RelayJob
from chalicelib.processes.event_relay import relay_left_events
from local.fake_core import decisions_for
from tests.entry.centre import KIM, LEE, T0, Centre
from tests.entry.claim_fixtures import (
    CONTRACT,
    DOYUN,
    FACTS,
    YUJIN,
    decided,
    document_statuses,
    done,
    notified_codes,
    pressed,
    register_account,
    registered,
    sent,
    stepped,
    work,
)


def test_every_transition_to_the_payment_is_notified_in_the_thread(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    mine = centre.done(DOYUN, "work_list")["work"]
    assert [(row["coverage"], row["stage"], row["due_on"]) for row in mine] == [
        ("own_damage", "received", "2027-01-18"),
        ("property_damage", "received", "2027-01-18"),
    ]
    register_account(centre, number)
    stepped(centre, DOYUN, number, "assign")
    stepped(centre, DOYUN, number, "investigate")
    stepped(centre, DOYUN, number, "negotiate_liability")
    stepped(centre, DOYUN, number, "propose_liability", liability_percent=0)
    shown = stepped(centre, DOYUN, number, "assess", amount=1_800_000)
    steps = {
        exposure["coverage"]: [step["name"] for step in exposure["transitions"]] for exposure in shown["exposures"]
    }
    assert "approve" not in steps["own_damage"], "the assessor is not offered to approve"
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    frame = centre.ask(
        DOYUN, "apply_transition", claim=number, coverage="own_damage", transition="approve", version=version
    )
    assert frame["code"] == "second_person"
    stepped(centre, YUJIN, number, "approve")
    stepped(centre, DOYUN, number, "pay")
    rows = {row["coverage"]: row.get("settled", False) for row in centre.done(DOYUN, "work_list")["work"]}
    assert rows == {"property_damage": False, "own_damage": True}, "nobody takes over what is paid"
    stepped(centre, DOYUN, number, "close")
    assert notified_codes(centre, conversation) == [
        "registered",
        "account",
        "assign",
        "investigate",
        "documents_due",
        "negotiate_liability",
        "propose_liability",
        "assess",
        "documents_due",
        "approve",
        "pay",
        "close",
    ]
    assert [row["coverage"] for row in centre.done(DOYUN, "work_list")["work"]] == ["property_damage"]
    own = centre.done(KIM, "claims")["claims"][0]
    assert own["account"] == "KB국민 ******7890"
    assert "flags" not in own
    assert all("assessed_by" not in exposure for exposure in own["exposures"])
    ended = {each["coverage"]: (each.get("settled", False), each.get("final", False)) for each in own["exposures"]}
    assert ended == {"property_damage": (False, False), "own_damage": (True, True)}


def test_a_rejected_document_is_asked_for_again_with_the_reason(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    review: dict[str, Any] = {"item": "bank_book", "upload": upload, "version": version}
    frame = centre.ask(DOYUN, "review", claim=number, accept=False, **review)
    assert (frame["code"], frame["details"]) == ("invalid_fact", {"field": "reason"})
    frame = centre.ask(DOYUN, "review", claim=number, accept=False, reason="가" * 401, **review)
    assert (frame["code"], "$.reason" in frame["details"]["problem"]) == ("invalid_frame", True)
    shown = done(centre, DOYUN, number, "review", accept=False, reason="계좌번호가 안 보여요", **review)
    document = next(each["document"] for each in shown["documents"] if each["document"]["item"] == "bank_book")
    assert (document["status"], document["reason"]) == ("rejected", "계좌번호가 안 보여요")
    row = next(each for each in centre.done(DOYUN, "work_list")["work"] if each["claim"] == number)
    assert row["documents_missing"] == shown["documents_missing"] > 0
    assert row.get("documents_in_review") == shown.get("documents_in_review")
    assert notified_codes(centre, conversation)[-2:] == ["document_submitted", "document_rejected"]


def test_further_files_of_a_document_under_review_are_announced_once(centre: Centre) -> None:
    conversation = centre.opened()
    claim_number = registered(centre, conversation)
    uploads = [sent(centre, conversation, number) for number in (1, 2, 3)]
    for upload in uploads:
        done(centre, KIM, claim_number, "file_as", upload=upload, item="damage_photos")
    assert notified_codes(centre, conversation).count("document_submitted") == 1
    claim = centre.claims.store.get(claim_number)
    held = next(each for each in claim.documents if each.item == "damage_photos")  # type: ignore[union-attr]
    assert [submission.upload for submission in held.submissions] == uploads


def test_unpublished_events_are_published_again_once(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    centre.done(DOYUN, "apply_transition", claim=number, coverage="own_damage", transition="assign", version=1)
    centre.event_jobs.sent.clear()  # the Lambda died before it could send
    centre.now += 60_000
    relay_left_events(centre.services)
    assert centre.event_jobs.sent == [RelayJob(claim_subject(number))]
    work(centre)
    centre.event_jobs.relay(claim_subject(number))
    work(centre)
    assert notified_codes(centre, conversation) == ["registered", "assign"]
    assert not centre.outbox.waiting


def test_a_delay_is_notified_in_business_hours_and_not_on_the_due_date(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    hour, day = 3_600_000, 86_400_000  # T0 is a Friday, 17:00 in Seoul
    saturday, monday = T0 + day - 8 * hour, T0 + 3 * day - 8 * hour  # at 09:00
    tries = {T0: 0, saturday: 0, monday - hour: 0, monday: 2, monday + hour: 0}
    for moment, delays in tries.items():
        centre.now = moment
        before = len(notified_codes(centre, conversation))
        notify_all_delays(centre.services)
        work(centre)
        assert notified_codes(centre, conversation)[before:] == ["late"] * delays
    assert number


def test_a_large_amount_is_held_and_the_call_about_it_is_booked_in_the_thread(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation, accident_type="single")
    stepped(centre, DOYUN, number, "assign")
    stepped(centre, DOYUN, number, "investigate")
    stepped(centre, DOYUN, number, "assess", amount=claim_rules().identity_hold_from)
    offered = centre.bodies(conversation)[-1]
    assert isinstance(offered, Text)
    assert [button.id for button in offered.buttons] == [f"claim:{number}:identity"]
    buttons = (offered.buttons[0].id, "choice:call", "choice:morning", "flow:confirm", "flow:confirm")
    for message_number, button in enumerate(buttons, start=1):
        pressed(centre, conversation, message_number, button)
        work(centre)
    assert notified_codes(centre, conversation)[-2:] == ["identity_hold", "booked_call"]
    exposure = centre.done(KIM, "claims")["claims"][0]["exposures"][0]
    assert "010-0000-1234" in exposure["appointment"]["text"]
    row = centre.done(DOYUN, "work_list")["work"][0]
    assert row["due_on"] == exposure["appointment"]["day"]
    shown = stepped(centre, DOYUN, number, "release_hold", note="통화로 확인")
    assert "appointment" not in shown["exposures"][0]


@pytest.mark.parametrize("sent, is_offered", [("010-0000-1234", True), ("none", False), ("", False)])
def test_a_telephone_number_of_the_core_system_is_offered_if_it_is_one(
    centre: Centre, sent: str, is_offered: bool
) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation, accident_type="single")
    centre.contracts.put(Policyholder(KIM.id, "김 서연", sent, ()))
    for transition in ("assign", "investigate"):
        stepped(centre, DOYUN, number, transition)
    stepped(centre, DOYUN, number, "assess", amount=claim_rules().identity_hold_from)
    for message_number, button in enumerate((f"claim:{number}:identity", "choice:call", "choice:morning"), start=1):
        pressed(centre, conversation, message_number, button)
        work(centre)
    last = centre.bodies(conversation)[-1]
    assert isinstance(last, Card if is_offered else Text)
    assert "010-0000-1234" in {row.value for row in last.rows} if isinstance(last, Card) else not is_offered


def test_the_fake_core_system_assigns_every_exposure(centre: Centre) -> None:
    number = registered(centre)
    claim = centre.claims.store.get(number)
    assert claim is not None
    event = json.loads(msgspec.json.encode(outbound_event(claim, centre.claims.store.history(claim)[0])))
    records = [{"messageId": one["id"], "body": json.dumps(one)} for one in decisions_for(event)]
    assert app.core_decisions({"Records": records}, None) == {"batchItemFailures": []}
    assert {exposure.coverage: exposure.stage for exposure in centre.claims.store.get(number).exposures} == {  # type: ignore[union-attr]
        "property_damage": "assigned",
        "own_damage": "assigned",
    }


def test_a_decision_of_the_core_system_is_applied_once(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    decision = {
        "id": "core-2027-0001", "claim": number, "coverage": "own_damage", "transition": "assign",
        "by": {"id": "core-7", "name": "정보상"},
    }  # fmt: skip
    record = {"messageId": "m1", "body": json.dumps(decision)}
    wrong = {"messageId": "m2", "body": json.dumps({**decision, "id": "core-2027-0002", "transition": "pay"})}
    event = {"Records": [record, record, wrong]}
    answer = app.core_decisions(event, None)
    work(centre)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m2"}]}
    assert notified_codes(centre, conversation) == ["registered", "assign"]


def test_documents_requested_by_the_core_system_stay_on_the_list(centre: Centre) -> None:
    number = registered(centre)
    assert decided(centre, number, "core-2027-0001", "assign")
    assert not decided(centre, number, "core-2027-0002", "request_documents", items=["a_paper_nobody_knows"])
    assert decided(centre, number, "core-2027-0003", "request_documents", items=["police_report"])
    assert document_statuses(centre.done(KIM, "claim", claim=number)["claim"])["police_report"] == "missing"
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    shown = done(centre, DOYUN, number, "amend_claim", version=version, facts={"place": "역삼역"})
    assert document_statuses(shown)["police_report"] == "missing"


def test_a_corrected_day_is_checked_against_the_contract_of_that_day(centre: Centre) -> None:
    number = registered(centre)
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    shown = done(centre, DOYUN, number, "amend_claim", version=version, facts={"occurred_at": "2026-02-01T08:00+09:00"})
    assert shown["flags"] == ["policy_expired"]
    shown = done(
        centre, DOYUN, number, "amend_claim", version=version + 1, facts={"occurred_at": "2027-01-14T08:00+09:00"}
    )
    assert ("flags" not in shown, shown["contract"]) == (True, CONTRACT.number)
    shown = done(centre, DOYUN, number, "amend_claim", version=version + 2, facts={"own_plate": "99하9999"})
    assert shown["flags"] == ["vehicle_unmatched"]


def test_a_fraction_of_a_second_is_truncated_in_facts(centre: Centre) -> None:
    number = registered(centre)
    facts = {"occurred_at": "2026-12-31T23:59:59.9999999+09:00"}
    done(centre, DOYUN, number, "amend_claim", version=1, facts=facts)
    assert centre.claims.store.get(number).facts["occurred_at"] == "2026-12-31T23:59:59+09:00"  # type: ignore[union-attr]


def test_a_corrected_time_is_compared_with_other_accidents_of_these_cars(centre: Centre) -> None:
    first = registered(centre, occurred_at="2027-01-14T20:00+09:00")
    centre.contracts.put(Policyholder(LEE.id, "이순자", "01000002222", ()))
    facts = {**FACTS, "occurred_at": "2027-01-10T20:00+09:00"}
    other = register_report(centre.services, Named(LEE.id, "이순자"), centre.opened(LEE), "c2:1", facts).id
    work(centre)
    claims = centre.claims.store
    assert claims.get(other).linked == ()  # type: ignore[union-attr]
    version = claims.get(other).version  # type: ignore[union-attr]
    corrected = {"occurred_at": "2027-01-14T19:30+09:00"}
    shown = done(centre, DOYUN, other, "amend_claim", version=version, facts=corrected)
    assert (shown["linked"], "possible_duplicate" in shown["flags"]) == ([first], True)
    assert claims.get(first).linked == (other,)  # type: ignore[union-attr]
    again = {"occurred_at": "2027-01-14T19:40+09:00"}
    shown = done(centre, DOYUN, other, "amend_claim", version=version + 1, facts=again)
    assert shown["linked"] == [first]

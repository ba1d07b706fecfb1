"""Claims on the wire: who may see and do what, and what everybody is told."""

import json
import logging
from dataclasses import replace
from typing import Any

import msgspec
import pytest

import app
from chalicelib.claims.core_outbound import outbound_event
from chalicelib.claims.jobs import PublishEventsJob
from chalicelib.claims.rules import claim_rules
from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.server_frames import ClaimFrame
from chalicelib.content.views import ContractView, Named, VehicleView
from chalicelib.contracts.ports import Policyholder
from chalicelib.entry.protocol import claims as c
from chalicelib.entry.protocol.base import Command
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.claim_commands import register_report
from chalicelib.processes.claim_fanout import add_department_work, maintain_claims, publish_claim_events
from chalicelib.routing.model import QueueEntry
from local.fake_core import decisions_for
from tests.entry.centre import KIM, LEE, T0, Centre, Frame, person
from tests.entry.frames import CLAIMS, NOBODYS


def handler(name: str, *departments: str, role: Role = Role.AGENT) -> Identity:
    """Somebody who works on claims."""
    known = person(name, role, "compensation")
    return Identity(known.id, known.role, known.name, known.expires_at, known.queues, known.capacity, "ko", departments)


HANEUL = person("agent-haneul", Role.AGENT, "general")
DOYUN = handler("agent-doyun", "property", "own_car")
SORA = handler("agent-sora", "injury")
YUJIN = handler("sup-yujin", "property", "own_car", role=Role.SUPERVISOR)
CONTRACT = ContractView(
    "2026-0318-77120", "개인용", "2026-03-18", "2027-03-18", VehicleView("123가4567", "현대 아반떼", 2023),
    (("대물배상", ""), ("자기차량손해", "")), "부부",
)  # fmt: skip
FACTS = {
    "occurred_at": "2027-01-15T08:00+09:00",
    "place": "강남역 사거리",
    "accident_type": "rear_end",
    "counterparty_plate": "12가3456",
    "drivable": "false",
}
NO = "not_allowed"


def registered(centre: Centre, conversation: str = "", **facts: str) -> str:
    """A claim of KIM's, told to everybody."""
    centre.contracts.put(Policyholder(KIM.id, "김 서연", "01000001234", (CONTRACT,)))
    named = Named(KIM.id, "김서연")
    number = register_report(centre.services, named, conversation or centre.opened(), "c1:1", {**FACTS, **facts}).id
    work(centre)
    return number


def work(centre: Centre) -> None:
    """What SQS would bring."""
    while centre.claim_jobs.sent:
        job = centre.claim_jobs.sent.pop(0)
        publish_claim_events(centre.services, job.claim) if isinstance(job, PublishEventsJob) else add_department_work(
            centre.services, job
        )


def done(centre: Centre, who: Identity, claim: str, action: str, **fields: Any) -> Frame:
    shown = centre.done(who, action, claim=claim, **fields)["claim"]
    work(centre)
    found: Frame = shown
    return found


def stepped(centre: Centre, who: Identity, number: str, step: str, **fields: Any) -> Frame:
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    return done(
        centre, who, number, "apply_transition", coverage="own_damage", transition=step, version=version, **fields
    )


def told(centre: Centre, conversation: str) -> list[str]:
    """The codes of what the centre said in a thread, in order."""
    said = [entry.body for _, (_, entry) in sorted(centre.store.logs[conversation].items())]
    codes = [body.code for body in said if isinstance(body, Notice)]
    return [code.removeprefix("claim.") for code in codes if code.startswith("claim.")]


def sent(centre: Centre, conversation: str) -> str:
    """A file of KIM's, announced."""
    about = {"client_id": "tablet01:f1", "name": "통장.jpg", "size": 1_000}
    upload: str = centre.done(KIM, "upload", conversation=conversation, **about)["upload"]["id"]
    return upload


CUSTOMERS_OWN = {c.ClaimsCommand, c.ClaimCommand, c.ApplyTransitionCommand, c.AccountCommand, c.FileAsCommand}
"""What a customer may do with a claim of his own."""


@pytest.mark.parametrize("command", CLAIMS, ids=lambda command: command.__name__.lower())
def test_who_may(centre: Centre, command: type[Command]) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    answers = {}
    for who in (SORA, KIM, LEE, HANEUL, DOYUN):
        fields = {**CLAIMS[command], **({"claim": number} if "claim" in CLAIMS[command] else {})}
        if "upload" in fields:
            fields["upload"] = upload
        if "version" in fields:
            fields["version"] = centre.claims.store.get(number).version  # type: ignore[union-attr]
        frame = centre.ask(who, str(command.__struct_config__.tag), **fields)
        answers[who.id] = "ok" if frame["event"] == "ack" else frame["code"]
    own = "ok" if command in CUSTOMERS_OWN else NO
    of_staff = NO if command in (c.AccountCommand, c.AssistCommand) else "ok"  # nobody here is of roadside
    serving = NO if command in (c.AccountCommand, c.ReviewCommand, c.AssistCommand) else "ok"
    not_hers = "ok" if command is c.WorkListCommand else NO
    known = {"nothing_to_review", "transition_unavailable", "holder_differs"}  # he may; the claim isn't that far
    seen = {who: "ok" if code in known else code for who, code in answers.items()}
    assert seen == {KIM.id: own, LEE.id: NO, HANEUL.id: serving, DOYUN.id: of_staff, SORA.id: not_hers}


def test_a_claim_that_is_not_there_is_refused_like_anothers(centre: Centre) -> None:
    number = registered(centre)
    codes = [centre.ask(LEE, "claim", claim=claim)["code"] for claim in (number, NOBODYS)]
    assert codes == [NO, NO]


def test_looking_and_being_refused_are_written_down_without_words_of_people(
    centre: Centre, caplog: pytest.LogCaptureFixture
) -> None:
    number = registered(centre)
    with caplog.at_level(logging.INFO, "baro.audit"):
        centre.ask(LEE, "claim", claim=number)
        centre.ask(DOYUN, "claim", claim=number)
        centre.ask(KIM, "claim", claim=number)
    trail = [record.message for record in caplog.records if record.name == "baro.audit"]
    assert trail == [
        f'{{"audit": "claim_refused", "actor": "{LEE.id}", "claim": "{number}"}}',
        f'{{"audit": "claim_seen", "actor": "{DOYUN.id}", "claim": "{number}", "customer": "{KIM.id}"}}',
    ]


def test_on_confirmation_every_department_gets_its_work_once(centre: Centre) -> None:
    number = registered(centre)
    centre.claim_jobs.publish_events(number)
    work(centre)
    for department, coverage in (("property", "property_damage"), ("own_car", "own_damage"), ("roadside", "")):
        assert [(item.claim, item.coverage) for item in centre.claims.store.open_work(department)] == [
            (number, coverage)
        ]
    assert centre.core.heard == [(number, 1, "registered")]


def test_from_the_work_list_to_the_payment_each_step_told_in_the_thread(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    mine = centre.done(DOYUN, "work_list")["work"]
    assert [(row["coverage"], row["stage"], row["due_on"]) for row in mine] == [
        ("own_damage", "received", "2027-01-18"),
        ("property_damage", "received", "2027-01-18"),
    ]
    done(centre, KIM, number, "account", bank="KB국민", number="123-456-7890", holder="김서연")
    stepped(centre, DOYUN, number, "assign")
    stepped(centre, DOYUN, number, "investigate")
    stepped(centre, DOYUN, number, "negotiate_liability")
    stepped(centre, DOYUN, number, "propose_liability", liability_percent=0)
    shown = stepped(centre, DOYUN, number, "assess", amount=1_800_000)
    steps = {line["coverage"]: [step["name"] for step in line["transitions"]] for line in shown["exposures"]}
    assert "approve" not in steps["own_damage"], "whoever assessed is not offered to approve"
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
    assert told(centre, conversation) == [
        "registered",
        "account",
        "assign",
        "investigate",
        "negotiate_liability",
        "propose_liability",
        "assess",
        "approve",
        "pay",
        "close",
    ]
    assert [row["coverage"] for row in centre.done(DOYUN, "work_list")["work"]] == ["property_damage"]
    own = centre.done(KIM, "claims")["claims"][0]
    assert own["account"] == "KB국민 ******7890"
    assert "flags" not in own
    assert all("assessed_by" not in line for line in own["exposures"])


def test_a_version_that_is_gone_is_refused_and_nothing_is_done(centre: Centre) -> None:
    number = registered(centre)
    stepped(centre, DOYUN, number, "assign")
    frame = centre.ask(
        YUJIN, "apply_transition", claim=number, coverage="own_damage", transition="investigate", version=1
    )
    assert (frame["code"], frame["details"]) == ("claim_changed", {"seen": 1, "version": 2})


def test_an_account_must_be_the_customers_own(centre: Centre) -> None:
    number = registered(centre)
    frame = centre.ask(KIM, "account", claim=number, bank="KB국민", number="123-456-7890", holder="박정호")
    assert frame["code"] == "holder_differs"


def test_a_refused_paper_is_asked_for_again_with_the_reason(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    review: dict[str, Any] = {"item": "bank_book", "upload": upload, "version": version}
    frame = centre.ask(DOYUN, "review", claim=number, accept=False, **review)
    assert (frame["code"], frame["details"]) == ("invalid_fact", {"field": "reason"})
    shown = done(centre, DOYUN, number, "review", accept=False, reason="계좌번호가 안 보여요", **review)
    paper = next(each["document"] for each in shown["documents"] if each["document"]["item"] == "bank_book")
    assert (paper["status"], paper["reason"]) == ("refused", "계좌번호가 안 보여요")
    assert told(centre, conversation)[-2:] == ["document_submitted", "document_refused"]


def test_remarks_stay_among_colleagues(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    shown = done(centre, DOYUN, number, "add_claim_note", text="고객 주민번호 900101-1234567")
    assert [note["text"] for note in shown["notes"]] == ["고객 주민번호 900101-*******"]
    assert "notes" not in centre.done(KIM, "claim", claim=number)["claim"]
    assert told(centre, conversation) == ["registered"]


def test_what_was_left_untold_is_asked_for_again_and_told_once(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    centre.done(DOYUN, "apply_transition", claim=number, coverage="own_damage", transition="assign", version=1)
    centre.claim_jobs.sent.clear()  # the Lambda died before it could send
    centre.now += 60_000
    maintain_claims(centre.services)
    assert centre.claim_jobs.sent == [PublishEventsJob(number)]
    work(centre)
    publish_claim_events(centre.services, number)
    assert told(centre, conversation) == ["registered", "assign"]
    assert not centre.claims.store.unpublished()


def test_a_delay_is_told_while_people_work_and_not_on_the_day_of_the_promise(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    hour, day = 3_600_000, 86_400_000  # T0 is a Friday, 17:00 in Seoul
    saturday, monday = T0 + day - 8 * hour, T0 + 3 * day - 8 * hour  # at 09:00
    tries = {T0: 0, saturday: 0, monday - hour: 0, monday: 2, monday + hour: 0}
    for moment, delays in tries.items():
        centre.now = moment
        before = len(told(centre, conversation))
        maintain_claims(centre.services)
        work(centre)
        assert told(centre, conversation)[before:] == ["late"] * delays
    assert number


def pressed(centre: Centre, conversation: str, number: int, button: str) -> None:
    offered = next(
        seq
        for seq, (_, entry) in sorted(centre.store.logs[conversation].items(), reverse=True)
        if any(each.id == button for each in getattr(entry.body, "buttons", ()))
    )
    body = {"type": "answer", "to": offered, "button": button}
    centre.done(KIM, "send", conversation=conversation, client_id=f"phone001:{number}", body=body)


def test_a_large_amount_is_held_and_the_call_about_it_is_booked_in_the_thread(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation, accident_type="single")
    stepped(centre, DOYUN, number, "assign")
    stepped(centre, DOYUN, number, "investigate")
    stepped(centre, DOYUN, number, "assess", amount=claim_rules().identity_hold_from)
    offered = centre.store.logs[conversation][centre.head(conversation).seq][1].body
    assert isinstance(offered, Text)
    assert [button.id for button in offered.buttons] == [f"claim:{number}:identity"]
    buttons = (offered.buttons[0].id, "choice:call", "choice:morning", "flow:confirm", "flow:confirm")
    for place, button in enumerate(buttons, start=1):
        pressed(centre, conversation, place, button)
        work(centre)
    assert told(centre, conversation)[-2:] == ["identity_hold", "booked_call"]
    line = centre.done(KIM, "claims")["claims"][0]["exposures"][0]
    assert "010-0000-1234" in line["appointment"]["text"]
    row = centre.done(DOYUN, "work_list")["work"][0]
    assert row["due_on"] == line["appointment"]["day"]
    shown = stepped(centre, DOYUN, number, "release_hold", note="통화로 확인")
    assert "appointment" not in shown["exposures"][0]


def test_the_core_system_played_here_assigns_every_line(centre: Centre) -> None:
    number = registered(centre)
    claim = centre.claims.store.get(number)
    assert claim is not None
    event = json.loads(msgspec.json.encode(outbound_event(claim, centre.claims.store.history(number)[0])))
    records = [{"messageId": one["id"], "body": json.dumps(one)} for one in decisions_for(event)]
    assert app.core_decisions({"Records": records}, None) == {"batchItemFailures": []}
    assert {line.coverage: line.stage for line in centre.claims.store.get(number).exposures} == {  # type: ignore[union-attr]
        "property_damage": "assigned",
        "own_damage": "assigned",
    }


def test_a_decision_of_the_core_system_is_carried_out_once(centre: Centre) -> None:
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
    assert told(centre, conversation) == ["registered", "assign"]


def decided(centre: Centre, number: str, name: str, step: str, **fields: Any) -> bool:
    """A decision of the core system from its queue; whether it was carried out. Everybody is told."""
    by = {"id": "core-7", "name": "정보상"}
    decision = {"id": name, "claim": number, "coverage": "own_damage", "transition": step, "by": by, **fields}
    event = {"Records": [{"messageId": "m1", "body": json.dumps(decision)}]}
    failed = app.core_decisions(event, None)["batchItemFailures"]
    work(centre)
    return not failed


def papers_of(shown: Frame) -> dict[str, str]:
    return {each["document"]["item"]: each["document"]["status"] for each in shown["documents"]}


def test_papers_that_the_core_system_asks_for_are_on_the_list_and_stay_there(centre: Centre) -> None:
    number = registered(centre)
    assert decided(centre, number, "core-2027-0001", "assign")
    assert not decided(centre, number, "core-2027-0002", "request_documents", items=["a_paper_nobody_knows"])
    assert decided(centre, number, "core-2027-0003", "request_documents", items=["police_report"])
    assert papers_of(centre.done(KIM, "claim", claim=number)["claim"])["police_report"] == "missing"
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    shown = done(centre, DOYUN, number, "amend_claim", version=version, facts={"place": "역삼역"})
    assert papers_of(shown)["police_report"] == "missing"


def test_notes_to_a_step_stay_among_colleagues(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    shown = stepped(centre, DOYUN, number, "assign")
    shown = stepped(centre, DOYUN, number, "investigate", note="고객 진술이 바뀜")
    assert "고객 진술이 바뀜" in shown["history"][-1]["text"]
    assert "진술이 바뀜" not in json.dumps(centre.done(KIM, "claim", claim=number), ensure_ascii=False)
    said = [entry.body for _, (_, entry) in sorted(centre.store.logs[conversation].items())]
    assert "진술이 바뀜" not in str(said)


def test_who_serves_the_customer_sees_his_claim_and_decides_nothing(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    stepped(centre, DOYUN, number, "assign")
    shown = centre.done(HANEUL, "claim", claim=number)["claim"]
    assert [step["name"] for line in shown["exposures"] for step in line["transitions"]] == ["withdraw", "withdraw"]
    frame = centre.ask(
        HANEUL, "apply_transition", claim=number, coverage="own_damage", transition="investigate", version=2
    )
    assert frame["code"] == NO
    assert [line.stage for line in centre.claims.store.get(number).exposures] == ["received", "assigned"]  # type: ignore[union-attr]


def test_the_pictures_he_is_sent_offer_him_no_more_either(centre: Centre) -> None:
    inbox = centre.courier.inboxes[f"line-of-{HANEUL.id}"] = []
    centre.done(HANEUL, "hello", device="desk0001")
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    stepped(centre, DOYUN, number, "assign")
    frames = [frame for frame in inbox if isinstance(frame, ClaimFrame)]
    assert {step.name for line in frames[-1].claim.exposures for step in line.transitions} == {"withdraw"}


def test_what_a_handler_accepted_its_sender_cannot_take_away(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    done(centre, DOYUN, number, "review", item="bank_book", upload=upload, version=version, accept=True)
    for item in ("", "identity_card"):
        assert centre.ask(KIM, "file_as", claim=number, upload=upload, item=item)["code"] == "document_already_accepted"
    shown = done(centre, DOYUN, number, "file_as", upload=upload, item="identity_card")
    assert papers_of(shown)["bank_book"] == "missing"


def test_a_corrected_day_is_judged_by_the_contract_of_that_day(centre: Centre) -> None:
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


def test_a_moment_with_a_fraction_of_a_second_is_cut_to_the_second(centre: Centre) -> None:
    number = registered(centre)
    facts = {"occurred_at": "2026-12-31T23:59:59.9999999+09:00"}
    done(centre, DOYUN, number, "amend_claim", version=1, facts=facts)
    assert centre.claims.store.get(number).facts["occurred_at"] == "2026-12-31T23:59:59+09:00"  # type: ignore[union-attr]


def test_a_corrected_time_is_held_against_other_accidents_of_these_cars(centre: Centre) -> None:
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


def test_who_was_given_a_line_works_on_it_whatever_his_department(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    assert centre.ask(SORA, "claim", claim=number)["code"] == NO
    centre.done(SORA, "availability", status="available")
    stepped(centre, DOYUN, number, "assign", adjuster=SORA.id)
    assert stepped(centre, SORA, number, "investigate")["exposures"][1]["stage"] == "investigating"
    assert [file["id"] for file in centre.done(SORA, "files", conversation=conversation)["files"]] == [upload]


def test_a_car_that_must_be_towed_after_all_is_told_to_roadside_once(centre: Centre) -> None:
    number = registered(centre, drivable="true")
    assert centre.claims.store.open_work("roadside") == ()
    for version, drivable in enumerate(("false", "true", "false"), start=1):
        done(centre, DOYUN, number, "amend_claim", version=version, facts={"drivable": drivable})
    assert [item.claim for item in centre.claims.store.open_work("roadside")] == [number]


def test_help_stands_first_dated_and_is_taken_and_done(centre: Centre) -> None:
    minsu = handler("agent-minsu", "roadside", "property")
    number = registered(centre)
    rows = centre.done(minsu, "work_list")["work"]
    assert [(row["coverage"], row.get("waiting_since", 0), row["due_on"]) for row in rows] == [
        ("", T0, "2027-01-15"),
        ("property_damage", 0, "2027-01-18"),
    ]
    assert centre.ask(DOYUN, "assist", claim=number, department="roadside")["code"] == NO
    done(centre, minsu, number, "assist", department="roadside")
    taken = next(row for row in centre.done(minsu, "work_list")["work"] if row["coverage"] == "")
    assert (taken["adjuster"]["id"], "waiting_since" in taken) == (minsu.id, False)
    done(centre, minsu, number, "assist", department="roadside", done=True)
    assert [row["coverage"] for row in centre.done(minsu, "work_list")["work"]] == ["property_damage"]


def test_danger_stands_first_on_every_work_list_with_what_takes_it(centre: Centre) -> None:
    minsu = handler("agent-minsu", "roadside")
    conversation = centre.opened()
    registered(centre, conversation, place="영동고속도로 강릉방향 112km", occurred_at="2027-01-15T16:50+09:00")
    centre.routing.enqueue(QueueEntry("talk2", LEE.id, "general", T0 - 60_000, danger=True, name="이순자"))
    centre.routing.enqueue(QueueEntry("talk3", LEE.id, "general", T0 - 90_000, name="이순자"))
    for who, coverages in ((minsu, [""]), (DOYUN, ["own_damage", "property_damage"])):
        first, *rest = centre.done(who, "work_list")["work"]
        assert (first["conversation"], first["claim"], first["danger"]) == ("talk2", "", True)
        assert first["waiting_since"] == T0 - 60_000
        assert [(row["coverage"], row["danger"], row["waiting_since"]) for row in rest] == [
            (coverage, True, T0) for coverage in coverages
        ]
    assert centre.done(person("agent-x", Role.AGENT, "general"), "work_list")["work"] == []


def test_who_is_told_to_be_in_danger_in_the_chat_is_so_on_the_work_list(centre: Centre) -> None:
    conversation = centre.opened()
    centre.store.conversations[conversation] = replace(centre.store.conversations[conversation], danger=True)
    number = registered(centre, conversation)
    found = centre.claims.store.get(number)
    assert found is not None
    assert found.danger

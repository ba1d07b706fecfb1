"""Rights on claims over the wire: who sees a claim, and who may do what with it."""

import json
import logging

import pytest

from chalicelib.access.table import SUBJECTS
from chalicelib.content.server_frames import ClaimFrame
from tests.entry.action_table import NOBODYS, ROWS
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.claim_fixtures import (
    DOYUN,
    HANEUL,
    NO,
    SORA,
    YUJIN,
    document_statuses,
    done,
    notified_codes,
    registered,
    sent,
    stepped,
)

CLAIM_ACTIONS = [action for action in ROWS if SUBJECTS[action] == "claims"]
CUSTOMERS_OWN = {"claims", "claim", "apply_transition", "account", "file_as"}
"""What customers may do with their own claims."""


@pytest.mark.parametrize("action", CLAIM_ACTIONS)
def test_who_may(centre: Centre, action: str) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    answers = {}
    for who in (SORA, KIM, LEE, HANEUL, DOYUN):
        fields = {**ROWS[action].frame, **({"claim": number} if "claim" in ROWS[action].frame else {})}
        if "upload" in fields:
            fields["upload"] = upload
        if "version" in fields:
            fields["version"] = centre.claims.store.get(number).version  # type: ignore[union-attr]
        frame = centre.ask(who, action, **fields)
        answers[who.id] = "ok" if frame["event"] == "ack" else frame["code"]
    own = "ok" if action in CUSTOMERS_OWN else NO
    of_staff = NO if action in ("account", "assist") else "ok"  # nobody here is of roadside
    serving = NO if action in ("account", "review", "assist") else "ok"
    not_hers = "ok" if action == "work_list" else NO
    known = {"nothing_to_review", "transition_unavailable", "identity_check_needed"}  # permitted, but not yet
    seen = {who: "ok" if code in known else code for who, code in answers.items()}
    assert seen == {KIM.id: own, LEE.id: NO, HANEUL.id: serving, DOYUN.id: of_staff, SORA.id: not_hers}


def test_a_missing_claim_is_refused_like_another_persons(centre: Centre) -> None:
    number = registered(centre)
    codes = [centre.ask(LEE, "claim", claim=claim)["code"] for claim in (number, NOBODYS)]
    assert codes == [NO, NO]


def test_access_and_refusals_are_audited_without_free_text(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
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


def test_an_outdated_version_is_refused_without_effect(centre: Centre) -> None:
    number = registered(centre)
    stepped(centre, DOYUN, number, "assign")
    frame = centre.ask(
        YUJIN, "apply_transition", claim=number, coverage="own_damage", transition="investigate", version=1
    )
    assert (frame["code"], frame["details"]) == ("claim_changed", {"seen": 1, "version": 2})


def test_a_colleagues_note_outdates_nothing(centre: Centre) -> None:
    number = registered(centre)
    for text in ("서류 확인함", "전화 예정"):
        done(centre, DOYUN, number, "add_claim_note", text=text)
    wanted = {"coverage": "own_damage", "transition": "assign"}
    assert done(centre, DOYUN, number, "apply_transition", **wanted, version=1)["version"] == 4
    frame = centre.ask(DOYUN, "amend_claim", claim=number, version=3, facts={"place": "역삼역"})
    assert (frame["code"], frame["details"]) == ("claim_changed", {"seen": 3, "version": 4})


def test_a_bank_account_is_the_customers_own_and_needs_a_second_identity_check(centre: Centre) -> None:
    account = {"claim": registered(centre), "bank": "kb", "number": "123-456-7890"}
    for proof in ("", "made-up", centre.proof_of(LEE)):
        frame = centre.ask(KIM, "account", **account, holder="김서연", proof=proof)
        assert (frame["code"], frame["details"]) == ("identity_check_needed", {"minutes": 10})
    frame = centre.ask(KIM, "account", **account, holder="박정호", proof=centre.proof_of(KIM))
    assert frame["code"] == "holder_differs"
    saved = centre.done(KIM, "account", **account, holder="김서연", proof=centre.proof_of(KIM))["claim"]
    assert saved["account"] == "KB국민 ******7890"


def test_claim_notes_stay_among_colleagues(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    shown = done(centre, DOYUN, number, "add_claim_note", text="고객 주민번호 900101-1234567")
    assert [note["text"] for note in shown["notes"]] == ["고객 주민번호 900101-*******"]
    assert "notes" not in centre.done(KIM, "claim", claim=number)["claim"]
    assert notified_codes(centre, conversation) == ["registered"]


def test_notes_to_a_transition_stay_among_colleagues(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    shown = stepped(centre, DOYUN, number, "assign")
    shown = stepped(centre, DOYUN, number, "investigate", note="고객 진술이 바뀜")
    assert "고객 진술이 바뀜" in shown["history"][-2]["text"]
    assert "진술이 바뀜" not in json.dumps(centre.done(KIM, "claim", claim=number), ensure_ascii=False)
    said = centre.bodies(conversation)
    assert "진술이 바뀜" not in str(said)


def test_a_serving_agent_sees_the_claim_and_decides_nothing(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    stepped(centre, DOYUN, number, "assign")
    shown = centre.done(HANEUL, "claim", claim=number)["claim"]
    assert [step["name"] for exposure in shown["exposures"] for step in exposure["transitions"]] == [
        "withdraw",
        "withdraw",
    ]
    frame = centre.ask(
        HANEUL, "apply_transition", claim=number, coverage="own_damage", transition="investigate", version=2
    )
    assert frame["code"] == NO
    assert [exposure.stage for exposure in centre.claims.store.get(number).exposures] == ["received", "assigned"]  # type: ignore[union-attr]


def test_views_for_a_serving_agent_offer_no_transitions(centre: Centre) -> None:
    inbox = centre.courier.inboxes[f"connection-of-{HANEUL.id}"] = []
    centre.done(HANEUL, "hello", device="desk0001")
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    stepped(centre, DOYUN, number, "assign")
    frames = [frame for frame in inbox if isinstance(frame, ClaimFrame)]
    assert {step.name for exposure in frames[-1].claim.exposures for step in exposure.transitions} == {"withdraw"}


def test_an_accepted_document_cannot_be_discarded_by_its_sender(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    done(centre, DOYUN, number, "review", item="bank_book", upload=upload, version=version, accept=True)
    for item in ("", "identity_card"):
        assert centre.ask(KIM, "file_as", claim=number, upload=upload, item=item)["code"] == "document_already_accepted"
    shown = done(centre, DOYUN, number, "file_as", upload=upload, item="identity_card")
    assert document_statuses(shown)["bank_book"] == "missing"


def test_an_adjuster_of_an_exposure_works_on_it_in_any_department(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation)
    assert centre.ask(SORA, "claim", claim=number)["code"] == NO
    centre.done(SORA, "availability", status="available")
    stepped(centre, DOYUN, number, "assign", adjuster=SORA.id)
    assert stepped(centre, SORA, number, "investigate")["exposures"][1]["stage"] == "investigating"
    assert [file["id"] for file in centre.done(SORA, "files", conversation=conversation)["files"]] == [upload]

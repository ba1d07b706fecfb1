"""Rights on a coverage, and a denial by two people, on the wire and from the core system."""

import json
from typing import Any

import pytest

from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import ClaimFrame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, Centre, Frame
from tests.entry.claim_fixtures import (
    DOYUN,
    HANEUL,
    SORA,
    YUJIN,
    adjuster,
    decided,
    done,
    notified_codes,
    registered,
    stepped,
)

HANA = adjuster("agent-hana", "own_car")
"""A colleague of DOYUN's."""
GROUNDS = "운전자 범위 밖의 운전"


def own(shown: Frame) -> Frame:
    exposure: Frame = next(exposure for exposure in shown["exposures"] if exposure["coverage"] == "own_damage")
    return exposure


def seen(centre: Centre, who: Identity, number: str) -> Frame:
    return own(centre.done(who, "claim", claim=number)["claim"])


def tried(centre: Centre, who: Identity, number: str, step: str, **fields: Any) -> Frame:
    """The answer to a step with the newest version."""
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    fields = {"coverage": "own_damage", **fields}
    return centre.ask(who, "apply_transition", claim=number, transition=step, version=version, **fields)


def investigated(centre: Centre, conversation: str = "") -> str:
    number = registered(centre, conversation, injured="true")
    stepped(centre, DOYUN, number, "assign")
    stepped(centre, DOYUN, number, "investigate")
    return number


def test_an_adjuster_of_one_coverage_applies_no_transition_to_another(centre: Centre) -> None:
    number = investigated(centre)
    frame = tried(centre, SORA, number, "negotiate_liability")
    assert (frame["code"], frame["details"]) == (
        "not_your_coverage",
        {"coverage": "own_damage", "department": "own_car"},
    )
    assert "transitions" not in seen(centre, SORA, number)
    assert tried(centre, SORA, number, "assign", coverage="bodily_injury")["event"] == "ack"
    assert tried(centre, DOYUN, number, "investigate", coverage="bodily_injury")["code"] == "not_your_coverage"


def test_a_colleague_assigns_themselves_before_another_transition(centre: Centre) -> None:
    number = investigated(centre)
    assert [step["name"] for step in seen(centre, HANA, number)["transitions"]] == ["assign"]
    assert tried(centre, HANA, number, "negotiate_liability")["code"] == "not_your_coverage"
    stepped(centre, HANA, number, "assign")
    assert stepped(centre, HANA, number, "negotiate_liability")
    assert tried(centre, DOYUN, number, "propose_liability", liability_percent=0)["code"] == "not_your_coverage"
    assert stepped(centre, YUJIN, number, "propose_liability", liability_percent=0), "a supervisor may"


def test_a_document_is_reviewed_by_a_department_that_needs_it(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation, injured="true")
    about = {"client_id": "tablet01:f1", "name": "견적서.jpg", "size": 1_000}
    upload = centre.done(KIM, "upload", conversation=conversation, **about)["upload"]["id"]
    shown = done(centre, KIM, number, "file_as", upload=upload, item="repair_estimate")
    review = {"claim": number, "item": "repair_estimate", "upload": upload, "version": shown["version"]}
    for who, code in ((SORA, "not_your_coverage"), (HANEUL, "not_allowed")):
        documents = centre.done(who, "claim", claim=number)["claim"]["documents"]
        assert "reviewable" not in next(each for each in documents if each["document"]["item"] == "repair_estimate")
        assert centre.ask(who, "review", accept=True, **review)["code"] == code
    documents = centre.done(HANA, "claim", claim=number)["claim"]["documents"]
    assert next(each for each in documents if each["document"]["item"] == "repair_estimate")["reviewable"]
    assert centre.ask(HANA, "review", accept=True, **review)["event"] == "ack"
    for who in (SORA, HANEUL):
        assert centre.ask(who, "file_as", claim=number, upload=upload, item="")["code"] == "document_already_accepted"


def test_an_unconfirmed_denial_changes_nothing_and_notifies_nobody(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    number = investigated(centre, conversation)
    inbox = centre.courier.inboxes[f"connection-of-{KIM.id}"] = []
    centre.done(KIM, "hello", device="phone001")
    before, texts = seen(centre, KIM, number), notified_codes(centre, conversation)
    inbox.clear()
    centre.queued_notifications.queued.clear()
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS, note="녹취 확인")
    assert (seen(centre, KIM, number), notified_codes(centre, conversation)) == (before, texts)
    assert centre.queued_notifications.queued == []
    for who in (KIM, HANEUL):
        whole = json.dumps(centre.done(who, "claim", claim=number), ensure_ascii=False)
        assert GROUNDS not in whole
        assert "부지급" not in whole
        refused = tried(centre, who, number, "appeal", grounds="x")
        assert "denial" not in json.dumps(refused)
    assert not [frame for frame in inbox if isinstance(frame, ClaimFrame)]


def test_colleagues_see_the_proposal_and_one_confirms_its_exact_text(centre: Centre) -> None:
    conversation = centre.opened()
    number = investigated(centre, conversation)
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS)
    row = next(row for row in centre.done(HANA, "work_list")["work"] if row["claim"] == number)
    assert row["flags"][0] == "denial_proposed"
    mine, hers = seen(centre, DOYUN, number), seen(centre, HANA, number)
    assert {"confirm_denial", "reject_denial"} & {step["name"] for step in mine["transitions"]} == set()
    assert [step["name"] for step in hers["transitions"]] == ["assign", "confirm_denial", "reject_denial"]
    proposal = hers["proposal"]
    assert (proposal["by"]["id"], proposal["grounds"]) == (DOYUN.id, GROUNDS)
    assert "proposal" not in seen(centre, SORA, number), "another department's"
    assert GROUNDS not in json.dumps(centre.done(SORA, "claim", claim=number), ensure_ascii=False)
    for who, fields, code in (
        (DOYUN, {"proposal": proposal["id"]}, "second_person"),
        (HANA, {}, "transition_incomplete"),
        (HANA, {"proposal": "abc123"}, "denial_text_changed"),
        (SORA, {"proposal": proposal["id"]}, "not_your_coverage"),
        (KIM, {"proposal": proposal["id"]}, "not_allowed"),
    ):
        assert tried(centre, who, number, "confirm_denial", **fields)["code"] == code
    shown = stepped(centre, HANA, number, "confirm_denial", proposal=proposal["id"])
    assert (own(shown)["stage"], own(shown)["grounds"]) == ("denied", GROUNDS)
    assert notified_codes(centre, conversation)[-1] == "deny"
    said = centre.bodies(conversation)[-1]
    assert isinstance(said, Notice)
    assert said.text == next(each["text"] for each in proposal["texts"] if each["locale"] == "ko")
    history = {event["code"]: event["by"]["id"] for event in shown["history"] if event.get("by")}
    assert (history["deny_proposed"], history["deny"]) == (DOYUN.id, HANA.id)


def test_a_proposal_read_in_an_older_version_is_not_confirmed(centre: Centre) -> None:
    number = investigated(centre)
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS)
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    proposal = seen(centre, HANA, number)["proposal"]["id"]
    done(centre, DOYUN, number, "amend_claim", version=version, facts={"place": "역삼역"})
    frame = centre.ask(
        HANA,
        "apply_transition",
        claim=number,
        coverage="own_damage",
        transition="confirm_denial",
        version=version,
        proposal=proposal,
    )
    assert frame["code"] == "claim_changed"
    assert tried(centre, HANA, number, "confirm_denial", proposal=proposal)["code"] == "transition_unavailable", (
        "it is void"
    )
    shown = centre.done(DOYUN, "claim", claim=number)["claim"]
    assert "denial_void" in [event["code"] for event in shown["history"]]


def test_the_core_systems_denial_needs_a_second_person_too(centre: Centre) -> None:
    conversation = centre.opened()
    number = investigated(centre, conversation)
    by = {"id": DOYUN.id, "name": "오도윤"}
    assert decided(centre, number, "core-2027-0001", "deny", grounds=GROUNDS, by=by)
    assert notified_codes(centre, conversation)[-1] == "documents_due", "nothing was denied"
    claim = centre.claims.store.get(number)
    assert claim is not None
    read = centre.claims.store.history(claim)[-1].data["proposal"]
    assert tried(centre, DOYUN, number, "confirm_denial", proposal=read)["code"] == "second_person"
    for name, fields in (("core-2027-0002", {"by": by, "proposal": read}), ("core-2027-0003", {"proposal": "abc123"})):
        assert not decided(centre, number, name, "confirm_denial", **fields)
    assert not decided(centre, number, "core-2027-0004", "confirm_denial")
    assert own(centre.done(KIM, "claim", claim=number)["claim"])["stage"] == "investigating"
    centre.now += 2 * 86_400_000
    assert decided(centre, number, "core-2027-0005", "confirm_denial", proposal=read)
    assert notified_codes(centre, conversation)[-1] == "deny"


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_a_supervisor_may_confirm_and_reject(centre: Centre, role: Role) -> None:
    number = investigated(centre)
    second = HANA if role is Role.AGENT else YUJIN
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS)
    stepped(centre, second, number, "reject_denial", note="면책 조항을 다시 확인")
    assert "proposal" not in seen(centre, DOYUN, number)
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS)
    stepped(centre, DOYUN, number, "withdraw_denial")
    stepped(centre, DOYUN, number, "deny", grounds=GROUNDS)
    read = seen(centre, second, number)["proposal"]["id"]
    assert own(stepped(centre, second, number, "confirm_denial", proposal=read))["stage"] == "denied"

"""A denial by two people: nothing changes until the second one has confirmed the customer's text."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.denials import customer_texts
from chalicelib.claims.errors import DenialTextChanged, SecondPerson, TransitionIncomplete, TransitionUnavailable
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.transitions import apply_transition
from chalicelib.content.configuration import texts
from chalicelib.content.views import Named
from chalicelib.kernel.errors import BaroError, NotAllowed
from tests.unit.claims.people import ACCOUNT, DAY, DOYUN, KIM, NOW, RULES, SORA, read, request_for
from tests.unit.claims.test_transitions import ASSESSED, OWN, after, exposure_of

GROUNDS = "운전자 범위 밖의 운전"


def proposed(**fields: Any) -> tuple[Claim, ClaimEvent]:
    made, (event,) = apply_transition(
        after(*ASSESSED[:2]), OWN, request_for("deny", grounds=GROUNDS, **fields), RULES, NOW
    )
    return made, event


def confirmed(
    made: Claim, by: Named = SORA, now: int = NOW, relation: Any = Relation.COLLEAGUE, **fields: Any
) -> Claim:
    return apply_transition(
        made,
        OWN,
        request_for("confirm_denial", by, relation, **{"proposal": read(made, now=now), **fields}),
        RULES,
        now,
    )[0]


def test_a_proposal_changes_nothing_and_does_not_notify_the_customer() -> None:
    before = exposure_of(after(*ASSESSED[:2]))
    made, event = proposed(note="녹취 확인")
    assert replace(exposure_of(made), proposal=None) == before
    assert (event.code, event.notify_customer, event.internal) == ("deny_proposed", False, True)
    assert event.data["text"] == customer_texts(made, exposure_of(made), GROUNDS, RULES, NOW)["ko"]


def test_another_person_confirms_the_text_that_is_sent() -> None:
    made, _ = proposed()
    done, (event,) = apply_transition(made, OWN, request_for("confirm_denial", SORA, proposal=read(made)), RULES, NOW)
    assert (exposure_of(done).stage, exposure_of(done).grounds, exposure_of(done).appeal_until) == (
        "denied",
        GROUNDS,
        "2027-02-22",
    )
    assert exposure_of(done).proposal is None
    assert (event.code, event.notify_customer, event.data) == (
        "deny",
        True,
        {"grounds": GROUNDS, "until": "2027-02-22", "decided_by": "오도윤, 윤소라", "on": "2026-11-23"},
    )
    said = customer_texts(made, exposure_of(made), GROUNDS, RULES, NOW)
    assert said == {locale: event_text(event, done, texts(locale)) for locale in ("ko", "en")}
    assert all(GROUNDS in text and "22" in text for text in said.values())


@pytest.mark.parametrize("relation", [Relation.COLLEAGUE, Relation.SUPERVISOR, Relation.CORE])
def test_nobody_confirms_or_rejects_their_own_proposal(relation: Any) -> None:
    made, _ = proposed()
    for step in ("confirm_denial", "reject_denial"):
        with pytest.raises(SecondPerson):
            apply_transition(made, OWN, request_for(step, DOYUN, relation, proposal=read(made), note="x"), RULES, NOW)


def test_a_confirmation_needs_the_text_that_is_sent() -> None:
    made, _ = proposed()
    for wrong in ("0" * 24, read(made, now=NOW - 5 * DAY), read(made, now=NOW + 5 * DAY)):
        with pytest.raises(DenialTextChanged):
            confirmed(made, proposal=wrong)
    with pytest.raises(DenialTextChanged):
        confirmed(made, now=NOW + 5 * DAY, proposal=read(made))
    with pytest.raises(TransitionIncomplete):
        confirmed(made, proposal="")
    again, _ = apply_transition(
        apply_transition(made, OWN, request_for("withdraw_denial"), RULES, NOW)[0],
        OWN,
        request_for("deny", grounds="다른 사유"),
        RULES,
        NOW,
    )
    with pytest.raises(DenialTextChanged):
        confirmed(again, proposal=read(made))


def test_the_core_system_may_confirm_an_earlier_date_and_the_customer_gets_the_later_one() -> None:
    made, event = proposed()
    done = confirmed(made, now=NOW + 5 * DAY, relation=Relation.CORE, proposal=event.data["proposal"])
    assert exposure_of(done).appeal_until == "2027-02-26"
    with pytest.raises(DenialTextChanged):
        confirmed(made, now=NOW + DAY, relation=Relation.CORE, proposal=read(made, now=NOW + 9 * DAY))


def test_a_proposal_is_withdrawn_by_its_proposer_and_rejected_with_a_reason_by_another() -> None:
    made, _ = proposed()
    back, (event,) = apply_transition(made, OWN, request_for("withdraw_denial"), RULES, NOW)
    assert (exposure_of(back).proposal, event.code, event.notify_customer) == (None, "denial_withdrawn", False)
    with pytest.raises(NotAllowed):
        apply_transition(made, OWN, request_for("withdraw_denial", SORA), RULES, NOW)
    with pytest.raises(TransitionIncomplete):
        apply_transition(made, OWN, request_for("reject_denial", SORA, note="  "), RULES, NOW)
    sent, (event,) = apply_transition(
        made, OWN, request_for("reject_denial", SORA, note="면책 조항을 다시 확인"), RULES, NOW
    )
    assert (exposure_of(sent).proposal, event.code, event.notify_customer) == (None, "denial_rejected", False)
    with pytest.raises(TransitionUnavailable):
        apply_transition(sent, OWN, request_for("confirm_denial", SORA, proposal="0"), RULES, NOW)


@pytest.mark.parametrize(
    "step, by, relation, fields",
    [
        ("request_documents", DOYUN, Relation.COLLEAGUE, {"items": ("diagnosis",)}),
        ("negotiate_liability", DOYUN, Relation.COLLEAGUE, {}),
        ("dispute", KIM, Relation.OWNER, {"grounds": "직진 중이었어요"}),
        ("withdraw", KIM, Relation.OWNER, {"grounds": "수리 안 함"}),
    ],
)
def test_a_proposal_is_void_after_another_transition(step: str, by: Named, relation: Any, fields: Any) -> None:
    made, _ = proposed()
    moved, events = apply_transition(made, OWN, request_for(step, by, relation, **fields), RULES, NOW)
    assert exposure_of(moved).proposal is None
    assert [event.code for event in events if event.internal] == ["denial_void"]
    with pytest.raises(TransitionUnavailable):
        apply_transition(moved, OWN, request_for("confirm_denial", SORA, proposal=read(made)), RULES, NOW)


def test_another_adjuster_or_due_date_keeps_the_proposal() -> None:
    made, _ = proposed()
    moved, _ = apply_transition(made, OWN, request_for("assign", SORA), RULES, NOW)
    moved, _ = apply_transition(moved, OWN, request_for("delay", SORA, day="2026-12-20", grounds="사정"), RULES, NOW)
    assert exposure_of(confirmed(moved)).stage == "denied"


def test_blank_grounds_are_missing() -> None:
    with pytest.raises(TransitionIncomplete):
        after(*ASSESSED[:2], ("deny", {"grounds": " \n "}))


class Denials(RuleBasedStateMachine):
    """Random transitions by random people: a denial always takes two people, and is not notified before."""

    def __init__(self) -> None:
        super().__init__()
        self.claim = replace(after(*ASSESSED[:2]), account=ACCOUNT)
        self.proposer = ""

    @rule(
        step=st.sampled_from(
            ["deny", "confirm_denial", "reject_denial", "withdraw_denial", "investigate", "negotiate_liability",
             "propose_liability", "assess", "assign", "reopen", "appeal", "dispute", "settle_dispute", "withdraw"]
        ),
        by=st.sampled_from([
            (DOYUN, Relation.COLLEAGUE), (SORA, Relation.COLLEAGUE), (DOYUN, Relation.CORE),
            (Named("core-7", "정보상"), Relation.CORE), (KIM, Relation.OWNER),
        ]),
        stale=st.booleans(),
    )  # fmt: skip
    def apply_any(self, step: str, by: Any, stale: bool) -> None:
        before = self.claim.exposure(OWN)
        assert before is not None
        name = "0" if stale or before.proposal is None else read(self.claim)
        fields: dict[str, Any] = {
            "grounds": "사유",
            "note": "메모",
            "amount": 1_000,
            "liability_percent": 10,
            "proposal": name,
        }
        try:
            self.claim, events = apply_transition(self.claim, OWN, request_for(step, *by, **fields), RULES, NOW)
        except BaroError:
            return
        if step == "deny":
            self.proposer = by[0].id
        if self.claim.exposure(OWN).stage == "denied" and before.stage != "denied":  # type: ignore[union-attr]
            assert by[0].id != self.proposer
            assert step == "confirm_denial"
            assert before.proposal is not None
        else:
            assert "deny" not in {event.code for event in events}

    @invariant()
    def a_proposal_stands_only_where_it_can_be_confirmed(self) -> None:
        exposure = self.claim.exposure(OWN)
        assert exposure is not None
        assert exposure.proposal is None or exposure.stage not in ("denied", "withdrawn", "approved")


TestDenials = Denials.TestCase
TestDenials.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)

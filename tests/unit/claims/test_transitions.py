"""The workflow of an exposure, transition by transition and with random sequences."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.errors import (
    AmountTooHigh,
    AppealOver,
    NoAccount,
    SecondPerson,
    TransitionIncomplete,
    TransitionUnavailable,
    UnknownCoverage,
    UnknownTransition,
)
from chalicelib.claims.model import FINAL_STAGES, Claim
from chalicelib.claims.rights import permitted_transitions
from chalicelib.claims.rules import STAGES, claim_rules
from chalicelib.claims.transitions import apply_transition
from chalicelib.claims.workflow import TRANSITIONS, available_transitions
from chalicelib.kernel.errors import BaroError, NotAllowed
from tests.unit.claims.people import (
    ACCOUNT,
    DAY,
    DOYUN,
    KIM,
    NOW,
    REAR_END,
    RULES,
    SORA,
    claim,
    deny,
    party,
    request_for,
)

OWN = "own_damage"


def after(*steps: tuple[str, dict[str, Any]], start: Claim | None = None, coverage: str = OWN) -> Claim:
    made = start or replace(claim(REAR_END), account=ACCOUNT)
    for name, fields in steps:
        made, _ = apply_transition(made, coverage, request_for(name, **fields), RULES, NOW)
    return made


ASSESSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("assign", {}),
    ("investigate", {}),
    ("negotiate_liability", {}),
    ("propose_liability", {"liability_percent": 0}),
    ("assess", {"amount": 1_800_000}),
)
APPROVED = (*ASSESSED, ("approve", {"by": SORA}))


def exposure_of(made: Claim) -> Any:
    return made.exposure(OWN)


def test_the_usual_transitions_end_in_paid_and_closed() -> None:
    done = after(*APPROVED, ("pay", {}), ("close", {}))
    assert (exposure_of(done).stage, exposure_of(done).paid, exposure_of(done).adjuster) == ("closed", 1_800_000, DOYUN)
    assert done.is_open, "the other coverage is still open"
    done = after(("withdraw", {"grounds": "수리 안 함"}), start=done, coverage="property_damage")
    assert not done.is_open


def test_the_last_ended_exposure_closes_the_claim() -> None:
    once = after(("withdraw", {"grounds": "안 함"}))
    _, events = apply_transition(once, "property_damage", request_for("withdraw", grounds="안 함"), RULES, NOW)
    assert [event.code for event in events] == ["withdraw", "claim_closed"]
    assert [event.number for event in events] == [2, 3]


@pytest.mark.parametrize("stage", STAGES)
def test_a_transition_outside_its_stages_is_an_error_with_the_possible_ones(stage: str) -> None:
    one = claim({"accident_type": "single"})
    stuck = replace(one, exposures=tuple(replace(exposure, stage=stage) for exposure in one.exposures))
    available = available_transitions(stuck.exposures[0])
    assert set(available) <= {step for step, rule in TRANSITIONS.items() if stage in rule.from_stages}
    everything: dict[str, Any] = {"amount": 1, "liability_percent": 1, "grounds": "x", "note": "x", "proposal": "0"}
    for step in TRANSITIONS.keys() - set(available):
        with pytest.raises(TransitionUnavailable) as refused:
            apply_transition(stuck, OWN, request_for(step, relation=Relation.SUPERVISOR, **everything), RULES, NOW)
        assert refused.value.details["allowed"] == ", ".join(available), step


def test_a_large_amount_is_held_until_identification() -> None:
    held = after(*ASSESSED[:-1], ("assess", {"amount": RULES.identity_hold_from}))
    assert exposure_of(held).stage == "identity_hold"
    with pytest.raises(TransitionUnavailable):
        after(("approve", {"by": SORA}), start=held)
    free = after(("release_hold", {"note": "영상통화로 신분증 확인"}), ("approve", {"by": SORA}), start=held)
    assert exposure_of(free).stage == "approved"


def test_an_assessor_cannot_approve_their_own_amount() -> None:
    with pytest.raises(SecondPerson):
        after(*ASSESSED, ("approve", {}))
    assert "approve" not in permitted_transitions(exposure_of(after(*ASSESSED)), party())
    assert "approve" in permitted_transitions(exposure_of(after(*ASSESSED)), party(SORA))


def test_an_advance_is_limited_and_deducted_from_the_payment() -> None:
    with pytest.raises(AmountTooHigh) as refused:
        after(*ASSESSED, ("advance", {"amount": 900_001, "relation": Relation.SUPERVISOR}))
    assert refused.value.details == {"max": 900_000}
    paid = after(
        *ASSESSED, ("advance", {"amount": 900_000, "relation": Relation.SUPERVISOR}), ("approve", {"by": SORA})
    )
    paid, events = apply_transition(paid, OWN, request_for("pay"), RULES, NOW)
    assert (exposure_of(paid).paid, events[0].data["amount"]) == (1_800_000, "900,000")
    with pytest.raises(NotAllowed):
        after(*ASSESSED, ("advance", {"amount": 1}))


def test_a_payment_needs_a_bank_account() -> None:
    with pytest.raises(NoAccount):
        after(*APPROVED, ("pay", {}), start=claim(REAR_END))


def test_liability_is_settled_before_the_amount_where_there_is_a_counterparty() -> None:
    investigating = after(*ASSESSED[:2])
    assert "assess" not in available_transitions(exposure_of(investigating))
    alone = replace(claim({"accident_type": "single"}), account=ACCOUNT)
    assert exposure_of(after(*ASSESSED[:2], ("assess", {"amount": 100}), start=alone)).stage == "assessed"


def test_a_denial_needs_grounds_and_can_be_appealed_in_time() -> None:
    with pytest.raises(TransitionIncomplete):
        after(*ASSESSED[:2], ("deny", {}))
    denied = deny(after(*ASSESSED[:2]))
    assert exposure_of(denied).appeal_until == "2027-02-22", "ninety days later is a Sunday"
    again = exposure_of(after(("reopen", {"note": "새 자료"}), start=denied))
    assert (again.stage, again.grounds, again.appeal_until) == ("investigating", "", "")
    by_him = request_for("appeal", KIM, Relation.OWNER, grounds="사실과 달라요")
    assert apply_transition(denied, OWN, by_him, RULES, NOW)[0].exposures[1].stage == "dispute"
    with pytest.raises(AppealOver):
        apply_transition(denied, OWN, by_him, RULES, NOW + 92 * DAY)


def test_a_customer_may_withdraw_dispute_and_appeal_and_nothing_else() -> None:
    for stage in STAGES:
        exposure = replace(claim(REAR_END).exposures[1], stage=stage)
        assert set(permitted_transitions(exposure, party(KIM, Relation.OWNER))) <= {"withdraw", "dispute", "appeal"}
    with pytest.raises(NotAllowed):
        apply_transition(claim(REAR_END), OWN, request_for("assign", KIM, Relation.OWNER), RULES, NOW)


def test_every_stage_has_its_start_and_due_date() -> None:
    approved = after(*APPROVED)
    assert exposure_of(approved).due_on == "2026-11-30", "seven days from the amount being fixed"
    assert exposure_of(approved).reached["investigating"] == NOW


def test_a_later_due_date_needs_a_future_day_and_a_reason() -> None:
    for wrong in ({"day": "2026-11-23", "grounds": "x"}, {"day": "soon", "grounds": "x"}, {"day": "2026-12-01"}):
        with pytest.raises(TransitionIncomplete):
            after(("delay", wrong))
    assert exposure_of(after(("delay", {"day": "2026-12-01", "grounds": "부품 수급"}))).due_on == "2026-12-01"


def test_unknown_transitions_and_coverages_are_named() -> None:
    with pytest.raises(UnknownTransition):
        after(("fly", {}))
    with pytest.raises(UnknownCoverage):
        apply_transition(claim(REAR_END), "uninsured", request_for("assign"), RULES, NOW)


class AnySteps(RuleBasedStateMachine):
    """Everybody tries everything."""

    def __init__(self) -> None:
        super().__init__()
        self.claim = replace(claim({**REAR_END, "injured": "true"}), account=ACCOUNT)
        self.sent: dict[str, list[int]] = {}
        self.now = NOW

    @rule(
        coverage=st.sampled_from(["bodily_injury", "property_damage", OWN]),
        step=st.sampled_from(sorted(TRANSITIONS)),
        by=st.sampled_from([(DOYUN, Relation.COLLEAGUE), (SORA, Relation.SUPERVISOR), (KIM, Relation.OWNER)]),
        amount=st.sampled_from([None, 0, 1_000, 2_000_000, 30_000_000]),
        liability_percent=st.sampled_from([None, 0, 30, 100]),
    )
    def apply_any(self, coverage: str, step: str, by: Any, amount: int | None, liability_percent: int | None) -> None:
        before = self.claim.exposure(coverage)
        assert before is not None
        wanted = request_for(
            step,
            *by,
            amount=amount,
            liability_percent=liability_percent,
            grounds="사유",
            note="메모",
            day="2027-11-01",
            items=("diagnosis",),
        )
        try:
            self.claim, events = apply_transition(self.claim, coverage, wanted, claim_rules(), self.now)
        except BaroError:
            return
        exposure = self.claim.exposure(coverage)
        assert exposure is not None
        assert before.stage in TRANSITIONS[step].from_stages
        if exposure.paid > before.paid:
            self.sent.setdefault(coverage, []).append(exposure.paid)
        assert [event.number for event in events] == list(
            range(self.claim.events - len(events) + 1, self.claim.events + 1)
        )

    @invariant()
    def money_is_paid_once_and_by_two(self) -> None:
        for exposure in self.claim.exposures:
            assert len(self.sent.get(exposure.coverage, ())) <= 1
            if exposure.stage in ("approved", "paid"):
                assert exposure.assessed_by is not None
                assert exposure.approved_by is not None
                assert exposure.assessed_by.id != exposure.approved_by.id

    @invariant()
    def a_claim_is_over_only_when_every_coverage_is(self) -> None:
        assert self.claim.is_open is any(exposure.stage not in FINAL_STAGES for exposure in self.claim.exposures)


TestAnySteps = AnySteps.TestCase
TestAnySteps.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

"""The usual path of an exposure: its stages and the next usual transition, as configured in `claims.toml`."""

from dataclasses import replace as replaced

import pytest
from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.model import Claim
from chalicelib.claims.rights import Party
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.rules_validation import validate_claim_rules
from chalicelib.claims.views import exposure_view, view_context
from chalicelib.content.claim_views import ExposureView
from chalicelib.content.configuration import flows, texts
from tests.unit.claims.people import DOYUN, KIM, NOW, REAR_END, RULES, claim, party

CONTEXT = view_context(party(), RULES, flows()["accident_report"], texts("ko"), NOW)


def shown(made: Claim, who: Party | None = None, rules: ClaimRules = RULES) -> ExposureView:
    context = replaced(CONTEXT, party=who or party(), rules=rules)
    return exposure_view(made, made.exposures[0], context)


def claim_at(stage: str, **fields: object) -> Claim:
    made = claim(REAR_END)
    one = replace(made.exposures[0], stage=stage, **fields)
    return replace(made, exposures=(one, *made.exposures[1:]))


@pytest.mark.parametrize(
    "stage,fields,usual",
    [
        ("received", {}, "assign"),
        ("received", {"adjuster": DOYUN}, ""),
        ("assigned", {"adjuster": DOYUN}, "investigate"),
        ("investigating", {"adjuster": DOYUN}, "negotiate_liability"),
        ("investigating", {"adjuster": DOYUN, "liability_percent": 20}, "assess"),
        ("liability_negotiation", {"adjuster": DOYUN}, "propose_liability"),
        ("paid", {"adjuster": DOYUN, "payment": "x"}, "close"),
        ("closed", {"adjuster": DOYUN, "payment": "x"}, ""),
    ],
)
def test_the_usual_next_transition_of_a_stage(stage: str, fields: dict[str, object], usual: str) -> None:
    assert shown(claim_at(stage, **fields)).usual_transition == usual


def test_a_customer_has_no_usual_next_transition() -> None:
    view = shown(claim_at("assigned"), Party(KIM.id, Relation.OWNER))
    assert [one.name for one in view.transitions] == ["withdraw"]
    assert view.usual_transition == ""


def test_progress_shows_the_usual_stages_in_order() -> None:
    assert [stage.name for stage in shown(claim(REAR_END)).usual_path] == list(RULES.usual_stages)
    alone = shown(claim(REAR_END | {"accident_type": "single", "counterparty_plate": ""}))
    assert [stage.name for stage in alone.usual_path] == [
        name for name in RULES.usual_stages if name != "liability_negotiation"
    ]


def test_transitions_are_in_the_configured_order() -> None:
    rules = replace(RULES, usual_stages=("received", "paid"), usual_transitions=("delay", "investigate"))
    view = shown(claim_at("assigned", adjuster=DOYUN), rules=rules)
    assert ([stage.name for stage in view.usual_path], view.usual_transition) == (["received", "paid"], "delay")


@pytest.mark.parametrize(
    "wrong,said",
    [
        ({"usual_stages": ("received", "lost")}, "usual_stages has unknown names: lost"),
        ({"usual_stages": ("assigned", "received")}, "must begin with received"),
        ({"usual_transitions": ("assess", "assess")}, "each once"),
        ({"usual_transitions": ()}, "must have names"),
        ({"usual_transitions": ("fly",)}, "usual_transitions has unknown names: fly"),
    ],
)
def test_an_invalid_usual_path_is_refused_at_start_up(wrong: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        validate_claim_rules(replace(RULES, **wrong))

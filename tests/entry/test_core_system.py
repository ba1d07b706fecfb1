"""The core system: decisions over HTTPS and from the queue, and the content of docs/core-system.md."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

import app
from chalicelib.amendments.core_orders import OutboundOrder, read_answer
from chalicelib.claims.core_inbound import read_decision
from chalicelib.claims.core_outbound import OutboundEvent
from chalicelib.claims.workflow import TRANSITIONS
from tests.entry.centre import Centre, Frame
from tests.entry.claim_fixtures import YUJIN, registered
from tests.entry.rest import posted
from tests.entry.test_sign_in import signing, token, verifier

__all__ = ["signing", "verifier"]

DOCS = (Path(app.__file__).parent / "docs/core-system.md").read_text("utf-8")


def post(body: Any, **claims: Any) -> tuple[int, Frame]:
    """`POST /core/decisions` with a token of these claims: status and body."""
    return posted("/core/decisions", body, token(**claims))


def decision(claim: str, **fields: Any) -> Frame:
    by = {"id": "core-7", "name": "정보상"}
    return {"id": "core-00001", "claim": claim, "coverage": "own_damage", "transition": "assign", "by": by, **fields}


def test_unknown_fields_of_a_person_are_ignored(signing: Centre) -> None:
    by = {"id": "core-7", "name": "정보상", "team": "보상1팀"}
    assert post(decision(registered(signing), by=by, adjuster=by), role="core")[0] == 200


def test_a_decision_is_applied_once(signing: Centre) -> None:
    number = registered(signing)
    assert post(decision(number), role="core") == (200, {"claim": number, "version": 2})
    assert post(decision(number), role="core") == (200, {"claim": number, "version": 2})


@pytest.mark.parametrize("role", ["customer", "agent", "supervisor"])
def test_people_cannot_speak_for_the_core_system(signing: Centre, role: str) -> None:
    status, body = post(decision(registered(signing)), role=role)
    assert (status, body["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    "body, status, code",
    [
        ("not json", 400, "invalid_frame"),
        ({"id": "core-00001"}, 400, "invalid_frame"),
        ({"transition": "pay"}, 409, "transition_unavailable"),
        ({"claim": "20260101-000000"}, 403, "not_allowed"),
    ],
)
def test_an_impossible_decision_is_an_error(signing: Centre, body: Any, status: int, code: str) -> None:
    number = registered(signing)
    sent = body if isinstance(body, str) or "id" in body else {**decision(number), **body}
    found, answer = post(sent, role="core")
    assert (found, answer["code"]) == (status, code)


def written(claim: str, **literals: str) -> str:
    """A decision with fields written in just this way."""
    plain = json.dumps(decision(claim, transition="assess"))[:-1]
    return "".join([plain, *(f', "{name}": {literal}' for name, literal in literals.items()), "}"])


def assessable(centre: Centre) -> str:
    """A claim of which an amount can be fixed."""
    number = registered(centre)
    for name, fields in (
        ("assign", {}),
        ("investigate", {}),
        ("negotiate_liability", {}),
        ("propose_liability", {"liability_percent": 0}),
    ):
        assert post(decision(number, id=f"core-{name}", transition=name, **fields), role="core")[0] == 200
    return number


@pytest.mark.parametrize("literal", ["1800000", "1800000.00", "1.8E+6", "1.8e6", "180000000E-2"])
def test_a_whole_amount_is_accepted_in_any_notation(signing: Centre, literal: str) -> None:
    number = assessable(signing)
    assert post(written(number, amount=literal), role="core")[0] == 200
    assert signing.claims.store.get(number).exposure("own_damage").assessed == 1_800_000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "field, literal",
    [
        ("amount", "1800000.5"),
        ("amount", "1800000.00000000000000000000000000001"),
        ("amount", "-1"),
        ("amount", "-1.0"),
        ("amount", "100000000000.01"),
        ("amount", "1E+12"),
        ("amount", "1E+999999999"),
        ("amount", '"1800000"'),
        ("liability_percent", "20.5"),
        ("liability_percent", "1.01E+2"),
    ],
)
def test_an_amount_that_is_not_whole_or_out_of_bounds_is_refused_by_its_field(
    signing: Centre, field: str, literal: str
) -> None:
    number = assessable(signing)
    status, body = post(written(number, **{field: literal}), role="core")
    assert (status, body["code"]) == (400, "invalid_frame")
    assert f"$.{field}" in body["details"]["problem"]
    assert signing.claims.store.get(number).exposure("own_damage").assessed is None  # type: ignore[union-attr]


def test_a_refused_decision_on_the_queue_is_retried_and_the_others_are_applied(signing: Centre) -> None:
    number = assessable(signing)
    bodies = [written(number, amount="1800000.5"), written(number, amount="1.8E+6"), '{"id": "\ud800"}']
    records = [{"messageId": f"m{index}", "body": body} for index, body in enumerate(bodies)]
    answer = app.core_decisions({"Records": records}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}, {"itemIdentifier": "m2"}]}
    assert signing.claims.store.get(number).exposure("own_damage").assessed == 1_800_000  # type: ignore[union-attr]


@pytest.mark.parametrize("by", [{"id": "", "name": "정보상"}, {"id": " ", "name": ""}, {"id": " core-7", "name": ""}])
def test_a_decision_needs_an_id(signing: Centre, by: Frame) -> None:
    status, body = post(decision(registered(signing), by=by), role="core")
    assert (status, body["code"]) == (400, "invalid_frame")


def test_frames_accept_whole_amounts_in_any_notation(signing: Centre) -> None:
    number = assessable(signing)
    frame = {
        "action": "apply_transition",
        "ref": "1",
        "claim": number,
        "coverage": "own_damage",
        "transition": "assess",
    }
    body = json.dumps(frame)[:-1] + ', "version": 5.0, "amount": 1.8E+6}'
    assert json.loads(signing.raw(YUJIN, body)["body"])["event"] == "ack"
    assert json.loads(signing.raw(YUJIN, body.replace("1.8E+6", "1.5"))["body"])["code"] == "invalid_frame"


def needed_as_written() -> dict[str, tuple[str, ...]]:
    """What each step needs, as the tables of docs/core-system.md say."""
    rows = [line.strip("|").split("|") for line in DOCS.splitlines() if line.startswith("| `")]
    pairs = [(row[at], row[at + 1]) for row in rows for at in range(0, len(row) - 1, 2)]
    return {
        step: tuple(re.findall(r"`(\w+)`", needs.split(",", 1)[0] if step == "assign" else needs))
        for steps, needs in pairs
        for step in re.findall(r"`(\w+)`", steps)
    }


def test_the_document_names_every_transition_with_its_required_fields() -> None:
    written = needed_as_written()
    assert written.pop("assign") == ("adjuster",), "which may be left out"
    assert {step: set(needs) for step, needs in written.items()} == {
        step: set(rule.required_fields) for step, rule in TRANSITIONS.items() if step != "assign"
    }


def test_the_documents_examples_are_valid_messages() -> None:
    event, order, answer, taken = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
    assert set(json.loads(event)) <= set(OutboundEvent.__struct_fields__)
    msgspec.json.decode(event, type=OutboundEvent)
    assert set(json.loads(order)) == set(OutboundOrder.__struct_fields__)
    assert read_answer(answer).outcome == "done"
    assert read_decision(taken).amount == 1_800_000
    assert read_decision(taken.replace("1800000", "1.8E+6")).amount == 1_800_000


def test_the_documents_retention_is_the_templates() -> None:
    template = json.loads((Path(app.__file__).parent / ".chalice/resources.json").read_text("utf-8"))

    def of(name: str) -> dict[str, Any]:
        properties: dict[str, Any] = template["Resources"][name]["Properties"]
        return properties

    said = " ".join(DOCS.split())
    days = of("CoreEventsQueue")["MessageRetentionPeriod"] // 86_400
    assert f"SQS deletes what nobody fetched for {days} days" in said
    assert f"it is deleted {of('CoreEventsDeadQueue')['MessageRetentionPeriod'] // 86_400} days after" in said
    assert (of("CoreEventsQueue")["RedrivePolicy"]["maxReceiveCount"], "received five times" in said) == (5, True)
    assert int(template["Parameters"]["CoreEventsAge"]["Default"]) == 86_400
    assert "oldest event is a day old" in said
    assert (of("CoreDecisionsQueue")["VisibilityTimeout"], "tried five times, three minutes apart" in said) == (
        180,
        True,
    )
    assert of("CoreDecisionsAgeAlarm")["Threshold"] == 3_600
    assert "decisions that are an hour old" in said
    assert (of("CoreDecisionsQueue")["MessageRetentionPeriod"], "after four days" in said) == (4 * 86_400, True)

"""Claims for the tests of the entry: people, facts, and their actions on the wire."""

import json
from datetime import date
from typing import Any

import app
from chalicelib.content.message_bodies import Notice
from chalicelib.content.views import Named
from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, InsuredDriver, Policyholder
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.claim_commands import register_report
from tests.entry.centre import KIM, Centre, Frame, person


def adjuster(name: str, *departments: str, role: Role = Role.AGENT) -> Identity:
    """A person who works on claims."""
    known = person(name, role, "compensation")
    return Identity(known.id, known.role, known.name, known.expires_at, known.queues, known.capacity, "ko", departments)


HANEUL = person("agent-haneul", Role.AGENT, "general")


DOYUN = adjuster("agent-doyun", "property", "own_car")


SORA = adjuster("agent-sora", "injury")


YUJIN = adjuster("sup-yujin", "property", "own_car", role=Role.SUPERVISOR)


CONTRACT = InsuranceContract(
    "2026-0318-77120", "standard", "123가4567", "현대 아반떼",
    starts_on=date(2026, 3, 18), ends_on=date(2027, 3, 18), drivers=(InsuredDriver(scope="couple"),),
    coverages=(InsuredCoverage("property"), InsuredCoverage("own_damage")),
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
    """A claim of KIM's whose events are published."""
    centre.contracts.put(Policyholder(KIM.id, "김 서연", "01000001234", (CONTRACT,)))
    named = Named(KIM.id, "김서연")
    number = register_report(centre.services, named, conversation or centre.opened(), "c1:1", {**FACTS, **facts}).id
    work(centre)
    return number


def work(centre: Centre) -> None:
    """What SQS would bring."""
    centre.follow_events()


def done(centre: Centre, who: Identity, claim: str, action: str, **fields: Any) -> Frame:
    shown = centre.done(who, action, claim=claim, **fields)["claim"]
    work(centre)
    found: Frame = shown
    return found


def register_account(centre: Centre, number: str) -> Frame:
    """KIM's own account for the payment, after a second identity check."""
    account = {"bank": "kb", "number": "123-456-7890", "holder": "김서연"}
    return done(centre, KIM, number, "account", **account, proof=centre.proof_of(KIM))


def stepped(centre: Centre, who: Identity, number: str, step: str, **fields: Any) -> Frame:
    version = centre.claims.store.get(number).version  # type: ignore[union-attr]
    return done(
        centre, who, number, "apply_transition", coverage="own_damage", transition=step, version=version, **fields
    )


def notified_codes(centre: Centre, conversation: str) -> list[str]:
    """The codes of notices about claims in a thread, in order."""
    said = centre.bodies(conversation)
    codes = [body.code for body in said if isinstance(body, Notice)]
    return [code.removeprefix("claim.") for code in codes if code.startswith("claim.")]


def sent(centre: Centre, conversation: str, number: int = 1) -> str:
    """A file of KIM's, announced; `number` tells several apart."""
    about = {"client_id": f"tablet01:f{number}", "name": "통장.jpg", "size": 1_000}
    upload: str = centre.done(KIM, "upload", conversation=conversation, **about)["upload"]["id"]
    return upload


def pressed(centre: Centre, conversation: str, number: int, button: str) -> None:
    offered = next(
        seq
        for seq, (_, entry) in sorted(centre.store.logs[conversation].items(), reverse=True)
        if any(each.id == button for each in getattr(entry.body, "buttons", ()))
    )
    body = {"type": "answer", "to": offered, "button": button}
    centre.done(KIM, "send", conversation=conversation, client_id=f"phone001:{number}", body=body)


def decided(centre: Centre, number: str, name: str, step: str, **fields: Any) -> bool:
    """A decision of the core system from its queue; whether it was applied. Its events are published."""
    by = {"id": "core-7", "name": "정보상"}
    decision = {"id": name, "claim": number, "coverage": "own_damage", "transition": step, "by": by, **fields}
    event = {"Records": [{"messageId": "m1", "body": json.dumps(decision)}]}
    failed = app.core_decisions(event, None)["batchItemFailures"]
    work(centre)
    return not failed


def document_statuses(shown: Frame) -> dict[str, str]:
    return {each["document"]["item"]: each["document"]["status"] for each in shown["documents"]}

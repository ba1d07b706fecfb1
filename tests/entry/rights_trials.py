"""For every action of the table of rights: what a person sends to do it to the customer's things."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.amendments.events import AmendmentPrepared
from chalicelib.amendments.model import Amendment, Terms
from chalicelib.calls.model import Call
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.content.views import Named
from chalicelib.contracts.holder import InsuranceContract, InsuredDriver, Policyholder
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import BaroError
from chalicelib.processes.claim_commands import book_for_customer
from chalicelib.search.model import IndexedConversation, Line
from tests.entry.action_table import ROWS, command_named, fields
from tests.entry.centre import KIM, T0
from tests.entry.rights_world import CORE, DOYUN, SORA, Things
from tests.entry.test_core_system import decision, post
from tests.entry.test_providers import DUTY, report
from tests.entry.test_sign_in import post_tickets, token

Attempt = Callable[[Things, Identity], str]
"""Tries an action as a person; "ok" or the code of the error."""

NOT_SHOWN = "not_shown"
REFUSALS = {"not_allowed", "not_your_coverage", "second_person", NOT_SHOWN}
"""Every other code says that the person may, but not in this state or with these fields."""

OWN = {"ticket"} | {action for action, row in ROWS.items() if row.is_own}
"""Actions on the caller's own session, devices and topics: another customer is their owner too."""

ALSO = {
    "assist": {"claim"},
    "get_file:original": {"get_file"},
    "send:upload": {"send", "send:file"},
    "viewing:waiting": set[str](),
    "claim:internal": {"claim"},
    "claim:proposal": {"claim"},
}
"""Action → others that the same frame needs. A part of an action needs the action, unless it stands here."""


@dataclass(frozen=True)
class Trial:
    """`actions` are all needed for the attempt, `core_actions` for the core system's, which has a route of its own;
    `signer` gave the first signature."""

    name: str
    actions: frozenset[str]
    core_actions: frozenset[str]
    attempt: Attempt
    signer: str = ""


def asked(things: Things, who: Identity, action: str, **sent: Any) -> str:
    frame = things.centre.ask(who, action, **sent)
    return "ok" if frame["event"] == "ack" else str(frame["code"])


def sending(action: str, **more: Any) -> Attempt:
    """The good frame of an action, about the customer's things."""
    command = command_named(action)

    def attempt(things: Things, who: Identity) -> str:
        known: dict[str, Any] = {"claim": things.claim, "upload": things.upload, "job": things.job}
        known |= {"version": things.version, "customer": KIM.id}
        about = {name: known[name] for name in known if name in command.__struct_fields__}
        if action in ("correct", "register"):
            del about["version"]  # of the form
        sent = {**fields(action, things.conversation), **about, **more}
        return asked(things, who, action, **sent)

    return attempt


TEXT = "동의합니다."
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
BUTTON = {"id": "yes", "label": "네"}
FIELD = {"name": "plate", "label": "차량번호", "kind": "text"}
BODIES: dict[str, dict[str, Any]] = {
    "send:text": {"type": "text", "text": "안녕하세요"},
    "send:card": {"type": "card", "title": "안내"},
    "send:form": {"type": "form", "form": "plates", "title": "차량", "fields": [FIELD], "submit": "보내기"},
    "send:signature_request": {"type": "signature_request", "title": "동의서", "text": TEXT, "digest": DIGEST},
    "send:answer": {"type": "answer", "to": 1, "button": "nothing", "label": "네"},
    "send:form_submission": {"type": "form_submission", "to": 1, "values": {}},
    "send:location": {"type": "location", "latitude": 37.5, "longitude": 127.0, "accuracy": 10},
}
"""Bodies that need no file."""


def send_body(body: dict[str, Any]) -> Attempt:
    return sending("send", body=body)


def send_own_file(things: Things, who: Identity) -> str:
    """A file that this person has uploaded; a person who can't upload sends another's."""
    about: dict[str, Any] = {"client_id": "tablet09:f1", "name": "사고.jpg", "size": 1_000, "type": "image/jpeg"}
    frame = things.centre.ask(who, "upload", conversation=things.conversation, **about)
    upload = frame["result"]["upload"]["id"] if frame["event"] == "ack" else things.upload
    body = {"type": "file", "upload": upload, "name": "사고.jpg", "kind": "photo", "size": 1_000}
    return asked(things, who, "send", conversation=things.conversation, client_id="tablet09:1", body=body)


def send_signature(things: Things, who: Identity) -> str:
    """A signature, with a drawing that this person has uploaded, else another's."""
    about: dict[str, Any] = {"client_id": "tablet09:f1", "name": "서명.png", "size": 1_000, "purpose": "signature"}
    frame = things.centre.ask(who, "upload", conversation=things.conversation, **about)
    upload = frame["result"]["upload"]["id"] if frame["event"] == "ack" else things.upload
    body = {"type": "signature", "to": 1, "upload": upload, "digest": DIGEST}
    return asked(things, who, "send", conversation=things.conversation, client_id="tablet09:1", body=body)


def send_others_file(things: Things, who: Identity) -> str:
    body = {"type": "file", "upload": things.upload, "name": "견적서.jpg", "kind": "photo", "size": 1_000}
    return asked(things, who, "send", conversation=things.conversation, client_id="tablet09:1", body=body)


def view_waiting(things: Things, who: Identity) -> str:
    return asked(things, who, "viewing", conversation=things.waiting)


def find_conversation(things: Things, who: Identity) -> str:
    lines = (Line(1, things.centre.now, "customer", "뒷문 과실 비율이 궁금해요"),)
    things.centre.search.store.put(IndexedConversation(things.conversation, things.centre.now, 1, lines))
    frame = things.centre.ask(who, "search", query="과실비율")
    if frame["event"] != "ack":
        return str(frame["code"])
    return "ok" if frame["result"]["results"] else NOT_SHOWN


def on_call_due(action: str, **sent: Any) -> Attempt:
    """A call that is due at the department."""

    def attempt(things: Things, who: Identity) -> str:
        customer, now = Named(KIM.id, KIM.id), things.centre.now
        call = Call("call1", "k1", "own_car", "claim", "call", customer, things.conversation, now, now, now)
        things.centre.calls.store.save(None, call, now)
        return asked(things, who, action, call=call.id, **sent)

    return attempt


def on_contract(action: str, **sent: Any) -> Attempt:
    """A contract of the customer."""

    def attempt(things: Things, who: Identity) -> str:
        contract = InsuranceContract("2026-0318-77120", plate="123가4567", drivers=(InsuredDriver(scope="couple"),))
        things.centre.contracts.put(Policyholder(KIM.id, KIM.id, "01000001234", (contract,)))
        return asked(things, who, action, conversation=things.conversation, contract=contract.number, **sent)

    return attempt


def on_change(action: str, **sent: Any) -> Attempt:
    """A change that was offered to the customer."""

    def attempt(things: Things, who: Identity) -> str:
        customer, now, digest = Named(KIM.id, KIM.id), things.centre.now, DIGEST
        terms = Terms("vehicle", "2026-0318-77120", (), {"car": "기아 EV6"}, 0, "2027-03-01")
        by = Named("agent-haneul", "agent-haneul")
        change = Amendment(
            "change001", terms, customer, things.conversation, "변경", TEXT, digest, "ko", by, now, now + 60_000
        )
        things.centre.amendments.store.save(None, change, AmendmentPrepared(change.id, 1))
        return asked(things, who, action, change=change.id, **sent)

    return attempt


def see_number(things: Things, who: Identity) -> str:
    """What the core system knows of the customer, where a form is filled with it."""
    things.centre.contracts.put(Policyholder(KIM.id, KIM.id, "01000001234", ()))
    frame = things.centre.ask(who, "call_windows", conversation=things.conversation)
    if frame["event"] != "ack":
        return str(frame["code"])
    return "ok" if frame["result"].get("phone") else NOT_SHOWN


def see_notes(things: Things, who: Identity) -> str:
    things.centre.done(SORA, "add_claim_note", claim=things.claim, text="블랙박스 확인")
    frame = things.centre.ask(who, "claim", claim=things.claim)
    if frame["event"] != "ack":
        return str(frame["code"])
    return "ok" if frame["result"]["claim"].get("notes") else NOT_SHOWN


def see_proposal(things: Things, who: Identity) -> str:
    """By its view; for the core system by the transitions that a refusal lists."""
    things.stage_exposure("investigating", SORA.id, proposed=True)
    if who is CORE:
        refusal = _decided(things, "close")
        return "ok" if "reject_denial" in refusal["details"]["allowed"] else NOT_SHOWN
    frame = things.centre.ask(who, "claim", claim=things.claim)
    if frame["event"] != "ack":
        return str(frame["code"])
    shown = {each["coverage"]: each for each in frame["result"]["claim"]["exposures"]}
    return "ok" if shown["own_damage"].get("proposal") else NOT_SHOWN


def get_ticket(_things: Things, who: Identity) -> str:
    status, body = post_tickets(f"Bearer {token(sub=who.id, role=who.role.value)}")
    return "ok" if status == 201 else str(body["code"])


def decide(things: Things, who: Identity) -> str:
    status, body = post(decision(things.claim, transition="investigate"), sub=who.id, role=who.role.value)
    return "ok" if status == 200 else str(body["code"])


def report_as_provider(_things: Things, who: Identity) -> str:
    """As a provider of the configuration, with the role of who asks."""
    status, body = report({**DUTY, "until": T0}, sub="hanbit", role=who.role.value)
    return "ok" if status == 200 else str(body["code"])


def book(things: Things, who: Identity) -> str:
    """As the bot books for the customer of a conversation."""
    request = AppointmentRequest("key00002", "identity", "call", "morning", "01000001234")
    try:
        book_for_customer(things.centre.services, Named(who.id, who.name), things.claim, "own_damage", request, "ko")
    except BaroError as error:
        return error.code
    return "ok"


def _decided(things: Things, transition: str, **sent: Any) -> dict[str, Any]:
    things.centre.now += 1  # decisions have ids of their own
    body = decision(things.claim, id=f"core-{things.centre.now}", transition=transition, **sent)
    return post(body, role="core")[1]


def apply(transition: str, signer: str = "") -> Attempt:
    """The transition of the coverage in a stage that allows it; the core system sends it as a decision."""
    rule = TRANSITIONS[transition]
    stage = "assessed" if transition == "approve" else rule.from_stages[-1]
    proposed = transition in ("confirm_denial", "reject_denial", "withdraw_denial")

    def attempt(things: Things, who: Identity) -> str:
        things.stage_exposure("investigating" if proposed else stage, signer, proposed=proposed)
        if who.role is Role.CORE:
            return str(_decided(things, transition).get("code", "ok"))
        about = {"claim": things.claim, "version": things.version, "coverage": "own_damage"}
        return asked(things, who, "apply_transition", transition=transition, **about)

    return attempt


def _trial(action: str, attempt: Attempt, name: str = "", signer: str = "") -> Trial:
    """A trial of an action, with what it needs besides."""
    actions = frozenset({action, *ALSO.get(action, {action.partition(":")[0]})})
    own_route = action == "claim:proposal" or action.startswith("apply_transition:")
    return Trial(name or action, actions, frozenset({action}) if own_route else actions, attempt, signer)


NEED_A_THING = {
    "apply_transition", "take_call", "finish_call", "change_form", "prepare_change", "change", "withdraw_change",
    "sign_change",
}  # fmt: skip
"""Actions whose frame names a thing that only their own trial makes."""

TRIALS = (
    *(_trial(name, sending(name)) for name in ROWS if name not in NEED_A_THING),
    _trial("change_form", on_contract("change_form", change_kind="drivers")),
    _trial(
        "prepare_change",
        on_contract(
            "prepare_change",
            key="k1",
            change_kind="drivers",
            values={"scope": "family"},
            difference_won=1,
            starts_on="2027-03-01",
        ),
    ),
    _trial("change", on_change("change")),
    _trial("withdraw_change", on_change("withdraw_change")),
    _trial("sign_change", on_change("sign_change", digest=DIGEST, upload="upload0001")),
    _trial("take_call", on_call_due("take_call")),
    _trial("finish_call", on_call_due("finish_call", outcome="reached")),
    _trial("apply_transition", sending("apply_transition", transition="unknown")),
    _trial("ticket", get_ticket),
    _trial("core_decision", decide),
    _trial("provider_report", report_as_provider),
    _trial("book_appointment", book),
    _trial("contract_data", see_number),
    *(_trial(action, send_body(body)) for action, body in BODIES.items()),
    _trial("send:buttons", send_body({"type": "text", "text": "고르세요", "buttons": [BUTTON]})),
    _trial("send:file", send_own_file),
    _trial("send:signature", send_signature),
    _trial("send:upload", send_others_file),
    _trial("viewing:waiting", view_waiting),
    _trial("search:result", find_conversation),
    _trial("work_list:department", sending("work_list", department="own_car")),
    _trial("get_file:original", sending("get_file", variant="original")),
    _trial("claim:internal", see_notes),
    _trial("claim:proposal", see_proposal),
    *(
        _trial(f"apply_transition:{name}", apply(name, signer), f"{name} after {signer}", signer)
        for name in TRANSITIONS
        for signer in (SORA.id, DOYUN.id, CORE.id)
    ),
)

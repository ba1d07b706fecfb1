"""Resident registration numbers are masked before anything is stored, in every field and across messages."""

import hashlib
import logging
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations.model import Conversation, OutgoingMessage
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, Centre, Frame, person
from tests.entry.test_files import HANEUL, sent
from tests.unit.files import sample_files

RESIDENT = "900101-1234567"


BODIES: dict[str, dict[str, Any]] = {
    "text": {"text": f"주민번호 {RESIDENT}"},
    "form_submission": {"to": 0, "values": {"number": RESIDENT}},
}
BY_STAFF: dict[str, dict[str, Any]] = {
    "text": {"text": RESIDENT, "buttons": [{"id": "a", "label": "전화", "action": "call", "number": RESIDENT}]},
    "card": {"title": RESIDENT, "text": RESIDENT, "rows": [{"label": "확인", "value": RESIDENT}]},
    "form": {
        "form": "check",
        "title": "확인",
        "submit": "보내기",
        "fields": [{"name": "number", "label": "번호", "hint": RESIDENT, "value": RESIDENT}],
    },
    "signature_request": {"title": "합의서", "text": RESIDENT, "digest": hashlib.sha256(RESIDENT.encode()).hexdigest()},
}


@pytest.mark.parametrize("who, kind", [(KIM, kind) for kind in BODIES] + [(HANEUL, kind) for kind in BY_STAFF])
def test_no_stored_message_has_a_resident_number(centre: Centre, who: Any, kind: str) -> None:
    conversation = centre.assigned(HANEUL)
    body = {"type": kind, **(BODIES if who is KIM else BY_STAFF)[kind]}
    if kind == "form_submission":
        form = {"type": "form", **BY_STAFF["form"]}
        body["to"] = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=form)["seq"]
    sent = centre.done(who, "send", conversation=conversation, client_id="device01:1", body=body)
    assert "234567" not in str(vars(centre.store)) + str(sent)
    assert "900101-*******" in str(sent["body"]), "its sender is shown what was kept"
    assert "900101-*******" in str(vars(centre.store))


def test_a_masked_text_to_sign_can_be_signed(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    body = {"type": "signature_request", **BY_STAFF["signature_request"]}
    seq = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=body)["seq"]
    shown = centre.done(KIM, "history", conversation=conversation)["messages"][-1]["body"]
    drawn = sample_files.saved(sample_files.picture(600, 300), "PNG")
    upload = sent(centre, conversation, drawn, "서명.png", purpose="signature")["id"]
    signed = {"type": "signature", "to": seq, "upload": upload, "digest": shown["digest"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:5", body=signed)


def test_no_stored_note_has_a_resident_number(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    note = centre.done(HANEUL, "note", conversation=conversation, text=RESIDENT)["note"]
    assert note["text"] == "900101-*******"


def test_a_file_name_is_no_path(centre: Centre) -> None:
    conversation = centre.opened()
    name = f"../{RESIDENT}\n진단서\u202egpj.jpg"
    upload = sent(centre, conversation, sample_files.photo(), name)
    assert upload["name"] == ".._900101-*******진단서gpj.jpg"
    body: Frame = {"type": "file", "upload": upload["id"], "name": name, "kind": "photo", "size": upload["size"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:9", body=body)
    assert "234567" not in str(vars(centre.store)) + str(vars(centre.uploads.store))


PARK = person("agent-park", Role.AGENT, "general")


def said(centre: Centre, who: Identity, client_id: str, text: str, connection: str = "") -> str:
    """What is kept of a text."""
    (conversation,) = centre.store.conversations
    body = {"type": "text", "text": text}
    centre.done(who, "send", connection=connection, conversation=conversation, client_id=client_id, body=body)
    return str(centre.done(who, "history", conversation=conversation, limit=1)["messages"][-1]["body"]["text"])


@pytest.mark.parametrize("who", [KIM, HANEUL])
def test_a_number_split_over_two_messages_is_masked(centre: Centre, who: Identity) -> None:
    centre.assigned(HANEUL)
    assert said(centre, who, "device01:1", "제 번호는 900101-") == "제 번호는 900101-"
    centre.now += 10 * 60_000
    assert said(centre, who, "device02:1", "1234567이요", "another-connection") == "*******이요"
    assert "1234567" not in str(vars(centre.store)) + str(vars(centre.courier)) + str(vars(centre.bot_states))


@pytest.mark.parametrize(
    "first, minutes, speaker, second",
    [
        ("900101", 11, KIM, "1234567"),
        ("900101", 1, HANEUL, "1234567"),
        ("260101", 1, KIM, "1234567원"),
        ("네 알겠습니다", 1, KIM, "1234567"),
    ],
)
def test_digits_that_are_no_second_half_are_not_masked(
    centre: Centre, first: str, minutes: int, speaker: Identity, second: str
) -> None:
    centre.assigned(HANEUL)
    said(centre, KIM, "device01:1", first)
    centre.now += minutes * 60_000
    assert said(centre, speaker, "device02:1", second) == second


def test_a_message_of_the_bot_in_between_does_not_join_the_halves(centre: Centre) -> None:
    centre.opened()
    said(centre, KIM, "device01:1", "900101")
    assert centre.stored_conversation("conversation1").device_entries["bot"].seq > 1
    said(centre, KIM, "device01:2", "뒷자리 1234567")
    assert "1234567" not in str(vars(centre.store)) + str(vars(centre.bot_states))


def test_messages_of_others_in_between_do_not_separate_the_halves(centre: Centre) -> None:
    centre.assigned(HANEUL)
    said(centre, KIM, "device01:1", "900101")
    for number in range(1, 31):
        centre.now += 1_000
        said(centre, HANEUL, f"desk0001:{number}", "네, 말씀하세요")
    assert said(centre, KIM, "device01:2", "1234567") == "*******"


def test_a_first_half_from_another_device_is_considered(centre: Centre) -> None:
    """It is numbered after the second half was looked at, and before that is."""
    centre.assigned(HANEUL)
    say, late = centre.store.number_message, ["900101"]

    def overtaken(outgoing: OutgoingMessage) -> Conversation | None:
        if late and outgoing.device == "device02":
            said(centre, KIM, "device01:1", late.pop())
        return say(outgoing)

    centre.store.number_message = overtaken  # type: ignore[method-assign]
    assert said(centre, KIM, "device02:1", "1234567", "another-connection") == "*******"


def test_halves_in_form_fields_are_masked_in_any_order(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    fields = [{"name": "front", "label": "앞자리"}, {"name": "back", "label": "뒷자리"}]
    form = {"type": "form", "form": "check", "title": "확인", "submit": "보내기", "fields": fields}
    to = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=form)["seq"]
    body = {"type": "form_submission", "to": to, "values": {"back": "1234567", "front": "900101"}}
    sent = centre.done(KIM, "send", conversation=conversation, client_id="device01:1", body=body)
    assert sent["body"]["values"] == {"front": "900101", "back": "*******"}


def test_the_log_of_a_refused_frame_has_no_resident_number(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "baro.audit"):
        centre.ask(KIM, "claim", claim=RESIDENT)
        centre.ask(HANEUL, "claims", customer=RESIDENT)
    trail = [record.getMessage() for record in caplog.records if record.name == "baro.audit"]
    assert ["900101-*******" in line for line in trail] == [True, True]


def test_a_repeated_second_half_gets_the_first_result(centre: Centre) -> None:
    centre.assigned(HANEUL)
    said(centre, KIM, "device01:1", "900101")
    first = said(centre, KIM, "device01:2", "1234567" + " 확인해 주세요" * 60)
    said(centre, KIM, "device02:1", "네")
    said(centre, KIM, "device01:2", "1234567" + " 확인해 주세요" * 60)
    assert first.startswith("*******")
    assert "1234567" not in str(vars(centre.store))


def test_texts_for_colleagues_have_no_resident_number(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    centre.done(PARK, "availability", status="available")
    centre.done(HANEUL, "transfer", conversation=conversation, agent=PARK.id, note=f"고객 {RESIDENT}")
    centre.follow_events()
    centre.done(PARK, "tag", conversation=conversation, tags=[f"고객 {RESIDENT}"])
    centre.done(PARK, "resolve", conversation=conversation, outcome="answered", note=RESIDENT)
    assert "234567" not in str(vars(centre.store))


def test_a_name_in_a_token_is_masked(centre: Centre) -> None:
    named = replace(KIM, name=f"김하나 {RESIDENT}")
    centre.opened(named)
    assert "234567" not in str(vars(centre.store)) + str(vars(centre.courier))

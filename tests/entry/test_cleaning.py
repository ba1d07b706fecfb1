"""What must not be kept is gone before it is kept, whatever it is sent as."""

import hashlib
from typing import Any

import pytest

from chalicelib.kernel.masking import masked
from tests.entry.centre import KIM, Centre, Frame
from tests.entry.test_files import HANEUL, sent
from tests.unit.uploads import making

RESIDENT = "900101-1234567"


@pytest.mark.parametrize(
    "said, kept",
    [
        ("900101-1234567입니다", "900101-1******입니다"),
        ("9001011234567", "9001011******"),
        ("900101 - 2234567", "900101 - 2******"),
        ("900101–3234567", "900101–3******"),
        ("９００１０１－１２３４５６７", "９００１０１－１******"),
        ("접수번호 20261123-482137, 증권번호 2026-0318-77120", "접수번호 20261123-482137, 증권번호 2026-0318-77120"),
        ("계좌 110-123-456789, 카드 1234561234567890", "계좌 110-123-456789, 카드 1234561234567890"),
    ],
)
def test_resident_numbers_are_blotted_out_and_nothing_else(said: str, kept: str) -> None:
    assert masked(said) == kept


BODIES: dict[str, dict[str, Any]] = {
    "text": {"text": f"주민번호 {RESIDENT}"},
    "answer": {"to": 1, "button": "wish:agent_request", "label": RESIDENT},
    "submission": {"to": 1, "values": {"description": RESIDENT}},
}
BY_STAFF: dict[str, dict[str, Any]] = {
    "text": {"text": RESIDENT},
    "card": {"title": RESIDENT, "text": RESIDENT, "rows": [{"label": "확인", "value": RESIDENT}]},
    "form": {
        "form": "check",
        "title": "확인",
        "submit": "보내기",
        "fields": [{"name": "number", "label": "번호", "hint": RESIDENT, "value": RESIDENT}],
    },
    "signing": {"title": "합의서", "text": RESIDENT, "digest": hashlib.sha256(RESIDENT.encode()).hexdigest()},
}


@pytest.mark.parametrize("who, kind", [(KIM, kind) for kind in BODIES] + [(HANEUL, kind) for kind in BY_STAFF])
def test_no_message_keeps_a_resident_number(centre: Centre, who: Any, kind: str) -> None:
    conversation = centre.assigned(HANEUL)
    body = {"type": kind, **(BODIES if who is KIM else BY_STAFF)[kind]}
    centre.done(who, "send", conversation=conversation, client_id="device01:1", body=body)
    assert "234567" not in str(vars(centre.store))
    assert "900101-1******" in str(vars(centre.store))


def test_what_is_masked_in_a_text_to_sign_can_still_be_signed(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    body = {"type": "signing", **BY_STAFF["signing"]}
    seq = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=body)["seq"]
    shown = centre.done(KIM, "history", conversation=conversation)["messages"][-1]["body"]
    drawn = making.saved(making.picture(600, 300), "PNG")
    upload = sent(centre, conversation, drawn, "서명.png", purpose="signature")["id"]
    signed = {"type": "signed", "to": seq, "upload": upload, "digest": shown["digest"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:5", body=signed)


def test_notes_keep_none_either(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    note = centre.done(HANEUL, "note", conversation=conversation, text=RESIDENT)["note"]
    assert note["text"] == "900101-1******"


def test_a_files_name_is_only_a_name(centre: Centre) -> None:
    conversation = centre.opened()
    name = f"../{RESIDENT}\n진단서\u202egpj.jpg"
    upload = sent(centre, conversation, making.photo(), name)
    assert upload["name"] == ".._900101-1******진단서gpj.jpg"
    body: Frame = {"type": "file", "upload": upload["id"], "name": name, "kind": "photo", "size": upload["size"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:9", body=body)
    assert "234567" not in str(vars(centre.store)) + str(vars(centre.uploads.store))

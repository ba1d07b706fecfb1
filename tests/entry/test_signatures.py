"""Signatures: bound to the text that was displayed, and submitted as documents."""

import hashlib

from chalicelib.claims.events import claim_subject
from chalicelib.kernel.actors import Role
from chalicelib.processes.event_jobs import RelayJob
from tests.entry.centre import KIM, Centre, person
from tests.entry.claim_fixtures import done, registered
from tests.entry.test_files import sent
from tests.unit.files import sample_files

HANEUL = person("agent-haneul", Role.AGENT, "general")


def request_signature(centre: Centre, conversation: str, text: str, **more: str) -> int:
    """The agent asks for a signature; the seq."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    body = {"type": "signature_request", "title": "동의서", "text": text, "digest": digest, **more}
    seq: int = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=body)["seq"]
    return seq


def test_a_signature_is_bound_to_the_text_that_was_shown(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    number = registered(centre, conversation)
    text = "개인(신용)정보 처리에 동의합니다."
    seq = request_signature(centre, conversation, text, claim=number, item="consent")
    drawn = sample_files.saved(sample_files.picture(600, 300), "PNG")
    upload = sent(centre, conversation, drawn, "서명.png", purpose="signature")["id"]
    signature = {"type": "signature", "to": seq, "upload": upload}
    other = hashlib.sha256(b"another text").hexdigest()
    for digest, to in ((other, seq), (hashlib.sha256(text.encode()).hexdigest(), 1)):
        body = {**signature, "digest": digest, "to": to}
        assert (
            centre.ask(KIM, "send", conversation=conversation, client_id="tablet01:5", body=body)["code"]
            == "signature_void"
        )
    body = {**signature, "digest": hashlib.sha256(text.encode()).hexdigest()}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:5", body=body)
    kept = centre.uploads.store.get(upload)
    assert kept is not None
    assert kept.signed_digest == body["digest"]
    assert centre.event_jobs.sent == [RelayJob(claim_subject(number))]
    documents = done(centre, KIM, number, "claim")["documents"]
    assert {each["document"]["item"]: each["document"]["status"] for each in documents}["consent"] == "review"


def test_a_request_whose_digest_does_not_match_its_text_cannot_be_signed(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    text = "1,000,000원에 합의합니다."
    digest = hashlib.sha256(text.encode()).hexdigest()
    body = {"type": "signature_request", "title": "합의서", "text": "10원에 합의합니다.", "digest": digest}
    seq = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=body)["seq"]
    upload = sent(
        centre, conversation, sample_files.saved(sample_files.picture(600, 300), "PNG"), "서명.png", purpose="signature"
    )["id"]
    signature = {"type": "signature", "to": seq, "upload": upload, "digest": digest}
    frame = centre.ask(KIM, "send", conversation=conversation, client_id="tablet01:5", body=signature)
    assert frame["code"] == "signature_void"


def test_an_upload_without_bytes_is_no_signature(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    seq = request_signature(centre, conversation, "동의합니다.")
    about = {"client_id": "tablet01:f1", "name": "서명.png", "size": 900, "purpose": "signature"}
    upload = centre.done(KIM, "upload", conversation=conversation, **about)["upload"]["id"]
    digest = hashlib.sha256("동의합니다.".encode()).hexdigest()
    body = {"type": "signature", "to": seq, "upload": upload, "digest": digest}
    frame = centre.ask(KIM, "send", conversation=conversation, client_id="tablet01:5", body=body)
    assert frame["code"] == "file_not_ready"

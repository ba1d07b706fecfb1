"""Files on the wire: who may send and open them, and which frames are sent."""

import io
import json
import logging
import unicodedata
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

import app
from chalicelib.content.message_bodies import Notice
from chalicelib.files.checks import MAX_ATTEMPTS, RECHECK_AFTER_MS
from chalicelib.files.rules import file_rules
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.file_checks import check_file
from tests.entry.centre import KIM, LEE, Centre, Frame, person
from tests.entry.claim_fixtures import DOYUN, SORA, done, registered
from tests.unit.files import sample_files
from tests.unit.files.tiff import Kind, Tag, entry, tiff

HANEUL = person("agent-haneul", Role.AGENT, "general")
NO = "not_allowed"
PHOTO: Frame = {"client_id": "tablet01:f1", "name": "사고.jpg", "size": 0, "type": "image/jpeg"}


def sent(
    centre: Centre, conversation: str, content: bytes, name: str = "사고.jpg", who: Identity = KIM, **more: Any
) -> Frame:
    """A file on its way through all that a page does; the upload as it is then."""
    about = {**PHOTO, "name": name, "size": len(content), **more}
    going = centre.done(who, "upload", conversation=conversation, **about)
    assert [part["number"] for part in going["parts"]] == [1]
    upload = going["upload"]["id"]
    centre.objects.objects[f"incoming/{upload}"] = content
    stored: Frame = centre.done(who, "uploaded", upload=upload)["upload"]
    return stored


def checked(centre: Centre, upload: str) -> Frame:
    """As S3 tells of it, twice."""
    key = json.dumps({"Records": [{"s3": {"object": {"key": f"incoming/{upload}"}}}]})
    event = {"Records": [{"messageId": "m1", "body": key}] * 2}
    assert app.inspect_upload(event, None) == {"batchItemFailures": []}
    centre.follow_events()
    found: Frame = centre.done(KIM, "upload_parts", upload=upload)["upload"]
    return found


def notices(centre: Centre, conversation: str) -> list[str]:
    said = centre.bodies(conversation)
    return [body.code for body in said if isinstance(body, Notice)]


def test_a_name_has_255_composed_characters(centre: Centre) -> None:
    """macOS sends decomposed Hangul, three characters a syllable."""
    conversation, name = centre.opened(), "각" * 251 + ".jpg"
    upload = sent(centre, conversation, sample_files.photo(), unicodedata.normalize("NFD", name))
    assert upload["name"] == name
    body: Frame = {"type": "file", "upload": upload["id"], "name": name, "kind": "photo", "size": upload["size"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:9", body=body)
    too_long: Frame = {**PHOTO, "client_id": "tablet01:f2", "name": f"{name}e", "size": 9}
    assert centre.ask(KIM, "upload", conversation=conversation, **too_long)["code"] == "invalid_frame"


def test_a_photo_is_sent_checked_shown_and_opened(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    conversation = centre.assigned(HANEUL)
    upload = sent(centre, conversation, sample_files.photo())
    assert upload["status"] == "stored"
    ready = checked(centre, upload["id"])
    assert (ready["status"], ready["taken_at"], ready["place"]) == ("ready", "2026-11-22T19:32+09:00", "역삼역")
    body = {"type": "file", "upload": upload["id"], "name": "사고.jpg", "kind": "photo", "size": ready["size"]}
    centre.done(KIM, "send", conversation=conversation, client_id="tablet01:1", body=body)
    with caplog.at_level(logging.INFO, "baro.audit"):
        for who in (KIM, HANEUL):
            assert (
                centre.done(who, "get_file", upload=upload["id"])["url"]
                == f"open share/{upload['id']}/{ready['digest']} inline"
            )
    opened = [record.message for record in caplog.records if record.name == "baro.audit"]
    assert [json.loads(line)["audit"] for line in opened].count("file_opened") == 2
    assert [each["id"] for each in centre.done(HANEUL, "files", conversation=conversation)["files"]] == [upload["id"]]


def test_a_quarantine_is_announced_once_with_its_reason(centre: Centre) -> None:
    conversation = centre.opened()
    upload = sent(centre, conversation, sample_files.program())
    found = checked(centre, upload["id"])
    assert (found["status"], found["reason"]) == ("quarantined", "unsupported_type")
    assert found["reason_text"].startswith("사진, 동영상, PDF만")
    assert notices(centre, conversation).count("upload.quarantined") == 1
    assert centre.ask(KIM, "get_file", upload=upload["id"])["code"] == "file_not_ready"


def test_who_may_open(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    upload = sent(centre, conversation, sample_files.photo())["id"]
    checked(centre, upload)
    asked = {
        who.id: centre.ask(who, "get_file", upload=upload, variant="original")
        for who in (KIM, LEE, HANEUL, DOYUN, SORA)
    }
    codes = {who: frame.get("code", "ok") for who, frame in asked.items()}
    assert codes == {KIM.id: NO, LEE.id: NO, HANEUL.id: "ok", DOYUN.id: NO, SORA.id: NO}
    number = registered(centre, conversation)
    assert centre.ask(DOYUN, "get_file", upload=upload)["event"] == "ack", "their department works on it now"
    assert centre.ask(SORA, "get_file", upload=upload)["code"] == NO
    assert [each["id"] for each in centre.done(DOYUN, "claim", claim=number)["files"]] == [upload]


@pytest.mark.parametrize("action", ["upload_parts", "uploaded", "discard", "get_file"])
def test_another_persons_file_and_an_unknown_id_are_refused_alike(centre: Centre, action: str) -> None:
    conversation = centre.assigned(HANEUL)
    upload = sent(centre, conversation, sample_files.photo())["id"]
    answers = {
        (who.id, each): centre.ask(who, action, upload=each)["code"] for who in (LEE,) for each in (upload, "guessed01")
    }
    assert set(answers.values()) == {NO}
    assert centre.ask(LEE, "files", conversation=conversation)["code"] == NO
    assert centre.ask(LEE, "upload", conversation=conversation, **PHOTO | {"size": 5})["code"] == NO


@pytest.mark.parametrize(
    "about, code",
    [
        ({"name": "virus.exe"}, "file_kind_not_accepted"),
        ({"size": 0}, "file_empty"),
        ({"size": 40_000_000}, "file_too_large"),
    ],
)
def test_a_file_that_is_not_accepted_is_refused_before_it_is_sent(centre: Centre, about: Frame, code: str) -> None:
    frame = centre.ask(KIM, "upload", conversation=centre.opened(), **{**PHOTO, "size": 5, **about})
    assert frame["code"] == code


@pytest.mark.parametrize("wrong", [{"name": "다른.jpg"}, {"size": 1}, {"kind": "pdf"}, {"upload": "guessed01"}])
def test_a_message_must_match_its_file(centre: Centre, wrong: Frame) -> None:
    conversation = centre.opened()
    upload = sent(centre, conversation, sample_files.photo())
    body = {
        "type": "file",
        "upload": upload["id"],
        "name": "사고.jpg",
        "kind": "photo",
        "size": upload["size"],
        **wrong,
    }
    frame = centre.ask(KIM, "send", conversation=conversation, client_id="tablet01:9", body=body)
    assert frame["code"] == NO


def test_a_result_whose_relay_crashed_is_relayed_by_the_next_check(centre: Centre) -> None:
    conversation = centre.opened()
    upload = sent(centre, conversation, sample_files.program())["id"]
    relay, centre.event_jobs.relay = centre.event_jobs.relay, None  # type: ignore[assignment,method-assign]
    with pytest.raises(TypeError):
        check_file(centre.services, upload)
    centre.event_jobs.relay = relay  # type: ignore[method-assign]
    assert upload in centre.uploads.store.pending_checks(centre.now + 1)
    check_file(centre.services, upload)
    centre.follow_events()
    assert notices(centre, conversation).count("upload.quarantined") == 1
    assert not centre.uploads.store.pending_checks(centre.now + 1)


def test_a_quarantined_file_is_removed_from_documents(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation, sample_files.program(), "통장.jpg")["id"]
    documents = done(centre, KIM, number, "file_as", upload=upload, item="bank_book")["documents"]
    assert {each["document"]["item"]: each["document"]["status"] for each in documents}["bank_book"] == "review"
    checked(centre, upload)
    documents = done(centre, KIM, number, "claim")["documents"]
    assert {each["document"]["item"]: each["document"]["status"] for each in documents}["bank_book"] == "missing"
    assert centre.ask(KIM, "file_as", claim=number, upload=upload, item="bank_book")["code"] == "file_not_ready"


def test_a_discarded_file_is_removed_from_documents(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = sent(centre, conversation, sample_files.photo(), "통장.jpg")["id"]
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    centre.done(KIM, "discard", upload=upload)
    centre.follow_events()
    documents = done(centre, KIM, number, "claim")["documents"]
    assert {each["document"]["item"]: each["document"]["status"] for each in documents}["bank_book"] == "missing"


def test_a_scan_result_starts_the_check(centre: Centre) -> None:
    conversation = centre.opened()
    upload = sent(centre, conversation, sample_files.photo())["id"]
    scanned = {
        "source": "aws.guardduty",
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        "detail": {
            "scanStatus": "COMPLETED",
            "s3ObjectDetails": {"bucketName": "baro-uploads", "objectKey": f"incoming/{upload}", "versionId": "v1"},
            "scanResultDetails": {"scanResultStatus": "NO_THREATS_FOUND"},
        },
    }
    event = {"Records": [{"messageId": "m1", "body": json.dumps(scanned)}]}
    assert app.inspect_upload(event, None) == {"batchItemFailures": []}
    assert centre.done(KIM, "upload_parts", upload=upload)["upload"]["status"] == "ready"


def test_every_use_of_a_location_is_audited(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    conversation = centre.assigned(HANEUL)
    with caplog.at_level(logging.INFO, "baro.audit"):
        fields = [{"name": "place", "label": "장소", "kind": "place"}]
        form = {"type": "form", "form": "where", "title": "확인", "submit": "보내기", "fields": fields}
        seq = centre.done(HANEUL, "send", conversation=conversation, client_id="desk0001:1", body=form)["seq"]
        body = {"type": "form_submission", "to": seq, "values": {"place": "37.49790, 127.02760"}}
        centre.done(KIM, "send", conversation=conversation, client_id="tablet01:7", body=body)
        checked(centre, sent(centre, conversation, sample_files.photo())["id"])
        centre.done(HANEUL, "files", conversation=conversation)
    trail = [json.loads(record.message)["audit"] for record in caplog.records if record.name == "baro.audit"]
    assert trail[0] == "location_received"
    assert {"location_read", "files_seen"} <= set(trail)
    assert "37.49" not in caplog.text


def test_a_rotated_photo_whose_resolution_is_a_text_is_ready(centre: Centre) -> None:
    turned, resolution = entry(Tag.ORIENTATION, Kind.SHORT, b"\0\6"), entry(Tag.X_RESOLUTION, Kind.ASCII, b"high\0")
    content = sample_files.saved(sample_files.picture(), "JPEG", exif=b"Exif\0\0" + tiff([turned, resolution]))
    ready = checked(centre, sent(centre, centre.opened(), content)["id"])
    assert ready["status"] == "ready"
    with Image.open(io.BytesIO(centre.objects.objects[f"share/{ready['id']}/{ready['digest']}"])) as shown:
        assert shown.size == (480, 640)


def test_a_check_that_never_ends_is_announced(centre: Centre) -> None:
    conversation = centre.opened()
    upload = sent(centre, conversation, sample_files.photo())
    stored = centre.uploads.store.get(upload["id"])
    assert stored is not None
    centre.uploads.store.update(replace(stored, attempts=MAX_ATTEMPTS, version=stored.version + 1))
    found = checked(centre, upload["id"])
    assert (found["status"], found["reason"]) == ("quarantined", "check_failed")
    assert found["reason_text"].startswith("파일 확인을 마치지 못했어요")
    assert notices(centre, conversation).count("upload.quarantined") == 1


def test_an_upload_without_bytes_is_removed_from_documents(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    upload = centre.done(KIM, "upload", conversation=conversation, **PHOTO | {"size": 900})["upload"]["id"]
    done(centre, KIM, number, "file_as", upload=upload, item="bank_book")
    centre.now += file_rules().upload_expiry_ms + RECHECK_AFTER_MS + 1
    check_file(centre.services, upload)
    centre.follow_events()
    claim = centre.services.claims().store.get(number)
    assert claim is not None
    assert [document.submissions for document in claim.documents if document.item == "bank_book"] == [()]
    assert not centre.uploads.store.pending_checks(centre.now)

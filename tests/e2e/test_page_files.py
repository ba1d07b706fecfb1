"""Files on the customer's page, in Chromium: sent, interrupted, refused, signed."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.content.views import Named
from chalicelib.processes.claim_commands import register_report
from chalicelib.wiring import root
from chalicelib.wiring.claims import claims
from chalicelib.wiring.conversations import conversations
from chalicelib.wiring.files import files
from local.demo.people import DemoPerson
from tests.e2e.claims.case import FACTS
from tests.e2e.pages.axe import find_violations
from tests.e2e.pages.signed_in import CustomerWindow, conversation_windows
from tests.e2e.pages.visual_checks import find_outside_viewport
from tests.e2e.windows import Phone
from tests.e2e.world import World
from tests.unit.files import sample_files
from tests.unit.files.tiff import Kind, Tag, entry, tiff

pytestmark = pytest.mark.browser


@pytest.fixture
def kim(world: World) -> DemoPerson:
    return world.customer()


@pytest.fixture
def phone(chromium: Browser, world: World, kim: DemoPerson) -> Iterator[Phone]:
    """A customer's page, greeted by the bot."""
    with closing(CustomerWindow(chromium, world, kim)) as phone:
        expect(phone.log).to_contain_text("챗봇 바로봇이에요")
        yield phone


def choose(phone: Phone, *paths: Path) -> None:
    phone.page.locator("#pick-files").set_input_files([str(path) for path in paths])


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def newest(phone: Phone) -> Any:
    return phone.log.locator(".c-file").last


def album(phone: Phone, count: int) -> Any:
    """The photos that were sent together."""
    return phone.log.locator(".c-photos").filter(has=phone.page.get_by_role("list", name=f"사진 {count}장"))


def coming(phone: Phone) -> Any:
    """The files that are being uploaded."""
    return phone.log.get_by_role("list", name="보내는 파일")


def register(phone: Phone, customer: DemoPerson, form: int = 1) -> str:
    """Registers an accident of the open conversation. Its notice is in the thread afterwards: later it would stand
    between the files."""
    conversation = conversations().store.of_customer(customer.id, 1)[0].id
    who = Named(customer.id, customer.name)
    number = register_report(root.services(), who, conversation, f"{conversation}:{form}", FACTS).id
    expect(phone.log.get_by_text(f"접수번호 {number}")).to_be_visible()
    return number


HAS_ARRIVED = "share => Number(document.querySelector('[role=progressbar]')?.ariaValueNow ?? 0) >= share"
"""Whether so much of a file has arrived, in percent."""


def test_photos_are_uploaded_together_checked_and_opened(phone: Phone, tmp_path: Path) -> None:
    """A rotated photo with a text as its resolution; 16-bit grey; a PDF with an owner password."""
    turned, resolution = entry(Tag.ORIENTATION, Kind.SHORT, b"\0\6"), entry(Tag.X_RESOLUTION, Kind.ASCII, b"high\0")
    lying = sample_files.saved(sample_files.picture(), "JPEG", exif=b"Exif\0\0" + tiff([turned, resolution]))
    first = made(tmp_path, "앞.jpg", lying)
    second = made(tmp_path, "뒤.png", sample_files.grey_png(16))
    third = made(tmp_path, "견적서.pdf", sample_files.owned(sample_files.pdf()))
    choose(phone, first, second, third)
    photos, document = album(phone, 2), phone.log.locator(".c-file").filter(has_text="견적서.pdf")
    for sent in (photos, document):
        expect(sent).to_contain_text("안전 확인 완료")
    expect(photos.locator("img")).to_have_count(2)
    photos.get_by_role("button", name="앞.jpg, 안전 확인 완료, 열기").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog.locator("img")).to_be_visible()
    drawn = "picture => picture.complete && [picture.naturalWidth, picture.naturalHeight].join()"
    phone.page.wait_for_function(f"() => ({drawn})(document.querySelector('dialog img')) === '480,640'")
    dialog.get_by_role("button", name="닫기").click()
    expect(dialog).to_have_count(0)
    phone.page.reload()
    for sent in (photos, document):
        expect(sent).to_contain_text("안전 확인 완료")
    expect(photos.locator("img")).to_have_count(2)
    assert find_violations(phone.page) == {}
    assert phone.console_errors == []


def test_of_two_open_claims_a_file_is_shown_with_its_own(phone: Phone, kim: DemoPerson, tmp_path: Path) -> None:
    older, newer = (register(phone, kim, form) for form in (1, 2))
    phone.page.get_by_role("button", name="메뉴", exact=True).click()
    phone.page.get_by_role("button", name="내 사고·보상").click()
    chosen = phone.page.get_by_role("region", name=f"접수번호 {older}")
    chosen.get_by_text("필요한 서류", exact=True).click()
    with phone.page.expect_file_chooser() as chooser:
        chosen.get_by_role("button", name="파손 사진 올리기").click()
    chooser.value.set_files(made(tmp_path, "뒤.jpg", sample_files.photo()))
    phone.page.get_by_role("dialog").get_by_role("button", name="닫기").last.click()
    expect(newest(phone)).to_contain_text(f"'파손 사진' 서류로 제출했어요 (접수번호 {older})")
    expect(newest(phone)).not_to_contain_text("제출할까요")
    holding = {number for number in (older, newer) if _submitted_uploads(number)}
    assert holding == {older}
    assert phone.console_errors == []


def _submitted_uploads(number: str) -> list[str]:
    claim = claims().store.get(number)
    assert claim is not None
    return [submission.upload for document in claim.documents for submission in document.submissions]


def test_an_invalid_photo_shows_its_reason_and_an_unacceptable_file_is_not_uploaded(
    phone: Phone, tmp_path: Path
) -> None:
    choose(phone, made(tmp_path, "사고.jpg", sample_files.program()))
    expect(newest(phone)).to_contain_text("사진, 동영상, PDF만 받을 수 있어요")
    before = phone.log.locator(".c-file").count()
    choose(phone, made(tmp_path, "한글.hwp", b"x"))
    expect(phone.page.get_by_text("보낼 수 없는 형식이에요").first).to_be_visible()
    expect(phone.page.get_by_role("progressbar")).to_have_count(0)
    assert phone.log.locator(".c-file").count() == before


def test_an_interrupted_video_resumes_and_arrives_complete(phone: Phone, kim: DemoPerson, tmp_path: Path) -> None:
    conversation = sample_files.video_head(30_000_000)
    content = conversation + bytes(30_000_000 - len(conversation))
    network = phone.page.context.new_cdp_session(phone.page)
    rate = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 6_000_000}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", rate)
    choose(phone, made(tmp_path, "블랙박스.mp4", content))
    phone.page.wait_for_function(HAS_ARRIVED, arg=60)
    network.send("Network.emulateNetworkConditions", {**rate, "offline": True})
    expect(coming(phone)).to_contain_text("연결되면 이어서 보내요")
    network.send("Network.emulateNetworkConditions", {**rate, "offline": False, "uploadThroughput": -1})
    expect(newest(phone)).to_contain_text("안전 확인 완료", timeout=60_000)
    assert kept(kim, "블랙박스.mp4") == hashlib.sha256(content).hexdigest()


def test_a_video_upload_is_paused_and_resumed_by_the_customer(phone: Phone, kim: DemoPerson, tmp_path: Path) -> None:
    conversation = sample_files.video_head(20_000_000)
    content = conversation + bytes(20_000_000 - len(conversation))
    network = phone.page.context.new_cdp_session(phone.page)
    rate = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4_000_000}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", rate)
    choose(phone, made(tmp_path, "후방.mp4", content))
    phone.page.wait_for_function(HAS_ARRIVED, arg=20)
    phone.page.get_by_role("button", name="후방.mp4 멈추기").click()
    expect(coming(phone)).to_contain_text("멈춤")
    assert kept(kim, "후방.mp4") == ""
    network.send("Network.emulateNetworkConditions", {**rate, "uploadThroughput": -1})
    coming(phone).get_by_role("button", name="후방.mp4: 이어서 보내기").click()
    expect(newest(phone)).to_contain_text("후방.mp4")
    expect(newest(phone)).to_contain_text("안전 확인 완료", timeout=60_000)
    assert kept(kim, "후방.mp4") == hashlib.sha256(content).hexdigest()


def test_photos_show_at_once_and_are_handed_in_together_in_the_order_they_were_taken(
    phone: Phone, kim: DemoPerson, tmp_path: Path
) -> None:
    number = register(phone, kim)
    network = phone.page.context.new_cdp_session(phone.page)
    network.send("Network.enable")
    rate = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300}
    network.send("Network.emulateNetworkConditions", rate)
    times = {"IMG_3.jpg": "2026:11:22 19:34:00", "IMG_1.jpg": "2026:11:22 19:32:00", "IMG_2.jpg": "2026:11:22 19:33:00"}
    choose(
        phone,
        *(
            made(tmp_path, name, sample_files.saved(sample_files.picture(), "JPEG", exif=sample_files.camera(time)))
            for name, time in times.items()
        ),
    )
    expect(coming(phone).locator("img")).to_have_count(3)
    expect(coming(phone).get_by_role("progressbar")).to_have_count(3)
    assert find_violations(phone.page) == {}
    phone.page.set_viewport_size({"width": 195, "height": 422})
    assert find_outside_viewport(phone.page) == []
    phone.page.set_viewport_size({"width": 390, "height": 844})
    network.send("Network.emulateNetworkConditions", {**rate, "uploadThroughput": -1})
    photos = album(phone, 3)
    expect(photos).to_contain_text(f"사진 3장을 '파손 사진' 서류로 제출할까요? (접수번호 {number})")
    shown = photos.locator(".c-photo").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert [label.partition(",")[0] for label in shown] == sorted(times)
    assert find_violations(phone.page) == {}
    photos.get_by_role("button", name="모두 제출").press("Enter")
    expect(photos).to_contain_text(f"'파손 사진' 서류로 제출했어요 (접수번호 {number}) · 담당자 확인 중")
    expect(phone.page.get_by_role("button", name="모두 제출")).to_have_count(0)
    expect(photos).to_be_focused()
    expect(phone.log.get_by_text("파손 사진, 잘 받았어요")).to_have_count(1)
    store = files().store
    names = [store.get(upload).name for upload in _submitted_uploads(number)]  # type: ignore[union-attr]
    assert names == sorted(times)
    phone.button("메뉴").click()
    phone.button("English").click()
    expect(phone.page.locator(".c-photos")).to_contain_text("Handed in as “Photos of the damage”")
    expect(phone.page.get_by_role("list", name="Photos: 3")).to_be_visible()
    phone.button("Menu").click()
    phone.button("My claims").click()
    claim = phone.page.get_by_role("region", name=f"Claim {number}")
    claim.get_by_text("Documents needed", exact=True).click()
    documents = claim.get_by_role("group").filter(has_text="Documents needed")
    expect(documents).to_contain_text("Photos of the damage")
    expect(documents).not_to_contain_text(re.compile("[가-힣]"))
    assert phone.console_errors == []


def test_an_agent_sees_the_photos_together(chromium: Browser, world: World, tmp_path: Path) -> None:
    with conversation_windows(world, chromium) as (phone, desk):
        choose(phone, *(made(tmp_path, f"사고{number}.jpg", sample_files.photo()) for number in (1, 2, 3)))
        photos = desk.log.get_by_role("list", name="사진 3장")
        expect(photos.locator("img")).to_have_count(3)
        photos.get_by_role("button", name="사고2.jpg 크게 보기").click()
        expect(desk.page.get_by_role("dialog")).to_contain_text("사고2.jpg")


def test_a_guide_of_four_shots_names_the_photos_and_a_document_under_review_takes_more(
    phone: Phone, kim: DemoPerson, tmp_path: Path
) -> None:
    phone.button("사진·파일 보내기").click()
    phone.page.get_by_role("menuitem", name="사고 사진 안내").click()
    guide = phone.page.get_by_role("dialog", name="사고 사진 찍기")
    with phone.page.expect_file_chooser() as chooser:
        guide.get_by_role("button", name="차 전체 찍기").press("Enter")
    chooser.value.set_files(made(tmp_path, "image.jpg", sample_files.photo()))
    expect(guide.get_by_role("button", name="차 전체 찍었어요")).to_be_visible()
    assert find_violations(phone.page) == {}
    guide.get_by_role("button", name="닫기").click()
    expect(newest(phone)).to_contain_text("안전 확인 완료")
    number = register(phone, kim)
    phone.page.get_by_role("button", name="메뉴", exact=True).click()
    phone.page.get_by_role("button", name="내 사고·보상").click()
    claim = phone.page.get_by_role("region", name=f"접수번호 {number}")
    claim.get_by_text("필요한 서류", exact=True).click()
    shots = claim.get_by_role("list", name="이렇게 4장을 찍어 주세요")
    assert shots.get_by_role("button").all_inner_texts() == [
        f"{shot}\n찍기" for shot in ("차 전체", "파손 부위", "번호판", "도로")
    ]
    assert find_violations(phone.page) == {}
    for shot in ("번호판", "도로"):
        with phone.page.expect_file_chooser() as chooser:
            shots.get_by_role("button", name=f"{shot} 찍기").press("Enter")
        (tmp_path / shot).mkdir()
        chooser.value.set_files(made(tmp_path / shot, "image.jpg", sample_files.photo()))
        expect(shots.get_by_role("button", name=f"{shot} 찍었어요")).to_be_visible()
    document = claim.get_by_role("listitem").filter(has_text="파손 사진").first
    expect(document).to_contain_text("담당자 확인 중")
    with phone.page.expect_file_chooser() as chooser:
        document.get_by_role("button", name="파손 사진 더 올리기").click()
    chooser.value.set_files(made(tmp_path, "뒤.jpg", sample_files.photo()))
    phone.page.get_by_role("dialog").get_by_role("button", name="닫기").last.click()
    last = phone.log.locator(".c-file").filter(
        has=phone.page.get_by_role("button", name="뒤.jpg, 안전 확인 완료, 열기")
    )
    expect(last).to_have_text(re.compile("'파손 사진' 서류로 제출했어요.*담당자 확인 중"))
    expect(last).not_to_have_text(re.compile("1장: "))
    expect(phone.log.get_by_text("파손 사진, 잘 받았어요")).to_have_count(1)
    sent = {upload.name for upload in files().store.of_conversation(conversations().store.of_customer(kim.id, 1)[0].id)}
    assert sent == {"차 전체.jpg", "번호판.jpg", "도로.jpg", "뒤.jpg"}
    assert len(_submitted_uploads(number)) == 3
    assert phone.console_errors == []


def kept(customer: DemoPerson, name: str) -> str:
    """The digest of the video that the centre has checked; "" where there is none."""
    uploads = files().store
    found = (
        upload.inspection.digest
        for conversation in conversations().store.of_customer(customer.id, 30)
        for upload in uploads.of_conversation(conversation.id)
        if upload.name == name and upload.status == "ready"
    )
    return next(found, "")

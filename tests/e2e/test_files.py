"""Files end to end: announced on the wire, uploaded to S3, reported by S3, checked, shown."""

import hashlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp

from local.client import Client, Frame
from tests.e2e.world import World, open_conversation
from tests.unit.files import sample_files


async def announced(client: Client, conversation: str, name: str, size: int, number: int = 1) -> Frame:
    """Announces a file; the result has the upload and its addresses."""
    about = {"client_id": f"{client.device}:f{number}", "name": name, "size": size}
    return await client.request("upload", conversation=conversation, **about)


async def put(url: str, content: bytes, media_type: str = "") -> int:
    """Uploads to an address; the HTTP status."""
    headers = {"Content-Type": media_type} if media_type else {}
    async with aiohttp.ClientSession() as session, session.put(url, data=content, headers=headers) as answer:
        return answer.status


async def get(url: str) -> bytes:
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.get(url) as answer:
        return await answer.read()


async def ended(client: Client, upload: str) -> Frame:
    """The file once its check has ended."""

    def about(frame: Frame) -> bool:
        known = frame.get("upload", {})
        return bool(known) and known["id"] == upload and known["status"] in ("ready", "quarantined")

    found: Frame = (await client.wait_for_event(about))["upload"]
    return found


async def test_a_photo_becomes_ready_and_can_be_opened(world: World) -> None:
    content = sample_files.photo()
    async with world.connected(world.customer()) as phone:
        conversation = await open_conversation(phone)
        going = await announced(phone, conversation, "사고 현장.jpg", len(content))
        assert await put(going["parts"][0]["url"], content) == 200
        await phone.request("uploaded", upload=going["upload"]["id"])
        ready = await ended(phone, going["upload"]["id"])
        assert (ready["status"], ready["place"]) == ("ready", "역삼역")
        link = await phone.request("get_file", upload=ready["id"], variant="share")
        assert (await get(link["url"]))[:3] == b"\xff\xd8\xff"


async def test_a_renamed_program_is_not_accepted_as_a_photo(world: World) -> None:
    content = sample_files.program()
    async with world.connected(world.customer()) as phone:
        conversation = await open_conversation(phone)
        going = await announced(phone, conversation, "사고.jpg", len(content))
        await put(going["parts"][0]["url"], content)
        found = await ended(phone, going["upload"]["id"])
        assert (found["status"], found["reason"]) == ("quarantined", "unsupported_type")
        notice = await phone.wait_for_event(
            lambda frame: frame["event"] == "message" and frame["message"]["body"].get("code") == "upload.quarantined"
        )
        assert "사고.jpg" in notice["message"]["body"]["text"]


async def test_an_interrupted_video_resumes_on_another_connection_and_arrives_complete(world: World) -> None:
    part = 8_388_608
    head = sample_files.video_head(20_000_000)
    content = head + bytes(20_000_000 - len(head))
    who = world.customer()
    async with world.connected(who) as phone:
        conversation = await open_conversation(phone)
        going = await announced(phone, conversation, "블랙박스.mp4", len(content))
        first = going["parts"][0]
        assert await put(first["url"], content[:part]) == 200
    async with world.connected(who) as phone:
        rest = await phone.request("upload_parts", upload=going["upload"]["id"])
        assert ([each["number"] for each in rest["parts"]], rest["received_bytes"]) == ([2, 3], part)
        for each in rest["parts"]:
            start = (each["number"] - 1) * part
            assert await put(each["url"], content[start : start + part]) == 200
        await phone.request("uploaded", upload=going["upload"]["id"])
        ready = await ended(phone, going["upload"]["id"])
        assert (ready["status"], ready["digest"]) == ("ready", hashlib.sha256(content).hexdigest())


async def test_an_uploaded_file_cannot_be_replaced_or_served_as_a_page(world: World) -> None:
    content, other = sample_files.pdf(), sample_files.pdf(2)
    async with world.connected(world.customer()) as phone:
        conversation = await open_conversation(phone)
        going = await announced(phone, conversation, "진단서.pdf", len(content))
        address = going["parts"][0]["url"]
        await put(address, content, "text/html")
        ready = await ended(phone, going["upload"]["id"])
        await put(address, other, "text/html")
        await phone.request("uploaded", upload=ready["id"])
        link = await phone.request("get_file", upload=ready["id"])
        async with aiohttp.ClientSession(raise_for_status=True) as session, session.get(link["url"]) as answer:
            assert await answer.read() == content
            assert answer.content_type == "application/pdf"
        minutes = int(parse_qs(urlsplit(link["url"]).query)["X-Amz-Expires"][0]) / 60
        assert minutes == link["expires_in"] / 60 == 5


async def test_a_file_link_expires(world: World) -> None:
    content = sample_files.photo()
    async with world.connected(world.customer()) as phone:
        conversation = await open_conversation(phone)
        going = await announced(phone, conversation, "사고.jpg", len(content))
        address = going["parts"][0]["url"]
        async with aiohttp.ClientSession() as session:
            late = await session.put(hour_old(address), data=content)
            assert late.status == 403
            await put(address, content)
            ready = await ended(phone, going["upload"]["id"])
            link = await phone.request("get_file", upload=ready["id"])
            for url, status in ((link["url"], 200), (hour_old(link["url"]), 403)):
                async with session.get(url) as answer:
                    assert answer.status == status


def hour_old(address: str) -> str:
    """The address as it would be if it had been signed an hour ago."""
    signed = parse_qs(urlsplit(address).query)["X-Amz-Date"][0]
    earlier = datetime.strptime(signed, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) - timedelta(hours=1)
    return address.replace(signed, f"{earlier:%Y%m%dT%H%M%SZ}")

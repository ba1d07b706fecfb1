"""A customer with a registered claim, files in the conversation and a bank account."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

import aiohttp

from chalicelib.claims.model import Claim
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Role
from chalicelib.processes import claim_commands
from chalicelib.wiring import root
from local.client import Client, Frame
from local.demo.people import DemoPerson
from tests.e2e.world import World, open_conversation

FACTS = {
    "occurred_at": "2026-11-22T19:30+09:00",
    "place": "강남역 사거리",
    "accident_type": "rear_end",
    "driver": "self",
    "injured": "false",
    "counterparty_plate": "12가3456",
    "police_reported": "false",
    "drivable": "true",
    "dashcam": "true",
    "description": "신호에 멈춰 서 있는데 뒤차가 와서 박았어요.",
}


@dataclass(frozen=True)
class Case:
    """The customer's side of a claim."""

    customer: DemoPerson
    conversation: str
    number: str
    files: tuple[str, ...]


def adjuster(world: World, *departments: str, role: Role = Role.AGENT) -> DemoPerson:
    """A new adjuster of these departments."""
    return replace(world.agent("general", "compensation", role=role), departments=departments)


async def _register_account(phone: Client, claim: str, holder: str) -> None:
    """The account for the payment, after the identity check whose code the demo tells."""
    started = await phone.request("start_identity_check")
    code = "".join(filter(str.isdigit, started["hint"]))
    proof = (await phone.request("confirm_identity_check", check=started["check"], code=code))["proof"]
    account = {"bank": "kb", "number": "123456-01-987654", "holder": holder}
    await phone.request("account", claim=claim, **account, proof=proof)


async def send_file(client: Client, conversation: str, name: str, content: bytes, number: int) -> str:
    """Uploads a file as the customer's page does; its id after the inspection."""
    about: Frame = {"client_id": f"{client.device}:f{number}", "name": name, "size": len(content)}
    going = await client.request("upload", conversation=conversation, **about)
    upload: Frame = going["upload"]
    address = going["parts"][0]["url"]
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.put(address, data=content):
        pass
    await client.request("uploaded", upload=upload["id"])

    def checked(frame: Frame) -> bool:
        about = frame.get("upload", {})
        return bool(about) and about["id"] == upload["id"] and about["status"] in ("ready", "quarantined")

    await client.wait_for_event(checked)
    return str(upload["id"])


async def _wait_for_work_list(claim: Claim) -> None:
    """Waits until the subscribers of the registration have written the rows of each department's work list."""
    departments = {exposure.department for exposure in claim.exposures}
    store = root.services().claims().store
    for department in departments:
        while all(item.claim != claim.id for item in await asyncio.to_thread(store.open_work, department)):
            await asyncio.sleep(0.05)


async def register_claim(
    world: World,
    customer: DemoPerson,
    files: Mapping[str, bytes] | None = None,
    *,
    asks_for_an_agent: bool = False,
    has_account: bool = True,
    **facts: str,
) -> Case:
    """Registers a claim, as the bot does after the customer's confirmation; it is on the work lists afterwards."""
    async with world.connected(customer) as phone:
        conversation = await open_conversation(phone)
        who = Named(customer.id, customer.name)
        key, known = f"{conversation}:1", FACTS | facts
        claim = await asyncio.to_thread(claim_commands.register_report, root.services(), who, conversation, key, known)
        await _wait_for_work_list(claim)
        uploads = [await send_file(phone, conversation, *file, at) for at, file in enumerate((files or {}).items(), 1)]
        if has_account:
            await _register_account(phone, claim.id, customer.name)
        if asks_for_an_agent:
            button = {"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"}
            await phone.send(conversation, button)
    return Case(customer, conversation, claim.id, tuple(uploads))

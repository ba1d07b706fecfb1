"""`make demo`: a customer, the bot and an agent exchange messages over real WebSockets. Exits with 0 if every message
arrived once and in order."""

import asyncio
import logging
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from rich.console import Console

from local.aws import Options, Standin
from local.client import Client, Frame
from local.demo.people import PEOPLE, DemoPerson
from local.demo.sign_in import IdentityProvider
from local.demo.start import run_centre

COLOURS = {"customer": "cyan", "bot": "magenta", "agent": "green", "system": "yellow"}


async def play_demo(console: Console, standin: Standin, provider: IdentityProvider) -> list[str]:
    """Plays the demo; returns the errors found."""
    customer, agent = PEOPLE["cust-kim"], PEOPLE["agent-haneul"]
    async with (
        _client(standin, provider, customer, "custphone1") as phone,
        _client(standin, provider, agent, "agentdesk1") as desk,
    ):
        await phone.hello()
        await desk.hello()
        await desk.request("availability", status="available")
        opened = await phone.request("open", device=phone.device)
        conversation = opened["conversation"]["id"]
        await phone.send(conversation, "내 보험 보여줘")
        await phone.send(conversation, "방금 강남역 사거리에서 뒤차가 박았어요. 상대 차는 12가3456이에요")
        await phone.send(conversation, "다친 사람은 없어요. 상담원 연결해 주세요")
        assigned = await desk.wait_for_event(lambda event: event["event"] == "assigned")
        await desk.send(conversation, "김서연 고객님, 많이 놀라셨죠. 지금까지 적어 주신 내용은 저에게도 보입니다.")
        await desk.send(conversation, "차를 움직일 수 있으신가요?")
        await phone.send(conversation, "네, 갓길로 옮겼어요")
        await desk.send(conversation, "잘하셨어요. 보험금 청구에 필요한 사진 안내를 바로 보내드릴게요.")
        await desk.request("resolve", conversation=conversation, outcome="answered", draft="keep")
        end = await phone.wait_for_event(
            lambda event: event["event"] == "conversation" and event["conversation"]["state"] == "resolved"
        )
        last = end["conversation"]["seq"]
        log = await phone.request("history", conversation=conversation, after=0, limit=100)
        for message in log["messages"]:
            _print_message(console, message)
        return _find_faults(log["messages"], last, phone, desk, assigned, conversation)


def _client(
    standin: Standin, provider: IdentityProvider, person: DemoPerson, device: str
) -> AbstractAsyncContextManager[Client]:
    return Client.connect(standin.rest_url, standin.ws_url, provider.token(person), device)


def _find_faults(
    log: list[Frame], last: int, phone: Client, desk: Client, assigned: Frame, conversation: str
) -> list[str]:
    faults = []
    seqs = [message["seq"] for message in log]
    if seqs != list(range(1, last + 1)):
        faults.append(f"the log has a gap or a double: {seqs}")
    seen = {m["seq"] for m in assigned["messages"]} | {m["seq"] for m in desk.received_messages(conversation)}
    own = {m["seq"] for m in log if m["by"]["role"] == "agent"}
    if missing := set(seqs) - seen - own:
        faults.append(f"the agent missed {sorted(missing)}")
    received = [m["seq"] for m in phone.received_messages(conversation)]
    if len(received) != len(set(received)) or received != sorted(received):
        faults.append(f"the customer's phone got doubles or a wrong order: {received}")
    if missing := {m["seq"] for m in log if m["by"]["role"] != "customer"} - set(received):
        faults.append(f"the customer's phone missed {sorted(missing)}")
    return faults


def _print_message(console: Console, message: Frame) -> None:
    role = message["by"]["role"]
    body = message["body"]
    words = body.get("text") or body.get("title") or body.get("label", "")
    rows = "".join(f"\n      {row['label']}: {row['value']}" for row in body.get("rows", ()))
    buttons = "".join(f" [dim]⟨{button['label']}⟩[/]" for button in body.get("buttons", ()))
    name = message["by"].get("name", "") or role
    console.print(f"[dim]{message['seq']:>3}[/] [{COLOURS[role]}]{name}[/]  {words}{rows}{buttons}")


async def main() -> int:
    """Starts the centre on a free port, plays the demo, and stops the centre."""
    console = Console()
    logging.basicConfig(level=logging.WARNING)
    state = Path("build/demo")
    async with run_centre(Options(schedules=False), state, lambda step: console.print(f"  [dim]·[/] {step}")) as (
        standin,
        provider,
    ):
        faults = await play_demo(console, standin, provider)
    for fault in faults:
        console.print(f"[red]✗ {fault}[/]")
    if not faults:
        console.print("[green]✓ 모든 메시지가 한 번씩, 순서대로 도착했습니다[/]")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

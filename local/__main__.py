"""`make run`: the whole centre on this machine, until Ctrl-C."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from chalicelib.settings import settings
from local.aws import Standin, StandinError
from local.client import Client
from local.core_changes import carry_out
from local.demo.claims import seed_claims
from local.demo.people import AGENTS, CUSTOMERS, RESPONDERS
from local.demo.phones import PhoneScreens, register_demo_phones
from local.demo.responders import Driver, drive_until
from local.demo.sign_in import IdentityProvider
from local.demo.start import options_from, run_centre
from local.demo_provider import PROVIDER, DemoProvider, duty_reports, post_by_rest
from local.fake_core import CoreSystem

STATE = Path("build/local")
POLL_S = 0.5
PROVIDER_STEP_S, PROVIDER_LOOKS = 8.0, 45
"""Between two steps of a provider's job; and how often it looks for messages until it says again where it is."""


async def run(console: Console) -> None:
    """Starts the centre, prints its addresses, waits for Ctrl-C, and stops it."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    options = options_from(dict(os.environ))
    async with run_centre(options, STATE, lambda step: console.print(f"  [dim]·[/] {step}")) as (standin, provider):
        console.print("  [dim]·[/] 시연용 사고를 접수합니다")
        await asyncio.to_thread(seed_claims)
        names = await asyncio.to_thread(register_demo_phones)
        others = [
            _core_system(standin, stop),
            _telephones(standin, stop, names, console),
            _external_provider(standin, provider.token(PROVIDER), stop),
            drive_until(stop, partial(_connected, standin, provider)),
        ]
        running = asyncio.gather(*others)
        console.print(_welcome(standin))
        await stop.wait()
        await running
        console.print("\n  [dim]·[/] 끄는 중입니다")
    console.print("  [dim]·[/] 모두 껐습니다")


def _connected(standin: Standin, provider: IdentityProvider, driver: Driver) -> AbstractAsyncContextManager[Client]:
    """A connection of a simulated responder."""
    token = provider.token(driver.person)
    return Client.connect(standin.rest_url, standin.ws_url, token, f"driver{driver.number:04}")


async def _core_system(standin: Standin, stop: asyncio.Event) -> None:
    """Simulates the insurer's core system, which assigns adjusters to new claims, until `stop` is set."""
    system = CoreSystem(standin.client("sqs"), settings().queue, carry_out)
    while not stop.is_set():
        await asyncio.to_thread(system.process_events, 1)


async def _external_provider(standin: Standin, token: str, stop: asyncio.Event) -> None:
    """Simulates an external provider with a truck until `stop` is set."""
    stopped = threading.Event()
    post = post_by_rest(standin.rest_url, token)
    provider = DemoProvider(standin.client("sqs"), settings().queue, post, lambda: stopped.wait(PROVIDER_STEP_S))

    def serve() -> None:
        while not stopped.is_set():
            with suppress(OSError):  # the centre restarts
                for report in duty_reports(int(time.time() * 1000)):
                    post(report)
                for _ in range(PROVIDER_LOOKS):
                    if not stopped.is_set():
                        provider.process_messages(1)

    serving = asyncio.create_task(asyncio.to_thread(serve))
    await stop.wait()
    stopped.set()
    await serving


async def _telephones(standin: Standin, stop: asyncio.Event, names: dict[str, str], console: Console) -> None:
    """Prints pushes to customers and text messages to the person on call, one line each, until `stop` is set."""
    screens = PhoneScreens(standin.aws_endpoint)
    while not stop.is_set():
        for shown in await asyncio.to_thread(screens.new_pushes):
            console.print(f"  [cyan]push →[/] {names.get(shown.token, '고객')}: {shown.body}")
        for number, words in await asyncio.to_thread(screens.new_text_messages):
            console.print(f"  [red]문자 →[/] 당직 {number}: {words}")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), POLL_S)


def _welcome(standin: Standin) -> Panel:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    table.add_row("바로 상담 (고객)", f"[link]{standin.http_url}/[/link]")
    table.add_row("바로 상담원 화면", f"[link]{standin.http_url}/panel/[/link]")
    table.add_row("바로 출동 (기사)", f"[link]{standin.http_url}/responder/[/link]")
    table.add_row("WebSocket", standin.ws_url)
    table.add_row("접속 티켓", f"POST {standin.rest_url}/tickets")
    table.add_row("")
    table.add_row("고객", ", ".join(person.name for person in CUSTOMERS))
    table.add_row("상담원", ", ".join(person.name for person in AGENTS))
    table.add_row("기사", ", ".join(person.name for person in RESPONDERS))
    table.add_row("", "이름을 누르면 바로 로그인됩니다")
    table.add_row("")
    table.add_row("해 보기", "1. 바로 상담에서 “내 보험 보여줘”")
    table.add_row("", "2. 바로 상담원 화면에서 김하늘 → ‘상담 가능’")
    table.add_row("", "3. 바로 상담에서 “방금 뒤차가 박았어요”, 이어서 ‘상담원 연결’")
    table.add_row("", "4. 고객 박정호 → “사고 처리 어디까지 됐나요”, 상담원 오도윤 → 보상 업무 (g w)")
    table.add_row("", "5. 상담 중에 고객 창을 닫고 상담원이 답하면, 고객 휴대폰에 갈 알림이 여기에 ‘push →’로 나옵니다")
    table.add_row("", "6. 고객 이순자 → “차가 안 움직여요 영동고속도로 갓길이에요”, 상담원 오도윤 → 보상 업무 맨 위.")
    table.add_row("", "받을 상담원이 없으면 당직에게 갈 문자가 여기에 ‘문자 →’로 나옵니다")
    table.add_row("", "7. 바로 상담에서 “시동이 안 걸려요”, ‘현재 위치 보내기’ → 기사가 옵니다")
    table.add_row("", "(한국 밖이면 브라우저 개발자 도구의 위치를 강남역 37.4979, 127.0276으로)")
    table.add_row("", "8. 바로 출동에서 강태식 → ‘근무 시작’, 바로 상담원 화면에서 김하늘 → 긴급출동")
    table.add_row("끝내기", "Ctrl-C")
    return Panel(table, title="바로(Baro) 상담 센터가 열렸습니다", border_style="blue", expand=False)


def _log_to_file(logger: str, file: Path) -> None:
    """Writes a logger, which is part of a function's log on AWS, to a file of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = logging.getLogger(logger)
    kept.addHandler(logging.FileHandler(file, encoding="utf-8"))
    kept.propagate = False


def main() -> int:
    """Returns 0 after Ctrl-C, 1 if the centre couldn't start."""
    console = Console()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    _log_to_file("baro.learning", STATE / "learning.jsonl")  # for `python -m local.nlu.label`
    _log_to_file("baro.audit", STATE / "audit.jsonl")
    _log_to_file("baro.push", STATE / "push.jsonl")
    _log_to_file("baro.on_call", STATE / "on_call.jsonl")
    try:
        asyncio.run(run(console))
    except StandinError as error:
        console.print(f"[red]시작하지 못했습니다:[/] {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

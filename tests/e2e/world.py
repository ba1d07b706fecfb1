"""The whole centre on this machine, for tests: real WebSockets, all handlers, and a clock that can be put forward."""

import asyncio
import functools
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pytest
from msgspec import structs

from chalicelib import settings, wiring
from chalicelib.aws import clients, hot_path
from chalicelib.content.configuration import queues
from chalicelib.contracts.ports import Policyholder
from chalicelib.kernel.actors import Role
from chalicelib.kernel.clock import system_clock
from chalicelib.routing.model import Status
from local.aws import Faults, Options, Standin
from local.client import Client, Frame
from local.demo.people import HOLDERS, DemoPerson
from local.demo.phones import APPLICATIONS
from local.demo.sign_in import IdentityProvider
from local.demo.start import centre

T = TypeVar("T")


class Clock:
    """The machine's clock, put forward or held; never back."""

    def __init__(self) -> None:
        self.ahead = 0
        self._held: int | None = None

    def __call__(self) -> int:
        return self._held if self._held is not None else system_clock() + self.ahead

    def forward(self, milliseconds: int) -> None:
        self.ahead += milliseconds
        if self._held is not None:
            self._held += milliseconds

    @contextmanager
    def held(self) -> Iterator[None]:
        """Time stands still until the block ends, but for `forward`."""
        self._held = self()
        try:
            yield
        finally:
            self._held = None


class World:
    """The running centre and the people who use it. Its coroutines run in the loop of `running`."""

    def __init__(self, standin: Standin, provider: IdentityProvider, clock: Clock, faults: Faults) -> None:
        self.standin = standin
        self.provider = provider
        self.clock = clock
        self.faults = faults
        self.loop = asyncio.get_running_loop()
        self._people, self._devices = count(1), count(1)

    def run(self, scene: Coroutine[Any, Any, T]) -> T:
        """Plays a scene from another thread."""
        return asyncio.run_coroutine_threadsafe(scene, self.loop).result(120)

    def customer(self, name: str = "김서연") -> DemoPerson:
        """A customer nobody has met."""
        return DemoPerson(f"cust-{next(self._people)}", Role.CUSTOMER, name, "")

    def insured(self, name: str, plate: str) -> DemoPerson:
        """A customer nobody has met, with a contract for the car of this plate."""
        person, like = self.customer(name), HOLDERS[0].contracts[0]
        contract = structs.replace(like, vehicle=structs.replace(like.vehicle, plate=plate))
        wiring.contracts().put(Policyholder(person.id, name, "01000009999", (contract,)))
        return person

    def agent(self, *queues: str, capacity: int = 5, role: Role = Role.AGENT) -> DemoPerson:
        """An agent of these queues."""
        number = next(self._people)
        return DemoPerson(f"agent-{number}", role, f"상담원{number}", "", queues, capacity)

    @contextmanager
    def offered(self, *people: DemoPerson) -> Iterator[None]:
        """They can sign in with one click, as the demo people can."""
        known = self.provider.people
        self.provider.people = {**known, **{person.id: person for person in people}}
        try:
            yield
        finally:
            self.provider.people = known

    @asynccontextmanager
    async def line(
        self, person: DemoPerson, cursors: dict[str, int] | None = None, **token: Any
    ) -> AsyncIterator[Client]:
        """A connection of a person that has said hello."""
        device = f"device{next(self._devices):04}"
        signed = self.provider.token(person, **token)
        async with Client.connect(self.standin.rest_url, self.standin.ws_url, signed, device) as client:
            await client.hello(cursors)
            yield client

    @asynccontextmanager
    async def on_duty(self, person: DemoPerson, **token: Any) -> AsyncIterator[Client]:
        """A connection of an agent who takes conversations."""
        async with self.line(person, **token) as desk:
            await desk.request("availability", status="available")
            yield desk

    def send_everybody_home(self) -> None:
        """Nobody on duty, nobody in line or served: what a test leaves behind must not reach the next one's people."""
        routing, now = wiring.routing(), self.clock()
        for desk in routing.desks():
            routing.set_up(desk.agent, desk.name, desk.queues, desk.capacity, Status.OFFLINE, now)
            for conversation in desk.serving:
                routing.take_off(conversation, desk.agent, now)
        for queue in queues():
            for place in routing.line(queue, 100):
                routing.drop(place.conversation)


async def opened(client: Client) -> str:
    """A new conversation's id."""
    answer = await client.request("open", device=client.device)
    return str(answer["conversation"]["id"])


async def press(client: Client, conversation: str, button: str) -> Frame:
    """Presses a button of the newest message that offers it."""
    page = await client.request("history", conversation=conversation)
    offering = [m["seq"] for m in page["messages"] if button in {each["id"] for each in m["body"].get("buttons", ())}]
    return await client.send(conversation, {"type": "answer", "to": offering[-1], "button": button})


async def waiting(client: Client) -> str:
    """A new conversation whose customer has asked for a human (queue `general`)."""
    conversation = await opened(client)
    await press(client, conversation, "intent:agent_request")
    return conversation


async def given_to(desk: Client, conversation: str) -> Frame:
    """The newest `assigned` of a conversation on this desk."""
    return await desk.wait_for_event(about("assigned", conversation))


def about(event: str, conversation: str, **fields: Any) -> Callable[[Frame], bool]:
    """Events of this kind about a conversation, with these fields of the conversation's picture."""

    def wanted(frame: Frame) -> bool:
        if frame["event"] != event:
            return False
        view = frame.get("conversation")
        if isinstance(view, dict):
            return view["id"] == conversation and all(view.get(name) == value for name, value in fields.items())
        return view == conversation and all(frame.get(name) == value for name, value in fields.items())

    return wanted


def said(conversation: str, text: str) -> Callable[[Frame], bool]:
    """The message with this text."""
    return lambda frame: about("message", conversation)(frame) and frame["message"]["body"].get("text") == text


def noticed(conversation: str, code: str) -> Callable[[Frame], bool]:
    """The system's notice of this code."""
    return lambda frame: about("message", conversation)(frame) and frame["message"]["body"].get("code") == code


@contextmanager
def running(keys: Path) -> Iterator[World]:
    """The centre in a thread of its own, wired to the world's clock."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="centre", daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(120)

    clock, faults = Clock(), Faults()
    up = centre(Options(schedules=False, faults=faults, sqs_wait_s=1), keys)

    async def met() -> World:
        standin, provider = await up.__aenter__()
        return World(standin, provider, clock, faults)

    async def done() -> None:
        await up.__aexit__(None, None, None)

    with pytest.MonkeyPatch.context() as patch:
        given = ("BARO_STAGE", "BARO_JWKS", "BARO_JWT_ISSUER", "BARO_JWT_AUDIENCE", *APPLICATIONS)
        for name in given:
            patch.setenv(name, "")  # the centre sets them; this puts back what was there before
        for module in ("app", "chalicelib.entry.http"):
            patch.setitem(sys.modules, module, ModuleType(module))
            del sys.modules[module]  # what it was made with belongs to another stage
        forget_wiring()
        patch.setattr(wiring, "clock", clock)
        try:
            yield run(met())
        finally:
            run(done())
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
            forget_wiring()


def forget_wiring() -> None:
    """Adapters are made once a process; another test's lead elsewhere."""
    wiring._sockets_endpoints.clear()
    for module in (wiring, clients, hot_path, settings):
        for made in vars(module).values():
            if isinstance(made, functools._lru_cache_wrapper):
                made.cache_clear()

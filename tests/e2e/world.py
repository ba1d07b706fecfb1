"""The whole centre on this machine, for tests: real WebSockets, all handlers, and a clock that can be advanced."""

import asyncio
import functools
import json
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pytest
from msgspec import structs

from chalicelib import settings
from chalicelib.aws import clients, hot_path
from chalicelib.content.configuration import queues
from chalicelib.contracts.holder import Policyholder
from chalicelib.kernel.actors import Role
from chalicelib.kernel.clock import system_clock
from chalicelib.routing.model import Status
from chalicelib.wiring import infrastructure
from chalicelib.wiring.routing import routing
from local.aws import Faults, Options, Standin
from local.client import Client, Frame
from local.demo.contracts import HOLDERS
from local.demo.people import DemoPerson
from local.demo.phones import APPLICATIONS
from local.demo.sign_in import IdentityProvider
from local.demo.start import run_centre
from local.feed import load_holders

T = TypeVar("T")

TOKEN_LIFETIME_S = 14 * 24 * 3600
"""Stories move the clock to the next opening hours; those of later tests still have to be signed in."""


class Clock:
    """The machine's clock, which can be advanced and frozen."""

    def __init__(self) -> None:
        self.ahead = 0
        self._held: int | None = None

    def __call__(self) -> int:
        return self._held if self._held is not None else system_clock() + self.ahead

    def advance(self, milliseconds: int) -> None:
        self.ahead += milliseconds
        if self._held is not None:
            self._held += milliseconds

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Freezes the clock until the block ends; `advance` still works."""
        self._held = self()
        try:
            yield
        finally:
            self._held = None


class World:
    """The running centre and its users. Coroutines run in the event loop of `running_centre`."""

    def __init__(self, standin: Standin, provider: IdentityProvider, clock: Clock, faults: Faults) -> None:
        self.standin = standin
        self.provider = provider
        self.provider.life_s = TOKEN_LIFETIME_S
        self.clock = clock
        self.faults = faults
        self.loop = asyncio.get_running_loop()
        self._people, self._devices = count(1), count(1)

    def run(self, scene: Coroutine[Any, Any, T]) -> T:
        """Runs a coroutine from another thread. What it waited for in vain is shown: a future of another thread drops
        the place where a TimeoutError was raised."""

        async def played() -> T:
            try:
                return await scene
            except TimeoutError as error:
                raise AssertionError("waited in vain") from error

        return asyncio.run_coroutine_threadsafe(played(), self.loop).result(120)

    def customer(self, name: str = "김서연") -> DemoPerson:
        """A new customer."""
        return DemoPerson(f"cust-{next(self._people)}", Role.CUSTOMER, name, "")

    def customer_with_contract(self, name: str, plate: str, **more: Any) -> DemoPerson:
        """A new customer with a contract for the car with this plate; `more` fields of it."""
        person, like = self.customer(name), HOLDERS[0].contracts[0]
        contract = structs.replace(like, number=f"{like.number}-{person.id}", plate=plate, **more)
        load_holders(Policyholder(person.id, name, "01000009999", (contract,)))
        return person

    def report_crash(self, contract: str) -> None:
        """The plug of a contract's car reports a crash at Gangnam station, as a message of the feed."""
        at = datetime.fromtimestamp(self.clock() / 1000, UTC).isoformat()
        place = {"latitude": 37.4979, "longitude": 127.0276}
        signal = {"id": f"{contract}-{self.clock()}", "contract": contract, "sign": "crash", "at": at, **place}
        sqs = self.standin.client("sqs")
        queue = sqs.get_queue_url(QueueName="baro-local-contract-feeds")["QueueUrl"]
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"kind": "signal", "rows": [signal]}))

    def agent(self, *queues: str, capacity: int = 5, role: Role = Role.AGENT) -> DemoPerson:
        """A new agent of these queues."""
        number = next(self._people)
        return DemoPerson(f"agent-{number}", role, f"상담원{number}", "", queues, capacity)

    @contextmanager
    def with_sign_in_buttons(self, *people: DemoPerson) -> Iterator[None]:
        """Adds sign-in buttons for these people, as the demo people have."""
        known = self.provider.people
        self.provider.people = {**known, **{person.id: person for person in people}}
        try:
            yield
        finally:
            self.provider.people = known

    @asynccontextmanager
    async def connected(
        self, person: DemoPerson, cursors: dict[str, int] | None = None, **token: Any
    ) -> AsyncIterator[Client]:
        """A connection of a person, after `hello`."""
        device = f"device{next(self._devices):04}"
        signed = self.provider.token(person, **token)
        async with Client.connect(self.standin.rest_url, self.standin.ws_url, signed, device) as client:
            await client.hello(cursors)
            yield client

    @asynccontextmanager
    async def on_duty(self, person: DemoPerson, **token: Any) -> AsyncIterator[Client]:
        """A connection of an available agent."""
        async with self.connected(person, **token) as desk:
            await desk.request("availability", status="available")
            yield desk

    def reset_routing(self) -> None:
        """Sets all agents offline and empties the queues, so that no test sees those of another."""
        store, now = routing(), self.clock()
        for desk in store.staff():
            store.set_agent(desk.agent, desk.name, desk.queues, desk.capacity, Status.OFFLINE, now)
            for found in filter(None, map(store.find_entry, desk.serving)):
                store.unassign(found[0], desk.agent, now)
        for queue in queues():
            for entry in store.list_waiting(queue, 100):
                store.leave(entry, now)


@contextmanager
def device(world: World, person: DemoPerson) -> Iterator[Client]:
    """A connection of a person that stays open; its frames are kept."""
    connection = world.connected(person)
    client = world.run(connection.__aenter__())
    try:
        yield client
    finally:
        world.run(connection.__aexit__(None, None, None))


async def open_conversation(client: Client) -> str:
    """Opens a conversation; its id."""
    answer = await client.request("open", device=client.device)
    return str(answer["conversation"]["id"])


async def press_button(client: Client, conversation: str, button: str) -> Frame:
    """Presses a button of the newest message that offers it."""
    page = await client.request("history", conversation=conversation)
    offering = [m["seq"] for m in page["messages"] if button in {each["id"] for each in m["body"].get("buttons", ())}]
    return await client.send(conversation, {"type": "answer", "to": offering[-1], "button": button})


async def open_waiting_conversation(client: Client) -> str:
    """Opens a conversation and requests an agent (queue `general`); its id."""
    conversation = await open_conversation(client)
    await press_button(client, conversation, "intent:agent_request")
    return conversation


async def wait_for_assignment(desk: Client, conversation: str) -> Frame:
    """Waits for the event `assigned` of a conversation."""
    return await desk.wait_for_event(event_about("assigned", conversation))


def event_about(event: str, conversation: str, **fields: Any) -> Callable[[Frame], bool]:
    """Matches events of a conversation with these fields in its view."""

    def wanted(frame: Frame) -> bool:
        if frame["event"] != event:
            return False
        view = frame.get("conversation")
        if isinstance(view, dict):
            return view["id"] == conversation and all(view.get(name) == value for name, value in fields.items())
        return view == conversation and all(frame.get(name) == value for name, value in fields.items())

    return wanted


def text_message(conversation: str, text: str) -> Callable[[Frame], bool]:
    """Matches the message with this text."""
    return lambda frame: event_about("message", conversation)(frame) and frame["message"]["body"].get("text") == text


def notice_with_code(conversation: str, code: str) -> Callable[[Frame], bool]:
    """Matches the notice with this code."""
    return lambda frame: event_about("message", conversation)(frame) and frame["message"]["body"].get("code") == code


@contextmanager
def running_centre(keys: Path) -> Iterator[World]:
    """Runs the centre in its own thread, with the clock of the world."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="centre", daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(120)

    clock, faults = Clock(), Faults()
    up = run_centre(Options(schedules=False, faults=faults, sqs_wait_s=1), keys)

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
        patch.setattr(infrastructure, "clock", clock)
        try:
            yield run(met())
        finally:
            run(done())
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
            forget_wiring()


def forget_wiring() -> None:
    """Clears the adapters that are cached per process."""
    infrastructure._sockets_endpoints.clear()
    wiring = [module for name, module in sys.modules.items() if name.startswith("chalicelib.wiring.")]
    for module in (*wiring, clients, hot_path, settings):
        for made in vars(module).values():
            if isinstance(made, functools._lru_cache_wrapper):
                made.cache_clear()

"""Simulated responders around Seoul, who drive to jobs by the wire's own actions: in `make run` a truck comes.

They take whatever they are offered, drive in a straight line faster than traffic allows, and need a minute for the
work. What they know is what the server says: after a lost connection they go on from there.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
from websockets.exceptions import ConnectionClosed

from chalicelib.content.places import Point, metres_between
from chalicelib.processes.positions import RETRY_AFTER_MS
from local.client import Client, CommandRefused, Frame
from local.demo.people import DemoPerson, responder
from local.demo.pictures import job_photo

MOVE_S, IDLE_S = 3.0, 45.0
THERE_M = 60
SHIFT_MS = 10 * 3_600_000
TRUCK, VAN = ("tow", "winch", "battery", "tyre", "fuel"), ("battery", "tyre", "lockout", "fuel")


@dataclass(frozen=True)
class Pace:
    """How fast they drive (80 km/h, straight ahead), how long they think about an offer, wait for the customer's word
    on site, work, and wait after a lost connection; how far apart they say where they are (`RETRY_AFTER_MS` and how
    much a frame may be late)."""

    metres_a_second: float = 22.0
    think_s: float = 4.0
    meeting_s: float = 12.0
    work_s: float = 45.0
    retry_s: float = 5.0
    report_s: float = RETRY_AFTER_MS / 1_000 + 0.5


USUAL = Pace()


@dataclass(frozen=True)
class Driver:
    """A simulated responder: what they can do, and where they stand at first."""

    number: int
    person: DemoPerson
    services: tuple[str, ...]
    place: Point


def _driver(number: int, name: str, truck: str, plate: str, services: tuple[str, ...], *place: float) -> Driver:
    person = responder(number, name, truck, plate)
    return Driver(number, person, services, (place[0], place[1]))


DRIVERS = (
    _driver(11, "김동현", "5톤 견인차", "81바2045", TRUCK, 37.5045, 127.0489),
    _driver(12, "이상철", "3.5톤 견인차", "82바6631", TRUCK, 37.4850, 127.0163),
    _driver(13, "박준호", "정비 봉고", "93가1190", VAN, 37.5006, 127.0364),
    _driver(14, "최영수", "정비 봉고", "94가7752", VAN, 37.5133, 127.1001),
    _driver(15, "정대영", "5톤 견인차", "85바3318", TRUCK, 37.5219, 126.9245),
    _driver(16, "한기석", "정비 봉고", "96가4027", VAN, 37.5559, 126.9368),
    _driver(17, "오세진", "3.5톤 견인차", "87바9016", TRUCK, 37.5720, 126.9794),
    _driver(18, "윤광수", "정비 봉고", "98가2284", VAN, 37.6543, 127.0568),
    _driver(19, "임재혁", "5톤 견인차", "79바5573", TRUCK, 37.3947, 127.1112),
    _driver(20, "조민규", "정비 봉고", "71가8840", VAN, 37.2636, 127.0286),
    _driver(21, "배성우", "3.5톤 견인차", "72바4419", TRUCK, 37.4563, 126.7052),
    _driver(22, "문정훈", "5톤 견인차", "73바6102", TRUCK, 37.6584, 126.8320),
)


class SimulatedResponder:
    """Serves its jobs until it is cancelled."""

    def __init__(self, driver: Driver, connect: Callable[[Driver], Any], pace: Pace = USUAL) -> None:
        self.driver = driver
        self.pace = pace
        self.place = driver.place
        self._connect = connect
        self._moved_at, self._reported_at = 0.0, -self.pace.report_s
        self._state, self._since = "", 0.0
        self._files = 0

    async def run(self) -> None:
        """Connects, and again after a lost connection or a restart."""
        while True:
            with suppress(OSError, TimeoutError, aiohttp.ClientError, ConnectionClosed, CommandRefused):
                async with self._connect(self.driver) as client:
                    await self._serve(client)
            await asyncio.sleep(self.pace.retry_s)

    async def _serve(self, client: Client) -> None:
        await client.hello()
        person, shift_end = self.driver.person, _now() + SHIFT_MS
        card = {"truck": person.truck, "plate": person.plate, "phone": person.safe_number}
        shift = {"on": True, "services": self.driver.services, "shift_end": shift_end, "place": self._fix()}
        await client.request("duty", **shift, **card)
        while True:
            client.events.clear()
            pause = await self._act(client, await client.request("my_jobs"))
            with suppress(TimeoutError):
                await client.wait_for_event(lambda _: True, pause)

    async def _act(self, client: Client, mine: Frame) -> float:
        """Does what comes next; the seconds until it is worth looking again."""
        if offer := mine.get("offer"):
            await asyncio.sleep(self.pace.think_s)
            with suppress(CommandRefused):  # somebody else has it by now
                await client.request("accept_job", job=offer["job"], number=offer["number"])
            return 0.1
        job = mine.get("job")
        state = str(job["state"]) if job else ""
        if state != self._state:
            self._state, self._since, self._moved_at = state, time.monotonic(), time.monotonic()
        if not job:
            await self._report(client)
            return IDLE_S
        await self._go_on(client, job)
        return MOVE_S

    async def _go_on(self, client: Client, job: Frame) -> None:
        """Takes the next step of the job, or drives on."""
        match self._state:
            case "accepted":
                await self._step(client, job, "depart")
            case "en_route":
                if await self._drive(client, job.get("place")):
                    await self._step(client, job, "arrive")
            case "on_site" if self._spent(self.pace.meeting_s):
                await self._begin(client, job)
            case "in_service" if self._spent(self.pace.work_s):
                await self._step(client, job, "complete", photos=await self._photo(client, job, "after"))
            case "towing":
                if await self._drive(client, job.get("destination")):
                    await self._step(client, job, "complete", photos=await self._photo(client, job, "after"))

    async def _begin(self, client: Client, job: Frame) -> None:
        """Tows only what the customer has agreed to; other work begins at once."""
        if job["service"] != "tow":
            await self._step(client, job, "begin", photos=await self._photo(client, job, "before"))
        elif "terms" not in job.get("missing", ()):
            await self._step(client, job, "hook_up", photos=await self._photo(client, job, "before"))
        elif garages := job.get("garages"):
            await self._step(client, job, "propose", garage=garages[0]["id"], km=max(1, round(garages[0]["km"])))

    async def _drive(self, client: Client, goal: Frame | None) -> bool:
        """Drives on; True at the goal, or where the customer shows none."""
        if goal is None:
            return True
        now = time.monotonic()
        way, self._moved_at = self.pace.metres_a_second * (now - self._moved_at), now
        target = (float(goal["lat"]), float(goal["lon"]))
        left = metres_between(self.place, target)
        share = min(1.0, way / left) if left > 0 else 1.0
        self.place = tuple(at + (to - at) * share for at, to in zip(self.place, target, strict=True))  # type: ignore[assignment]
        await self._report(client)
        return metres_between(self.place, target) <= THERE_M

    async def _report(self, client: Client) -> None:
        """Says where they are, no oftener than the centre takes it."""
        if time.monotonic() - self._reported_at < self.pace.report_s:
            return
        with suppress(CommandRefused):  # off duty by another device
            await client.request("position", fixes=[self._fix()])
        self._reported_at = time.monotonic()

    async def _step(self, client: Client, job: Frame, step: str, **fields: Any) -> None:
        with suppress(CommandRefused):  # the customer has cancelled, or must answer first: looked at again
            await client.request("job_step", job=job["job"], step=step, **fields)

    async def _photo(self, client: Client, job: Frame, phase: str) -> list[Frame]:
        """Uploads a photograph in the job's conversation, unless the job has one of this phase."""
        if any(photo["phase"] == phase for photo in job.get("photos", ())):
            return []
        self._files += 1
        data = job_photo(self.driver.number, phase)
        announced = await client.request(
            "upload",
            conversation=job["conversation"],
            client_id=f"{client.device}:f{int(time.time()) % 100_000_000 + self._files}",
            name=f"{phase}.jpg",
            size=len(data),
            type="image/jpeg",
        )
        async with aiohttp.ClientSession(raise_for_status=True) as session:
            for part in announced.get("parts", ()):
                await session.put(part["url"], data=data, headers=announced.get("headers"))
        upload = announced["upload"]["id"]
        await client.request("uploaded", upload=upload)
        return [{"upload": upload, "phase": phase}]

    def _spent(self, seconds: float) -> bool:
        return time.monotonic() - self._since >= seconds

    def _fix(self) -> Frame:
        return {"lat": round(self.place[0], 6), "lon": round(self.place[1], 6), "at": _now(), "accuracy": 10}


def _now() -> int:
    return int(time.time() * 1000)


async def drive_until(
    stop: asyncio.Event, connect: Callable[[Driver], Any], drivers: tuple[Driver, ...] = DRIVERS
) -> None:
    """Simulates these responders until `stop` is set. `connect` gives a connection as a context manager."""
    tasks = [asyncio.create_task(SimulatedResponder(each, connect).run()) for each in drivers]
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

"""The simulated responders of `make run`: they take what they are offered, and do it to its end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from local.demo.responders import DRIVERS, Driver, Pace, SimulatedResponder

HERE = {"lat": 37.4979, "lon": 127.0276}
AT_ONCE = Pace(1e9, 0, 0, 0, 0)
NEXT = {"depart": "en_route", "arrive": "on_site", "begin": "in_service", "hook_up": "towing", "complete": ""}
"""Steps → the states that they lead to."""


class ScriptedCentre:
    """What the centre says to one responder: an offer, then the job as its steps leave it. It is lost once."""

    def __init__(self, service: str) -> None:
        self.service, self.state, self.agreed, self.offered = service, "", False, True
        self.done: list[str] = []
        self.connections = 0
        self.device = "device01"
        self.events: list[Any] = []

    async def hello(self) -> None: ...

    async def wait_for_event(self, _wanted: Callable[[Any], bool], _seconds: float) -> None:
        await asyncio.sleep(0)

    async def request(self, action: str, **fields: Any) -> Any:
        match action:
            case "my_jobs":
                if not self.offered and not self.state and "complete" not in self.done:
                    self.state = "accepted"
                return self._mine()
            case "accept_job":
                self.offered = False
                self.done.append("accept")
                raise ConnectionResetError  # the answer is lost
            case "job_step":
                self._step(fields)
            case "upload":
                return {"upload": {"id": "u1"}}
        return {}

    def _mine(self) -> Any:
        if self.offered:
            return {"offer": {"job": "R1", "number": 1}}
        if not self.state:
            return {}
        place = {"destination": HERE} if self.agreed else {"garages": [{"id": "g1", "km": 0.2}], "missing": ["terms"]}
        about = {"job": "R1", "conversation": "c1", "state": self.state, "service": self.service, "place": HERE}
        return {"job": about | place}

    def _step(self, fields: dict[str, Any]) -> None:
        step = fields["step"]
        self.done.append(step)
        if step == "propose":
            assert fields["km"] == 1, "without kilometres nobody agrees to a tow"
            self.agreed = True
            return
        needs_photo = step in ("begin", "hook_up", "complete")
        assert bool(fields.get("photos")) is needs_photo, step
        self.state = NEXT[step]


@pytest.mark.parametrize(
    "service, steps",
    [
        ("battery", ["accept", "depart", "arrive", "begin", "complete"]),
        ("tow", ["accept", "depart", "arrive", "propose", "hook_up", "complete"]),
    ],
)
def test_a_truck_comes_and_does_the_job_also_after_a_lost_connection(service: str, steps: list[str]) -> None:
    centre = ScriptedCentre(service)
    asyncio.run(until_done(centre))
    assert (centre.done, centre.connections) == (steps, 2)


async def until_done(centre: ScriptedCentre) -> None:
    """A responder at this centre, until the job is done."""

    @asynccontextmanager
    async def connect(_driver: Driver) -> AsyncIterator[Any]:
        centre.connections += 1
        yield centre

    running = asyncio.create_task(SimulatedResponder(DRIVERS[0], connect, AT_ONCE).run())
    async with asyncio.timeout(10):
        while "complete" not in centre.done:
            await asyncio.sleep(0)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def test_the_drivers_differ_and_together_do_every_service() -> None:
    assert len({each.person.id for each in DRIVERS}) == len({each.person.plate for each in DRIVERS}) == 12
    assert {service for each in DRIVERS for service in each.services} == {
        *("tow", "battery", "tyre", "lockout", "fuel", "winch"),
    }

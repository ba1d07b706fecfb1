"""A customer whose car doesn't start, and a responder who comes, over the wire."""

from typing import Any

import msgspec

import app
from chalicelib.dispatch import service
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import JobRecord, JobTerms
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, T0, Centre, Frame, jobs, person
from tests.fakes.dispatch import job_request

DRIVER = person("driver-minsu", Role.RESPONDER)
OTHER_DRIVER = person("driver-jiho", Role.RESPONDER)
DISPATCHER = person("agent-seojun", Role.AGENT, "roadside")
HERE = (37.4979, 127.0276)
HOUR_MS = 3_600_000
SHIFT_END = T0 + 8 * HOUR_MS


class Roadside:
    """The centre with a conversation of KIM's; `frames` are what a person's device was posted."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        for who in (KIM, DRIVER, OTHER_DRIVER, DISPATCHER):
            centre.courier.inboxes[f"connection-of-{who.id}"] = []
            if who.role is not Role.CUSTOMER:
                centre.done(who, "hello", device="phone001")
        centre.done(DISPATCHER, "availability", status="available")
        self.conversation = str(centre.done(KIM, "open", device="phone001")["conversation"]["id"])
        self.work()

    def frames(self, who: Identity, event: str) -> list[Any]:
        inbox = self.centre.courier.inboxes[f"connection-of-{who.id}"]
        found = [msgspec.json.decode(msgspec.json.encode(frame)) for frame in inbox]
        return [frame for frame in found if frame["event"] == event]

    def on_duty(self, who: Identity, km_north: float, **more: Any) -> Frame:
        place = self.fix(km_north)
        about = {"services": ["battery", "tow"], "shift_end": SHIFT_END, "place": place, **more}
        return self.centre.done(who, "duty", on=True, **about)

    def fix(self, km_north: float, at: int | None = None) -> Frame:
        now = self.centre.now if at is None else at
        return {"lat": HERE[0] + km_north / 111.195, "lon": HERE[1], "at": now, "accuracy": 10}

    def drive(self, who: Identity, km_north: float, seconds: int = 120) -> Frame:
        """The responder's page says where they are, a while after the last time."""
        self.centre.now += seconds * 1_000
        result = self.centre.done(who, "position", fixes=[self.fix(km_north)])
        self.work()
        return result

    def request(self, tow: bool = False, **more: Any) -> str:
        """The customer has asked for help, and agreed to what it costs."""
        request = job_request(
            key="k1",
            customer=KIM.id,
            customer_name="김서연",
            conversation=self.conversation,
            plate="12가3456",
            service=RoadsideService.TOW if tow else RoadsideService.BATTERY,
            place=HERE,
            place_text="강남역 2번 출구",
            phone="01000001234",
            terms=JobTerms(covered=True, free_km=10, won_per_km=2_000, agreed_at=self.centre.now),
            **more,
        )
        job = service.request_job(self.centre.services.dispatch(), request).id
        self.work()
        return job

    def accepted(self, **more: Any) -> str:
        """A job that DRIVER, three kilometres away, has accepted."""
        self.on_duty(DRIVER, 3, truck="5톤 견인차", plate="서울80바1234", phone="050712345678")
        job = self.request(**more)
        offer = self.centre.done(DRIVER, "my_jobs")["offer"]
        self.centre.done(DRIVER, "accept_job", job=job, number=offer["number"])
        self.work()
        return job

    def step(self, job: str, step: str, **more: Any) -> Frame:
        result = self.centre.done(DRIVER, "job_step", job=job, step=step, **more)
        self.work()
        return result

    def photo(self, number: int) -> str:
        """A photograph that DRIVER has uploaded."""
        about = {"client_id": f"phone001:f{number}", "name": "현장.jpg", "size": 1_000, "type": "image/jpeg"}
        upload = self.centre.done(DRIVER, "upload", conversation=self.conversation, **about)["upload"]["id"]
        self.centre.objects.objects[f"incoming/{upload}"] = b"x" * 1_000
        self.centre.done(DRIVER, "uploaded", upload=upload)
        return str(upload)

    def photographed(self, job: str) -> None:
        photos = [{"upload": self.photo(number), "phase": phase} for number, phase in ((1, "before"), (2, "after"))]
        self.step(job, "photos", photos=photos)

    def pass_minutes(self, minutes: float) -> None:
        """Time passes in half minutes: timers ring meanwhile."""
        for _ in range(round(minutes * 2)):
            self.centre.now += 30_000
            self.centre.dispatch.queue.ring()
            self.work()

    def work(self) -> None:
        """Does the jobs of dispatch and of events that wait, and what comes of them."""
        queue = self.centre.dispatch.queue
        while queue.waiting or self.centre.event_jobs.sent or self.centre.jobs.waiting:
            waiting, queue.waiting = queue.waiting, []
            bodies = [msgspec.json.encode(job).decode() for job in waiting]
            assert app.dispatch_work(jobs(*bodies), None) == {"batchItemFailures": []}
            self.centre.work()

    def record(self, job: str) -> JobRecord:
        found = self.centre.services.dispatch().jobs.get(job)
        assert found is not None
        return found

    def card(self, job: str) -> Frame:
        card: Frame = self.centre.done(KIM, "job_card", job=job)["card"]
        return card

    def thread(self) -> list[Any]:
        """The bodies of the conversation, without the bot's."""
        log = sorted(self.centre.store.logs[self.conversation].items())
        entries = [entry for _, (_, entry) in log]
        return [entry.body for entry in entries if entry.by.role.value == "system"]

    def notices(self) -> list[str]:
        return [body.code for body in self.thread() if hasattr(body, "code")]

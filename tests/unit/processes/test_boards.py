"""Queues are shown to agents together, at most once in some seconds; the minute's round reads who is silent."""

import pytest

from chalicelib.content.server_frames import QueuesFrame
from chalicelib.kernel.actors import Role
from chalicelib.presence.ports import Device
from chalicelib.presence.rules import presence_rules
from chalicelib.processes.housekeeping import run_every_minute, run_job
from chalicelib.processes.queue_notices import request_board
from chalicelib.processes.showing_requests import LATE_S
from chalicelib.routing.jobs import ShowBoard
from chalicelib.routing.model import Status
from chalicelib.routing.rules import routing_rules
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre
from tests.fakes.presence import FakePresence

HANEUL = person("agent-haneul", Role.AGENT, "general")


def on_duty(centre: Centre, status: str = "available") -> list[object]:
    connection = f"connection-of-{HANEUL.id}"
    inbox: list[object] = centre.courier.inboxes.setdefault(connection, [])  # type: ignore[assignment]
    centre.done(HANEUL, "hello", device="panel001", cursors={})
    centre.done(HANEUL, "availability", status=status)
    return inbox


def boards(inbox: list[object]) -> int:
    return sum(isinstance(frame, QueuesFrame) for frame in inbox)


def test_changes_within_the_interval_are_shown_by_one_job(centre: Centre) -> None:
    inbox = on_duty(centre, "paused")
    centre.work()
    before = boards(inbox)
    centre.waiting(KIM)
    centre.waiting(LEE)
    centre.follow_events()
    assert [job for job in centre.jobs.waiting if isinstance(job, ShowBoard)] == [ShowBoard("general")]
    assert boards(inbox) == before, "no move posts to those it doesn't concern"
    centre.work()
    assert boards(inbox) == before + 1


def test_a_request_that_crashed_before_its_job_is_repeated_by_its_delivery_or_by_others_later(centre: Centre) -> None:
    interval_ms = routing_rules().boards.interval_seconds * 1000
    centre.routing.claim_showing("board:general", "c1#7", centre.now, centre.now + interval_ms + LATE_S * 1000)
    request_board(centre.services, "general", "c2#9")
    assert centre.jobs.waiting == []
    request_board(centre.services, "general", "c1#7")
    assert centre.jobs.waiting == [ShowBoard("general")]
    centre.jobs.waiting.clear()
    centre.now += 2 * interval_ms + LATE_S * 1000
    request_board(centre.services, "general", "c2#9")
    assert centre.jobs.waiting == [ShowBoard("general")]


def test_a_change_after_the_board_was_read_is_shown_again(centre: Centre) -> None:
    request_board(centre.services, "general", "c1#7")
    run_job(centre.services, ShowBoard("general"))
    request_board(centre.services, "general", "c2#9")
    assert centre.jobs.waiting == [ShowBoard("general")] * 2


def count_reads(centre: Centre) -> list[str]:
    """Whose devices are read from now on."""
    reads: list[str] = []
    known = centre.presence

    class Counting(FakePresence):
        def devices_of(self, one: str) -> list[Device]:
            reads.append(one)
            return super().devices_of(one)

    centre.presence = Counting()
    vars(centre.presence).update(vars(known))
    return reads


@pytest.mark.parametrize("pings", [True, False])
def test_the_round_checks_agents_who_are_silent_alone(centre: Centre, pings: bool) -> None:
    on_duty(centre)
    reads = count_reads(centre)
    centre.now += presence_rules().dead_connection_after_seconds * 1000
    if pings:
        centre.done(HANEUL, "ping")
    run_every_minute(centre.services)
    assert reads == ([] if pings else [HANEUL.id])
    agent_state = centre.routing.agent(HANEUL.id)
    assert agent_state is not None
    assert agent_state.status is (Status.AVAILABLE if pings else Status.OFFLINE)
    reads.clear()
    centre.now += 600_000
    run_every_minute(centre.services)
    assert reads == ([HANEUL.id] if pings else []), "who is gone costs nothing"

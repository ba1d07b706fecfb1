"""SQS batches: each job fails alone; housekeeping after a crash."""

import json
from datetime import date, datetime

import pytest

import app
from chalicelib.content.business_days import business_calendar
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from tests.entry.centre import T0, Centre, event, jobs, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
MATCH = json.dumps({"job": "match", "queue": "general"})


def test_a_bad_job_fails_alone(centre: Centre) -> None:
    conversation = centre.waiting()
    centre.done(HANEUL, "availability", status="available")
    batch = jobs("", "None", "[" * 100_000, '{"job":"dance"}', '{"job":"match","queue":7}', MATCH, '{"job":"match"}')
    answer = app.agent_work(batch, None)
    failed = [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
    assert failed == ["0", "1", "2", "3", "4", "6"]
    assert len(centre.logged.records) == len(failed)
    centre.follow_events()
    assert centre.stored_conversation(conversation).state is State.ASSIGNED


def test_a_repeated_job_has_one_effect(centre: Centre) -> None:
    conversation = centre.waiting()
    centre.done(HANEUL, "availability", status="available")
    assert app.agent_work(jobs(MATCH, MATCH), None) == {"batchItemFailures": []}
    assert app.agent_work(jobs(MATCH), None) == {"batchItemFailures": []}
    centre.follow_events()
    joined = [m for m in centre.store.page(conversation, 0, 99, 99, newest=False) if m.by.role == "system"]
    assert [message.body.code for message in joined] == ["waiting_in_queue", "agent_joined"]  # type: ignore[union-attr]


def test_a_job_for_a_removed_queue_becomes_a_dead_letter(centre: Centre) -> None:
    answer = app.agent_work(jobs('{"job":"match","queue":"closed_long_ago"}'), None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}


def test_housekeeping_finds_waiting_customers_without_a_job(centre: Centre) -> None:
    conversation_id = centre.waiting()
    centre.done(HANEUL, "hello", device="desk0001")
    centre.done(HANEUL, "availability", status="available")
    centre.jobs.waiting.clear()
    schedule = event("every_minute")
    app.every_minute(schedule, None)
    centre.follow_events()
    assert centre.stored_conversation(conversation_id).state is State.ASSIGNED
    centre.now = T0 + 60_000
    app.every_minute(schedule, None)
    centre.follow_events()
    conversation = centre.stored_conversation(conversation_id)
    assert (conversation.state, conversation.agent) == (State.WAITING, None)
    assert centre.routing.staff() == []


@pytest.mark.parametrize("at, warned", [("2028-11-01T09:00", 0), ("2028-11-27T09:00", 1), ("2028-11-27T09:01", 0)])
def test_housekeeping_warns_once_a_day_when_the_public_holidays_end_soon(centre: Centre, at: str, warned: int) -> None:
    """Known until the end of 2029, they reach 400 days ahead until 26 November 2028."""
    ends = business_calendar().last
    later = ends - date(2029, 12, 31)  # `make holidays` has been run since
    centre.now = int((datetime.fromisoformat(f"{at}+09:00") + later).timestamp() * 1000)
    app.every_minute(event("every_minute"), None)
    assert [record.getMessage() for record in centre.logged.records] == [
        "holidays.toml ends: public holidays are known 399 days ahead, 400 are needed"
    ] * warned

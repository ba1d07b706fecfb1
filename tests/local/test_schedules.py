"""Times and events of schedules."""

from datetime import UTC, datetime

import pytest

from local.aws import StandinError, schedules
from tests.local.conftest import World

START = datetime(2026, 3, 6, 18, 0, 30, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    "expression, expected",
    [
        ("rate(1 minute)", "2026-03-06T18:01:30"),
        ("rate(2 hours)", "2026-03-06T20:00:30"),
        ("cron(* * * * ? *)", "2026-03-06T18:01:00"),
        ("cron(0/15 * * * ? *)", "2026-03-06T18:15:00"),
        ("cron(0 18 ? * MON-FRI *)", "2026-03-09T18:00:00"),
        ("cron(30 9,21 * * ? *)", "2026-03-06T21:30:00"),
        ("cron(0 0 1 JAN ? *)", "2027-01-01T00:00:00"),
        ("cron(0 12 29 2 ? *)", "2028-02-29T12:00:00"),
        ("cron(0 8 ? * 1 2027)", "2027-01-03T08:00:00"),
    ],
)
def test_the_next_time_of_an_expression(expression: str, expected: str) -> None:
    assert schedules.parse(expression).after(START) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("expression", ["rate(x)", "cron(0 0 L * ? *)", "cron(99 * * * ? *)", "at(2026)"])
def test_an_invalid_expression_is_refused(expression: str) -> None:
    with pytest.raises(StandinError):
        schedules.parse(expression)


def test_a_schedule_fired_by_hand_gets_its_event_and_context(world: World) -> None:
    assert world.standin.fire("sweep") == "sweep 128"
    event = world.toy.seen("sweep")
    assert (event["detail-type"], event["source"], event["detail"]) == ("Scheduled Event", "aws.events", {})
    assert event["resources"][0].endswith("rule/sweep")


def test_an_unknown_function_is_named_in_the_error(world: World) -> None:
    with pytest.raises(StandinError, match="sweeep"):
        world.standin.fire("sweeep")

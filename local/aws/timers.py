"""Runs the app's scheduled functions at their times."""

import asyncio
from datetime import UTC, datetime

from chalice.app import ScheduledEventConfig, ScheduleExpression

from local.aws import schedules
from local.aws.functions import Event, Function, Functions


class Timers:
    """A timer for each schedule of the app; requires a running event loop."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        loop = asyncio.get_running_loop()
        self._tasks = [
            loop.create_task(self._run(config.name, _parsed(config)))
            for config in functions.app.event_sources
            if isinstance(config, ScheduledEventConfig)
        ]

    def stop(self) -> None:
        """Stops all timers."""
        for task in self._tasks:
            task.cancel()

    async def _run(self, name: str, schedule: schedules.Rate | schedules.Cron) -> None:
        function = self._functions.get(name)
        due = schedule.after(datetime.now(UTC))
        while True:
            await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            self._functions.submit(_quietly, function, schedules.event(name, due))
            while due <= datetime.now(UTC):  # times missed while the machine was asleep are skipped
                due = schedule.after(due)


def _parsed(config: ScheduledEventConfig) -> schedules.Rate | schedules.Cron:
    expression = config.schedule_expression
    return schedules.parse(expression.to_string() if isinstance(expression, ScheduleExpression) else expression)


def _quietly(function: Function, event: Event) -> None:
    try:
        function(event)
    except Exception:  # noqa: BLE001 - logged by the function; the next time comes
        return

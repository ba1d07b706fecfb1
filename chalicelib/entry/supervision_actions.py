"""Actions of supervisors."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, QueueName, Result
from chalicelib.kernel.actors import Actor
from chalicelib.queries import reports
from chalicelib.queries.reports import ReportWanted
from chalicelib.reporting.reports import Grouping, ReportRow
from chalicelib.services import Services

RowKey = Annotated[str, Meta(max_length=64, description="Go on after the row with this key.")]


class ReportCommand(Command, frozen=True):
    """Gets figures of the past from the day `first` to the day `last` (Korean days, both included) `by` hour of the
    day, day, queue or agent; of one queue, or of all that the caller supervises."""

    first: date
    last: date
    by: Grouping
    queue: QueueName | None = None
    after: RowKey = ""


class Report(Result, frozen=True):
    """Rows of a report; `more` follow after the last one."""

    rows: tuple[ReportRow, ...]
    more: bool = False


@action(ReportCommand, Report)
def _report(services: Services, actor: Actor, command: ReportCommand) -> Report:
    part = reports.report(services, actor, _wanted(command))
    return Report(part.rows, part.more)


class ExportReportCommand(Command, frozen=True):
    """Gets a report as CSV, part by part; fields as in `report`."""

    first: date
    last: date
    by: Grouping
    queue: QueueName | None = None
    after: RowKey = ""


class ReportExported(Result, frozen=True):
    """Lines of CSV in UTF-8, which follow those of the part before; `after` for the next part, "" at the end."""

    text: str
    after: str = ""


@action(ExportReportCommand, ReportExported)
def _export_report(services: Services, actor: Actor, command: ExportReportCommand) -> ReportExported:
    return ReportExported(*reports.exported_report(services, actor, _wanted(command)))


def _wanted(command: ReportCommand | ExportReportCommand) -> ReportWanted:
    return ReportWanted(command.first, command.last, command.by, command.queue, command.after)

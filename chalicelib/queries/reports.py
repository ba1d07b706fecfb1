"""Reports of the queues that a supervisor supervises, on the page and as CSV."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.content.configuration import queues, texts
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, fit_to_size
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.csv_text import BOM, csv_line
from chalicelib.queries.relations import relation_to_queue
from chalicelib.reporting.reports import Grouping, ReportRow, report_rows, require_period
from chalicelib.reporting.rules import reporting_rules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithFigures

    class Needs(WithFigures, Protocol): ...


COLUMNS = (
    "served", "abandoned", "wait_mean_s", "wait_p50_s", "wait_p90_s", "handled_mean_s", "first_held", "first_answers",
    "next_held", "next_answers", "ratings", "stars_mean", "solved", "unsolved",
)  # fmt: skip
"""Figures of a report's row, in the order of a CSV file."""


class ReportWanted(Struct, frozen=True):
    """A report: days (both included), grouping, one queue or all that the caller supervises, and the key of the last
    row that the caller has, "" for none."""

    first: date
    last: date
    by: Grouping
    queue: str | None
    after: str


class ReportPart(Struct, frozen=True):
    """The next rows of a report, and whether more follow."""

    rows: tuple[ReportRow, ...]
    more: bool


def report(services: Needs, actor: Actor, wanted: ReportWanted) -> ReportPart:
    """The next rows that fit into a response; audited. Raises NotAllowed, PeriodTooLong."""
    part = _part(services, actor, wanted, "report")
    if not wanted.after:
        audit("report_seen", actor.id, **_period(wanted))
    return part


def exported_report(services: Needs, actor: Actor, wanted: ReportWanted) -> tuple[str, str]:
    """The next lines of CSV, and the key to go on after, "" at the end. The first part begins with the byte order mark
    and the columns' names, and is audited: who took what out of the centre. Raises NotAllowed, PeriodTooLong."""
    part = _part(services, actor, wanted, "export_report")
    words, lines = texts(actor.locale), [] if wanted.after else [BOM]
    if not wanted.after:
        audit("report_exported", actor.id, **_period(wanted))
        names = [words.label("report_columns", name) for name in COLUMNS]
        lines.append(csv_line([words.label("report_groups", wanted.by), words.label("report_columns", "name"), *names]))
    for row in part.rows:
        name = queues(actor.locale)[row.key].label if row.key in queues() else row.name
        lines.append(csv_line([row.key, name, *(getattr(row.figures, column) for column in COLUMNS)]))
    return "".join(lines), part.rows[-1].key if part.more else ""


def _part(services: Needs, actor: Actor, wanted: ReportWanted, action: str) -> ReportPart:
    if wanted.queue is not None:
        require_allowed(action, relation_to_queue(actor, wanted.queue))
    require_period(wanted.first, wanted.last, reporting_rules().max_days)
    names = [wanted.queue] if wanted.queue else [n for n in queues() if is_allowed(action, relation_to_queue(actor, n))]
    store = services.figures()
    read = store.agents if wanted.by == "agent" else store.hours
    stored = read(wanted.first.isoformat(), wanted.last.isoformat())
    rows = report_rows((row for row in stored if row.queue in names), wanted.by)
    begin = next((at for at, row in enumerate(rows, start=1) if row.key == wanted.after), 0)
    fitting = fit_to_size(rows[begin:], MAX_RESPONSE_BYTES)
    return ReportPart(fitting, begin + len(fitting) < len(rows))


def _period(wanted: ReportWanted) -> dict[str, str]:
    """What was wanted, for the audit."""
    days = {"first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    return {**days, "by": wanted.by, "queue": wanted.queue or "*"}

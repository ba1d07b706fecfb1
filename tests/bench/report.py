"""The table of figures."""

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from tests.bench.figures import Figure, Run


def report_tables(run: Run) -> list[Table]:
    """The tables of a run: figures with targets, then figures to compare side by side."""
    title = f"Baro, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {describe_machine()}"
    table = Table(title=title, title_justify="left")
    table.add_column("figure", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("target", justify="right", no_wrap=True)
    table.add_column("what was measured")
    for figure in run.figures.values():
        if not figure.column:
            value = f"{format_value(figure.value)} {figure.unit}".strip()
            table.add_row(figure.name, value, _format_target(figure), figure.about)
    return [table, *_side_by_side([figure for figure in run.figures.values() if figure.column])]


def _side_by_side(figures: Iterable[Figure]) -> list[Table]:
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.about, {})[figure.column] = figure
    if not rows:
        return []
    columns = list(dict.fromkeys(figure.column for row in rows.values() for figure in row.values()))
    made = Table()
    made.add_column("also")
    for column in columns:
        made.add_column(column, justify="right")
    for about, row in rows.items():
        made.add_row(about, *(format_value(row[column].value) if column in row else "" for column in columns))
    return [made]


def format_value(value: float) -> str:
    """Integers and values from 100 without decimals, others with three significant digits."""
    return f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


def describe_machine() -> str:
    """Processor, number of cores and Python version."""
    import os

    cpuinfo = Path("/proc/cpuinfo")
    table = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = {line.partition(":")[2].strip() for line in table if line.startswith("model name")}
    processor = ", ".join(sorted(models)) or platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {processor}, Python {platform.python_version()}"


def _format_target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    met = figure.target.met_by(figure.value)
    return f"[green]{figure.target} ✓[/]" if met else f"[red]{figure.target} ✗[/]"

"""The table of figures."""

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from tests.bench.figures import Figure, Group, Run


def table(groups: Iterable[Group], run: Run) -> Table:
    """All figures of a run, group by group, with their targets."""
    made = Table(title=f"Baro, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}", title_justify="left")
    made.add_column("figure", no_wrap=True)
    made.add_column("value", justify="right", no_wrap=True)
    made.add_column("target", justify="right", no_wrap=True)
    made.add_column("what was measured")
    for figure in run.figures.values():
        made.add_row(figure.name, f"{shown(figure.value)} {figure.unit}".strip(), _judged(figure), figure.about)
    return made


def shown(value: float) -> str:
    """Whole numbers whole, others with three figures."""
    return f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


def machine() -> str:
    """Processor, number of cores and Python, as far as they are known."""
    import os

    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    processor = ", ".join(sorted(models)) or platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {processor}, Python {platform.python_version()}"


def _judged(figure: Figure) -> str:
    if figure.target is None:
        return ""
    met = figure.target.met_by(figure.value)
    return f"[green]{figure.target} ✓[/]" if met else f"[red]{figure.target} ✗[/]"

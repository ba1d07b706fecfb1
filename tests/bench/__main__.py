"""`python -m tests.bench [GROUP …]`: a table, and the numbers in `build/bench.json`.

Exits 1 when a group couldn't be measured; its numbers are then missing from the file. A missed target is shown, not an
error. Some groups by name write `build/bench-part.json` instead, so that the whole run's numbers stay together.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from tests.bench.figures import Run
from tests.bench.groups import GROUPS, select_groups
from tests.bench.report import report_tables

BUILD = Path("build")
WIDTH = 150
"""Of the table where it isn't a terminal that says."""


def main(names: list[str]) -> int:
    """Measures the named groups, or all."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    try:
        groups = select_groups(names)
    except KeyError as error:
        console.print(f"there is no group {error}; there are {', '.join(group.name for group in GROUPS)}")
        return 2
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        run = Run(Path(scratch), lambda what: console.print(f"  [dim]· {what}[/]"))
        for group in groups:
            started = time.monotonic()
            console.print(f"[bold]{group.name}[/]: {group.about}")
            try:
                run.add(group.measure(run))
            except Exception:  # noqa: BLE001 - the others are still worth measuring; this one is shown and counted
                console.print_exception(max_frames=8)
                failed.append(group.name)
            console.print(f"  [dim]{time.monotonic() - started:.0f} s[/]")
    for table in report_tables(run):
        console.print(table)
    out = BUILD / ("bench.json" if not names else "bench-part.json")
    out.parent.mkdir(exist_ok=True)
    numbers = {figure.name: figure.value for figure in run.figures.values()}
    out.write_text(json.dumps(numbers, indent=2) + "\n")
    console.print(f"{len(numbers)} numbers in {out}")
    if failed:
        console.print(f"[red]not measured: {', '.join(failed)}[/]")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

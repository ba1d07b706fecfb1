"""Inspects a file in a process of its own. `python check_child.py FILE`, with the tree on the path, prints a JSON
object: the reason, CPU in seconds and peak resident memory in MB. It runs in earlier trees too, with their own code."""

import json
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    """Inspects a photo with its copies."""
    from chalicelib.files import inspection
    from chalicelib.files.rules import file_rules

    path = Path(sys.argv[1])
    size, rule = path.stat().st_size, file_rules().kinds["photo"]
    started = time.process_time()
    if hasattr(inspection, "inspect_with_copies"):  # until 29 November 2026
        found, _ = inspection.inspect_with_copies(path, "photo", size, rule)
    else:
        found, _ = inspection.inspect_file(path, "photo", size, rule, datetime.now(UTC))
    cpu_s = time.process_time() - started
    # Not `ru_maxrss`, which contains the memory of the process that started this one.
    peak_mb = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) / 1024
    print(json.dumps({"reason": found.reason, "cpu_s": cpu_s, "peak_mb": peak_mb}))


if __name__ == "__main__":
    main()

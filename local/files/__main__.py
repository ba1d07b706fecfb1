"""`python -m local.files check DIR [--copies OUT]`: a JSON object per file of DIR, sorted by path.

Each has the keys `name` (its path in DIR), `kind` (photo, video, document or ""), `verdict` (ready, quarantined or
refused), `reason` (a code, "" for a file that is ready), `taken_at`, `changed_at` (ISO 8601 or ""), `place` ([degrees
north, degrees east] or null), `cut`, `cpu_ms` and `peak_mb`. A refused file isn't accepted for upload; the others are
inspected as after an upload. A check that takes more than a minute or two gigabytes is ended: `unfinished`. The copies
that people are shown are written to OUT.
"""

import argparse
import logging
import sys
from pathlib import Path

from local.files.check import check_folder


def main() -> int:
    """Writes standard output. Exits 0 whatever the files are, 2 for a folder that isn't there."""
    parser = argparse.ArgumentParser(prog="python -m local.files", description=__doc__)
    command = parser.add_subparsers(required=True).add_parser("check", help="check the files of a folder")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--copies", type=Path, metavar="OUT", help="folder for the copies of images: OUT/NAME.jpg")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    logging.disable(logging.CRITICAL)
    for line in check_folder(options.folder, options.copies):
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

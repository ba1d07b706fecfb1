#!/usr/bin/env bash
# pytest-xdist 3.8.0 with pytest 9.2.0, `--dist loadgroup` and `@pytest.mark.xdist_group`.
#
# Tests that share something expensive, or depend on one another's order, are marked with one group to stay in one process.
# Expected: all tests of a group run in one process, as with pytest 9.0.
# What happens: the marks are accepted and ignored, without a warning; the tests of a group are spread over the processes. xdist
# appends the group to the private `_nodeid` of a test, and since pytest 9.2 the id of a test is kept elsewhere.
# Versions: both are the newest of 2026-11-30, and xdist declares no upper bound for pytest.
# A way round: `--dist loadfile`, or a scheduler of one's own in `pytest_xdist_make_scheduler`.
#
# Needs Python 3.11 or newer and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/test_groups.py" <<'PYTHON'
import os

import pytest


@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(20))
def test_where(number: int) -> None:
    with open("processes", "a") as out:
        out.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PYTHON

processes() {
  local venv="$folder/$1"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0 2>"$folder/pip.log" || { cat "$folder/pip.log" >&2; exit 2; }
  rm -f "$folder/processes"
  (cd "$folder" && "$venv/bin/python" -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup test_groups.py >"$folder/log") || { cat "$folder/log" >&2; exit 2; }
  sort -u "$folder/processes" | wc -l
}

before=$(processes 9.0.2)
now=$(processes 9.2.0)
echo "processes that ran the 20 tests of one group: $before with pytest 9.0.2, $now with pytest 9.2.0"
[ "$before" = 1 ] && [ "$now" = 2 ] && echo "as described" || { echo "not as described: it has changed"; exit 1; }

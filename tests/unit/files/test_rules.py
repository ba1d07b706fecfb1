"""The rules for files fit the bucket."""

import json
from pathlib import Path
from typing import Any

from chalicelib.files.rules import CHECK_DEADLINE_HOURS, MAX_UPLOAD_DAYS, file_rules

ROOT = Path(__file__).parents[3]


def test_the_limits_are_those_of_the_bucket() -> None:
    resources: dict[str, Any] = json.loads((ROOT / ".chalice/resources.json").read_text("utf-8"))["Resources"]
    buckets = [
        each["Properties"] for each in resources.values() if "LifecycleConfiguration" in each.get("Properties", {})
    ]
    rules = {rule["Id"]: rule for bucket in buckets for rule in bucket["LifecycleConfiguration"]["Rules"]}
    parts = rules["parts-that-never-became-a-file"]["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]
    assert parts == MAX_UPLOAD_DAYS
    assert rules["files-that-were-never-checked"]["ExpirationInDays"] * 24 > CHECK_DEADLINE_HOURS[1]


def test_signatures_are_not_chosen_from_files() -> None:
    assert set(file_rules().accepted_suffixes) == {
        suffix for kind in ("photo", "video", "pdf") for suffix in file_rules().kinds[kind].suffixes
    }

"""The page and the centre accept the same files."""

import re
from pathlib import Path

from chalicelib.files.rules import file_rules


def test_the_page_offers_the_accepted_kinds() -> None:
    page = Path("web/customer/src/files/kinds.ts").read_text(encoding="utf-8")
    offered = {kind: re.findall(r'"(\w+)"', listed) for kind, listed in re.findall(r"(\w+): \[(.+?)\]", page)}
    taken = {kind: list(rule.suffixes) for kind, rule in file_rules().kinds.items() if kind != "signature"}
    assert offered == taken

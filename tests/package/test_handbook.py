"""README and docs: the commands, files and links that they show exist."""

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import botocore.session
import pytest
from botocore import xform_name

from tests.package.handbook import PAGES, ROOT, aws_commands, make_targets, shell_blocks

_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`((?:chalicelib|local|tests|web|docs|findings|\.chalice)/[\w./-]+)`")
_MADE = re.compile(r"/dist\b|/data/|^web/node_modules")
"""Built, or put there by who works with it."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_shell_examples_are_valid_and_their_targets_exist(page: Path) -> None:
    for block in shell_blocks(page):
        read = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert read.stderr == "", block
    text = page.read_text("utf-8")
    assert make_targets(text) <= set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))
    for python, module in re.findall(r"(?m)(?:`|^ *)(\S*python) -m ([\w.]+)", text):
        assert python == ".venv/bin/python", "what else is called python lacks the packages"
        assert find_spec(module), module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_aws_operations_and_options_that_the_documents_name_exist(page: Path) -> None:
    for service, operation, options in aws_commands(page.read_text("utf-8")):
        model = botocore.session.get_session().get_service_model(service)
        known = {xform_name(name, "-"): name for name in model.operation_names}
        shape = model.operation_model(known[operation]).input_shape
        members = {xform_name(name, "-") for name in shape.members} if shape else set()
        assert {option.removeprefix("no-") for option in options} <= members, (service, operation)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_and_scripts_that_the_documents_name_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [link for link in _LINK.findall(text) if not (page.parent / link).exists()] == []
    assert [path for path in _PATH.findall(text) if not _MADE.search(path) and not (ROOT / path).exists()] == []
    scripts = json.loads((ROOT / "web/package.json").read_text())["scripts"]
    assert set(re.findall(r"npm run ([\w:-]+)", text)) <= set(scripts)

"""The commands of README and docs, executed: they request what a deployment needs from AWS, and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.package.__main__ import how_to_deploy
from local.package.build import Package
from local.package.template import functions
from tests.package.account import ACCOUNT, FakeAccount, ValidationError
from tests.package.handbook import PAGES, ROOT, shell_blocks

SEOUL = "export AWS_DEFAULT_REGION=ap-northeast-2\n"
BUCKET = f"baro-packages-{ACCOUNT}"
ONCE, DEPLOY = shell_blocks(ROOT / "README.md", "Deploying")
PROTECT, CLEAR = shell_blocks(ROOT / "docs/operations.md", "Deploying")
PUSH = shell_blocks(ROOT / "docs/operations.md", "Push: setting up FCM and APNs")


class Terminal:
    """A shell in a clone whose `make package` has been run; `made` is what make was asked for."""

    def __init__(self, folder: Path, account: FakeAccount, package: Package) -> None:
        self.folder, self._account = folder, account
        built, bin_folder = folder / "build/package", folder / "bin"
        built.mkdir(parents=True)
        shutil.copy(package.template, built)
        with zipfile.ZipFile(built / package.zip.name, "w") as zipped:  # the real one is large
            zipped.writestr("app.py", "app = None\n")
        bin_folder.mkdir()
        (bin_folder / "make").write_text(f'#!/bin/sh\necho "$@" >> {folder}/made\n')
        (bin_folder / "make").chmod(0o755)

    @property
    def made(self) -> str:
        return (self.folder / "made").read_text()

    def type(self, script: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.folder}/bin:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "AWS_ENDPOINT_URL": self._account.endpoint,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_MAX_ATTEMPTS": "1",
        }
        command = ["bash", "-euo", "pipefail", "-c", script]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=60
        )


@pytest.fixture
def account() -> Iterator[FakeAccount]:
    with FakeAccount() as account:
        yield account


@pytest.fixture
def terminal(tmp_path: Path, account: FakeAccount, package: Package) -> Terminal:
    return Terminal(tmp_path, account, package)


def test_readme_deploys_from_an_empty_account(
    terminal: Terminal, account: FakeAccount, template: dict[str, Any]
) -> None:
    done = terminal.type(ONCE + DEPLOY)
    assert done.returncode == 0, done.stderr
    assert terminal.made == "package STAGE=dev\n"
    first, *between, last = account.asked
    uploads = [each for each in between if each.startswith("s3:PUT")]
    others = [each for each in between if not each.startswith("s3:")]
    assert (first, last) == ("GetCallerIdentity", "DescribeStacks")
    assert uploads[0] == f"s3:PUT {BUCKET}"
    assert len(uploads) == 3, "the bucket, the zip, the template"
    assert others == ["DescribeStacks", "CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "DescribeStacks"]
    planned = next(each for each in account.requests if each["Action"] == "CreateChangeSet")
    assert "TemplateBody" not in planned
    deployed = json.loads(account.objects[planned["TemplateURL"].removeprefix(f"{account.endpoint}/")])
    code = {function["Properties"]["CodeUri"].removeprefix("s3://") for _, function in functions(deployed)}
    assert {account.objects[each][:2] for each in code} == {b"PK"}
    needed = {name for name, rule in template["Parameters"].items() if "Default" not in rule}
    assert account.stacks == {"baro-dev": dict.fromkeys(needed) | account.stacks["baro-dev"]}
    assert set(account.stacks["baro-dev"]) == needed


def test_make_package_prints_the_same_commands(package: Package, template: dict[str, Any]) -> None:
    said = how_to_deploy(package, "dev")
    for name, rule in template["Parameters"].items():
        assert (f" {name}=..." in said) == ("Default" not in rule)
    assert said.count("--s3-bucket") == 2


def test_errors_of_cloudformation_are_detected_here(package: Package, template: dict[str, Any]) -> None:
    account = FakeAccount(objects={"b/t": package.template.read_bytes()})
    needed = [name for name, rule in template["Parameters"].items() if "Default" not in rule]
    given = {"Action": "CreateChangeSet", "StackName": "s", "TemplateURL": "http://x/b/t"}
    for name in needed:
        given |= {
            f"Parameters.member.{name}.ParameterKey": name,
            f"Parameters.member.{name}.ParameterValue": "https://x",
        }
    given["Capabilities.member.1"] = "CAPABILITY_IAM"
    account.query(given)
    for left_out, said in (("Capabilities", "capabilities"), ("Parameters.member.PageOrigins", "PageOrigins")):
        with pytest.raises(ValidationError, match=said):
            account.query({key: value for key, value in given.items() if not key.startswith(left_out)})
    with pytest.raises(ValidationError, match="AllowedPattern"):
        account.query(given | {"Parameters.member.Jwks.ParameterValue": "http://x"})
    with pytest.raises(ValidationError, match="templateBody"):
        account.query(given | {"TemplateBody": package.template.read_text()})


@pytest.mark.long
def test_operations_clears_a_creation_that_failed_and_no_table_that_holds_anything(
    terminal: Terminal, account: FakeAccount
) -> None:
    account.tables = {"baro-dev-bot": 0, "baro-prod-bot": 0, "baro-prod-claims": 1}
    done = terminal.type(SEOUL + CLEAR)
    assert done.returncode == 0, done.stderr
    removed = [f"{step} baro-prod-bot" for step in ("Scan", "UpdateTable", "DescribeTable", "DeleteTable")]
    assert account.asked == ["ListTables", *removed, "Scan baro-prod-claims", "DeleteStack"]


def test_operations_protects_a_stack_and_sets_up_push(terminal: Terminal, account: FakeAccount) -> None:
    keys = {"service-account.json": '{\n  "private_key": "a, b\\n"\n}', "AuthKey.p8": "-----BEGIN\nMI+/==\n-----END\n"}
    for name, content in keys.items():
        (terminal.folder / name).write_text(content)
    done = terminal.type("".join((SEOUL, PROTECT, *PUSH)))
    assert done.returncode == 0, done.stderr
    assert account.asked == ["UpdateTerminationProtection", *["CreatePlatformApplication"] * 2]
    assert [each["Attributes.entry.1.value"] for each in account.requests[-2:]] == list(keys.values())


def test_operations_names_every_parameter_with_its_default(template: dict[str, Any]) -> None:
    table = (ROOT / "docs/operations.md").read_text("utf-8")
    for name, rule in template["Parameters"].items():
        given = {"": "none", "dev": "the stage that was packaged"}.get(rule.get("Default"), f"`{rule.get('Default')}`")
        row = rf"\|.*`{name}`.*\| {re.escape(given)} \|"
        assert re.search(row, table) or "Default" not in rule, name


def test_parameters_that_the_documents_name_exist(template: dict[str, Any]) -> None:
    """The command line passes over others without a word."""
    spoken = re.compile(r"\b((?:[A-Z][a-z]+){2,})=")
    for page in PAGES:
        given = set(spoken.findall(page.read_text("utf-8"))) - {"PlatformCredential", "PlatformPrincipal"}
        assert {name for name in given if not name.startswith("Apple")} <= set(template["Parameters"]), page.name

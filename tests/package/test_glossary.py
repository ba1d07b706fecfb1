"""The glossary: every file and symbol that it names exists, and declared lists are complete in it."""

import json
import re
import tomllib

from app import app
from chalicelib.content.configuration import flows, queues, texts
from chalicelib.entry.actions import all_actions
from tests.package.names import ROOT, resolves

TEXT = (ROOT / "docs" / "glossary.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`([\w./-]+\.\w+)::([\w.]+)`", TEXT)))
FILES = sorted(set(re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|toml|tsx?|json|md|txt))`", TEXT)))
SPOKEN_OF = set(re.findall(r"`([^`]+)`", TEXT)) | {symbol for _, symbol in PLACES}


def test_every_symbol_of_the_glossary_exists() -> None:
    assert PLACES
    assert [f"{path}::{symbol}" for path, symbol in PLACES if not resolves(ROOT / path, symbol)] == []


def test_every_file_of_the_glossary_exists() -> None:
    assert [path for path in FILES if not (ROOT / path).is_file()] == []


def test_every_action_question_queue_and_function_is_in_the_glossary() -> None:
    actions = {str(command.__struct_config__.tag) for command in all_actions()}
    questions = {step.slot for flow in flows().values() for step in flow.steps}
    for declared in (actions, questions, set(queues()), set(app.handler_map)):
        assert declared
        assert declared - SPOKEN_OF == set()


def test_every_file_of_configuration_and_every_section_of_texts_is_in_the_glossary() -> None:
    files = {path.name for path in (ROOT / "chalicelib" / "config").glob("*.toml")}
    assert (
        files - {path.rpartition("/")[2] for path in FILES} - {path.rpartition("/")[2] for path, _ in PLACES} == set()
    )
    assert {section.partition(".")[0] for section in texts("ko").sections} - SPOKEN_OF == set()


def test_every_coverage_department_document_and_stage_is_in_the_glossary() -> None:
    sections = tomllib.loads((ROOT / "chalicelib/config/texts/ko.toml").read_text("utf-8"))
    for section in ("coverages", "departments", "documents", "stages", "transitions"):
        assert set(sections[section]) - SPOKEN_OF == set(), section


def test_every_alarm_is_in_the_glossary() -> None:
    resources = json.loads((ROOT / ".chalice/resources.json").read_text("utf-8"))["Resources"]
    alarms = {name for name, one in resources.items() if one.get("Type") == "AWS::CloudWatch::Alarm"}
    assert alarms
    assert alarms - SPOKEN_OF == set()

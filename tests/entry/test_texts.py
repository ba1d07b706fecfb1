"""Texts: every one that code renders exists in both languages with its placeholders."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import chalicelib
from chalicelib.config_texts import placeholder_names
from chalicelib.content.configuration import flows, queue_for, queues, texts
from chalicelib.content.contract_questions import ContractTopic
from chalicelib.content.message_bodies import FieldKind
from chalicelib.contracts.answers import TOPICS
from chalicelib.kernel.errors import BaroError

PACKAGE = Path(chalicelib.__file__).parent
SOURCES = [path for path in PACKAGE.rglob("*.py") if "nlu" not in path.relative_to(PACKAGE).parts]
"""Language understanding says nothing."""
CALLS = [
    node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
]


def errors(kind: type[BaroError] = BaroError) -> Iterator[type[BaroError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from errors(narrower)


def all_errors() -> dict[str, type[BaroError]]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if not module.name.startswith("chalicelib.nlu"):
            importlib.import_module(module.name)
    return {error.__name__: error for error in errors() if error.__module__.startswith("chalicelib")}


def called(call: ast.Call) -> str:
    """The last part of what is called: `render` of `know.texts.render(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def given(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def constants(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_error_has_a_text_that_its_details_fill(locale: str) -> None:
    known = all_errors()
    for error in known.values():
        assert texts(locale).render("errors", error.code, **dict.fromkeys(placeholder_names(error_text(error)), "x"))
    raised = [(known[called(call)], given(call)) for call in CALLS if called(call) in known]
    assert raised
    for error, details in raised:
        assert placeholder_names(error_text(error)) <= details, error
    assert {error.code for error in known.values()} == set(texts(locale).sections["errors"])


def error_text(error: type[BaroError]) -> str:
    return texts("ko").sections["errors"][error.code]


def test_korean_texts_are_written_in_one_way() -> None:
    """Contracted, as people say it."""
    root = PACKAGE.parent
    pages = (
        root / f"web/{name}.ts"
        for name in (
            "customer/src/texts/ko",
            "customer/src/texts/bodies_ko",
            "customer/src/texts/waiting_ko",
            "panel/src/i18n/ko",
            "panel/src/claims/i18n/ko",
            "responder/src/texts/ko",
        )
    )
    files = (*sorted((PACKAGE / "config").rglob("*ko*.toml")), root / "web/panel/src/data/canned.json", *pages)
    long_forms = re.compile("되었|하였|되어요|하여요|[주하]셔요")
    found = [
        (path.name, line) for path in files for line in path.read_text("utf-8").splitlines() if long_forms.search(line)
    ]
    assert found == []


def test_error_codes_are_stable_and_distinct() -> None:
    codes = [error.code for error in all_errors().values() if error is not BaroError]
    assert len(set(codes)) == len(codes)


def test_every_text_that_code_renders_exists_and_gets_its_values() -> None:
    sections = texts("ko").sections
    said = [(constants(call), given(call)) for call in CALLS if called(call) == "render" and len(constants(call)) == 2]
    notices = [(["notices", *constants(call)], given(call)) for call in CALLS if called(call) in ("words", "notice")]
    named = [(names, data) for names, data in said + notices if len(names) == 2]
    assert len(named) > 20
    for (section, key), data in named:
        assert placeholder_names(sections[section][key]) <= data, f"{section}.{key}"


def test_every_kind_of_field_has_a_text_for_refusals() -> None:
    for kind in {step.format for flow in flows().values() for step in flow.steps} | set(get_args(FieldKind)):
        assert f"bad_{kind}" in texts("ko").sections["flows"]


def test_every_contract_answer_of_the_rules_exists() -> None:
    assert set(get_args(ContractTopic)) - set(TOPICS) == {"advice"}


def test_every_topic_has_a_queue_and_the_first_is_the_default() -> None:
    for queue in queues().values():
        for topic in queue.topics:
            assert queue_for(topic) == queue
    assert queue_for("something_else") == next(iter(queues().values()))


def test_days_are_formatted_by_language() -> None:
    for locale, words in (("ko", "11월 30일(월)까지"), ("en", "Mon, Nov 30")):
        assert words in texts(locale).render("bot", "registered_line", next="x", due="2026-11-30")
    assert (
        texts("ko").render("bot", "claim_button", day="2026-02-31", what="20261128-000001")
        == "2026-02-31 20261128-000001"
    )

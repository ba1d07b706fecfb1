"""Joins the names of the rule files with their labels in the texts."""

from collections.abc import Iterable, Mapping
from typing import Any

Sections = Mapping[str, Mapping[str, str]]
Raw = dict[str, Any]


def flatten_sections(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Flattens the tables of a file of texts: `[options.driver]` becomes the section `options.driver`."""
    sections: dict[str, dict[str, str]] = {}
    for name, table in tables.items():
        sections[name] = {key: words for key, words in table.items() if not isinstance(words, dict)}
        for key, inner in table.items():
            if isinstance(inner, dict):
                sections[f"{name}.{key}"] = inner
    return sections


def required_label(sections: Sections, section: str, key: str) -> str:
    """The label of a key. Raises ValueError if the texts have none."""
    try:
        return sections[section][key]
    except KeyError:
        raise ValueError(f"texts: section {section} has no label for {key}") from None


def label_queues(raw: Iterable[Raw], sections: Sections) -> list[Raw]:
    """The queues with their labels."""
    return [
        _with_label("queues.toml", queue, "label", required_label(sections, "queues", queue["name"])) for queue in raw
    ]


def label_intents(raw: Mapping[str, Raw], sections: Sections) -> dict[str, Raw]:
    """Intent rules with the labels of their buttons."""
    return {
        name: _with_label("dialogue.toml", rule, "label", required_label(sections, "intents", name))
        for name, rule in raw.items()
    }


def label_flows(raw: Mapping[str, Raw], sections: Sections) -> dict[str, Raw]:
    """The flows with their titles and the labels of their slots and options."""
    return {
        name: {
            **_with_label("flows.toml", flow, "title", required_label(sections, "titles", name)),
            "steps": _label_steps(flow["steps"], sections),
        }
        for name, flow in raw.items()
    }


def _label_steps(raw: Iterable[Raw], sections: Sections) -> list[Raw]:
    return [
        {
            **_with_label("flows.toml", step, "label", required_label(sections, "fields", step["slot"])),
            "options": _label_options(step, sections),
        }
        for step in raw
    ]


def _label_options(step: Raw, sections: Sections) -> list[Raw]:
    section = f"options.{step['slot']}"
    return [{"value": value, "label": required_label(sections, section, value)} for value in step.get("options", ())]


def _with_label(file: str, raw: Raw, field: str, words: str) -> Raw:
    if field in raw:
        raise ValueError(f"{file}: rule files have no labels, the texts have them: {field} = {raw[field]!r}")
    return {**raw, field: words}


def validate_labels(sections: Sections, names: Mapping[str, Iterable[str]]) -> None:
    """Raises ValueError if a section lacks a label of its `names`, or has another one."""
    for section, required in names.items():
        wanted, known = set(required), set(sections.get(section, {}))
        for name in sorted(wanted):
            required_label(sections, section, name)
        if stray := known - wanted:
            raise ValueError(
                f"texts: section {section} has labels that nothing is named by: {', '.join(sorted(stray))}"
            )

"""Validates the types of the configuration files: a wrong one is named by file and key."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.amendments.rules import AmendmentRules
from chalicelib.calls.rules import CallRules
from chalicelib.certificates.rules import CertificateRules
from chalicelib.claims.rules import ClaimRules
from chalicelib.content import labels
from chalicelib.content.business_days import business_calendar
from chalicelib.content.config_files import read_toml
from chalicelib.content.configuration import BotRules, Flow, Insurer, Queue, Sections, texts
from chalicelib.content.desk_rules import DeskRules
from chalicelib.content.wrap_up import WrapUpRules
from chalicelib.contracts.feed_formats import FeedRules
from chalicelib.contracts.money_rules import MoneyRules
from chalicelib.contracts.tariff import Tariff
from chalicelib.dialogue.safety_rules import SafetyRules
from chalicelib.dispatch.arrival_rules import ComingRules
from chalicelib.dispatch.garages import GaragesFile
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.files.rules import FileRules
from chalicelib.nlu.thresholds import NluThresholds
from chalicelib.notifications.rules import PushRules
from chalicelib.presence.rules import PresenceRules
from chalicelib.reminders.rules import ReminderRules
from chalicelib.reporting.rules import ReportingRules
from chalicelib.routing.rules import RoutingRules, WaitingRules
from chalicelib.search.rules import SearchRules

_ANY_KEY = "[...]"
"""What msgspec writes in the place of a mapping's key."""

_PATH_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class _UnlabelledStep(Struct):
    slot: str
    options: tuple[str, ...] = ()


class _UnlabelledFlow(Struct):
    steps: tuple[_UnlabelledStep, ...]


class _UnlabelledQueue(Struct):
    name: str


class _FlowsFile(Struct, forbid_unknown_fields=True):
    flows: dict[str, _UnlabelledFlow]


class _InsurersFile(Struct, forbid_unknown_fields=True):
    insurers: tuple[Insurer, ...]


class _QueuesFile(Struct, forbid_unknown_fields=True):
    queues: tuple[_UnlabelledQueue, ...]
    waiting: WaitingRules


class _IntentsOfFile(Struct):
    intents: dict[str, dict[str, Any]]


_SIMPLE_FILES: tuple[tuple[str, Any], ...] = (
    ("texts/ko.toml", dict[str, dict[str, str | dict[str, str]]]),
    ("texts/en.toml", dict[str, dict[str, str | dict[str, str]]]),
    ("queues.toml", _QueuesFile),
    ("reporting.toml", ReportingRules),
    ("routing.toml", RoutingRules),
    ("search.toml", SearchRules),
    ("calls.toml", CallRules),
    ("certificates.toml", CertificateRules),
    ("amendments.toml", AmendmentRules),
    ("reminders.toml", ReminderRules),
    ("dialogue.toml", _IntentsOfFile),
    ("flows.toml", _FlowsFile),
    ("insurers.toml", _InsurersFile),
    ("desk.toml", DeskRules),
    ("wrap_up.toml", WrapUpRules),
    ("contracts.toml", MoneyRules),
    ("tariff.toml", Tariff),
    ("feeds.toml", FeedRules),
    ("dispatch.toml", DispatchRules),
    ("arrivals.toml", ComingRules),
    ("garages.toml", GaragesFile),
    ("files.toml", FileRules),
    ("notifications.toml", PushRules),
    ("presence.toml", PresenceRules),
    ("nlu.toml", NluThresholds),
    ("safety.toml", SafetyRules),
)
"""File → its type, or the shape that it must have before labels are added."""


def validate_types() -> None:
    """Reads all rule files and texts. Raises ValueError that names file, key and what is allowed."""
    files = {name: _load(name) for name, _ in _SIMPLE_FILES}
    for name, kind in _SIMPLE_FILES:
        _validate_type(name, files[name], kind)
    for name, raw, kind in _labelled(files, texts("ko").sections):
        _validate_type(name, raw, kind)
    _validate_type("claims.toml", {**_load("claims.toml"), "calendar": business_calendar()}, ClaimRules)


def _labelled(files: dict[str, Any], sections: Sections) -> Iterator[tuple[str, Any, Any]]:
    rules = files["dialogue.toml"]
    yield "dialogue.toml", {**rules, "intents": labels.label_intents(rules["intents"], sections)}, BotRules
    yield (
        "flows.toml",
        {"flows": labels.label_flows(files["flows.toml"]["flows"], sections)},
        dict[str, dict[str, Flow]],
    )
    queues = labels.label_queues(files["queues.toml"]["queues"], sections)
    yield "queues.toml", {"queues": queues}, dict[str, tuple[Queue, ...]]


def _load(name: str) -> Any:
    try:
        return read_toml(name)
    except ValueError as error:  # invalid TOML or UTF-8
        raise ValueError(f"{name}: {error}") from error


def _validate_type(name: str, raw: Any, kind: Any) -> None:
    if message := _type_error(raw, kind):
        raise ValueError(f"{name}: {_with_keys(raw, kind, message)}")


def _type_error(raw: Any, kind: Any) -> str:
    try:
        msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _with_keys(raw: Any, kind: Any, message: str) -> str:
    """The message with the keys of mappings. The key is the one whose entry alone causes the same message."""
    named, raw = message, copy.deepcopy(raw)
    while _ANY_KEY in named:
        mapping = raw
        for key, index in _PATH_STEP.findall(named.partition(_ANY_KEY)[0].rpartition("`$")[2]):
            mapping = mapping[key] if key else mapping[int(index)]
        entries = dict(mapping)
        for key, value in entries.items():
            mapping.clear()
            mapping[key] = value
            if _type_error(raw, kind) == message:
                break
        named = named.replace(_ANY_KEY, f".{key}", 1)
    return named

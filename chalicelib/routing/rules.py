"""Rules of routing: notices to waiting customers and on-call messages (`config/queues.toml`, table `waiting`); order,
assignment, shown places and estimates (`config/routing.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.config_files import read_rules, read_toml, require_between
from chalicelib.content.configuration import queues

MAX_INTERVAL_S = 24 * 3600
MAX_HEAD_START_MIN = 24 * 60
MAX_WEIGHT = 10
MAX_KNOWN_DAYS = 365
MAX_SQS_DELAY_S = 900
"""A message of SQS can't be delayed longer."""


class WaitingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A change of who can serve a waiting customer is announced at the earliest `staffing_notice_interval_seconds`
    after the previous notice. Who has waited for `delay_notice_seconds` is notified that it takes longer than it
    should. An on-call message that was started and isn't known to be sent is tried again after
    `on_call_retry_seconds`."""

    staffing_notice_interval_seconds: int
    on_call_retry_seconds: int
    delay_notice_seconds: int


class PriorityRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Head starts in minutes; `topic_head_start_minutes` by queue. A customer who was served comes back within
    `returning_within_minutes`; one who left a queue unserved goes on waiting."""

    emergency_head_start_minutes: int
    returning_head_start_minutes: int
    returning_within_minutes: int
    topic_head_start_minutes: dict[str, int]


class Overflow(Struct, frozen=True, forbid_unknown_fields=True):
    """Agents of the queues `to` serve customers of `queue` who have waited `after_seconds`."""

    queue: str
    to: tuple[str, ...]
    after_seconds: int


class RequiredSkill(Struct, frozen=True, forbid_unknown_fields=True):
    """Only agents with this skill, which stands among the queues of their token, are given a customer until they have
    waited `relax_seconds`."""

    skill: str
    relax_seconds: int


class AssignmentRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom an agent may be given, and what it takes of their capacity. `skills` by language; agents of
    `fallback[queue]` serve a queue outside its hours."""

    weights: dict[str, int]
    silent_after_seconds: int
    excluded_seconds: int
    answer_within_seconds: int
    known_agent_seconds: int
    invitation_seconds: int
    known_agent_days: int
    overflow: tuple[Overflow, ...]
    fallback: dict[str, tuple[str, ...]]
    skills: dict[str, RequiredSkill]


class PositionStep(Struct, frozen=True, forbid_unknown_fields=True):
    """Places up to `up_to` are shown in steps of `by`."""

    up_to: int
    by: int


class PositionRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes of a place in line are shown."""

    each_up_to: int
    steps: tuple[PositionStep, ...]
    beyond_percent: int
    interval_seconds: int


class BoardRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How often agents are shown a queue that changes."""

    interval_seconds: int


class EstimateRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What waiting times are learned from, and how wide their range is."""

    history_days: int
    min_served: int
    low_percent: int
    high_percent: int
    bands: int
    min_band: int
    max_samples: int


class RoutingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of `routing.toml`."""

    priority: PriorityRules
    assignment: AssignmentRules
    positions: PositionRules
    boards: BoardRules
    estimate: EstimateRules


@cache
def waiting_rules() -> WaitingRules:
    """The rules of `queues.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return msgspec.convert(read_toml("queues.toml").get("waiting"), WaitingRules)


@cache
def routing_rules() -> RoutingRules:
    """The rules of `routing.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("routing.toml", RoutingRules)


def validate_waiting_rules(rules: WaitingRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low in (
        ("staffing_notice_interval_seconds", 0),
        ("on_call_retry_seconds", 1),
        ("delay_notice_seconds", 60),
    ):
        require_between("queues.toml", name, getattr(rules, name), low, MAX_INTERVAL_S)


def validate_routing_rules(rules: RoutingRules) -> None:
    """Raises ValueError that names the first error."""
    _validate_priority(rules.priority)
    _validate_assignment(rules.assignment)
    _validate_positions(rules.positions)
    _require("boards", "interval_seconds", rules.boards.interval_seconds, 1, 60)
    estimate = rules.estimate
    for name, low, high in (
        ("history_days", 1, 60),
        ("min_served", 1, 10_000),
        ("bands", 1, 50),
        ("min_band", 10, 10_000),
        ("max_samples", 100, 100_000),
    ):
        _require("estimate", name, getattr(estimate, name), low, high)
    if not 0 < estimate.low_percent < estimate.high_percent < 100:
        raise ValueError("routing.toml: estimate.low_percent and high_percent must rise between 0 and 100")


def _validate_priority(rules: PriorityRules) -> None:
    for name in ("emergency_head_start_minutes", "returning_head_start_minutes", "returning_within_minutes"):
        _require("priority", name, getattr(rules, name), 0, MAX_HEAD_START_MIN)
    for queue, minutes in rules.topic_head_start_minutes.items():
        _require_queue("priority.topic_head_start_minutes", queue)
        _require("priority.topic_head_start_minutes", queue, minutes, 0, MAX_HEAD_START_MIN)


def _validate_assignment(rules: AssignmentRules) -> None:
    for queue, weight in rules.weights.items():
        _require_queue("assignment.weights", queue)
        _require("assignment.weights", queue, weight, 1, MAX_WEIGHT)
    _require("assignment", "answer_within_seconds", rules.answer_within_seconds, 10, MAX_SQS_DELAY_S)
    _require("assignment", "invitation_seconds", rules.invitation_seconds, 10, MAX_SQS_DELAY_S)
    _require("assignment", "silent_after_seconds", rules.silent_after_seconds, 60, MAX_SQS_DELAY_S)
    _require("assignment", "known_agent_days", rules.known_agent_days, 0, MAX_KNOWN_DAYS)
    for name in ("excluded_seconds", "known_agent_seconds"):
        _require("assignment", name, getattr(rules, name), 0, MAX_SQS_DELAY_S)
    for overflow in rules.overflow:
        for queue in (overflow.queue, *overflow.to):
            _require_queue("assignment.overflow", queue)
        _require("assignment.overflow", "after_seconds", overflow.after_seconds, 0, MAX_SQS_DELAY_S)
    for queue, others in rules.fallback.items():
        for each in (queue, *others):
            _require_queue("assignment.fallback", each)
    for language, required in rules.skills.items():
        if required.skill in queues() or not required.skill:
            raise ValueError(f"routing.toml: assignment.skills.{language}.skill must have a name that no queue has")
        _require("assignment.skills", "relax_seconds", required.relax_seconds, 0, MAX_SQS_DELAY_S)


def _validate_positions(rules: PositionRules) -> None:
    for name, low, high in (("each_up_to", 1, 100), ("beyond_percent", 1, 100), ("interval_seconds", 1, 600)):
        _require("positions", name, getattr(rules, name), low, high)
    edge = rules.each_up_to
    for step in rules.steps:
        if step.up_to <= edge or step.by < 1:
            raise ValueError("routing.toml: positions.steps must rise from each_up_to on, by at least 1")
        edge = step.up_to


def _require(table: str, name: str, value: int, low: int, high: int) -> None:
    require_between("routing.toml", f"{table}.{name}", value, low, high)


def _require_queue(table: str, queue: str) -> None:
    if queue not in queues():
        raise ValueError(f"routing.toml: {table} names no queue: {queue}")

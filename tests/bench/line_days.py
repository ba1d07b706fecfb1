"""Generates the days of `line_day.toml`: the same seed makes the same day."""

import random
import tomllib
from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Any

from local.line.days import Customer, Day, Drop, Shift

FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("line_day.toml").read_text("utf-8"))
HOUR_S = 3_600


def plain_day(seed: int, places: int, customers: int = FACTS["customers"]) -> Day:
    """A day with one queue and as many agents as places, each for one chat."""
    chance = random.Random(seed)
    people = [
        Customer(f"c{number}", at_s, "general", False, _service_s(chance), _patience_s(chance))
        for number, at_s in enumerate(_arrivals(chance, customers))
    ]
    agents = [(f"a{number}", frozenset({"general"}), 1) for number in range(places)]
    return _day(chance, agents, people)


def full_day(seed: int) -> Day:
    """A day with three queues, emergencies, returns, and agents who serve several queues and chats."""
    chance, full = random.Random(seed), FACTS["full"]
    kinds = full["queues"]
    customers = []
    for number, at_s in enumerate(_arrivals(chance, FACTS["customers"])):
        (kind,) = chance.choices(kinds, [each["share"] for each in kinds])
        emergency = chance.random() < kind["emergency_share"]
        service_s = _service_s(chance) * kind["service_factor"]
        returning = chance.random() < full["returning_share"]
        patience_s = _patience_s(chance)
        customers.append(Customer(f"c{number}", at_s, kind["name"], emergency, service_s, patience_s, returning))
    skills = [name for name, share in full["skills"].items() for _ in range(round(full["agents"] * share))]
    chance.shuffle(skills)
    agents = [(f"a{number}", frozenset(each.split("|")), full["capacity"]) for number, each in enumerate(skills)]
    return _day(chance, agents, customers)


def _day(chance: random.Random, agents: Sequence[tuple[str, frozenset[str], int]], customers: list[Customer]) -> Day:
    drop = FACTS["drop"]
    dropped = chance.sample(agents, round(len(agents) * drop["share"]))
    from_s, to_s = drop["from_minute"] * 60, drop["to_minute"] * 60
    drops = tuple(Drop(agent, from_s, to_s) for agent, _, _ in dropped)
    return Day(tuple(_shifts(agents)), tuple(customers), drops)


def _arrivals(chance: random.Random, customers: int) -> list[float]:
    hours = chance.choices(range(24), FACTS["arrival_weight_by_hour"], k=customers)
    return sorted(hour * HOUR_S + chance.random() * HOUR_S for hour in hours)


def _service_s(chance: random.Random) -> float:
    service = FACTS["service_minutes"]
    return 60 * float(service["median"]) * exp(chance.gauss(0, service["sigma"]))


def _patience_s(chance: random.Random) -> float:
    return chance.expovariate(1 / (60 * FACTS["patience_mean_minutes"]))


def _shifts(agents: Sequence[tuple[str, frozenset[str], int]]) -> list[Shift]:
    """The first agents are on duty in every hour, the last ones only when all are."""
    shares = [*FACTS["staff_share_by_hour"], 0]
    shifts = []
    for position, (agent, queues, capacity) in enumerate(agents):
        began: int | None = None
        for hour, share in enumerate(shares):
            on_duty = position < round(len(agents) * share)
            if on_duty and began is None:
                began = hour
            elif not on_duty and began is not None:
                shifts.append(Shift(agent, queues, capacity, began * HOUR_S, hour * HOUR_S))
                began = None
    return shifts

"""All groups of figures, in the order of measurement."""

from tests.bench import (
    check,
    cold,
    contract_answers,
    cost,
    counts,
    cpu,
    dispatch,
    feeds,
    line,
    listening,
    memory,
    pages,
    standin,
)
from tests.bench.figures import Group

GROUPS = (
    Group("counts", "requests, units and posts a message", counts.measure),
    Group("cpu", "CPU of a warm message", cpu.measure),
    Group("listening", "what the bot takes to read a message", listening.measure),
    Group("contracts", "answers from a year of trips", contract_answers.measure),
    Group("feeds", "feeds of contracts and trips", feeds.measure),
    Group("memory", "memory of the message function", memory.measure),
    Group("line", "estimates of waiting, and whom the line serves when", line.measure),
    Group("dispatch", "when responders arrive at roadside jobs", dispatch.measure),
    Group("check", "the check of photos", check.measure),
    Group("cold", "cold start of the package", cold.measure),
    Group("standin", "end to end through the stand-in", standin.measure),
    Group("pages", "the pages in Chromium", pages.measure),
    Group("cost", "cost at list prices", cost.measure, needs=("counts", "cpu")),
)


def select_groups(names: list[str]) -> list[Group]:
    """The groups of these names and those they need, in order; all of them without names. Raises `KeyError`."""
    if not names:
        return list(GROUPS)
    by_name = {group.name: group for group in GROUPS}
    chosen = set(names)
    for name in names:
        chosen.update(by_name[name].needs)
    return [group for group in GROUPS if group.name in chosen]

"""Which changes of a place in line a waiting customer is shown."""

from math import ceil

from chalicelib.routing.rules import PositionRules


def shown_position(position: int, rules: PositionRules) -> int:
    """The place that is shown for a place in line, which begins at 1: the place itself at the front, behind it the last
    place of its step."""
    edge = rules.each_up_to
    if position <= edge:
        return position
    for step in rules.steps:
        if position <= step.up_to:
            return min(step.up_to, edge + ceil((position - edge) / step.by) * step.by)
        edge = step.up_to
    while edge < position:
        edge += ceil(edge * rules.beyond_percent / 100)
    return edge


def is_shown_now(shown: int, before: tuple[int, int] | None, now: int, rules: PositionRules) -> bool:
    """Whether a customer whose place is `shown` is notified of it at `now`; `before` is what they were shown last and
    when (ms since 1970 UTC)."""
    if before is None:
        return True
    if shown == before[0]:
        return False
    return shown <= rules.each_up_to or now - before[1] >= rules.interval_seconds * 1000
